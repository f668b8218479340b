import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface TestWorker {
  readonly pid: number;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** A worker of its own, on the embedded database that a server has opened; resolves when it works. */
export async function ownWorker(dataDir: string): Promise<TestWorker> {
  const worker = spawn(process.execPath, ['dist/jobs/main.js'], {
    env: { ...process.env, DATA_DIR: dataDir, THREADS: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(worker, 'close');
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: worker.stdout }).on('line', (line) => {
      if (line.includes('"working"')) resolve();
    });
    void ended.then(() => reject(new Error('the worker ended before it worked')));
  });
  return {
    pid: worker.pid!,
    async stop(signal = 'SIGTERM') {
      worker.kill(signal);
      await ended;
    },
  };
}
