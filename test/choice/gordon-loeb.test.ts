import { expect, test } from 'vitest';
import { choose } from '../../src/choice/choose.ts';
import { UNCHANGED } from '../../src/simulation/rebase-constants.ts';
import { constant, effect, planOf } from '../simulation/small-plan.ts';

/**
 * Gordon & Loeb, "The economics of information security investment", ACM TISSEC 2002, class I: an investment of z dollars leaves a
 * vulnerability of v / (alpha z + 1)^beta. With v = .65, alpha = 1e-5, beta = 1 and a loss of 400,000 the best investment is
 * z* = (sqrt(v x beta x alpha x 400,000) - 1) / alpha = (sqrt(2.6) - 1) / 1e-5 = 61,245. Of 1,000, 2,000, ... 100,000 the best is 61,000:
 * 260,000 / 1.61 + 61,000 = 222,490.68; beside it 222,493.83 at 62,000 and 222,500 at 60,000.
 */
const V = 0.65;
const investments = Array.from({ length: 100 }, (_, at) => (at + 1) * 1000);
const id = (z: number) => `invest ${z}`;

const plan = planOf({
  scenarios: [
    {
      id: 'breach',
      threatEventFrequency: constant(1),
      susceptibility: constant(V),
      primaryLosses: [{ form: 'RESPONSE', magnitude: constant(400_000) }],
    },
  ],
  controls: investments.map((z) => ({
    id: id(z),
    upfrontCost: constant(z),
    // what is left of V is 1 / (alpha z + 1) of it
    effects: [{ ...effect('SUSCEPTIBILITY', 1 - 1 / (1e-5 * z + 1)), mechanism: 'security' }],
  })),
  // one period, so a loss counts in full: our default discounts it from the middle of the year
  plan: { horizonYears: 1, discountRate: constant(0) },
});
const excludes = investments.flatMap((z, at) =>
  investments.slice(at + 1).map((other): [string, string] => [id(z), id(other)]),
);

test('of a hundred investments that exclude each other the one that Gordon and Loeb derive is chosen, and proved', () => {
  const asked = {
    candidateControlIds: investments.map(id),
    objective: 'EXPECTED_LOSS_AND_COST' as const,
    requiredControlIds: [],
    excludes,
    frontierPoints: 12,
  };
  const found = choose(plan, asked, [UNCHANGED]);
  expect(found).toMatchObject({ best: [id(61_000)], provedOptimal: true, gap: 0 });
  expect(found.frontier[0]).toEqual([]);
});
