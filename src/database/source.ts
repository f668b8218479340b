// oxlint-disable-next-line import/no-unassigned-import -- the decorators below need what it adds to Reflect
import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { ApiKey } from '../access/api-key.entity.ts';
import { Organization } from '../access/organization.entity.ts';
import { Asset } from '../assets/asset.entity.ts';
import { AuditEntry } from '../audit/audit-entry.entity.ts';
import { Optimization } from '../choice/optimization.entity.ts';
import { HipaaDecision } from '../compliance/hipaa-decision.entity.ts';
import { StartRefused } from '../config.ts';
import { Control } from '../controls/control.entity.ts';
import { Comparison } from '../investment/comparison.entity.ts';
import { Scenario } from '../scenarios/scenario.entity.ts';
import { Job, JobResult } from '../simulation/job.entity.ts';
import { Simulation } from '../simulation/simulation.entity.ts';
import { Threat } from '../threats/threat.entity.ts';
import { Foundation1764000000000 } from './migrations/1764000000000-foundation.ts';
import { Model1764000100000 } from './migrations/1764000100000-model.ts';
import { Jobs1764000200000 } from './migrations/1764000200000-jobs.ts';
import { Rebase1764000300000 } from './migrations/1764000300000-rebase.ts';
import { Optimizations1764000400000 } from './migrations/1764000400000-optimizations.ts';
import { Compliance1764000500000 } from './migrations/1764000500000-compliance.ts';
import { Catalog1764000600000 } from './migrations/1764000600000-catalog.ts';

/** Every entity; one line for each slice's. */
export const entities = [
  Organization,
  ApiKey,
  AuditEntry,
  Asset,
  Threat,
  Scenario,
  Control,
  HipaaDecision,
  Job,
  Simulation,
  Comparison,
  Optimization,
  JobResult,
];

/** Every migration, oldest first: a class whose name ends in the milliseconds of its writing, in a file that starts with them. */
export const migrations = [
  Foundation1764000000000,
  Model1764000100000,
  Jobs1764000200000,
  Rebase1764000300000,
  Optimizations1764000400000,
  Compliance1764000500000,
  Catalog1764000600000,
];

/**
 * A connection pool for the application (its restricted role) or, in migrations, for the owner. Not yet connected.
 *
 * @param url `postgres://…`
 * @param poolSize how many connections at most
 */
export const newSource = (url: string, poolSize = 10): DataSource =>
  new DataSource({
    type: 'postgres',
    url,
    entities,
    migrations,
    poolSize,
    synchronize: false,
    installExtensions: false,
    logging: false,
    connectTimeoutMS: 5_000,
    extra: { allowExitOnIdle: false },
  });

/**
 * The same, connected, for a program that starts.
 *
 * @throws {StartRefused} in words, when the database does not let us in
 */
export const openSource = (url: string, poolSize?: number): Promise<DataSource> =>
  newSource(url, poolSize)
    .initialize()
    .catch((error: Error) => {
      throw new StartRefused(`the database of DATABASE_URL does not let us in: ${whyOf(error)}`);
    });

/** What a driver says of a connection that did not come about, without the address: it may stand beside a password. */
export const whyOf = (error: Error & { readonly code?: string }): string => error.code ?? error.message;
