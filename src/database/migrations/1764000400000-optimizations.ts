import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A third kind of job: the search for the best set of controls. */
export class Optimizations1764000400000 implements MigrationInterface {
  async up(queries: QueryRunner): Promise<void> {
    await queries.query(`
      ALTER TABLE "job" DROP CONSTRAINT "job_kind_check";
      ALTER TABLE "job" ADD CONSTRAINT "job_kind_check" CHECK ("kind" IN ('SIMULATION', 'COMPARISON', 'OPTIMIZATION'));
    `);
  }

  async down(queries: QueryRunner): Promise<void> {
    await queries.query(`
      ALTER TABLE "job" DROP CONSTRAINT "job_kind_check";
      ALTER TABLE "job" ADD CONSTRAINT "job_kind_check" CHECK ("kind" IN ('SIMULATION', 'COMPARISON'));
    `);
  }
}
