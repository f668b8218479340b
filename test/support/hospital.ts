import type { Api } from './api.ts';

/** A small hospital with every kind of control that a run may be asked about, for tests of how it is run. */

const constant = (value: number) => ({ shape: 'CONSTANT', value });
const uniform = (low: number, high: number) => ({ shape: 'UNIFORM', low, high });
const effect = (factor: string, efficacy: number) => ({
  factor,
  efficacy: uniform(efficacy / 2, efficacy),
  mechanism: factor,
});

const model = {
  formatVersion: 1,
  assets: [
    {
      name: 'Health records',
      kind: 'DATA_STORE',
      records: 250_000,
      costPerRecord: uniform(20, 200),
      outageCostPerHour: uniform(5_000, 20_000),
      weaknessesPerYear: uniform(1, 6),
      weaknessDiscoveryDays: constant(120),
      exploitability: uniform(0.1, 0.4),
    },
    { name: 'Portal', kind: 'APPLICATION', dependsOn: [{ assetId: 'Health records' }] },
  ],
  threats: [
    { name: 'Ransomware', category: 'extortion', growthPerYear: uniform(0, 0.2), volatility: 0.4 },
    { name: 'Phishing', category: 'social', aiCapable: true },
  ],
  scenarios: [
    {
      name: 'Records stolen',
      assetId: 'Health records',
      threatId: 'Phishing',
      effect: 'CONFIDENTIALITY',
      threatEventFrequency: uniform(2, 12),
      susceptibility: uniform(0.05, 0.3),
      records: { shape: 'LOGNORMAL', low: 50, high: 60_000 },
    },
    {
      name: 'Portal held',
      assetId: 'Portal',
      threatId: 'Ransomware',
      effect: 'AVAILABILITY',
      statedAs: 'CURRENT',
      lossEventFrequency: uniform(0.1, 1),
      primaryLosses: [{ form: 'RESPONSE', magnitude: { shape: 'LOGNORMAL', low: 20_000, high: 900_000 } }],
      outageHours: { shape: 'LOGNORMAL', low: 4, high: 400 },
    },
  ],
  controls: [
    {
      name: 'Strong sign-in',
      stance: 'DEFENSIVE',
      status: 'IN_PLACE',
      effects: [effect('SUSCEPTIBILITY', 0.6)],
      failuresPerYear: uniform(0.5, 2),
      discoveryDays: constant(90),
    },
    {
      name: 'Backups',
      stance: 'DEFENSIVE',
      status: 'IN_PLACE',
      effects: [effect('OUTAGE', 0.7)],
      excludes: ['Tapes'],
    },
    {
      name: 'Endpoint detection',
      stance: 'DEFENSIVE',
      annualCost: uniform(40_000, 90_000),
      effects: [effect('SUSCEPTIBILITY', 0.4)],
    },
    { name: 'Tapes', stance: 'DEFENSIVE', effects: [effect('OUTAGE', 0.3)] },
    { name: 'Antivirus', stance: 'DEFENSIVE', status: 'RETIRED', effects: [effect('ATTEMPTS', 0.1)] },
    {
      name: 'Red team',
      stance: 'OFFENSIVE',
      upfrontCost: uniform(20_000, 60_000),
      tests: {
        controlIds: ['Strong sign-in'],
        assetIds: ['Health records'],
        everyDays: 180,
        findProbability: uniform(0.5, 0.9),
        authorization: 'the CISO, for everything but devices on patients',
      },
    },
  ],
};

/** Gives a tenant the hospital. @returns the ids of its parts by their names */
export async function giveHospital(api: Api): Promise<Readonly<Record<string, string>>> {
  const { importModel } = await api.ask(
    'mutation ($content: String!) { importModel(input: { format: JSON, content: $content }) { problems { field message } } }',
    { content: JSON.stringify(model) },
  );
  if (importModel.problems.length > 0) throw new Error(JSON.stringify(importModel.problems));
  const kinds = ['assets', 'threats', 'scenarios', 'controls'];
  const lists = await api.ask<Record<string, { edges: { node: { id: string; name: string } }[] }>>(
    `{ ${kinds.map((kind) => `${kind}(first: 100) { edges { node { id name } } }`).join(' ')} }`,
  );
  return Object.fromEntries(
    Object.values(lists).flatMap(({ edges }) => edges.map(({ node }) => [node.name, node.id] as const)),
  );
}

export const SIMULATE =
  'mutation ($input: SimulationInput!) { job: runSimulation(input: $input) { id state planHash } }';
export const COMPARE =
  'mutation ($input: ComparisonInput!) { job: compareInvestments(input: $input) { id state planHash } }';

/** Asks for a simulation. @returns its id */
export const simulate = async (api: Api, input: object): Promise<string> =>
  (await api.ask(SIMULATE, { input })).job.id;
