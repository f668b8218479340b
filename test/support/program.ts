import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What a program of ours came to. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The environment of this process without what would lead a program of ours to other servers than a test's. */
export function plainEnvironment(more: Readonly<Record<string, string>>): Record<string, string | undefined> {
  const { DATABASE_URL: _, MIGRATION_DATABASE_URL: __, REDIS_URL: ___, ...ours } = process.env;
  return { ...ours, EXAMPLE: 'off', LOG_LEVEL: 'warn', ...more };
}

/**
 * Runs a built program to its end.
 *
 * @param file such as `src/main.js`, from dist
 */
export async function runProgram(
  file: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Ended> {
  const program = spawn(process.execPath, [`dist/${file}`, ...words], {
    env: plainEnvironment(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  program.stdout.on('data', (part: Buffer) => (said.stdout += part.toString()));
  program.stderr.on('data', (part: Buffer) => (said.stderr += part.toString()));
  const [code] = (await once(program, 'close')) as [number | null];
  return { code, ...said };
}

const started = new Set<ChildProcess>();
process.once('exit', () => {
  for (const program of started) program.kill('SIGKILL');
});

/** Ends a program with us at the latest: a test that fails half-way leaves nothing running. */
export function endsWithUs<P extends ChildProcess>(program: P): P {
  started.add(program);
  program.once('exit', () => started.delete(program));
  return program;
}
