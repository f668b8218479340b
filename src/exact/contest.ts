import { distribution, type Estimate } from '../math/estimate.ts';
import { normalQuantile } from '../math/normal.ts';
import { nodesOf } from '../simulation/severity.ts';
import { newKept } from '../math/kept.ts';
import { kinks, lawKey, pointsBetween, SCORES, scoresBetween, valueAt } from './law-points.ts';

const PANEL = 0.5;
/** Panels halve towards a kink, until what a kink does within the last is below 1e-12. */
const HALVINGS = 20;
const keep = newKept<number>(2000);

/**
 * P(capability > resistance), both drawn anew for each attempt, to 1e-10: an integral in panels that end where either law is not smooth.
 *
 * @example winProbability(uniform(0, 100), uniform(50, 100)) // 0.25
 */
export const winProbability = (capability: Estimate, resistance: Estimate): number =>
  keep(`${lawKey(capability, 'PERCENTILE')} ${lawKey(resistance, 'PERCENTILE')}`, () =>
    findWinProbability(capability, resistance),
  );

function findWinProbability(capability: Estimate, resistance: Estimate): number {
  const attack = distribution(capability, 'PERCENTILE');
  const defence = distribution(resistance, 'PERCENTILE');
  if (isDiscrete(resistance)) {
    const its = nodesOf(resistance, 'PERCENTILE');
    return its.values.reduce((sum, value, i) => sum + its.weights[i] * (1 - attack.cdf(value)), 0);
  }
  const against = (value: number) => defence.cdf(value);
  const points = isDiscrete(capability)
    ? nodesOf(capability, 'PERCENTILE')
    : pointsBetween(panelEnds(), (score) => valueAt(attack, score));
  return points.values.reduce((sum, value, i) => sum + points.weights[i] * against(value), 0);

  function panelEnds(): number[] {
    const { low, high } = defence;
    const edges = [low, high, ...(resistance.shape === 'TRIANGULAR' ? [resistance.likely!] : [])]
      .map((edge) => attack.cdf(edge))
      .filter((share) => share > 0 && share < 1)
      .map(normalQuantile);
    const towards = [...edges, ...kinks(capability, attack)].flatMap((kink) => [
      kink,
      ...Array.from({ length: HALVINGS }, (_, i) => PANEL / 2 ** i).flatMap((at) => [kink - at, kink + at]),
    ]);
    return scoresBetween(SCORES.low, SCORES.high, PANEL, towards);
  }
}

const isDiscrete = (estimate: Estimate): boolean =>
  estimate.shape === 'EMPIRICAL' || distribution(estimate, 'PERCENTILE').constant !== undefined;
