import type { EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.ts';
import type { ModelKind } from './definition.ts';

/**
 * The next numbers of a kind, counted in each organisation from 1 and never given twice, so that a model draws the same luck in
 * whatever organisation it is made again, and tells nothing of the others.
 *
 * @returns the first of `count` numbers
 */
export async function takeNumbers(
  tx: EntityManager,
  viewer: Viewer,
  kind: ModelKind,
  count = 1,
): Promise<number> {
  const [{ last }] = await tx.query<[{ last: number }]>(
    `INSERT INTO "model_number" ("organizationId", "kind", "last") VALUES ($1, $2, $3)
     ON CONFLICT ("organizationId", "kind") DO UPDATE SET "last" = "model_number"."last" + $3
     RETURNING "last"`,
    [viewer.organizationId, kind, count],
  );
  return last - count + 1;
}
