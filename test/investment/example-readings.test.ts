import { expect, test } from 'vitest';
import { parseComparison } from '../../src/simulation/request.ts';
import { freezeComparison } from '../../src/simulation/freeze.ts';
import type { Figure } from '../../src/simulation/result.ts';
import { runPlan } from '../../src/simulation/run.ts';
import { inBrief } from '../simulation/in-brief.ts';
import { exampleHospital } from '../support/example-hospital.ts';

const model = exampleHospital();
const idOf = (catalogId: string): string => {
  const control = model.controls.find((it) => it.catalogId === catalogId);
  if (!control) throw new Error(`the example hospital has no ${catalogId}`);
  return control.id;
};
async function benefitsOf(options: readonly object[]): Promise<Figure[]> {
  const request = parseComparison({ options, trials: 15_000 }, 'input');
  const plan = freezeComparison(model, request, '20261125', 'input');
  const run = await runPlan(plan, inBrief(), { parallel: 1, progress: () => {} });
  return run.options.map(({ benefit }) => benefit);
}

const never = { shape: 'CONSTANT', value: 0 };

/** The figures of `schema/operations/worth-of-ai-detection.graphql`, with as many trials as tell them apart. */
test('evasion takes from AI-based detection, adversarial testing gives back more: three figures, each conclusive', async () => {
  const detection = idOf('D-AI-DETECT');
  const options = [
    {
      name: 'Nobody evades it',
      addControlIds: [detection],
      changeControls: [{ controlId: detection, evasionProbability: never, poisoningsPerYear: never }],
    },
    { name: 'Attackers evade it', addControlIds: [detection] },
    { name: 'With adversarial testing', addControlIds: [detection, idOf('O-ADVML')] },
  ];
  const [ideal, evaded, tested] = await benefitsOf(options);
  for (const { low } of [ideal, evaded, tested]) expect(low).toBeGreaterThan(0);
  expect(ideal.low).toBeGreaterThan(evaded.high);
  expect(tested.low).toBeGreaterThan(evaded.high);
});

/** The figures of `schema/operations/two-readings-of-training.graphql`. */
test('awareness training is worth little by the hospital trial, and much more by the hopeful studies', async () => {
  const byTrial = idOf('D-TRAIN');
  const [without, hopeful] = await benefitsOf([
    { name: 'Without training', removeControlIds: [byTrial] },
    {
      name: 'As the hopeful studies say',
      removeControlIds: [byTrial],
      addControlIds: [idOf('D-TRAIN-STUDIES')],
    },
  ]);
  expect(without.high).toBeLessThan(0);
  expect(hopeful.low).toBeGreaterThan(-without.low);
});
