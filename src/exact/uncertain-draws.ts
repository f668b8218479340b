import type { Domain, Estimate } from '../math/estimate.ts';
import type { CompiledPlan, Variant } from '../simulation/compile.ts';
import type { PlanControl } from '../simulation/plan.ts';
import { entity, ENTITY, fieldStream, type Field } from '../simulation/streams.ts';

/** A parameter that is drawn once per trial. */
export interface UncertainDraw {
  readonly parameter: number;
  readonly estimate: Estimate;
  readonly domain: Domain;
  /** rate: of loss events, by which it is a factor; chance: of what an event does; size: of what it costs. */
  readonly acts: 'rate' | 'chance' | 'size';
}

/**
 * What is uncertain about a year of one scenario under one of its variants, by the parameters that it depends on.
 *
 * @param controls of the variant's portfolio, with its changes
 * @returns undefined where a draw is of a kind that no quadrature here covers
 */
export function uncertainDraws(
  compiled: CompiledPlan,
  place: number,
  variant: Variant,
  controls: readonly PlanControl[],
): UncertainDraw[] | undefined {
  const { plan, parameters, scenarios, assets } = compiled;
  const { scenario, rates, susceptibility, secondaryProbability, asset: struck, exposes } = scenarios[place];
  const stated = new Map<string, Omit<UncertainDraw, 'parameter'>>();
  const state = (
    key: number,
    field: Field,
    estimate: Estimate | undefined,
    domain: Domain,
    acts: UncertainDraw['acts'],
    at = 0,
  ) => estimate && stated.set(`${key} ${fieldStream(field, at)}`, { estimate, domain, acts });

  const key = entity(ENTITY.SCENARIO, scenario.number);
  state(key, 'rate', scenario.lossEventFrequency ?? scenario.threatEventFrequency, 'RATE', 'rate');
  state(key, 'contactFrequency', scenario.contactFrequency, 'RATE', 'rate');
  state(key, 'probabilityOfAction', scenario.probabilityOfAction, 'SHARE', 'rate');
  state(key, 'susceptibility', scenario.susceptibility, 'SHARE', 'rate');
  state(key, 'secondaryProbability', scenario.secondaryProbability, 'SHARE', 'chance');
  for (const asset of plan.assets) {
    const its = entity(ENTITY.ASSET, asset.number);
    state(its, 'costPerRecord', asset.costPerRecord, 'MONEY', 'size');
    state(its, 'recordsExponent', asset.recordsExponent, 'RECORDS_EXPONENT', 'size');
    state(its, 'outageCostPerHour', asset.outageCostPerHour, 'MONEY', 'size');
  }
  for (const control of controls) {
    const its = entity(ENTITY.CONTROL, control.number);
    const lowersLosses = control.effects.some(
      ({ factor }) => !['ATTEMPTS', 'SUSCEPTIBILITY'].includes(factor),
    );
    const acts = lowersLosses ? 'size' : 'chance';
    state(its, 'coverage', control.coverage, 'SHARE', acts);
    state(its, 'evasionProbability', control.evasionProbability, 'SHARE', acts);
    state(its, 'leadTimeDays', control.leadTimeDays, 'DAYS', acts);
    control.effects.forEach(({ efficacy, factor }, at) =>
      state(
        its,
        'efficacy',
        efficacy,
        'SHARE',
        ['ATTEMPTS', 'SUSCEPTIBILITY'].includes(factor) ? 'chance' : 'size',
        at,
      ),
    );
  }

  const used = new Set<number>([...rates, susceptibility]);
  if (scenario.secondaryLosses.length) used.add(secondaryProbability);
  for (const { coverage, leadTime, evasion } of variant.controls)
    used.add(coverage).add(leadTime).add(evasion);
  const effects = [...variant.attempts, ...variant.susceptibility].flatMap((group) => group.effects);
  for (const { efficacy } of [...effects, ...variant.losses.flat(2)]) used.add(efficacy);
  const reached = (which: 'propagation' | 'exposure') => {
    const found = [struck];
    for (const at of found)
      for (const dependent of assets[at].dependents) {
        if (parameters[dependent[which]].mean === 0) continue;
        used.add(dependent[which]);
        if (!found.includes(dependent.asset)) found.push(dependent.asset);
      }
    return found;
  };
  if (scenario.outageHours) for (const at of reached('propagation')) used.add(assets[at].outageCostPerHour);
  if (exposes)
    for (const at of reached('exposure')) {
      if (assets[at].costPerRecord < 0 || (at === struck && !scenario.records)) continue;
      used.add(assets[at].costPerRecord).add(assets[at].recordsExponent);
    }

  const draws: UncertainDraw[] = [];
  for (const parameter of used) {
    if (parameter < 0 || !parameters[parameter].sampler) continue;
    const { entity: its, stream } = parameters[parameter];
    const known = stated.get(`${its} ${stream}`);
    if (!known) return undefined;
    draws.push({ parameter, ...known });
  }
  return draws;
}
