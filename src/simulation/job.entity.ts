import { Field, Float, Int, InterfaceType, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn, TableInheritance } from 'typeorm';
import { DateTime } from '../model/date-time.type.ts';
import { newEnum } from '../model/enum.type.ts';
import { Node } from '../model/node.type.ts';
import { JOB_STATES, type Failure, type JobState as State } from './job.ts';

export const JobState = newEnum('JobState', JOB_STATES, 'How far a job has come.', {
  QUEUED: 'It waits for a worker.',
  RUNNING: 'A worker computes it.',
  SUCCEEDED: 'Its result is there.',
  FAILED: 'It cannot be computed; `failure` says why.',
  CANCELLED: 'Someone asked that it stop.',
});

@ObjectType({ simpleResolvers: true, description: 'Why a job failed.' })
export class JobFailure implements Failure {
  @Field(() => String)
  code!: string;

  @Field(() => String)
  message!: string;
}

/**
 * A run that someone asked for. Whatever is computed later stands in this row first, with all that it needs, so no queue can lose it.
 * The plan is long: it is not loaded unless it is asked for.
 */
@Entity('job')
@TableInheritance({ column: { type: 'text', name: 'kind' } })
@InterfaceType('Job', { implements: Node, description: 'A run that is computed while you do other things.' })
export abstract class Job extends Node {
  @PrimaryColumn('text')
  declare id: string;

  @Column('uuid')
  organizationId!: string;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  name!: string | null;

  @Field(() => JobState)
  @Column({ type: 'text', insert: false })
  state!: State;

  @Field(() => Float, { description: '0 to 1.' })
  @Column({ type: 'double precision', insert: false })
  progress!: number;

  @Field(() => String, { description: 'The name of the key with which it was asked for.' })
  @Column('text')
  requestedBy!: string;

  @Column('uuid')
  requestedByKeyId!: string;

  @Field(() => DateTime)
  @Column({ type: 'timestamp with time zone', insert: false, update: false })
  requestedAt!: Date;

  @Field(() => DateTime, { nullable: true })
  @Column('timestamp with time zone', { nullable: true })
  startedAt!: Date | null;

  @Field(() => DateTime, { nullable: true })
  @Column('timestamp with time zone', { nullable: true })
  finishedAt!: Date | null;

  @Field(() => JobFailure, { nullable: true })
  @Column('jsonb', { nullable: true })
  failure!: Failure | null;

  @Field(() => [String], { description: 'What to bear in mind when reading its figures.' })
  @Column('jsonb')
  warnings!: readonly string[];

  @Field(() => String, { description: 'A decimal number, 0 to 2^64 - 1.' })
  @Column('text')
  seed!: string;

  @Field(() => Int, { description: 'Futures asked for; `precision` may end the run before.' })
  @Column('integer')
  trials!: number;

  @Field(() => Int)
  @Column('integer')
  horizonYears!: number;

  /** Canonical JSON. */
  @Column('text', { select: false })
  planText!: string;

  @Field(() => String, { description: 'SHA-256 of the plan: runs with one plan have the same figures.' })
  @Column('text')
  planHash!: string;

  @Field(() => String, { nullable: true, description: 'SHA-256 of the result.' })
  @Column('text', { nullable: true })
  resultHash!: string | null;

  @Field(() => String)
  @Column('text')
  engineVersion!: string;

  @Column('text', { nullable: true })
  idempotencyKey!: string | null;

  /** SHA-256 of what the caller sent with the key. */
  @Column('text', { nullable: true })
  bodyHash!: string | null;

  /** Times that a worker began it. */
  @Column({ type: 'integer', insert: false })
  attempts!: number;

  /** Raised whenever a worker takes it up; a worker with an older number may write no more. */
  @Column({ type: 'integer', insert: false })
  fence!: number;

  /** Until when the worker that has it is taken to be alive. */
  @Column('timestamp with time zone', { nullable: true })
  leaseUntil!: Date | null;

  /** When the queue was last asked for it. */
  @Column({ type: 'timestamp with time zone', insert: false })
  askedAt!: Date;
}

/** What a job found: written once, by the worker that has it. */
@Entity('job_result')
export class JobResult {
  @PrimaryColumn('text')
  jobId!: string;

  @Column('uuid')
  organizationId!: string;

  /** Canonical JSON of a RunResult; the job's `resultHash` is of this text. */
  @Column('text')
  resultText!: string;
}
