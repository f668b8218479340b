import type { ModelFile } from '../support/model-file.ts';
import type { Work } from './works.ts';

export type Three = readonly [low: number, likely: number, high: number];

export const constant = (value: number) => ({ shape: 'CONSTANT', value });
export const pert = ([low, likely, high]: Three) => ({ shape: 'PERT', low, likely, high });

/** One asset and one threat, of which scenarios and controls are made. */
export const fileOf = (scenarios: readonly object[], controls: readonly object[] = []): ModelFile => ({
  formatVersion: 1,
  assets: [{ name: 'Asset', kind: 'APPLICATION' }],
  threats: [{ name: 'Threat', category: 'Crime' }],
  scenarios: scenarios.map((scenario) => ({
    assetId: 'Asset',
    threatId: 'Threat',
    effect: 'AVAILABILITY',
    statedAs: 'INHERENT',
    ...scenario,
  })),
  controls,
});

/** W1: how often and how much, and nothing else. */
export const oneScenario: Work = {
  horizonYears: 1,
  trials: 1_000_000,
  options: [],
  model: () =>
    fileOf([
      {
        name: 'Scenario',
        lossEventFrequency: pert([0.1, 0.5, 2]),
        primaryLosses: [
          { form: 'RESPONSE', magnitude: { shape: 'LOGNORMAL', low: 50_000, high: 5_000_000 } },
        ],
      },
    ]),
};

/** The whole tree of FAIR: attempts, capability against resistance, what others do in return. */
export interface Tree {
  readonly threatEventFrequency: Three;
  readonly threatCapability: Three;
  readonly resistanceStrength: Three;
  readonly primaryLoss: Three;
  readonly secondaryLoss: Three;
}

export const TREE: Tree = {
  threatEventFrequency: [1, 4, 12],
  threatCapability: [20, 50, 90],
  resistanceStrength: [40, 60, 80],
  primaryLoss: [10_000, 50_000, 500_000],
  secondaryLoss: [50_000, 250_000, 5_000_000],
};

/** The mean of PERT(0.1, 0.3, 0.6): drawn for each event, it is no more than that. */
const SECONDARY_PROBABILITY = 0.31666666666666665;

export const scenarioOf = (name: string, tree: Tree) => ({
  name,
  threatEventFrequency: pert(tree.threatEventFrequency),
  threatCapability: pert(tree.threatCapability),
  resistanceStrength: pert(tree.resistanceStrength),
  primaryLosses: [{ form: 'RESPONSE', magnitude: pert(tree.primaryLoss) }],
  secondaryProbability: constant(SECONDARY_PROBABILITY),
  secondaryLosses: [{ form: 'FINES_AND_JUDGMENTS', magnitude: pert(tree.secondaryLoss) }],
});

/** W2: one scenario with all that FAIR takes apart. */
export const wholeTree: Work = {
  horizonYears: 1,
  trials: 1_000_000,
  options: [],
  model: () => fileOf([scenarioOf('Scenario', TREE)]),
};
