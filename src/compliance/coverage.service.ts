import type { EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.ts';
import type { ControlFields } from '../controls/control.ts';
import { InvalidInput, NotFound } from '../errors.ts';
import { at } from '../model/fields.ts';
import { isIdOf } from '../model/id.ts';
import { shown } from '../model/shown.ts';
import { reference, someOf } from '../model/values.ts';
import { coverageOf, type Coverage, type SpecificationCoverage } from './coverage.ts';
import { latestDecisions } from './decision.service.ts';
import type { HipaaDecision } from './hipaa-decision.entity.ts';
import { requirementsOf, type RegulatoryProfile } from './requirements.ts';

/** What coverage needs of a control's row. */
export type CoveringControl = Pick<ControlFields, 'name' | 'status' | 'coverage' | 'hipaaSpecifications'> & {
  readonly id: string;
};

export type HipaaCoverageData = Coverage<CoveringControl, HipaaDecision>;
export type HipaaSpecificationData = SpecificationCoverage<CoveringControl, HipaaDecision>;

export interface CoverageRequest {
  readonly profile: RegulatoryProfile;
  /** Controls that count as if they were in place, beside those that are. Absent or null: none. */
  readonly addControlIds?: readonly string[] | null;
  readonly now: Date;
}

/**
 * How far the organisation meets the Security Rule, with its decisions; each specification with the controls that count and name it, by
 * name.
 *
 * @throws {NotFound} for an id of no control
 * @throws {InvalidInput} for an empty list, one that names a control twice, or a control that is RETIRED
 */
export async function hipaaCoverageOf(
  db: EntityManager,
  viewer: Pick<Viewer, 'organizationId'>,
  { profile, addControlIds, now }: CoverageRequest,
): Promise<HipaaCoverageData> {
  const added = addControlIds ? someOf(reference)(addControlIds, 'addControlIds') : [];
  const controls = await countingControls(db, viewer, added);
  const decisions = await latestDecisions(db, viewer);
  return coverageOf(requirementsOf(profile), controls, decisions, now);
}

/** What is in place and names something, and what is added. */
async function countingControls(
  db: EntityManager,
  { organizationId }: Pick<Viewer, 'organizationId'>,
  added: readonly string[],
): Promise<CoveringControl[]> {
  const rows = await db.query<CoveringControl[]>(
    `SELECT "id", "name", "status", "coverage", "hipaaSpecifications" FROM "control"
     WHERE "organizationId" = $1 AND ("id" = ANY($2) OR "status" = 'IN_PLACE' AND "hipaaSpecifications" <> '[]')
     ORDER BY "name"`,
    [organizationId, added.filter((id) => isIdOf('control', id))],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  added.forEach((id, place) => {
    const control = byId.get(id);
    const path = at('addControlIds', place);
    if (!control) throw new NotFound('no control of your organisation has this id', path);
    if (control.status === 'RETIRED')
      throw new InvalidInput(
        `needs controls that are PROPOSED or IN_PLACE; the control ${shown(control.name)} is RETIRED`,
        path,
      );
  });
  return rows;
}
