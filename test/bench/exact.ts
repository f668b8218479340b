import type { Measurement } from './measure.ts';
import type { WorkName } from './works.ts';

export type FigureName = 'mean' | 'p50' | 'p90' | 'p95' | 'p99';

export interface Exact {
  /** US dollars a year. */
  readonly value: number;
  /** Standard error of a simulation of one trial; of n trials it is this over the square root of n. */
  readonly unitError: number;
}

/**
 * The annual loss of the works that have an exact law, by Fourier inversion (relative accuracy 1e-8; W3's percentiles 1e-5), with the
 * standard errors of a simulation.
 *
 * Source: the reference cases W1, W2 and W3 (`expectedAnnualLoss`, `P50` to `P99`), computed apart from this engine.
 */
export const EXACT: Readonly<Partial<Record<WorkName, Readonly<Record<FigureName, Exact>>>>> = {
  W1: {
    mean: { value: 910193.2000596442, unitError: 2922500 },
    p50: { value: 0, unitError: 0 },
    p90: { value: 2424699.197238, unitError: 7486900 },
    p95: { value: 4346720.2015, unitError: 15325000 },
    p99: { value: 11632754.163, unitError: 56708000 },
  },
  W2: {
    mean: { value: 631615.1601054397, unitError: 958810 },
    p50: { value: 190857.4612387, unitError: 516440 },
    p90: { value: 1993092.932389, unitError: 3223300 },
    p95: { value: 2696974.4044, unitError: 4337000 },
    p99: { value: 4169455.754, unitError: 9735200 },
  },
  W3: {
    mean: { value: 40987603.15938, unitError: 9616800 },
    p50: { value: 40361227.70613, unitError: 11882000 },
    p90: { value: 53695963.93024, unitError: 18966000 },
    p95: { value: 57846745.32065, unitError: 29875000 },
    p99: { value: 66070807.4927, unitError: 41138000 },
  },
};

/**
 * Expected annual loss under each option of W3, US dollars.
 *
 * Source: np_fft.py of the reference peers (numpy 1.24.2), relative accuracy 1e-8.
 */
export const EXACT_OPTION_MEANS: readonly number[] = [
  36463895.98624232, 35905674.43023324, 36908068.09811674, 37077880.172810316, 36092543.75953712,
  37416505.32925405, 37009671.80258435, 38004184.6916063, 38511226.47036976, 37601386.26863364,
  36523730.870130666, 36015188.96179281, 37258330.07307111, 37892132.29652365, 36754832.0443541,
  37079342.014002964, 36634097.514885224, 37722506.81281936, 38277420.67320252, 37281678.38958211,
];

/** How many standard errors a figure lies from the exact one; 0 where both are the same. */
export function standardErrorsOff(
  { trials, ...line }: Measurement,
  figure: FigureName,
  exact: Exact,
): number {
  const error = line[figure] - exact.value;
  return error === 0 ? 0 : error / (exact.unitError / Math.sqrt(trials));
}
