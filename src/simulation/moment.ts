import type { Lattice } from './lattice.ts';

/** Where an expectation over luck stands: a point of a lattice, in a year, under one draw of the parameters. */
export interface Moment {
  readonly lattice: Lattice;
  /** Of the parameters, filled anew by each draw. */
  readonly values: Float64Array;
  /** From 0; -1 for the long run before any lead time. */
  year: number;
  /** From the start of the run. */
  day: number;
  /** Counts draws of the parameters: what was found under an older one is stale. */
  draws: number;
}

/** What a dimension of luck is about; those of lists add their place. */
export const ABOUT = {
  COVERAGE: 1,
  TIME: 2,
  ENTRY: 3,
  STATE: 4,
  TEST_PHASE: 6,
  RENEWAL: 1 << 16,
  PROPAGATION: 2 << 16,
  EXPOSURE: 3 << 16,
} as const;
