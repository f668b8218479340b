/** Reads the figures that reference cases name from what the API answers. */

interface Value {
  readonly value: number;
}
interface Contribution extends Value {
  readonly name: string;
  readonly expectedAnnualLoss: Value;
}

/** An Outcome or an OptionResult as GraphQL gives it. */
export type Answer = Record<string, unknown>;

/** What has no place in the API: the engine's own tests hold it. */
const ENGINE_ONLY =
  /^(byYear:\d+:loss|annualLossSd|recordsExceedance:.*|outageExceedance:.*|retained:P.*|CVaR9[09])$/;

/** The sums in US dollars that the figures of a case ask a probability for. */
export const thresholds = (figures: readonly string[]): { usd: number; overHorizon: boolean }[] =>
  figures.flatMap((figure) => {
    const [, horizon, usd] = figure.match(/(?:^|:)(horizonExceedance|exceedance):(.+)$/) ?? [];
    return usd ? [{ usd: Number(usd), overHorizon: horizon === 'horizonExceedance' }] : [];
  });

export const aliasOf = (usd: number, overHorizon: boolean): string =>
  `above_${String(usd).replace(/\W/g, '_')}_${overHorizon ? 'horizon' : 'year'}`;

/**
 * One figure of an outcome (and of the option it belongs to).
 *
 * @returns undefined for what has no place in the API
 */
export function figureOf(figure: string, outcome: Answer, option: Answer | null): number | null | undefined {
  if (ENGINE_ONLY.test(figure)) return undefined;
  const value = (of: unknown) => (of as Value).value;
  const [head, ...rest] = figure.split(':');
  const percentile = figure.match(/^P([\d.]+)$/);
  if (percentile) {
    const p = Number(percentile[1]) / 100;
    const list = outcome.annualLossPercentiles as { p: number; value: number }[];
    return list.find((its) => Math.abs(its.p - p) < 1e-9)?.value;
  }
  switch (head) {
    case 'VaR95':
      return value(outcome.valueAtRisk95);
    case 'CVaR95':
      return value(outcome.conditionalValueAtRisk95);
    case 'retained': {
      const name = rest[0] === 'CVaR95' ? 'conditionalValueAtRisk95' : rest[0];
      return value((outcome.retained as Answer)[name]);
    }
    case 'exceedance':
    case 'horizonExceedance':
      return value(outcome[aliasOf(Number(rest[0]), head === 'horizonExceedance')]);
    case 'byYear': {
      const year = (outcome.byYear as Answer[])[Number(rest[0]) - 1];
      return value(year[rest[1]]);
    }
    case 'byScenario':
    case 'byLossForm': {
      const part = (outcome[head] as Contribution[]).find(({ name }) => name === rest[0]);
      return part?.expectedAnnualLoss.value;
    }
    case 'credible':
    case 'annualBreachCredible':
      return (outcome[head] as Record<string, number>)[rest[0]];
    case 'credibleBenefit':
      return (option!.credibleBenefit as Record<string, number>)[rest[0]];
  }
  const found = option && figure in option ? option[figure] : outcome[figure];
  return typeof found === 'number' || found === null ? found : value(found);
}

export interface Expected {
  readonly figure: string;
  readonly value: number;
  readonly unitError: number;
  readonly standardError?: number;
  readonly relativeAccuracy?: number;
  readonly per?: 'draw';
}

/** Draws behind a credible range. */
const DRAWS = 4096;

/** How far an answer may lie from the expected value: four standard errors of both, and what either is rounded by. */
export function tolerance(
  { figure, value, unitError, standardError = 0, relativeAccuracy = 0, per }: Expected,
  trials: number,
) {
  const bare = figure.replace(/^options:[^:]+:/, '');
  const isQuantile = /^(P[\d.]+|VaR95)$/.test(bare);
  const isPure = /robability|xceedance|^byYear|rosi|BreachCredible|payback/i.test(bare);
  const sampling =
    4 * Math.sqrt((unitError * unitError) / (per ? DRAWS : trials) + standardError * standardError);
  const rounding = (relativeAccuracy + (isQuantile ? 0.0005 : 0)) * Math.abs(value) + (isPure ? 1e-12 : 0.01);
  const nested = per ? 0.005 * (/robability/.test(bare) && value > 0 && value < 1 ? 1 : Math.abs(value)) : 0;
  return sampling + rounding + nested;
}
