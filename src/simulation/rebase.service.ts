import type { EntityManager } from 'typeorm';
import type { Rebase } from './rebase.ts';

/** How long a rebase is kept that no run asks for. */
const KEEP = '30 days';

/** The rebase that an earlier run of the job's organisation found for the same model. */
export async function findRebase(db: EntityManager, jobId: string, key: string): Promise<Rebase | undefined> {
  const [rows] = await db.query<[{ rebaseText: string }[], number]>(
    `UPDATE "rebase" r SET "usedAt" = clock_timestamp() FROM "job" j
     WHERE j."id" = $1 AND r."organizationId" = j."organizationId" AND r."key" = $2 RETURNING r."rebaseText"`,
    [jobId, key],
  );
  return rows.length > 0 ? (JSON.parse(rows[0].rebaseText) as Rebase) : undefined;
}

/** Keeps what a run found, for others on the same model: it is the same whoever finds it. */
export const keepRebase = (db: EntityManager, jobId: string, key: string, rebase: Rebase): Promise<void> =>
  db.transaction(async (tx) => {
    await tx.query(
      `INSERT INTO "rebase" ("organizationId", "key", "rebaseText")
       SELECT "organizationId", $2, $3 FROM "job" WHERE "id" = $1 ON CONFLICT DO NOTHING`,
      [jobId, key, JSON.stringify(rebase)],
    );
    await tx.query(`DELETE FROM "rebase" WHERE "usedAt" < clock_timestamp() - $1::interval`, [KEEP]);
  });
