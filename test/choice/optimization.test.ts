import { beforeAll, describe, expect, test } from 'vitest';
import { finished, newTenant, repeat, type Api } from '../support/api.ts';
import { giveHospital } from '../support/hospital.ts';

let api: Api;
let ids: Readonly<Record<string, string>>;

beforeAll(async () => {
  api = await newTenant();
  ids = await giveHospital(api);
});

const OPTIMIZE =
  'mutation ($input: OptimizationInput!) { job: optimizeInvestment(input: $input) { id state planHash } }';
const READ = `query ($id: ID!) { optimization(id: $id) {
  state seed provedOptimal gap resultHash
  best { name controls { name } cost { value } benefit { value standardError } netBenefit { value } synergy { value } outcome { trials expectedAnnualLoss { value } } }
  frontier { cost staffFte offensiveShare objective { value low high } controls { name stance } }
} }`;
const short = { trials: 2_000, horizonYears: 1, seed: '20261125', frontierPoints: 3 };

interface Point {
  readonly cost: number;
  readonly offensiveShare: number;
  readonly objective: { readonly value: number };
  readonly controls: readonly { readonly name: string }[];
}

async function optimized(input: object) {
  const { job } = await api.ask(OPTIMIZE, { input: { ...short, ...input } });
  expect(['QUEUED', 'RUNNING']).toContain(job.state); // a worker may have taken it already
  expect(await finished(api, job.id)).toMatchObject({ state: 'SUCCEEDED' });
  return { id: job.id, ...(await api.ask(READ, { id: job.id })).optimization };
}

const refused = (input: object) => api.send(OPTIMIZE, { input: { ...short, ...input } });

describe('the best set', () => {
  test('is chosen from all that could be had, and simulated with a seed of its own', async () => {
    const found = await optimized({ objective: 'EXPECTED_LOSS', budget: 400_000 });
    expect(found).toMatchObject({ provedOptimal: true, gap: 0, seed: short.seed });
    const names = found.best.controls.map(({ name }: { name: string }) => name);
    expect(names.length).toBeGreaterThan(0);
    expect(names).not.toContain('Tapes'); // Backups, which are in place, exclude them
    expect(found.best.cost.value).toBeLessThanOrEqual(400_000 * 1.01);
    expect(found.best.benefit.value).toBeGreaterThan(4 * found.best.benefit.standardError);
    expect(found.best.outcome.trials).toBe(2_000);
    const costs = found.frontier.map(({ cost }: Point) => cost);
    expect(found.frontier[0]).toMatchObject({ cost: 0, offensiveShare: 0, controls: [] });
    expect(costs).toEqual(costs.toSorted((a: number, b: number) => a - b));
    const losses = found.frontier.map(({ objective }: Point) => objective.value);
    expect(losses).toEqual(losses.toSorted((a: number, b: number) => b - a));
  });

  test.each(['EXPECTED_LOSS_AND_COST', 'CVAR95', 'BREACH_PROBABILITY'])(
    'makes %s small',
    async (objective) => {
      const found = await optimized({ objective });
      expect(found.frontier.length).toBeGreaterThanOrEqual(1);
      expect(found.gap).toBeGreaterThanOrEqual(0);
      expect(found.gap).toBeLessThan(1);
    },
  );

  test('is nothing where there is nothing to spend', async () => {
    expect(await optimized({ budget: 0 })).toMatchObject({
      best: { controls: [], cost: { value: 0 } },
      provedOptimal: true,
    });
  });

  test('holds what is required', async () => {
    const found = await optimized({ requiredControlIds: [ids['Red team']] });
    expect(found.best.controls).toContainEqual({ name: 'Red team' });
    expect(found.frontier[0].controls).toMatchObject([{ name: 'Red team', stance: 'OFFENSIVE' }]);
    expect(found.frontier[0].offensiveShare).toBe(1);
  });

  test('is the same again for the same plan', async () => {
    const first = await optimized({ budget: 300_000 });
    const again = await repeat(api, first.id);
    await finished(api, again);
    expect((await api.ask(READ, { id: again })).optimization.resultHash).toBe(first.resultHash);
  });

  test('stands in the list and has a node', async () => {
    const { id } = await optimized({ budget: 0 });
    const { optimizations, node } = await api.ask(
      'query ($id: ID!) { optimizations(first: 1) { edges { node { id } } } node(id: $id) { ... on Optimization { gap } } }',
      { id },
    );
    expect(optimizations.edges[0].node.id).toBe(id);
    expect(node.gap).toBe(0);
  });
});

describe('is refused in words', () => {
  test.each([
    ['a negative budget', () => ({ budget: -1 }), 'input.budget', /needs a number from 0/],
    [
      'a budget below the required set',
      () => ({ budget: 10_000, requiredControlIds: [ids['Red team']] }),
      'input.budget',
      /US dollars for what is required \("Red team"\), got 10000/,
    ],
    [
      'a candidate in place',
      () => ({ candidateControlIds: [ids['Backups']] }),
      'input.candidateControlIds.0',
      /"Backups" is IN_PLACE already/,
    ],
    [
      'a retired one',
      () => ({ candidateControlIds: [ids['Antivirus']] }),
      'input.candidateControlIds.0',
      /"Antivirus" is RETIRED/,
    ],
    [
      'one that what is in place excludes',
      () => ({ candidateControlIds: [ids['Tapes']] }),
      'input.candidateControlIds.0',
      /"Tapes" cannot be chosen: "Backups", which is IN_PLACE, excludes it/,
    ],
    ['no candidates', () => ({ candidateControlIds: [] }), 'input.candidateControlIds', /at least one/],
    ['too few points', () => ({ frontierPoints: 1 }), 'input.frontierPoints', /from 2 to 50/],
  ])('%s', async (_, input, field, message) => {
    const { errors } = await refused(input());
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', field } });
    expect(errors?.[0].message).toMatch(message);
  });
});
