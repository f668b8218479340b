import { readConfig, StartRefused } from '../config.ts';
import { joinEmbedded, openEmbedded, type DatabaseUrls } from '../database/embedded.ts';
import { EXAMPLES, loadExample, type Example } from '../database/examples.ts';
import { openSource } from '../database/source.ts';
import { checkDatabase, upgrade } from '../database/upgrade.ts';
import { CallerError } from '../errors.ts';
import { newLog } from '../log.ts';
import { addOrganization } from './organization.service.ts';

/** `npm run organization -- add NAME`: a new tenant and its first ADMIN key, which is shown only now. It may begin with an example. */
const USAGE = `usage: npm run organization -- add NAME [--example ${EXAMPLES.join(' | ')}]`;

interface Reached {
  readonly appUrl: string;
  readonly leave: () => Promise<void>;
}

async function reachDatabase(): Promise<Reached> {
  const config = readConfig(process.env);
  const stay = async () => undefined;
  if (config.databaseUrl) {
    if (config.migrationDatabaseUrl) await upgrade(config.migrationDatabaseUrl, config.databaseUrl);
    return { appUrl: config.databaseUrl, leave: stay };
  }
  const joined: DatabaseUrls | undefined = await joinEmbedded(config.dataDir);
  if (joined) return { appUrl: joined.appUrl, leave: stay };
  const { ownerUrl, appUrl, stop } = await openEmbedded(config.dataDir, newLog(config.logLevel));
  await upgrade(ownerUrl, appUrl).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { appUrl, leave: stop };
}

async function add(name: string, example: Example | undefined): Promise<void> {
  const { appUrl, leave } = await reachDatabase();
  try {
    const source = await openSource(appUrl, 2);
    try {
      await checkDatabase(source);
      const { key, viewer } = await source.transaction(async (tx) => {
        const founded = await addOrganization(tx, name);
        if (example) await loadExample(tx, founded.viewer, example);
        return founded;
      });
      process.stdout.write(`${viewer.organizationName}: its first key (ADMIN), shown only now: ${key}\n`);
    } finally {
      await source.destroy();
    }
  } finally {
    await leave();
  }
}

try {
  const [command, name, option, value, ...rest] = process.argv.slice(2);
  const example = EXAMPLES.find((it) => it === value);
  const isKnown = option === undefined || (option === '--example' && example !== undefined);
  if (command !== 'add' || name === undefined || !isKnown || rest.length > 0) throw new StartRefused(USAGE);
  await add(name, example);
} catch (error) {
  if (!(error instanceof StartRefused) && !(error instanceof CallerError)) throw error;
  process.stderr.write(`riposte: ${error.message}\n`);
  process.exitCode = error instanceof StartRefused ? 78 : 1;
}
