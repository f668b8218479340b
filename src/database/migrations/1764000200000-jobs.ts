import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Runs that were asked for, with all that they need, and what they found. */
export class Jobs1764000200000 implements MigrationInterface {
  async up(queries: QueryRunner): Promise<void> {
    await queries.query(`
      CREATE TABLE "job" (
        "id" text COLLATE "C" PRIMARY KEY,
        "kind" text NOT NULL CHECK ("kind" IN ('SIMULATION', 'COMPARISON')),
        "organizationId" uuid NOT NULL REFERENCES "organization" ("id"),
        "name" text,
        "state" text NOT NULL DEFAULT 'QUEUED' CHECK (
          "state" IN ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')
        ),
        "progress" double precision NOT NULL DEFAULT 0 CHECK ("progress" BETWEEN 0 AND 1),
        "requestedBy" text NOT NULL,
        "requestedByKeyId" uuid NOT NULL,
        "requestedAt" timestamptz NOT NULL DEFAULT clock_timestamp(),
        "startedAt" timestamptz,
        "finishedAt" timestamptz,
        "failure" jsonb,
        "warnings" jsonb NOT NULL DEFAULT '[]',
        "seed" text NOT NULL,
        "trials" integer NOT NULL,
        "horizonYears" integer NOT NULL,
        "planText" text NOT NULL,
        "planHash" text NOT NULL,
        "resultHash" text,
        "engineVersion" text NOT NULL,
        "idempotencyKey" text,
        "bodyHash" text,
        "attempts" integer NOT NULL DEFAULT 0,
        "fence" integer NOT NULL DEFAULT 0,
        "leaseUntil" timestamptz,
        "askedAt" timestamptz NOT NULL DEFAULT clock_timestamp(),
        CHECK (("state" = 'SUCCEEDED') = ("resultHash" IS NOT NULL)),
        CHECK (("state" = 'FAILED') = ("failure" IS NOT NULL)),
        CHECK (("state" IN ('QUEUED', 'RUNNING')) = ("finishedAt" IS NULL))
      ) WITH (fillfactor = 70); -- a running job's row is written twice a second
      CREATE INDEX ON "job" ("organizationId", "kind", "id");
      CREATE INDEX ON "job" ("askedAt") WHERE "state" IN ('QUEUED', 'RUNNING');
      CREATE UNIQUE INDEX ON "job" ("organizationId", "kind", "idempotencyKey") WHERE "idempotencyKey" IS NOT NULL;

      CREATE TABLE "job_result" (
        "jobId" text COLLATE "C" PRIMARY KEY REFERENCES "job" ("id"),
        "organizationId" uuid NOT NULL REFERENCES "organization" ("id"),
        "resultText" text NOT NULL
      );
    `);
  }

  async down(queries: QueryRunner): Promise<void> {
    await queries.query(`DROP TABLE "job_result", "job"`);
  }
}
