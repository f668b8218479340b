import './simulation/compile-loops.v8.ts';
import { readConfig, StartRefused } from './config.ts';
import { newLog } from './log.ts';
import { start } from './start.ts';

/** What sysexits.h gives for a configuration that cannot be used. */
const EX_CONFIG = 78;
/** Longer than any request, shorter than the patience of whoever sent the signal. */
const STOP_MS = 20_000;

try {
  const config = readConfig(process.env);
  const log = newLog(config.logLevel);
  const running = await start(config, log);
  // The one time that a key is shown; not through the log, which others keep.
  if (running.founded && !config.bootstrapKey)
    process.stdout.write(`Your first key (ADMIN), shown only now: ${running.founded.key}\n`);

  const stop = (signal: NodeJS.Signals) => {
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), STOP_MS).unref();
    void running.stop().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
} catch (error) {
  if (!(error instanceof StartRefused)) throw error;
  process.stderr.write(`riposte: ${error.message}\n`);
  process.exitCode = EX_CONFIG;
}
