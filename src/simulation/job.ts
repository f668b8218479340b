export const JOB_STATES = ['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** Why a job failed, in words for whoever asked for it. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

/**
 * How many times a job is begun before it is given up: whatever ends its worker each time will do so again. A run of bad luck (ten
 * workers killed one after the other) is no such thing.
 */
export const MOST_ATTEMPTS = 20;

/** Whether nothing about a job will change any more. */
export const isOver = (state: JobState): boolean => state !== 'QUEUED' && state !== 'RUNNING';

/** The kind of job that an id names. */
export const JOB_KINDS = ['simulation', 'comparison', 'optimization'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

/** Whether a caller's text can be the id of a job at all; what cannot is not looked up. */
export const isJobId = (id: string, kinds: readonly JobKind[] = JOB_KINDS): boolean =>
  kinds.some((kind) => id.startsWith(`${kind}_`)) && /^[a-z]+_[0-9a-f]{32}$/.test(id);
