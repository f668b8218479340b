import { setPriority } from 'node:os';
import { performTask, type EngineTask } from './tasks.ts';

// On Linux a priority belongs to a thread: this one gives way to those that answer callers and renew locks.
if (process.platform === 'linux') setPriority(0, 19);

/** What a thread of the pool runs. */
export default (task: EngineTask) => performTask(task);
