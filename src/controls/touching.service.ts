import type { Scenario } from '../scenarios/scenario.entity.ts';
import { connect, type Connection } from '../model/connection.type.ts';
import { loadEntity, sinceChange, type Request } from '../model/load.service.ts';
import { readPage, type PageRequest, type Position } from '../model/page.ts';
import { threatSlice } from '../threats/threat.service.ts';
import { controlSlice } from './control.service.ts';
import type { Control } from './control.entity.ts';
import type { ControlFields } from './control.ts';
import { touchedEntries } from './effects.ts';

/** A page of the controls that are not RETIRED and have an effect that touches the scenario; all its request's scenarios share one look at them. */
export async function controlsTouching(
  request: Request,
  scenario: Scenario,
  asked: PageRequest,
): Promise<Connection<Control>> {
  const page = readPage(asked);
  const [threat, candidates] = await Promise.all([
    loadEntity(request, threatSlice, scenario.threatId),
    candidatesOf(request),
  ]);
  const touching = candidates.filter(({ effects }) =>
    effects.some((effect) => touchedEntries(effect, scenario, threat).includes(true)),
  );
  return connect(touching, page, ({ id }) => loadEntity(request, controlSlice, id));
}

type Candidate = Position & Pick<ControlFields, 'effects'>;

const candidatesOf = ({ db, viewer, loaders }: Request): Promise<Candidate[]> =>
  loaders<string, Candidate[]>(sinceChange(loaders, 'controls that may touch'), async (organizations) => {
    const rows = await db.query<Candidate[]>(
      `SELECT "id", "name", "effects" FROM "control"
       WHERE "organizationId" = $1 AND "status" <> 'RETIRED' AND "effects" <> '[]' ORDER BY "name", "id"`,
      [viewer.organizationId],
    );
    return organizations.map(() => rows);
  }).load(viewer.organizationId);
