import { inject } from 'vitest';
import { joinEmbedded } from '../../src/database/embedded.ts';
import { newSource } from '../../src/database/source.ts';

/** Rows of the database that all tests share, as the application's role reads them. */
export async function rowsOf<R = Record<string, unknown>>(
  sql: string,
  parameters: unknown[] = [],
): Promise<R[]> {
  const urls = await joinEmbedded(inject('dataDir'));
  const source = await newSource(urls!.appUrl, 1).initialize();
  try {
    return await source.query<R[]>(sql, parameters);
  } finally {
    await source.destroy();
  }
}

/** What an organisation's audit trail says, oldest first. */
export const auditOf = (organizationId: string) =>
  rowsOf<{ action: string; target: string | null; outcome: string; actor: string }>(
    `SELECT "action", "target", "outcome", "actor" FROM "audit_entry" WHERE "organizationId" = $1 ORDER BY "number"`,
    [organizationId],
  );
