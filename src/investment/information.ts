import type { AdditiveFit } from '../math/additive-fit.ts';
import { normalInterval } from '../math/intervals.ts';
import type { SmoothBasis } from '../math/smooth-basis.ts';
import type { Figure } from '../simulation/result.ts';

/** Of doing nothing, whose net benefit is 0 whatever we learn. */
const NOTHING = -1;

/**
 * What it is worth to learn an input for certain before choosing: E[max over the options and doing nothing of E[net benefit | input]], less
 * the best that can be had without, in the unit of the net benefits.
 *
 * The choice for each draw is made by fits that leave that draw out, and then valued by what the draw itself says, what the other inputs
 * explain taken away. So no choice is valued by the noise that led to it, which is what makes the usual estimate too high: on average
 * this one can only be too low, by what choosing by a fit instead of the truth costs, of the order of the fit's variance. Never below 0.
 *
 * Sources: Strong, Oakley & Brennan (see additive-fit.ts); for the bias, Strong & Oakley, "An efficient method for computing single-parameter
 * partial expected value of perfect information", Medical Decision Making 33 (2013).
 *
 * @param nets  the net benefit of each option over the draws, fitted by the inputs
 * @param input its place among them
 */
export function valueOfInformation(nets: readonly AdditiveFit[], basis: SmoothBasis, input: number): Figure {
  const n = basis.leverage.length;
  const without = bestOf(nets.map(({ mean }) => mean));
  const told = new Float64Array(nets.length);
  let sum = 0;
  let squares = 0;
  for (let draw = 0; draw < n; draw++) {
    const followed = basis.leverage[draw];
    nets.forEach(({ mean, parts, residuals }, option) => {
      const part = parts[input];
      told[option] = part
        ? mean + part.values[draw] - (residuals[draw] * followed) / Math.max(1e-6, 1 - followed)
        : mean;
    });
    const gain = netOf(bestOf(told), draw) - netOf(without, draw);
    sum += gain;
    squares += gain * gain;
  }
  const mean = sum / n;
  const spread = Math.max(0, squares / n - mean * mean);
  const { value, standardError, low, high } = normalInterval(mean, Math.sqrt(spread / (n - 1)));
  return {
    value: Math.max(0, value),
    standardError,
    low: Math.max(0, low),
    high: Math.max(0, high),
  };

  /** What a draw says of an option, without what the other inputs explain. */
  function netOf(option: number, draw: number): number {
    if (option === NOTHING) return 0;
    const { mean, parts, residuals } = nets[option];
    return mean + (parts[input]?.values[draw] ?? 0) + residuals[draw];
  }
}

/** The first option of the highest net benefit; doing nothing where none is above 0. */
function bestOf(nets: ArrayLike<number>): number {
  let best = NOTHING;
  let highest = 0;
  for (let option = 0; option < nets.length; option++)
    if (nets[option] > highest) {
      best = option;
      highest = nets[option];
    }
  return best;
}
