import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Assets, threats, scenarios and controls. Names, ids and references are compared by their bytes ("C"), so a page begins where the one
 * before it ended, on every machine. Unique keys wait for the end of the statement: an import may swap two names.
 */
export class Model1764000100000 implements MigrationInterface {
  async up(queries: QueryRunner): Promise<void> {
    const row = (kind: string) => `
      "id" text COLLATE "C" PRIMARY KEY CHECK ("id" ~ '^${kind}_[0-9a-f]{32}$'),
      "organizationId" uuid NOT NULL REFERENCES "organization" ("id"),
      "number" integer NOT NULL CHECK ("number" > 0),
      "version" integer NOT NULL CHECK ("version" > 0),
      "createdAt" timestamptz NOT NULL,
      "updatedAt" timestamptz NOT NULL,
      "externalId" text COLLATE "C",
      "name" text COLLATE "C" NOT NULL CHECK (length("name") BETWEEN 1 AND 200)`;
    const keys = (kind: string) => `
      UNIQUE ("organizationId", "id"),
      UNIQUE ("organizationId", "number"),
      CONSTRAINT "${kind}_name" UNIQUE ("organizationId", "name") DEFERRABLE,
      CONSTRAINT "${kind}_externalId" UNIQUE ("organizationId", "externalId") DEFERRABLE`;

    await queries.query(`
      CREATE TABLE "model_number" (
        "organizationId" uuid NOT NULL REFERENCES "organization" ("id"),
        "kind" text NOT NULL,
        "last" integer NOT NULL,
        PRIMARY KEY ("organizationId", "kind")
      );

      CREATE TABLE "asset" (${row('asset')},
        "kind" text NOT NULL,
        "description" text,
        "owner" text,
        "records" integer CHECK ("records" >= 0),
        "costPerRecord" jsonb,
        "recordsExponent" jsonb,
        "outageCostPerHour" jsonb,
        "weaknessesPerYear" jsonb,
        "weaknessDiscoveryDays" jsonb,
        "weaknessRepairDays" jsonb,
        "exploitability" jsonb,
        "weaknessBypasses" jsonb,
        "dependsOn" jsonb NOT NULL,
        ${keys('asset')}
      );

      CREATE TABLE "threat" (${row('threat')},
        "category" text NOT NULL,
        "description" text,
        "actor" text,
        "aiCapable" boolean NOT NULL,
        "enabling" boolean NOT NULL,
        "growthPerYear" jsonb,
        "volatility" double precision NOT NULL CHECK ("volatility" >= 0),
        "attackTechniques" jsonb NOT NULL,
        ${keys('threat')}
      );

      CREATE TABLE "scenario" (${row('scenario')},
        "assetId" text COLLATE "C" NOT NULL,
        "threatId" text COLLATE "C" NOT NULL,
        "effect" text NOT NULL,
        "statedAs" text NOT NULL,
        "entries" jsonb NOT NULL,
        "lossEventFrequency" jsonb,
        "threatEventFrequency" jsonb,
        "contactFrequency" jsonb,
        "probabilityOfAction" jsonb,
        "susceptibility" jsonb,
        "threatCapability" jsonb,
        "resistanceStrength" jsonb,
        "primaryLosses" jsonb NOT NULL,
        "secondaryProbability" jsonb,
        "secondaryLosses" jsonb NOT NULL,
        "records" jsonb,
        "outageHours" jsonb,
        FOREIGN KEY ("organizationId", "assetId") REFERENCES "asset" ("organizationId", "id"),
        FOREIGN KEY ("organizationId", "threatId") REFERENCES "threat" ("organizationId", "id"),
        ${keys('scenario')}
      );
      CREATE INDEX ON "scenario" ("organizationId", "assetId");
      CREATE INDEX ON "scenario" ("organizationId", "threatId");

      CREATE TABLE "control" (${row('control')},
        "stance" text NOT NULL,
        "status" text NOT NULL,
        "functions" jsonb NOT NULL,
        "description" text,
        "upfrontCost" jsonb,
        "annualCost" jsonb,
        "staffFte" double precision NOT NULL CHECK ("staffFte" >= 0),
        "leadTimeDays" jsonb,
        "coverage" jsonb,
        "effects" jsonb NOT NULL,
        "failuresPerYear" jsonb,
        "discoveryDays" jsonb,
        "repairDays" jsonb,
        "requires" jsonb NOT NULL,
        "excludes" jsonb NOT NULL,
        "aiBased" boolean NOT NULL,
        "evasionProbability" jsonb,
        "poisoningsPerYear" jsonb,
        "tests" jsonb,
        "hipaaSpecifications" jsonb NOT NULL,
        ${keys('control')}
      );
    `);
  }

  async down(queries: QueryRunner): Promise<void> {
    await queries.query(`DROP TABLE "control", "scenario", "threat", "asset", "model_number"`);
  }
}
