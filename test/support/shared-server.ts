import type { TestProject } from 'vitest/node';
import { startServer } from './server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of a server that all test files share; each has tenants of its own. */
    serverUrl: string;
    dataDir: string;
  }
}

/** Starts one server for all test files: a database takes seconds to be made. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer({ THREADS: '2' });
  project.provide('serverUrl', server.url);
  project.provide('dataDir', server.dataDir);
  return () => server.stop();
}
