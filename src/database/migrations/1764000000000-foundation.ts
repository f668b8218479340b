import { randomBytes } from 'node:crypto';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tenants, their keys and their audit trail. What the application's role may do with each table is in ../grants.ts. */
export class Foundation1764000000000 implements MigrationInterface {
  async up(queries: QueryRunner): Promise<void> {
    await queries.query(`
      CREATE TABLE "organization" (
        "id" uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        "name" text NOT NULL UNIQUE CHECK (length("name") BETWEEN 1 AND 200),
        "createdAt" timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE "api_key" (
        "id" uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        "organizationId" uuid NOT NULL REFERENCES "organization" ("id"),
        "name" text NOT NULL CHECK (length("name") BETWEEN 1 AND 200),
        "prefix" text NOT NULL,
        "hash" bytea NOT NULL UNIQUE CHECK (length("hash") = 32),
        "role" text NOT NULL CHECK (
          "role" IN ('ADMIN', 'RISK_MANAGER', 'ANALYST', 'EXECUTIVE', 'AUDITOR', 'STAKEHOLDER', 'INTEGRATION')
        ),
        "createdAt" timestamptz NOT NULL DEFAULT now(),
        "expiresAt" timestamptz,
        "revokedAt" timestamptz
      );
      CREATE INDEX ON "api_key" ("organizationId");

      CREATE TABLE "audit_entry" (
        "id" uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        "number" bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        "organizationId" uuid NOT NULL REFERENCES "organization" ("id"),
        "at" timestamptz NOT NULL DEFAULT clock_timestamp(),
        "actor" text NOT NULL,
        "actorKeyId" uuid NOT NULL,
        "action" text NOT NULL,
        "target" text,
        "outcome" text NOT NULL CHECK ("outcome" IN ('SUCCEEDED', 'DENIED')),
        "details" jsonb
      );
      CREATE INDEX ON "audit_entry" ("organizationId", "number");

      CREATE TABLE "server_secret" (
        "name" text PRIMARY KEY,
        "value" bytea NOT NULL
      );
    `);
    // In the database, so that every API machine on it knows the keys that another made.
    await queries.query(`INSERT INTO "server_secret" ("name", "value") VALUES ('api-key-hash', $1)`, [
      randomBytes(32),
    ]);
  }

  async down(queries: QueryRunner): Promise<void> {
    await queries.query(`DROP TABLE "server_secret", "audit_entry", "api_key", "organization"`);
  }
}
