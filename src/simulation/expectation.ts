import { LOSS_FACTORS } from '../controls/effects.ts';
import { pow } from '../math/elementary.ts';
import { distribution } from '../math/estimate.ts';
import { certainLuck, isCertain } from './certain-luck.ts';
import type { CompiledPlan } from './compile.ts';
import { createLuck, type Luck } from './luck.ts';
import { parameterMeans } from './parameters.ts';
import type { PlanLoss } from './plan.ts';
import type { RebaseConstants } from './rebase-constants.ts';
import { recordsLaw, type RecordsLaw } from './severity.ts';

/** What one attempt leads to on average, given the parameters of a trial. */
export interface PerAttempt {
  lossUsd: number;
  /** Chance of a loss event with one record or more. */
  breach: number;
}

export interface Expectation {
  readonly luck: Luck;
  /** Adds what the point at hand says of a variant's attempt to `sum`, as often as `weight` says. */
  addPoint(sum: PerAttempt, scenario: number, variant: number, weight: number): void;
  /** What the records of an event cost, with the share of them that effects leave. */
  recordsUsd(
    scenario: number,
    exposed: readonly number[],
    left: number,
    law: RecordsLaw,
    constant: number,
  ): number;
}

/** Means of what an event of a scenario costs without controls, rebased. */
interface Severity {
  readonly primaryUsd: number;
  readonly hours: number;
  readonly records: RecordsLaw;
  readonly probabilityScale: number;
  readonly secondaryUsd: number;
}

/**
 * What was found of the records of a scenario's events at a moment, by the share of them that is left: its variants have most of their shares
 * in common, and finding it takes longer than all else.
 */
interface FoundRecords {
  moment: number;
  count: number;
  readonly shares: Float64Array;
  readonly usd: Float64Array;
  readonly breach: Float64Array;
}

/** So many shares of a moment are kept. */
const MOST_SHARES = 32;

const nothingFound = (): FoundRecords => ({
  moment: -1,
  count: 0,
  shares: new Float64Array(MOST_SHARES),
  usd: new Float64Array(MOST_SHARES),
  breach: new Float64Array(MOST_SHARES),
});

const RECORDS_BASE = 10_000;
const BREACH_RECORDS = 1;
const PRIMARY_LOSS = LOSS_FACTORS.indexOf('PRIMARY_LOSS');
const OUTAGE = LOSS_FACTORS.indexOf('OUTAGE');
/** Of both secondary factors together. */
const SECONDARY_LOSS = LOSS_FACTORS.indexOf('SECONDARY_LOSS');

/** Parameters, and the luck that is looked at under them. */
export interface Outlook {
  readonly values: Float64Array;
  readonly luck: Luck;
}

/**
 * An outlook of a plan's own. What looks at a plan for one purpose after the other shares it: what was compiled for the one is then ready for
 * the other.
 */
export function outlookOn(compiled: CompiledPlan): Outlook {
  const values = parameterMeans(compiled.parameters);
  return { values, luck: luckOf(compiled, values) };
}

/** Luck under the parameters in `values`. */
export const luckOf = (compiled: CompiledPlan, values: Float64Array): Luck =>
  isCertain(compiled) ? certainLuck(compiled, values) : createLuck(compiled, values);

