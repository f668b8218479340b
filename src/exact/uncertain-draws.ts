import type { Domain, Estimate } from '../math/estimate.ts';
import type { CompiledPlan, Variant } from '../simulation/compile.ts';
import type { Factor, Plan, PlanControl } from '../simulation/plan.ts';
import { entity, ENTITY, fieldStream, type Field } from '../simulation/streams.ts';

/** A parameter that is drawn once per trial. */
export interface UncertainDraw {
  readonly parameter: number;
  readonly estimate: Estimate;
  readonly domain: Domain;
  /** rate: of loss events, by which it is a factor; chance: of what an event does; size: of what it costs. */
  readonly acts: 'rate' | 'chance' | 'size';
}

/** What is known of a plan's parameters, by what keys their draws. */
export type StatedEstimates = ReadonlyMap<string, Omit<UncertainDraw, 'parameter'>>;

const keyOf = (key: number, stream: number): string => `${key} ${stream}`;

/**
 * The estimates of a plan's parameters that a quadrature covers.
 *
 * @param controls of a portfolio, with its changes
 */
export function statedEstimates(
  { scenarios, assets }: Plan,
  controls: readonly PlanControl[],
): StatedEstimates {
  const stated = new Map<string, Omit<UncertainDraw, 'parameter'>>();
  const state = (
    key: number,
    field: Field,
    estimate: Estimate | undefined,
    domain: Domain,
    acts: UncertainDraw['acts'],
    at = 0,
  ) => estimate && stated.set(keyOf(key, fieldStream(field, at)), { estimate, domain, acts });

  for (const scenario of scenarios) {
    const key = entity(ENTITY.SCENARIO, scenario.number);
    state(key, 'rate', scenario.lossEventFrequency ?? scenario.threatEventFrequency, 'RATE', 'rate');
    state(key, 'contactFrequency', scenario.contactFrequency, 'RATE', 'rate');
    state(key, 'probabilityOfAction', scenario.probabilityOfAction, 'SHARE', 'rate');
    state(key, 'susceptibility', scenario.susceptibility, 'SHARE', 'rate');
    state(key, 'secondaryProbability', scenario.secondaryProbability, 'SHARE', 'chance');
  }
  for (const asset of assets) {
    const key = entity(ENTITY.ASSET, asset.number);
    state(key, 'costPerRecord', asset.costPerRecord, 'MONEY', 'size');
    state(key, 'recordsExponent', asset.recordsExponent, 'RECORDS_EXPONENT', 'size');
    state(key, 'outageCostPerHour', asset.outageCostPerHour, 'MONEY', 'size');
  }
  for (const control of controls) {
    const key = entity(ENTITY.CONTROL, control.number);
    const acts = control.effects.every(({ factor }) => isThinning(factor)) ? 'chance' : 'size';
    state(key, 'coverage', control.coverage, 'SHARE', acts);
    state(key, 'evasionProbability', control.evasionProbability, 'SHARE', acts);
    control.effects.forEach(({ efficacy, factor }, at) =>
      state(key, 'efficacy', efficacy, 'SHARE', isThinning(factor) ? 'chance' : 'size', at),
    );
  }
  return stated;
}

const isThinning = (factor: Factor): boolean => factor === 'ATTEMPTS' || factor === 'SUSCEPTIBILITY';

/**
 * What is uncertain about a year of one scenario under one of its variants.
 *
 * @param stated of the variant's portfolio
 * @returns undefined where a draw is of a kind that no quadrature here covers
 */
export function uncertainDraws(
  { parameters, scenarios, assets }: CompiledPlan,
  place: number,
  variant: Variant,
  stated: StatedEstimates,
): UncertainDraw[] | undefined {
  const { scenario, rates, susceptibility, secondaryProbability, asset: struck, exposes } = scenarios[place];
  const used = new Set<number>([...rates, susceptibility]);
  const ofControls = new Set<number>();
  if (scenario.secondaryLosses.length) used.add(secondaryProbability);
  for (const { coverage, leadTime, evasion } of variant.controls)
    ofControls.add(coverage).add(leadTime).add(evasion);
  const effects = [...variant.attempts, ...variant.susceptibility].flatMap((group) => group.effects);
  for (const { efficacy } of [...effects, ...variant.losses.flat(2)]) ofControls.add(efficacy);
  for (const parameter of ofControls) used.add(parameter);
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
    const known = stated.get(keyOf(its, stream));
    // two controls may meet in a kink: who has the wider coverage, or the stronger effect, then changes with the draw
    if (!known || (ofControls.has(parameter) && variant.controls.length > 1)) return undefined;
    draws.push({ parameter, ...known });
  }
  return draws;
}

/** The uncertain factors of a scenario's rate of loss events. */
export const rateDraws = (
  { parameters, scenarios }: CompiledPlan,
  place: number,
  stated: StatedEstimates,
): UncertainDraw[] =>
  [...scenarios[place].rates, scenarios[place].susceptibility].flatMap((parameter) => {
    if (parameter < 0 || !parameters[parameter].sampler) return [];
    const known = stated.get(keyOf(parameters[parameter].entity, parameters[parameter].stream));
    return known ? [{ parameter, ...known }] : [];
  });
