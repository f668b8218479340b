import type { Reporter, TestModule } from 'vitest/node';

declare module 'vitest' {
  interface TaskMeta {
    /** What a long trial found, in one line. */
    figure?: string;
  }
}

/** Ends the output with what the trials found. */
export default class Figures implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    for (const module of modules)
      for (const test of module.children.allTests()) {
        const { figure } = test.meta();
        process.stdout.write(`${test.name}: ${figure ?? 'no figure'} (${test.result().state})\n`);
      }
  }
}
