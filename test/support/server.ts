import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { endsWithUs, plainEnvironment } from './program.ts';

/** A server as its users have it: the built program, a process of its own. */
export interface TestServer {
  readonly url: string;
  /** The first ADMIN key. */
  readonly key: string;
  readonly pid: number;
  readonly dataDir: string;
  /** The lines that it logged so far. */
  readonly log: readonly string[];
  /** Its exit status, once it has ended. */
  readonly ended: Promise<number | null>;
  /** Ends it as an operator would, or at once. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

export const newDataDir = (): Promise<string> => mkdtemp(join(tmpdir(), 'riposte-test-'));

const MAIN = 'dist/src/main.js';

/**
 * Starts the program and waits until it serves.
 *
 * @param environment beside what a test needs: a free port, no example, a known key
 * @param user who it runs as; absent: as we do
 * @throws {Error} with what it said, when it ends instead
 */
export async function startServer(
  environment: Record<string, string> = {},
  user: { readonly uid?: number; readonly gid?: number } = {},
): Promise<TestServer> {
  const made = environment['DATA_DIR'] === undefined;
  const dataDir = environment['DATA_DIR'] ?? (await newDataDir());
  const key = `key_${randomBytes(24).toString('hex')}`;
  const server = endsWithUs(
    spawn(process.execPath, [MAIN], {
      ...user,
      env: plainEnvironment({
        LOG_LEVEL: 'info',
        PORT: '0',
        BOOTSTRAP_KEY: key,
        DATA_DIR: dataDir,
        ...environment,
      }),
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
  const log: string[] = [];
  const ended = once(server, 'close');
  createInterface({ input: server.stderr }).on('line', (line) => log.push(line));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: server.stdout }).on('line', (line) => {
      log.push(line);
      const said = line.startsWith('{') ? (JSON.parse(line) as { msg?: string; url?: string }) : {};
      if (said.msg === 'serving' && said.url) resolve(said.url);
    });
    void ended.then(() => reject(new Error(`the server ended before it served:\n${log.join('\n')}`)));
  });
  return {
    url,
    key: environment['BOOTSTRAP_KEY'] ?? key,
    pid: server.pid!,
    dataDir,
    log,
    ended: ended.then(([code]) => code as number | null),
    async stop(signal = 'SIGTERM') {
      server.kill(signal);
      await ended;
      if (made) await rm(dataDir, { recursive: true, force: true });
    },
  };
}
