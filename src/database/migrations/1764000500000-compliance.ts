import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What organisations decide about what the HIPAA Security Rule asks: the latest decision on each counts, and all are kept. */
export class Compliance1764000500000 implements MigrationInterface {
  async up(queries: QueryRunner): Promise<void> {
    await queries.query(`
      CREATE TABLE "hipaa_decision" (
        "id" uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        "number" bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        "organizationId" uuid NOT NULL REFERENCES "organization" ("id"),
        "specificationId" text COLLATE "C" NOT NULL,
        "decision" text NOT NULL CHECK (
          "decision" IN ('IMPLEMENTED', 'ALTERNATIVE', 'NOT_REASONABLE', 'NOT_APPLICABLE')
        ),
        "reason" text NOT NULL CHECK (length("reason") BETWEEN 1 AND 10000),
        "reviewBy" timestamptz NOT NULL,
        "decidedBy" text NOT NULL,
        "decidedByKeyId" uuid NOT NULL,
        "decidedAt" timestamptz NOT NULL,
        CHECK ("reviewBy" > "decidedAt")
      );
      CREATE INDEX ON "hipaa_decision" ("organizationId", "specificationId", "number");
    `);
  }

  async down(queries: QueryRunner): Promise<void> {
    await queries.query(`DROP TABLE "hipaa_decision"`);
  }
}
