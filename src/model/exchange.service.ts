import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { record } from '../audit/audit.service.ts';
import type { Viewer } from '../access/viewer.ts';
import { InvalidInput } from '../errors.ts';
import { changeModel } from './change.service.ts';
import { MODEL_KINDS, type ModelKind } from './definition.ts';
import {
  DEFINITIONS,
  MOST_PROBLEMS,
  type Model,
  type ModelFormat,
  type Problem,
  type Stored,
} from './exchange.ts';
import { writeFile } from './export-file.ts';
import { newId } from './id.service.ts';
import { readFile } from './import-file.ts';
import { planImport, type Write } from './import-plan.ts';
import { takeNumbers } from './number.service.ts';

const LARGEST_IMPORT_BYTES = 10_000_000;
/** Ten times the largest hospital's model; reading more would keep the other callers waiting for seconds. */
const MOST_ENTITIES = 50_000;

export interface ImportReport {
  readonly created: number;
  readonly updated: number;
  readonly problems: readonly Problem[];
}

/**
 * Creates or updates all that a file states, or, where anything is wrong with it, nothing.
 *
 * @param dryRun only tells what would be done
 * @throws {InvalidInput} where the file is too large to be looked at
 */
export async function importModel(
  db: EntityManager,
  viewer: Viewer,
  format: ModelFormat,
  content: string,
  dryRun: boolean,
): Promise<ImportReport> {
  const bytes = Buffer.byteLength(content);
  if (bytes > LARGEST_IMPORT_BYTES)
    throw new InvalidInput(
      `needs at most ${LARGEST_IMPORT_BYTES} bytes (10 MB), got ${bytes}`,
      'input.content',
    );
  const { items, problems } = readFile(format, content);
  if (problems.length > 0) return refusal(problems);
  if (items.length > MOST_ENTITIES)
    throw new InvalidInput(
      `needs at most ${MOST_ENTITIES} assets, threats, scenarios and controls, got ${items.length}`,
      'input.content',
    );
  return changeModel(db, viewer, async (tx) => {
    const plan = planImport(items, await loadModel(tx, viewer), newId);
    if (plan.problems.length > 0) return refusal(plan.problems);
    const created = plan.writes.filter(({ stored }) => !stored);
    const updated = plan.writes.filter(({ stored }) => stored);
    if (!dryRun && plan.writes.length > 0) {
      await write(tx, viewer, plan.writes);
      await record(tx, viewer, 'model.imported', null, {
        format,
        sha256: createHash('sha256').update(content).digest('hex'),
        created: created.map(({ id }) => id),
        updated: updated.map(({ id }) => id),
      });
    }
    return { created: created.length, updated: updated.length, problems: [] };
  });
}

/** An organisation's whole model as text that importModel reads. */
export const exportModel = (db: EntityManager, viewer: Viewer, format: ModelFormat): Promise<string> =>
  db.transaction('REPEATABLE READ', async (tx) => {
    const model = await loadModel(tx, viewer);
    await record(tx, viewer, 'model.exported', null, { format });
    return writeFile(format, model);
  });

const refusal = (problems: readonly Problem[]): ImportReport => ({
  created: 0,
  updated: 0,
  problems: [...problems].sort((one, other) => (one.line ?? 0) - (other.line ?? 0)).slice(0, MOST_PROBLEMS),
});

async function loadModel(tx: EntityManager, { organizationId }: Viewer): Promise<Model> {
  const load = (kind: ModelKind) =>
    tx.query<Stored[]>(`SELECT * FROM "${kind}" WHERE "organizationId" = $1 ORDER BY "number"`, [
      organizationId,
    ]);
  return {
    asset: await load('asset'),
    threat: await load('threat'),
    scenario: await load('scenario'),
    control: await load('control'),
  };
}

async function write(tx: EntityManager, viewer: Viewer, writes: readonly Write[]): Promise<void> {
  await tx.query('SET CONSTRAINTS ALL DEFERRED'); // names may be swapped
  const updatedAt = new Date();
  for (const kind of MODEL_KINDS) {
    const ofKind = writes.filter((it) => it.kind === kind);
    const fresh = ofKind.filter(({ stored }) => !stored);
    const first = fresh.length > 0 ? await takeNumbers(tx, viewer, kind, fresh.length) : 0;
    await inBatches(fresh, (batch, offset) =>
      insertRows(
        tx,
        kind,
        batch.map(({ id, fields }, place) => ({
          ...fields,
          id,
          organizationId: viewer.organizationId,
          number: first + offset + place,
          version: 1,
          createdAt: updatedAt,
          updatedAt,
        })),
      ),
    );
    await inBatches(
      ofKind.filter(({ stored }) => stored),
      (batch) =>
        updateRows(
          tx,
          kind,
          batch.map(({ id, fields, stored }) => ({
            ...fields,
            id,
            version: (stored?.version ?? 0) + 1,
            updatedAt,
          })),
        ),
    );
  }
}

/** Rows go to the database as one JSON value a batch: thousands in a moment, where one by one they would take minutes. */
const BATCH = 1000;

async function inBatches<T>(
  all: readonly T[],
  each: (batch: readonly T[], offset: number) => Promise<void>,
): Promise<void> {
  for (let offset = 0; offset < all.length; offset += BATCH)
    await each(all.slice(offset, offset + BATCH), offset);
}

const columnsOf = (kind: ModelKind): string[] =>
  Object.keys(DEFINITIONS[kind].rules).map((key) => `"${key}"`);

async function insertRows(tx: EntityManager, kind: ModelKind, rows: readonly object[]): Promise<void> {
  const columns = [
    ...['id', 'organizationId', 'number', 'version', 'createdAt', 'updatedAt'].map((key) => `"${key}"`),
    ...columnsOf(kind),
  ].join(', ');
  await tx.query(
    `INSERT INTO "${kind}" (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::"${kind}", $1)`,
    [JSON.stringify(rows)],
  );
}

async function updateRows(tx: EntityManager, kind: ModelKind, rows: readonly object[]): Promise<void> {
  const changes = ['"version"', '"updatedAt"', ...columnsOf(kind)].map(
    (column) => `${column} = "new".${column}`,
  );
  await tx.query(
    `UPDATE "${kind}" AS "old" SET ${changes.join(', ')}
     FROM jsonb_populate_recordset(NULL::"${kind}", $1) AS "new" WHERE "old"."id" = "new"."id"`,
    [JSON.stringify(rows)],
  );
}
