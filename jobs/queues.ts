import { openQueue, type JobQueue, type Payload, type QueueHome } from './connection.ts';

/** Who hears of a queue that does not answer; nobody else does, since what was not asked for now is asked for again soon. */
export type Complain = (error: unknown) => void;

/** How long one who asks waits for the queue. */
const PATIENCE_MS = 2_000;
/** Askings that may be under way at once: a queue that is away would hold them all in memory until it is back. */
const MOST_PENDING = 100;

interface Open {
  readonly queue: JobQueue;
  readonly complain: Complain;
  pending: number;
}

let open: Open | undefined;

/** Opens this process's queue, for `askFor`. */
export function openQueues(home: QueueHome, complain: Complain): void {
  if (open) throw new RangeError('the queue of this process is open already');
  const queue = openQueue(home);
  queue.on('error', complain);
  open = { queue, complain, pending: 0 };
}

export async function closeQueues(): Promise<void> {
  const closing = open;
  open = undefined;
  if (!closing) return;
  // One that waits for a queue that is away would not end.
  await inTime(closing.queue.close()).catch(() => inTime(closing.queue.disconnect()).catch(closing.complain));
}

/**
 * Asks the queue to have jobs run; each stands in the database already. Asking twice does no harm. It never throws: a queue that
 * is closed, away or slow means false, and the jobs are asked for again later.
 *
 * @param jobIds such as `simulation_0199f7c0a4e87a0c8f6b3d2e1c4a5b60`
 */
export async function askFor(jobIds: readonly string[]): Promise<boolean> {
  const asking = open;
  if (!asking || jobIds.length === 0 || asking.pending >= MOST_PENDING) return false;
  asking.pending++;
  const asked = asking.queue
    .addBulk(
      jobIds.map((jobId) => ({
        name: jobId.slice(0, jobId.indexOf('_')),
        data: { jobId } satisfies Payload,
        opts: { jobId },
      })),
    )
    .finally(() => asking.pending--);
  return inTime(asked).then(
    () => true,
    (error: unknown) => {
      asking.complain(error);
      return false;
    },
  );
}

/** Whether the queue answers. */
export async function queueAnswers(): Promise<boolean> {
  if (!open) return false;
  return inTime(open.queue.getJobCountByTypes('waiting')).then(
    () => true,
    () => false,
  );
}

/** What the queue answers, or an error when it takes too long. */
export function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the queue did not answer in ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
