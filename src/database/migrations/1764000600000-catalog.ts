import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Threats and controls remember what of the catalogue they were adopted from, once each; an organisation says how large it is. */
export class Catalog1764000600000 implements MigrationInterface {
  async up(queries: QueryRunner): Promise<void> {
    await queries.query(`
      ALTER TABLE "threat" ADD "catalogId" text;
      ALTER TABLE "control" ADD "catalogId" text;
      CREATE UNIQUE INDEX "threat_catalog" ON "threat" ("organizationId", "catalogId");
      CREATE UNIQUE INDEX "control_catalog" ON "control" ("organizationId", "catalogId");
      ALTER TABLE "organization"
        ADD "annualRevenue" double precision CHECK ("annualRevenue" > 0),
        ADD "workforce" integer CHECK ("workforce" > 0);
    `);
  }

  async down(queries: QueryRunner): Promise<void> {
    await queries.query(`
      ALTER TABLE "organization" DROP "workforce", DROP "annualRevenue";
      DROP INDEX "control_catalog";
      DROP INDEX "threat_catalog";
      ALTER TABLE "control" DROP "catalogId";
      ALTER TABLE "threat" DROP "catalogId";
    `);
  }
}
