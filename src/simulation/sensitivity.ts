import { valueOfInformation } from '../investment/information.ts';
import { aboutMean, fitShown, isExplained, partAt } from '../math/additive-fit.ts';
import { distribution } from '../math/estimate.ts';
import { fitColumns } from '../math/fit-columns.ts';
import { keptBasis, passingBasis } from '../math/smooth-basis.ts';
import { createArena, type Arena } from '../math/arena.ts';
import { sampleColumns } from '../math/sample-columns.ts';
import { seedWords, threefry } from '../math/threefry.ts';
import { BLOCK_TRIALS } from './block.ts';
import type { CompiledPlan } from './compile.ts';
import { inputsOf } from './inputs.ts';
import { drawParameter, type Parameter } from './parameters.ts';
import type { SensitivityData } from './result.ts';

/** What is known of each draw of the inputs, with the noise of luck still in it: fits see through that, as it hangs on no input. */
export interface DrawnFigures {
  /** Expected annual loss of the baseline, US dollars. */
  readonly loss: Float64Array;
  /** Of the loss over the draws, without the noise of luck. */
  readonly lossVariance: number;
  /** By option: expected benefit less expected cost, US dollars of today over the horizon. */
  readonly nets: readonly Float64Array[];
}

/** An analyst improves a few estimates at a time. */
const MOST = 20;

/**
 * The inputs whose uncertainty matters most, what matters most first.
 *
 * `shareOfVariance` is a first-order Sobol index: Var(E[loss | input]) / Var(loss), where loss is the expected annual loss of the baseline given
 * all inputs. The swing is E[loss | input] at the input's 5% and 95% points. For a comparison each input has its value of information, which
 * then decides the order. What cannot be told from noise is left out: an input of less than about half a percent of the variance.
 */
export function sensitivityOf(
  compiled: CompiledPlan,
  { loss, lossVariance, nets }: DrawnFigures,
): SensitivityData[] {
  const { moving, about } = movingInputs(compiled, [loss, ...nets]);
  const bases = moving.map(({ basis }) => basis);
  const [fitted, ...net] = about.map((its, figure) =>
    fitShown(
      its,
      bases,
      moving.map(({ shows }) => shows[figure]),
    ),
  );
  const found = moving.map(({ entity, field }, at): SensitivityData => {
    const part = fitted.parts[at];
    const swing = (point: number) =>
      Math.max(0, fitted.mean + (part ? partAt(part, bases[at], loss.length + point) : 0));
    return {
      ...(entity && { entity }),
      field,
      shareOfVariance: part && lossVariance > 0 ? Math.min(1, part.variance / lossVariance) : 0,
      swingLow: swing(0),
      swingHigh: swing(1),
      ...(nets.length > 0 && { valueOfInformation: valueOfInformation(net, bases[at], at) }),
    };
  });
  const worth = (it: SensitivityData) => it.valueOfInformation?.value ?? 0;
  return found
    .filter((it) => it.shareOfVariance > 0 || (it.valueOfInformation?.low ?? 0) > 0)
    .sort((a, b) => worth(b) - worth(a) || b.shareOfVariance - a.shareOfVariance)
    .slice(0, MOST);
}

/**
 * The inputs that move any of some figures, each with its basis on the draws and at its 5% and 95% points, and with which figures they are: a
 * large model has too many to keep them all. The figures come about their means.
 */
function movingInputs(compiled: CompiledPlan, figures: readonly Float64Array[]) {
  const { parameters } = compiled;
  const arena = createArena();
  const fits = fitColumns(arena);
  const about = figures.map((figure) => aboutMean(figure, fits));
  const count = figures[0].length;
  const drawn = fits.room(count).input.subarray(0, count);
  const draw = drawsOf(compiled, arena);
  const moving = inputsOf(compiled).flatMap((input) => {
    const parameter = parameters[input.parameter];
    const { estimate, domain } = parameter;
    const law = distribution(estimate, domain);
    const basis = passingBasis(draw(parameter, drawn), [law.quantile(0.05), law.upperQuantile(0.05)], fits);
    const shows = about.map((its) => isExplained(its, basis));
    return shows.includes(true) ? [{ ...input, basis: keptBasis(basis), shows }] : [];
  });
  return { moving, about };
}

/** Fills a column, in the same arena and with room for one more, with what was drawn of a parameter. */
function drawsOf({ plan }: CompiledPlan, arena: Arena) {
  const { low, high } = seedWords(plan.seed);
  const random = threefry(low, high, arena);
  const samples = sampleColumns(arena);
  return (parameter: Parameter, into: Float64Array): Float64Array => {
    const fill = samples.filling(parameter.sampler!);
    for (let from = 0; from < into.length; from += BLOCK_TRIALS)
      drawParameter(parameter, fill, random, from, Math.min(BLOCK_TRIALS, into.length - from), into, from);
    return into;
  };
}
