import type { Estimate } from '../../src/math/estimate.ts';
import { contestProbability } from '../../src/simulation/severity.ts';
import { constant, fileOf, pert, scenarioOf, TREE, type Three, type Tree } from './one-scenario.ts';
import type { Work } from './works.ts';

const SCENARIOS = 50;
/** Option k touches every fifth scenario, from the k-th on. */
const STRIDE = 5;
/** What an option's control does to the scenarios that it touches; five options are of each kind. */
const KINDS: readonly ((tree: Tree) => readonly (readonly [factor: string, efficacy: number])[])[] = [
  (tree) => [['SUSCEPTIBILITY', efficacyOfResistance(tree, 10)]],
  () => [['ATTEMPTS', 0.4]],
  () => [
    ['PRIMARY_LOSS', 0.5],
    ['SECONDARY_LOSS', 0.5],
  ],
  () => [['SECONDARY_PROBABILITY', 0.6]],
];

const places = (count: number) => Array.from({ length: count }, (_, place) => place);
const scenarioName = (place: number) => `Scenario ${place + 1}`;
const controlName = (option: number) => `Control ${option + 1}`;
const times = (three: Three, factor: number) => three.map((value) => value * factor) as unknown as Three;
const plus = (three: Three, more: number) => three.map((value) => value + more) as unknown as Three;

/** The tree of W2, with frequency, resistance and losses of the scenario's own. */
function treeOf(place: number): Tree {
  const frequency = 0.5 + ((place * 7) % 50) / 50;
  const losses = 0.25 + ((place * 13) % 50) / 25;
  const resistance = ((place * 17) % 21) - 10;
  return {
    threatEventFrequency: times(TREE.threatEventFrequency, frequency),
    threatCapability: TREE.threatCapability,
    resistanceStrength: plus(TREE.resistanceStrength, resistance),
    primaryLoss: times(TREE.primaryLoss, losses),
    secondaryLoss: times(TREE.secondaryLoss, losses),
  };
}

/** More resistance stops this share of the attempts that succeeded: the law of the losses is the same. */
function efficacyOfResistance({ threatCapability, resistanceStrength }: Tree, more: number): number {
  const success = (resistance: Three) =>
    contestProbability(pert(threatCapability) as Estimate, pert(resistance) as Estimate);
  return 1 - success(plus(resistanceStrength, more)) / success(resistanceStrength);
}

const controlOf = (option: number) => ({
  name: controlName(option),
  stance: 'DEFENSIVE',
  effects: places(SCENARIOS)
    .filter((place) => place % STRIDE === option % STRIDE)
    .flatMap((place) =>
      KINDS[Math.floor(option / STRIDE)](treeOf(place)).map(([factor, efficacy]) => ({
        factor,
        efficacy: constant(efficacy),
        mechanism: controlName(option),
        scenarioIds: [scenarioName(place)],
      })),
    ),
});

const options = places(KINDS.length * STRIDE);

/** W3: a portfolio, and twenty ways to spend on it, each of which touches ten of its fifty scenarios. */
export const fiftyScenarios: Work = {
  horizonYears: 1,
  trials: 100_000,
  options: options.map((option) => ({ name: controlName(option), adds: [controlName(option)] })),
  model: () =>
    fileOf(
      places(SCENARIOS).map((place) => scenarioOf(scenarioName(place), treeOf(place))),
      options.map(controlOf),
    ),
};
