import type { Reporter, TestModule } from 'vitest/node';

/** Ends the output with what was skipped and why, and one line that any machine can read. */
export default class Summary implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0;
    let failed = errors.length;
    const skipped: string[] = [];
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'passed') passed++;
        else if (result.state === 'failed') failed++;
        else if (result.state === 'skipped')
          skipped.push(`${test.fullName}${result.note ? `: ${result.note}` : ''}`);
      }
      if (module.state() === 'failed' && module.errors().length > 0) failed++;
    }
    for (const name of skipped) process.stdout.write(`COULD NOT RUN HERE: ${name}\n`);
    process.stdout.write(`${passed} passed, ${failed} failed, ${skipped.length} skipped\n`);
  }
}
