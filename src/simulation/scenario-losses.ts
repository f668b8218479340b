import { InvalidInput } from '../errors.ts';
import { withNoise } from '../investment/credible.ts';
import type { Sampler } from '../math/quantile-table.ts';
import { BLOCK_TRIALS } from './block.ts';
import { compilePlan, type CompiledPlan } from './compile.ts';
import { ABSENT, type ScenarioState } from './explain-steps.ts';
import { knowledgeDraws } from './knowledge.ts';
import { lazySampler } from './lazy-sampler.ts';
import type { SamplerOf } from './parameters.ts';
import { planOfScope } from './plan-draft.ts';
import type { Plan } from './plan.ts';
import type { RebaseConstants } from './rebase-constants.ts';
import { rebaseLattices, rebasePlan } from './rebase.ts';

/** Of luck, for each draw. */
const POINTS = 2;
/** A rebase on few lattices; a run has 16 of 4,096 points. */
const REBASE_SHIFTS = 4;
const WHOLE_REBASE_POINTS = 16_384;
/** Draws are made in blocks of so many. */
const DRAWS_A_PIECE = BLOCK_TRIALS;

/**
 * The expected annual loss of scenarios by draw, whatever is found found once: the same draws for all, so that differences are of what differs.
 *
 * @param template says what scenarios do not
 * @param rebasePoints of each of four lattices
 * @returns a function of a scenario's state, undefined where the controls in place would stop it entirely
 */
export function scenarioLosses(
  template: Plan,
  { draws, rebasePoints }: { readonly draws: number; readonly rebasePoints: number },
  pause: () => Promise<void>,
) {
  const losses = new Map<string, Float64Array | undefined>([[ABSENT.key, new Float64Array(draws)]]);
  const rebases = new Map<string, readonly RebaseConstants[] | undefined>();
  const samplers = new Map<string, Sampler>();
  const samplerOf: SamplerOf = (law, key) => {
    const sampler = samplers.get(key) ?? lazySampler(() => law);
    samplers.set(key, sampler);
    return sampler;
  };

  return async ({ key, rebaseKey, draft, scope }: ScenarioState): Promise<Float64Array | undefined> => {
    if (losses.has(key)) return losses.get(key);
    const plan = planOfScope(draft!, scope!, template);
    const compiled = compilePlan(plan, [plan.baseline], samplerOf);
    if (!rebases.has(rebaseKey)) rebases.set(rebaseKey, await rebaseOf(compiled, rebasePoints, pause));
    const rebase = rebases.get(rebaseKey);
    losses.set(key, rebase && (await expectedLoss(compiled, rebase, draws, pause)));
    return losses.get(key);
  };
}

async function expectedLoss(
  compiled: CompiledPlan,
  rebase: readonly RebaseConstants[],
  draws: number,
  pause: () => Promise<void>,
): Promise<Float64Array> {
  const losses = new Float64Array(draws);
  const expectedOf = knowledgeDraws(compiled, rebase, [0], POINTS);
  for (let from = 0; from < draws; from += DRAWS_A_PIECE) {
    const to = Math.min(draws, from + DRAWS_A_PIECE);
    const { found } = expectedOf(from, to);
    losses.set(withNoise(found.yearlyLossUsd[0]), from);
    await pause();
  }
  return losses;
}

/** Undefined where the controls in place would stop the scenario entirely. */
async function rebaseOf(
  compiled: CompiledPlan,
  fewPoints: number,
  pause: () => Promise<void>,
): Promise<readonly RebaseConstants[] | undefined> {
  const rebaseOn = async (points: number) => {
    try {
      const sumLattice = rebaseLattices(compiled, points);
      const { constants } = await rebasePlan(compiled, async (found) => {
        const lattices = [];
        for (let shift = 0; shift < REBASE_SHIFTS; shift++) {
          lattices.push(sumLattice(shift, found));
          await pause();
        }
        return lattices;
      });
      return constants;
    } catch (error) {
      if (error instanceof InvalidInput) return undefined;
      throw error;
    }
  };
  // few points may miss the one way in which an attempt still passes
  return (await rebaseOn(fewPoints)) ?? rebaseOn(WHOLE_REBASE_POINTS);
}
