import type { VarianceFactor } from '../controls/effects.ts';
import type { Estimate } from '../math/estimate.ts';
import { numbered } from './numbered.ts';
import type { ParameterTable } from './parameters.ts';
import type { Plan, PlanAsset, PlanControl } from './plan.ts';
import { entity, ENTITY } from './streams.ts';

/** What fails, or has weaknesses, under one portfolio. Numbers are places in the list of parameters. */
export interface EpisodeSource {
  readonly entity: number;
  /** Their sum is the number of episodes a year. */
  readonly rates: readonly number[];
  readonly discoveryDays: number;
  /** -1: repaired at once. */
  readonly repairDays: number;
  /** Places in `programmes` of the tests that cover it. */
  readonly programmes: readonly number[];
  readonly frequency: readonly VarianceGroup[];
  readonly discovery: readonly VarianceGroup[];
  readonly repair: readonly VarianceGroup[];
}

/** Variance effects of one mechanism: only the strongest in force counts. */
export type VarianceGroup = readonly VarianceEffect[];

export interface VarianceEffect {
  readonly efficacy: number;
  readonly coverage: number;
  /** Parameters in days; in force for episodes that start when all have passed. */
  readonly leadTimes: readonly number[];
}

/** A test programme in one portfolio. */
export interface Programme {
  /** Its control's, which keys its phase and its findings. */
  readonly entity: number;
  readonly number: number;
  readonly everyDays: number;
  readonly find: number;
  readonly fix: number;
  readonly reach: number;
  /** Parameters in days: the first run comes when all have passed; empty: it has always run. */
  readonly leadTimes: readonly number[];
}

const ONE: Estimate = { shape: 'CONSTANT', value: 1, basis: 'ASSUMED' };

/** The parameter of a control's lead time, in days; -1 where it acts from the start: in place, or none stated. */
export const leadTimeParameter = (table: ParameterTable, control: PlanControl): number =>
  control.status === 'PROPOSED' && control.leadTimeDays
    ? table.index(control.leadTimeDays, 'DAYS', entity(ENTITY.CONTROL, control.number), 'leadTimeDays')
    : -1;

