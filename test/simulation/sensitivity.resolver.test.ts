// oxlint-disable-next-line import/no-unassigned-import -- the decorators of what is imported need what it adds to Reflect
import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Plan } from '../../src/simulation/plan.ts';
import type { RunResult, SensitivityData } from '../../src/simulation/result.ts';
import { sensitivities } from '../../src/simulation/sensitivity.type.ts';
import { finished, newTenant } from '../support/api.ts';
import { COMPARE, giveHospital, simulate } from '../support/hospital.ts';

const LEARN = readFileSync('schema/operations/what-to-learn-first.graphql', 'utf8');
const SIMULATION = `query ($id: ID!) { simulation(id: $id) {
  sensitivity { entity { id } field shareOfVariance swingLow swingHigh valueOfInformation { value } } } }`;
const short = { trials: 1_000, horizonYears: 1, seed: '20261125' };

test('what a simulation’s loss hangs on, by its share; null until there is a result', async () => {
  const api = await newTenant();
  const ids = await giveHospital(api);
  const id = await simulate(api, short);
  const waiting = await simulate(api, { ...short, trials: 10_000_000, horizonYears: 3 });
  expect((await api.ask(SIMULATION, { id: waiting })).simulation.sensitivity).toBeNull();
  await api.ask('mutation ($id: ID!) { cancelJob(id: $id) { id } }', { id: waiting });

  await finished(api, id);
  const { sensitivity } = (await api.ask(SIMULATION, { id })).simulation;
  expect(sensitivity.length).toBeGreaterThan(2);
  expect(sensitivity.map((it: SensitivityData) => it.shareOfVariance)).toEqual(
    sensitivity.map((it: SensitivityData) => it.shareOfVariance).toSorted((a: number, b: number) => b - a),
  );
  const frequency = sensitivity.find(
    (it: { entity: { id: string }; field: string }) =>
      it.field === 'threatEventFrequency' && it.entity.id === ids['Records stolen'],
  );
  expect(frequency.swingLow).toBeLessThan(frequency.swingHigh);
  expect(frequency.valueOfInformation).toBeNull();
});

test('what to learn before choosing, by its worth; a deleted control is told without its entity', async () => {
  const api = await newTenant();
  const ids = await giveHospital(api);
  const options = [
    { name: 'detect', addControlIds: [ids['Endpoint detection']] },
    { name: 'test', addControlIds: [ids['Red team']] },
  ];
  const { job } = await api.ask(COMPARE, { input: { ...short, options } });
  await finished(api, job.id);
  const read = async () => (await api.ask(LEARN, { id: job.id })).comparison.sensitivity;
  const sensitivity = await read();
  expect(sensitivity.length).toBeGreaterThan(2);
  const worths = sensitivity.map((it: SensitivityData) => it.valueOfInformation!.value);
  expect(worths).toEqual(worths.toSorted((a: number, b: number) => b - a));
  const controls = [ids['Endpoint detection'], ids['Red team']];
  const of = (list: { entity: { id: string } | null }[]) =>
    list.filter(({ entity }) => entity && controls.includes(entity.id)).length;
  for (const id of controls)
    await api.ask('mutation ($id: ID!) { deleteControl(id: $id, version: 1) }', { id });
  const later = await read();
  expect(later).toHaveLength(sensitivity.length);
  expect(of(later)).toBe(0);
  expect(later.filter(({ entity }: { entity: unknown }) => entity === null)).toHaveLength(of(sensitivity));
});

test('of a result from before it was looked for nothing is said', () => {
  expect(sensitivities({} as Plan, {} as RunResult)).toBeUndefined();
});
