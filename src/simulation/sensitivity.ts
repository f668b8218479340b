import { valueOfInformation } from '../investment/information.ts';
import { aboutMean, fitShown, isExplained, partAt } from '../math/additive-fit.ts';
import { distribution } from '../math/estimate.ts';
import { fitColumns } from '../math/fit-columns.ts';
import { keptBasis, passingBasis } from '../math/smooth-basis.ts';
import { createArena } from '../math/arena.ts';
import { sampleColumns } from '../math/sample-columns.ts';
import { seedWords, threefry } from '../math/threefry.ts';
import { BLOCK_TRIALS, STRIDE } from './block.ts';
import type { CompiledPlan } from './compile.ts';
import { inputsOf } from './inputs.ts';
import { parameterColumns, type Parameter } from './parameters.ts';
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
  const fits = fitColumns(createArena());
  const about = figures.map((figure) => aboutMean(figure, fits));
  const inputs = inputsOf(compiled);
  const drawn = drawnColumns(
    compiled,
    inputs.map(({ parameter }) => parameters[parameter]),
    figures[0].length,
  );
  const moving = inputs.flatMap((input, at) => {
    const { estimate, domain } = parameters[input.parameter];
    const law = distribution(estimate, domain);
    const basis = passingBasis(drawn[at], [law.quantile(0.05), law.upperQuantile(0.05)], fits);
    const shows = about.map((its) => isExplained(its, basis));
    return shows.includes(true) ? [{ ...input, basis: keptBasis(basis), shows }] : [];
  });
  return { moving, about };
}

/** What was drawn of some parameters, one after the other. */
function drawnColumns({ plan }: CompiledPlan, wanted: readonly Parameter[], count: number): Float64Array[] {
  const { low, high } = seedWords(plan.seed);
  const arena = createArena();
  const { columns, draw } = parameterColumns(
    wanted,
    threefry(low, high, arena),
    wanted.map((_, at) => at),
    { arena, samples: sampleColumns(arena) },
  );
  const lists = wanted.map(() => new Float64Array(count));
  for (let from = 0; from < count; from += BLOCK_TRIALS) {
    draw(from, BLOCK_TRIALS);
    const length = Math.min(BLOCK_TRIALS, count - from);
    lists.forEach((list, at) => list.set(columns.subarray(at * STRIDE, at * STRIDE + length), from));
  }
  return lists;
}
