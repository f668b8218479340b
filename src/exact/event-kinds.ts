import { LOSS_FACTORS } from '../controls/effects.ts';
import type { CompiledPlan } from '../simulation/compile.ts';
import type { PlanLoss } from '../simulation/plan.ts';
import type { RebaseConstants } from '../simulation/rebase-constants.ts';
import type { EventKind, Part } from './event-law.ts';
import type { Reached } from './reach.ts';
import { severityLaw } from './severity-law.ts';

/** What an event meets and brings along. */
export interface Circumstances {
  readonly chance: number;
  /** What effects leave of each of LOSS_FACTORS. */
  readonly left: readonly number[];
  /** Of the struck asset and all that goes down with it, US dollars per hour. */
  readonly hourlyUsd: number;
  /** What its records cost. */
  readonly records: readonly Part[];
  /** That one record or more is disclosed. */
  readonly breachChance: number;
}

const [PRIMARY, OUTAGE, , PROBABILITY, SECONDARY] = LOSS_FACTORS.map((_, factor) => factor);

/** What an event of a scenario costs under some circumstances, given the parameters in `values` (model.md, section 2). */
export function eventKind(
  { plan, scenarios }: CompiledPlan,
  place: number,
  rebase: RebaseConstants,
  values: Float64Array,
  { chance, left, hourlyUsd, records, breachChance }: Circumstances,
): EventKind {
  const scenario = plan.scenarios[place];
  const { secondaryProbability } = scenarios[place];
  const scaled = (losses: readonly PlanLoss[], scale: number): Part[] =>
    losses.map(({ magnitude }) => ({ law: severityLaw(magnitude, 'MONEY'), scale }));
  const hours = scenario.outageHours && {
    law: severityLaw(scenario.outageHours, 'QUANTITY'),
    scale: hourlyUsd * rebase.losses[OUTAGE] * left[OUTAGE],
  };
  const stated = secondaryProbability < 0 ? 0 : values[secondaryProbability] * rebase.losses[PROBABILITY];
  return {
    chance,
    primary: costing([
      ...scaled(scenario.primaryLosses, rebase.losses[PRIMARY] * left[PRIMARY]),
      ...records,
      ...(hours ? [hours] : []),
    ]),
    secondaryChance: Math.min(1, stated) * left[PROBABILITY],
    // a probability above 1 passes what is too much to the magnitudes
    secondary: costing(
      scaled(scenario.secondaryLosses, rebase.losses[SECONDARY] * Math.max(1, stated) * left[SECONDARY]),
    ),
    breachChance,
  };
}

const costing = (parts: readonly Part[]): Part[] =>
  parts.filter(({ law, scale }) => scale > 0 && law.mean > 0);

/** US dollars per hour while an asset and others are down. */
export const hourlyUsdOf = (
  { assets }: CompiledPlan,
  values: Float64Array,
  struck: number,
  { assets: down }: Pick<Reached, 'assets'>,
): number =>
  [struck, ...down].reduce((usd, asset) => {
    const { outageCostPerHour } = assets[asset];
    return usd + (outageCostPerHour < 0 ? 0 : values[outageCostPerHour]);
  }, 0);
