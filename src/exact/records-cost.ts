import { LOSS_FACTORS } from '../controls/effects.ts';
import type { CompiledPlan } from '../simulation/compile.ts';
import type { RebaseConstants } from '../simulation/rebase-constants.ts';
import type { Part } from './event-law.ts';
import { severityLaw, transformedLaw, type SeverityLaw } from './severity-law.ts';

/** Cost per record is stated at this many records. */
const RECORDS_BASE = 10_000;
const RECORDS = LOSS_FACTORS.indexOf('RECORDS');

/**
 * What the records of an event cost, as parts of it: the struck asset's, and those of the assets exposed with it, each with its own price
 * and exponent (model.md, section 2).
 *
 * @param exposed assets beside the struck one
 * @param left what effects leave of the records, 0 to 1
 */
export function recordsParts(
  { plan, scenarios, assets }: CompiledPlan,
  place: number,
  exposed: readonly number[],
  left: number,
  { losses, recordCost }: RebaseConstants,
  values: Float64Array,
): Part[] {
  const { records } = plan.scenarios[place];
  const { asset: struck } = scenarios[place];
  const scale = losses[RECORDS];
  const { records: held } = assets[struck];
  const usdOf = (asset: number) => {
    const { costPerRecord, recordsExponent } = assets[asset];
    return {
      usd: costPerRecord < 0 ? 0 : values[costPerRecord] * RECORDS_BASE * recordCost,
      exponent: values[recordsExponent],
    };
  };
  // each term: usd x (n x share / 10,000)^exponent, where n is what was drawn of the struck asset
  const terms = held === 0 ? [] : [{ ...usdOf(struck), share: left }];
  let fixedUsd = 0;
  for (const asset of exposed) {
    const beside = Math.max(0, assets[asset].records) * left;
    const its = usdOf(asset);
    if (held > 0) terms.push({ ...its, share: beside / held });
    else if (beside > 0) fixedUsd += its.usd * (beside / RECORDS_BASE) ** its.exponent;
  }
  const costing = terms.filter(({ usd, share }) => usd > 0 && share > 0);
  const parts = fixedUsd > 0 ? [{ law: certain(), scale: fixedUsd }] : [];
  if (!records || costing.length === 0 || scale === 0) return parts;

  const most = held >= 0 ? held / scale : Infinity;
  const powers = costing.map((it) => ({
    usd: it.usd * ((scale * it.share) / RECORDS_BASE) ** it.exponent,
    exponent: it.exponent,
  }));
  const [{ exponent }] = powers;
  if (powers.every((it) => it.exponent === exponent)) {
    // one power of the number: its law is kept, and only scaled
    const power = (n: number) => n ** exponent;
    const root = (cost: number) => cost ** (1 / exponent);
    const law = transformedLaw(records, 'QUANTITY', most, power, root, `^${exponent}`);
    return [...parts, { law, scale: powers.reduce((sum, { usd }) => sum + usd, 0) }];
  }
  const cost = (n: number) => powers.reduce((sum, { usd, exponent: k }) => sum + usd * n ** k, 0);
  const law = transformedLaw(records, 'QUANTITY', most, cost, inverseOf(powers), JSON.stringify(powers));
  return [...parts, { law, scale: 1 }];
}

const certain = (): SeverityLaw => severityLaw({ shape: 'CONSTANT', value: 1, basis: 'ASSUMED' }, 'MONEY');

/**
 * What a sum of powers was taken of: Newton's steps along logarithms, where the sum is convex and nearly straight, so they come from one side
 * and end after a few.
 */
const inverseOf =
  (powers: readonly { readonly usd: number; readonly exponent: number }[]) =>
  (cost: number): number => {
    if (cost <= 0) return 0;
    let logarithm = 0;
    for (let steps = 0; steps < 60; steps++) {
      const terms = powers.map(({ usd, exponent }) => usd * Math.exp(exponent * logarithm));
      const sum = terms.reduce((total, term) => total + term, 0);
      const slope = terms.reduce((total, term, i) => total + term * powers[i].exponent, 0) / sum;
      const step = Math.log(cost / sum) / slope;
      logarithm += step;
      if (!(Math.abs(step) > 1e-14 * (1 + Math.abs(logarithm)))) break;
    }
    return Math.exp(logarithm);
  };
