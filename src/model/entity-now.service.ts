import { assetSlice } from '../assets/asset.service.ts';
import { controlSlice } from '../controls/control.service.ts';
import { NotFound } from '../errors.ts';
import { scenarioSlice } from '../scenarios/scenario.service.ts';
import { threatSlice } from '../threats/threat.service.ts';
import { kindOf } from './id.ts';
import { loadEntity, type Request } from './load.service.ts';
import type { Node } from './node.type.ts';

const loaders: Readonly<Record<string, ((request: Request, id: string) => Promise<Node>) | undefined>> = {
  asset: (request, id) => loadEntity(request, assetSlice, id),
  threat: (request, id) => loadEntity(request, threatSlice, id),
  scenario: (request, id) => loadEntity(request, scenarioSlice, id),
  control: (request, id) => loadEntity(request, controlSlice, id),
};

/** An asset, threat, scenario or control that a result names, as it is now; undefined where it was deleted since. */
export async function entityNow(request: Request, id: string | undefined): Promise<Node | undefined> {
  const load = id !== undefined ? loaders[kindOf(id) ?? ''] : undefined;
  if (id === undefined || !load) return undefined;
  try {
    return await load(request, id);
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}
