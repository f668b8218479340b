import { readConfig, StartRefused } from '../config.ts';
import { newLog } from '../log.ts';
import { joinEmbedded, openEmbedded } from './embedded.ts';
import { upgrade } from './upgrade.ts';

/** `npm run migrate`: brings the database up to date by its owner's connection, and ends. */
try {
  const config = readConfig(process.env);
  const say = (ran: readonly string[]) =>
    process.stdout.write(ran.length > 0 ? `ran ${ran.join(', ')}\n` : 'the database is up to date\n');
  if (config.databaseUrl) {
    if (!config.migrationDatabaseUrl)
      throw new StartRefused('MIGRATION_DATABASE_URL is needed: the connection of the owner of the database');
    say(await upgrade(config.migrationDatabaseUrl, config.databaseUrl));
  } else {
    const joined = await joinEmbedded(config.dataDir);
    const { ownerUrl, appUrl, stop } = joined
      ? { ...joined, stop: async () => undefined }
      : await openEmbedded(config.dataDir, newLog(config.logLevel));
    say(await upgrade(ownerUrl, appUrl).finally(stop));
  }
} catch (error) {
  if (!(error instanceof StartRefused)) throw error;
  process.stderr.write(`riposte: ${error.message}\n`);
  process.exitCode = 78;
}
