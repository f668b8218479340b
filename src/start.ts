import type { AddressInfo } from 'node:net';
import type { EntityManager } from 'typeorm';
import { queueAnswers } from '../jobs/queues.ts';
import { startJobs } from '../jobs/main.ts';
import { addFirstOrganization, type Founded } from './access/organization.service.ts';
import { newSignIn } from './access/sign-in.service.ts';
import { StartRefused, type Config } from './config.ts';
import { openEmbedded } from './database/embedded.ts';
import { EXAMPLE_ORGANIZATION, loadExampleHospital } from './database/examples.ts';
import { openSource } from './database/source.ts';
import { checkDatabase, upgrade } from './database/upgrade.ts';
import type { Log } from './log.ts';
import { newServer } from './server/http.ts';
import { buildApi } from './server/schema.ts';

export interface Running {
  /** `http://host:port`, without a path. */
  readonly url: string;
  readonly db: EntityManager;
  /** The first organisation and its key, if this start made them. */
  readonly founded?: Founded;
  stop(): Promise<void>;
}

/**
 * Starts everything that the configuration asks for, in order: database, migrations, first organisation, jobs, API. What was
 * started is stopped again, in the opposite order, by `stop` or when a later part does not start.
 *
 * @throws {StartRefused} with words for whoever starts it
 */
export async function start(config: Config, log: Log): Promise<Running> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).toReversed())
      await end().catch((error: unknown) => log.error({ err: error }, 'did not stop in order'));
  };
  try {
    const { appUrl, ownerUrl } = await findDatabase(config, log, stops);
    if (ownerUrl) {
      const ran = await upgrade(ownerUrl, appUrl);
      if (ran.length > 0) log.info({ migrations: ran }, 'database brought up to date');
    }
    const source = await openSource(appUrl, 20);
    stops.push(() => source.destroy());
    await checkDatabase(source);
    const db = source.manager;
    const founded = await addFirstOrganization(
      db,
      config.example ? EXAMPLE_ORGANIZATION : 'First organisation',
      config.bootstrapKey,
      async (tx, viewer) => (config.example ? loadExampleHospital(tx, viewer) : undefined),
    );

    const { redisUrl, worker, threads } = config;
    const embedded = config.databaseUrl === undefined;
    const jobs = await startJobs({
      db,
      log,
      databaseUrl: appUrl,
      redisUrl,
      embedded,
      threads: worker ? threads : 0,
    });
    stops.push(() => jobs.close());

    const server = await newServer({
      schema: buildApi(),
      db,
      signIn: await newSignIn(db),
      log,
      production: config.production,
      checks: { database: () => db.query('SELECT 1'), queue: checkQueue },
    });
    stops.push(() => server.close());
    await server.listen({ host: config.host, port: config.port }).catch((error: NodeJS.ErrnoException) => {
      throw new StartRefused(`cannot listen on ${config.host} port ${config.port}: ${error.code}`);
    });
    const { address, family, port } = server.server.address() as AddressInfo;
    const url = `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
    log.info({ url }, 'serving');
    return { url, db, founded, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function findDatabase(config: Config, log: Log, stops: (() => Promise<unknown>)[]) {
  if (config.databaseUrl) return { appUrl: config.databaseUrl, ownerUrl: config.migrationDatabaseUrl };
  const embedded = await openEmbedded(config.dataDir, log);
  stops.push(() => embedded.stop());
  return embedded;
}

async function checkQueue(): Promise<void> {
  if (!(await queueAnswers())) throw new Error('the queue does not answer');
}
