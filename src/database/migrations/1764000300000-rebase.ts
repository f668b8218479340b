import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What runs found of models that others run again: it can be found anew, and is only quicker to look up. */
export class Rebase1764000300000 implements MigrationInterface {
  async up(queries: QueryRunner): Promise<void> {
    await queries.query(`
      CREATE TABLE "rebase" (
        "organizationId" uuid NOT NULL REFERENCES "organization" ("id"),
        "key" text COLLATE "C" NOT NULL,
        "rebaseText" text NOT NULL,
        "usedAt" timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY ("organizationId", "key")
      );
      CREATE INDEX ON "rebase" ("usedAt");
    `);
  }

  async down(queries: QueryRunner): Promise<void> {
    await queries.query(`DROP TABLE "rebase"`);
  }
}
