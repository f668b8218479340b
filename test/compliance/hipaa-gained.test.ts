import { beforeAll, describe, expect, test } from 'vitest';
import { finished, newTenant, repeat, type Api } from '../support/api.ts';
import { COMPARE } from '../support/hospital.ts';
import { constant, newControl, newScenario, type Made } from '../support/model.ts';

const READ = `query ($id: ID!) { comparison(id: $id) { planHash resultHash options { name hipaaGained benefit { value } } } }`;
const short = { trials: 500, horizonYears: 1, seed: '20261125' };

let api: Api;
let weak: Made;
let strong: Made;
let mfa: Made;
let id: string;

const read = async (it: string) => (await api.ask(READ, { id: it })).comparison;
const gained = async (it: string): Promise<Record<string, readonly string[]>> =>
  Object.fromEntries(
    (await read(it)).options.map((option: { name: string; hipaaGained: string[] }) => [
      option.name,
      option.hipaaGained,
    ]),
  );
const compared = async (options: readonly object[]): Promise<string> => {
  const { job } = await api.ask(COMPARE, { input: { ...short, options } });
  expect(await finished(api, job.id)).toMatchObject({ state: 'SUCCEEDED' });
  return job.id;
};

beforeAll(async () => {
  api = await newTenant();
  await newScenario(api);
  weak = await newControl(api, {
    name: 'Weak logs',
    status: 'IN_PLACE',
    hipaaSpecifications: ['312.b'],
    coverage: constant(0.5),
  });
  strong = await newControl(api, {
    name: 'Disposal',
    status: 'IN_PLACE',
    hipaaSpecifications: ['310.d.2.i'],
  });
  mfa = await newControl(api, {
    name: 'MFA',
    hipaaSpecifications: ['312.d', '308.a.5.ii.D', '310.d.2.i', '312.a.2.iii', 'N12'],
    effects: [{ factor: 'ATTEMPTS', efficacy: constant(0.5), mechanism: 'sign-in' }],
  });
  await api.ask(`mutation ($input: HipaaDecisionInput!) { decideSpecification(input: $input) { status } }`, {
    input: {
      specificationId: '312.a.2.iii',
      decision: 'ALTERNATIVE',
      reason: 'Badges lock screens.',
      reviewBy: new Date(Date.now() + 1e9).toISOString(),
    },
  });
  id = await compared([
    { name: 'nothing' },
    { name: 'added', addControlIds: [mfa.id] },
    { name: 'removed', removeControlIds: [strong.id] },
    { name: 'swapped', addControlIds: [mfa.id], removeControlIds: [strong.id] },
    { name: 'raised', changeControls: [{ controlId: weak.id, coverage: constant(0.97) }] },
    {
      name: 'added in part',
      addControlIds: [mfa.id],
      changeControls: [{ controlId: mfa.id, coverage: constant(0.4) }],
    },
  ]);
});

describe('what an option meets that is not met today', () => {
  test('by what it adds, removes and changes; not what is met already, by control or decision', async () => {
    expect(await gained(id)).toEqual({
      nothing: [],
      added: ['308.a.5.ii.D', '312.d'],
      removed: [],
      swapped: ['308.a.5.ii.D', '312.d'],
      raised: ['312.b'],
      'added in part': [],
    });
  });

  test('is the same in a repeat, whatever was changed and decided since', async () => {
    const first = await read(id);
    await api.ask(
      'mutation ($id: ID!, $input: ControlPatch!) { updateControl(id: $id, version: 1, input: $input) { id } }',
      { id: mfa.id, input: { hipaaSpecifications: [] } },
    );
    const again = await repeat(api, id);
    await finished(api, again);
    expect(await read(again)).toEqual(first);
    expect(await gained(await compared([{ name: 'added', addControlIds: [mfa.id] }]))).toEqual({ added: [] });
  });

  test('moves no figure', async () => {
    const bare = await compared([{ name: 'added', addControlIds: [mfa.id] }]); // names nothing any more
    const benefit = async (it: string) =>
      (await read(it)).options.find(({ name }: { name: string }) => name === 'added').benefit.value;
    expect(await benefit(bare)).toBe(await benefit(id));
  });
});

test('the best set gains what its controls do', async () => {
  const mine = await newTenant();
  await newScenario(mine);
  const effect = { factor: 'ATTEMPTS', efficacy: constant(0.5), mechanism: 'm' };
  const one = await newControl(mine, { hipaaSpecifications: ['312.d', '312.b'], effects: [effect] });
  const other = await newControl(mine, { hipaaSpecifications: ['308.a.2', '312.b'] });
  await newControl(mine, { hipaaSpecifications: ['316.a'], excludes: [one.id] });
  const { job } = await mine.ask(
    'mutation ($input: OptimizationInput!) { job: optimizeInvestment(input: $input) { id } }',
    { input: { ...short, frontierPoints: 2, requiredControlIds: [one.id, other.id] } },
  );
  expect(await finished(mine, job.id)).toMatchObject({ state: 'SUCCEEDED' });
  const { optimization } = await mine.ask(
    'query ($id: ID!) { optimization(id: $id) { best { hipaaGained } } }',
    { id: job.id },
  );
  expect(optimization.best.hipaaGained).toEqual(['308.a.2', '312.b', '312.d']);
});