/** Collects the sources of episodes and the test programmes of a plan's portfolios, each once. */
export function episodeCompiler(plan: Plan, table: ParameterTable) {
  const sources = numbered<EpisodeSource>();
  const programmes = numbered<Programme>();
  const byId = new Map(plan.controls.map((control) => [control.id, control]));

  /** The lead times of a control and of all that it requires. */
  function leadTimes(control: PlanControl): number[] {
    const found = new Set<number>();
    const seen = new Set<string>();
    const visit = (at: PlanControl) => {
      if (seen.has(at.id)) return;
      seen.add(at.id);
      const parameter = leadTimeParameter(table, at);
      if (parameter >= 0) found.add(parameter);
      for (const id of at.requires) visit(byId.get(id)!);
    };
    visit(control);
    return [...found];
  }

  function programmePlace(control: PlanControl): number {
    const { everyDays, findProbability, fixProbability, reachShare } = control.tests!;
    const key = entity(ENTITY.CONTROL, control.number);
    return programmes.place({
      entity: key,
      number: control.number,
      everyDays,
      find: table.index(findProbability, 'SHARE', key, 'findProbability'),
      fix: table.index(fixProbability ?? ONE, 'SHARE', key, 'fixProbability'),
      reach: table.index(reachShare ?? ONE, 'SHARE', key, 'reachShare'),
      leadTimes: leadTimes(control),
    });
  }

  const covering = (members: readonly PlanControl[], covers: (control: PlanControl) => boolean | undefined) =>
    members.filter((member) => member.tests && covers(member)).map(programmePlace);

  function varianceGroups(
    factor: VarianceFactor,
    members: readonly PlanControl[],
    list: 'controlIds' | 'assetIds',
    id: string,
  ) {
    const groups = new Map<string, VarianceEffect[]>();
    for (const member of members)
      member.effects.forEach((effect, place) => {
        if (effect.factor !== factor || !effect[list]?.includes(id)) return;
        const key = entity(ENTITY.CONTROL, member.number);
        const found = {
          efficacy: table.index(effect.efficacy, 'SHARE', key, 'efficacy', place),
          coverage: table.index(member.coverage ?? ONE, 'SHARE', key, 'coverage'),
          leadTimes: leadTimes(member),
        };
        groups.set(effect.mechanism, [...(groups.get(effect.mechanism) ?? []), found]);
      });
    return [...groups.values()];
  }

  const varianceOf = (members: readonly PlanControl[], list: 'controlIds' | 'assetIds', id: string) => ({
    frequency: varianceGroups('VARIANCE_FREQUENCY', members, list, id),
    discovery: varianceGroups('VARIANCE_DISCOVERY', members, list, id),
    repair: varianceGroups('VARIANCE_REPAIR', members, list, id),
  });

  return {
    sources: sources.list as readonly EpisodeSource[],
    programmes: programmes.list as readonly Programme[],

    /** The failures of a control among the controls of a portfolio; -1 where it does not fail. */
    ofControl: oncePerPortfolio((control: PlanControl, members): number => {
      const key = entity(ENTITY.CONTROL, control.number);
      const rates = [
        ...(control.failuresPerYear
          ? [table.index(control.failuresPerYear, 'RATE', key, 'failuresPerYear')]
          : []),
        ...(control.aiBased && control.poisoningsPerYear
          ? [table.index(control.poisoningsPerYear, 'RATE', key, 'poisoningsPerYear')]
          : []),
      ];
      if (!rates.length || !control.discoveryDays) return -1;
      return sources.place({
        entity: key,
        rates,
        discoveryDays: table.index(control.discoveryDays, 'DISCOVERY_DAYS', key, 'discoveryDays'),
        repairDays: control.repairDays ? table.index(control.repairDays, 'DAYS', key, 'repairDays') : -1,
        programmes: covering(members, ({ tests }) => tests?.controlIds?.includes(control.id)),
        ...varianceOf(members, 'controlIds', control.id),
      });
    }),

    /** The weaknesses of an asset under the controls of a portfolio; -1 where it has none. */
    ofAsset: oncePerPortfolio((asset: PlanAsset, members): number => {
      if (!asset.weaknessesPerYear || !asset.weaknessDiscoveryDays || !asset.exploitability) return -1;
      const key = entity(ENTITY.ASSET, asset.number);
      return sources.place({
        entity: key,
        rates: [table.index(asset.weaknessesPerYear, 'RATE', key, 'weaknessesPerYear')],
        discoveryDays: table.index(
          asset.weaknessDiscoveryDays,
          'DISCOVERY_DAYS',
          key,
          'weaknessDiscoveryDays',
        ),
        repairDays: asset.weaknessRepairDays
          ? table.index(asset.weaknessRepairDays, 'DAYS', key, 'weaknessRepairDays')
          : -1,
        programmes: covering(members, ({ tests }) => tests?.assetIds?.includes(asset.id)),
        ...varianceOf(members, 'assetIds', asset.id),
      });
    }),

    /** The programmes of a portfolio whose runs renew a control's fading effects. */
    renewing: oncePerPortfolio((control: PlanControl, members) =>
      covering(members, ({ tests }) => tests?.renews && tests.controlIds?.includes(control.id)),
    ),
  };
}

/** What is found of a control or an asset among the controls of a portfolio, once for all scenarios that ask. */
function oncePerPortfolio<K extends object, A>(find: (of: K, members: readonly PlanControl[]) => A) {
  const known = new Map<readonly PlanControl[], Map<K, A>>();
  return (of: K, members: readonly PlanControl[]): A => {
    const among = known.get(members) ?? new Map<K, A>();
    known.set(members, among);
    const its = among.get(of) ?? find(of, members);
    among.set(of, its);
    return its;
  };
}