/** Expectations given the parameters of an outlook, under the rebase constants of each scenario. */
export function createExpectation(
  compiled: CompiledPlan,
  rebase: readonly RebaseConstants[],
  { values, luck }: Outlook,
): Expectation {
  const { plan, scenarios, assets } = compiled;
  const total = (losses: readonly PlanLoss[]) =>
    losses.reduce((sum, { magnitude }) => sum + distribution(magnitude, 'MONEY').mean, 0);
  const known: Severity[] = [];
  // found when first asked for: a rebase asks for one scenario only
  const severityOf = (place: number): Severity => (known[place] ??= findSeverity(place));
  function findSeverity(place: number): Severity {
    const scenario = plan.scenarios[place];
    const [primary, outage, records, probability, secondary] = rebase[place].losses;
    const held = assets[scenarios[place].asset].records;
    return {
      primaryUsd: total(scenario.primaryLosses) * primary,
      hours: scenario.outageHours ? distribution(scenario.outageHours, 'QUANTITY').mean * outage : 0,
      records: scenario.records ? recordsLaw(scenario.records, records, held) : NO_RECORDS,
      probabilityScale: probability,
      secondaryUsd: total(scenario.secondaryLosses) * secondary,
    };
  }

  function costUsd(asset: number, records: number, constant: number): number {
    const { costPerRecord, recordsExponent } = assets[asset];
    if (costPerRecord < 0 || records <= 0) return 0;
    return values[costPerRecord] * RECORDS_BASE * pow(records, values[recordsExponent]) * constant;
  }

  function recordsUsd(
    place: number,
    exposed: readonly number[],
    left: number,
    law: RecordsLaw,
    constant: number,
  ): number {
    const { asset: struck } = scenarios[place];
    const { records: held, costPerRecord, recordsExponent } = assets[struck];
    let usd = 0;
    if (costPerRecord >= 0) usd += costUsd(struck, left, constant) * law.powerMean(values[recordsExponent]);
    for (let i = 0; i < exposed.length; i++) {
      const asset = exposed[i];
      const its = Math.max(0, assets[asset].records);
      // each exposed asset gives the share of its records that was drawn of the struck one's, all where that holds none
      if (held > 0)
        usd +=
          costUsd(asset, (left * its) / held, constant) *
          law.powerMean(values[assets[asset].recordsExponent]);
      else usd += costUsd(asset, (left * its) / RECORDS_BASE, constant);
    }
    return usd;
  }

  const found = scenarios.map(nothingFound);

  /** Where among those found is what the records of a scenario's events come to, with a share of them left. */
  function placeOfShare(place: number, share: number): number {
    const its = found[place];
    if (its.moment !== luck.moment()) {
      its.moment = luck.moment();
      its.count = 0;
    }
    const kept = Math.min(its.count, MOST_SHARES);
    for (let at = 0; at < kept; at++) if (its.shares[at] === share) return at;
    const at = its.count++ % MOST_SHARES;
    const { records } = severityOf(place);
    const exposed = luck.exposed(place);
    its.shares[at] = share;
    its.usd[at] = recordsUsd(place, exposed, share, records, rebase[place].recordCost);
    its.breach[at] = breachChance(assets, scenarios[place].asset, exposed, share, records);
    return at;
  }

  return {
    luck,
    recordsUsd,
    addPoint(sum, place, variant, weight) {
      const scenario = scenarios[place];
      const attempt = luck.at(place, variant);
      if (attempt.success === 0) return;
      const severity = severityOf(place);
      const { left } = attempt;
      let usd =
        severity.primaryUsd * left[PRIMARY_LOSS] + severity.hours * luck.hourlyUsd(place) * left[OUTAGE];
      if (scenario.secondaryProbability >= 0) {
        const stated = values[scenario.secondaryProbability] * severity.probabilityScale;
        // above 1 the shortfall goes to the magnitudes, so the product stands
        usd += stated * severity.secondaryUsd * left[SECONDARY_LOSS];
      }
      if (scenario.records || luck.exposed(place).length > 0) {
        const records = found[place];
        for (let state = 0; state < attempt.states; state++) {
          const success = attempt.stateSuccess[state];
          const at = placeOfShare(place, attempt.stateRecordsLeft[state]);
          usd += success * records.usd[at];
          sum.breach += weight * success * records.breach[at];
        }
      }
      sum.lossUsd += weight * usd;
    },
  };
}

/**
 * The chance that an event discloses one record or more.
 *
 * @param exposed assets whose records are exposed beside those of the struck one
 * @param left what effects leave of the records, 0 to 1
 */
export function breachChance(
  assets: CompiledPlan['assets'],
  struck: number,
  exposed: readonly number[],
  left: number,
  law: RecordsLaw,
): number {
  if (left <= 0) return 0;
  const held = assets[struck].records;
  let beside = 0;
  for (let i = 0; i < exposed.length; i++) beside += Math.max(0, assets[exposed[i]].records);
  if (held > 0) return law.reaches(BREACH_RECORDS / left / (1 + beside / held));
  return law.reaches(BREACH_RECORDS / left - beside);
}

/** Of a scenario that states no records: none are drawn. */
export const NO_RECORDS: RecordsLaw = {
  powerMean: () => 0,
  reaches: (atLeast) => Number(atLeast <= 0),
};
