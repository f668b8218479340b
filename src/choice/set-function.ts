/** A choice among candidates: 1 for each that is chosen, by its place. */
export type Choice = Uint8Array;

/** A set of exponentials that a set function never falls below. */
export interface Term {
  readonly weight: number;
  /** By place in `touching`: how much a candidate that is added lowers the logarithm of it at most; 0 for one that is not open. */
  readonly exponents: Float64Array;
}

/** What some candidates leave of one thing that is bad: adding one never raises it. */
export interface SetFunction {
  /** The candidates that matter to it, ascending. */
  readonly touching: readonly number[];
  value(choice: Choice): number;
  /**
   * Terms whose sum of weight x exp(-sum of the added candidates' exponents) never exceeds the value of `choice` with any of the `open`
   * candidates added.
   */
  terms(choice: Choice, open: Choice): readonly Term[];
}
