import type { AssetKind } from '../assets/asset.ts';
import type { ControlStatus } from '../controls/control.ts';
import type { Estimate } from '../math/estimate.ts';
import { controlFields, given, scenarioFields, threatFields, type Adopted } from './adopt.ts';
import { controlOf, threatOf } from './catalog.ts';
import { scaleFor, type Size } from './scale.ts';

/** An asset or a scenario as an import reads it. A scenario names its threat by the catalogue's id, and takes its entries from there. */
type Stated = Readonly<Record<string, unknown>> & { readonly name: string };

/** An organisation told by what it has, where everything that the catalogue knows is named by its id. */
export interface Site {
  readonly organization: Size;
  readonly assets: readonly (Stated & { readonly kind: AssetKind })[];
  readonly scenarios: readonly (Stated & { readonly threatId: string })[];
  /** Scenarios with the catalogue's rate and cost, scaled: a threat and the name of the asset that it strikes. */
  readonly adoptedScenarios: readonly { readonly threatId: string; readonly assetId: string }[];
  /** Which controls it has or could buy; coverage where the organisation knows its own. */
  readonly controls: readonly {
    readonly catalogId: string;
    readonly status: ControlStatus;
    readonly coverage?: Estimate;
  }[];
}

/** The site as a model that every import reads: the threats that strike there and their ways in, and controls tied to both. */
export function modelOf(site: Site): object {
  const factors = scaleFor(site.organization);
  const striking = [...site.scenarios, ...site.adoptedScenarios].map(({ threatId }) =>
    threatOf(threatId, 'threatId'),
  );
  const entering = striking.flatMap(({ entries }) =>
    (entries ?? []).map(({ threat }) => threatOf(threat, 'threat')),
  );
  const threats = [...new Set([...striking, ...entering])];
  const controls = site.controls.map((held) => ({ ...held, entry: controlOf(held.catalogId, 'catalogId') }));
  const named: Adopted = {
    threats: new Map(threats.map(({ id, name }) => [id, name])),
    controls: new Map(controls.map(({ entry: { id, name } }) => [id, name])),
    assets: new Map(
      [...new Set(site.assets.map(({ kind }) => kind))].map((kind) => [
        kind,
        site.assets.filter((it) => it.kind === kind && it['weaknessesPerYear']).map(({ name }) => name),
      ]),
    ),
  };
  return {
    formatVersion: 1,
    assets: site.assets,
    threats: threats.map((threat) => stated(threat.id, threatFields(threat))),
    scenarios: [
      ...site.scenarios.map(({ threatId, ...scenario }) => {
        const threat = threatOf(threatId, 'threatId');
        const { entries } = scenarioFields(threat, { id: '', name: '' }, 1, named, factors);
        return { ...scenario, threatId: threat.name, ...(entries?.length && { entries }) };
      }),
      ...site.adoptedScenarios.map(({ threatId, assetId }) => {
        const fields = scenarioFields(
          threatOf(threatId, 'threatId'),
          { id: assetId, name: assetId },
          1,
          named,
          factors,
        );
        return stated(`${threatId} ${assetId}`, fields);
      }),
    ],
    controls: controls.map(({ catalogId, entry, status, coverage }) =>
      stated(catalogId, { ...controlFields(entry, status, named, factors), ...(coverage && { coverage }) }),
    ),
  };
}

/** Fields as a file states them, with an id of the owner's. */
const stated = (id: string, fields: object): object => ({
  ...given(fields),
  externalId: id.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
});
