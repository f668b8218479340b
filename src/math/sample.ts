import { quantileSorted } from 'simple-statistics';
import { sharedFitColumns } from './fit-columns.ts';

/**
 * The values that shares of a sample lie below; half way between two where both are.
 *
 * @param shares each 0 to 1
 * @example quantilesOf(Float64Array.of(4, 1, 3, 2), [0.5]) // [2.5]
 */
export function quantilesOf(sample: Float64Array, shares: readonly number[]): number[] {
  const n = sample.length;
  const columns = sharedFitColumns();
  const { input, order, spareOrder, counts, sorted } = columns.room(n);
  input.set(sample);
  columns.sort(
    n,
    input.byteOffset,
    order.byteOffset,
    spareOrder.byteOffset,
    counts.byteOffset,
    sorted.byteOffset,
  );
  // the library's types know lists only, its code asks for places and a length
  const list = sorted.subarray(0, n) as unknown as number[];
  return shares.map((share) => quantileSorted(list, share));
}

/** The mean squared distance of a sample from its mean. */
export function varianceOf(sample: Float64Array): number {
  const n = sample.length;
  const columns = sharedFitColumns();
  const { input, ones } = columns.room(n);
  const at = input.byteOffset;
  input.set(sample);
  columns.scale(n, at, 1, -columns.dot(n, at, ones.byteOffset) / n, at);
  return columns.dot(n, at, at) / n;
}
