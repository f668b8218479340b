import type { Distribution } from './distribution.ts';

/**
 * One of `values`, each as often as its weight says: of the sorted values the smallest whose cumulated weight reaches u.
 *
 * @param weights in any unit; absent: all alike
 * @throws {RangeError} unless there is a value, and as many weights, none below 0 and not all 0
 * @example empirical([5, 1, 20, 10], [4, 3, 1, 2]).quantile(0.5) // 5
 */
export function empirical(values: readonly number[], weights?: readonly number[]): Distribution {
  const stated = weights ?? values.map(() => 1);
  if (values.length === 0 || stated.length !== values.length || !stated.every((weight) => weight >= 0))
    throw new RangeError(
      `empirical needs values and as many weights from 0, got ${values.length} and ${stated.length}`,
    );
  const points = values
    .map((value, place) => ({ value, weight: stated[place] }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => a.value - b.value);
  if (points.length === 0) throw new RangeError('empirical needs a weight above 0');

  // up to each value from below, and from each value on from above, so that both tails are added up from their small end
  const upTo: number[] = [];
  const from: number[] = [];
  for (let i = 0, sum = 0; i < points.length; i++) upTo[i] = sum += points[i].weight;
  for (let i = points.length - 1, sum = 0; i >= 0; i--) from[i] = sum += points[i].weight;
  const total = upTo[points.length - 1];

  const quantile = (p: number): number => {
    let low = 0;
    let high = points.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (upTo[middle] >= p * total) high = middle;
      else low = middle + 1;
    }
    return points[low].value;
  };
  const upperQuantile = (q: number): number => {
    // the largest value that more than q lies at or above
    let low = 0;
    let high = points.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (from[middle] > q * from[0]) low = middle;
      else high = middle - 1;
    }
    return points[low].value;
  };

  const mean = points.reduce((sum, { value, weight }) => sum + (value * weight) / total, 0);
  const variance = points.reduce((sum, { value, weight }) => sum + ((value - mean) ** 2 * weight) / total, 0);
  const [{ value: low }] = points;
  const { value: high } = points[points.length - 1];
  return {
    mean,
    standardDeviation: Math.sqrt(variance),
    low,
    high,
    quantile,
    upperQuantile,
    cdf: (x) => points.reduce((sum, { value, weight }) => (value <= x ? sum + weight : sum), 0) / total,
    sample: (v, upper) => (upper ? upperQuantile(v) : quantile(v)),
    ...(low === high && { constant: low }),
  };
}
