import { beforeAll, describe, expect, test } from 'vitest';
import { CONTROLS } from '../../src/catalog/controls/all.ts';
import { THREATS } from '../../src/catalog/threats/all.ts';
import { newTenant, type Api } from '../support/api.ts';

const THREAT = 'mutation ($id: String!) { adoptThreat(catalogId: $id) { id catalogId name version } }';
const CONTROL = `mutation ($id: String!, $status: ControlStatus) { adoptControl(catalogId: $id, status: $status) {
  id catalogId name status staffFte annualCost { likely note }
} }`;
const SCENARIO = `mutation ($id: String!, $asset: ID!, $share: Float) { adoptScenario(catalogId: $id, assetId: $asset, share: $share) {
  name statedAs effect entries { threat { catalogId } share } lossEventFrequency { likely source } primaryLosses { form magnitude { low high } }
} }`;
const SIZE =
  'mutation ($input: OrganizationSizeInput!) { setOrganizationSize(input: $input) { annualRevenue workforce } }';
const ASSET =
  'mutation { createAsset(input: { name: "Portal", kind: APPLICATION, weaknessesPerYear: { shape: CONSTANT, value: 1 }, weaknessDiscoveryDays: { shape: CONSTANT, value: 30 }, exploitability: { shape: CONSTANT, value: 0.1 } }) { id } }';

let api: Api;
beforeAll(async () => {
  api = await newTenant();
});

describe('the catalogue', () => {
  test('tells all that it has, or what is asked for', async () => {
    const { catalog } = await api.ask(`{ catalog {
      threats { id name category enabling aiCapable attackTechniques lossEventFrequency { mean basis source } magnitude { p5 p95 } sources }
      controls { id stance aiBased annualCost { p95 } staffFte hipaaSpecifications goals sources }
    } }`);
    expect(catalog.threats).toHaveLength(THREATS.length);
    expect(catalog.controls).toHaveLength(CONTROLS.length);
    const bec = catalog.threats.find(({ id }: { id: string }) => id === 'T-BEC');
    expect(bec.magnitude.p5).toBeCloseTo(15_000, 4);
    expect(bec.magnitude.p95).toBeCloseTo(2_000_000, 2);
    expect(bec.lossEventFrequency.source).toContain('FBI Internet Crime Complaint Center');
    expect(bec.sources.every((it: string) => it.includes('http'))).toBe(true);

    const asked = await api.ask(`{ catalog {
      threats(filter: { category: "AI", enabling: true }) { id }
      controls(filter: { stance: DEFENSIVE, aiBased: true, threatId: "T-RANSOM-EHR" }) { id effects { factors mechanism efficacy { p50 } threats } }
    } }`);
    expect(asked.catalog.threats).toEqual([{ id: 'T-AI-PHISH' }, { id: 'T-AI-AUTOEXPLOIT' }]);
    expect(asked.catalog.controls.map(({ id }: { id: string }) => id)).toEqual(['D-AI-DETECT', 'D-EMAIL-AI']);
  });
});

describe('what is adopted', () => {
  test('keeps its link, and is there once', async () => {
    const { adoptThreat } = await api.ask(THREAT, { id: 'T-BEC' });
    expect(adoptThreat).toMatchObject({ catalogId: 'T-BEC', version: 1 });
    const again = await api.send(THREAT, { id: 'T-BEC' });
    expect(again.errors![0]).toMatchObject({
      message: `T-BEC was adopted before: it is the threat "${adoptThreat.name}"`,
      extensions: { code: 'CONFLICT', field: 'catalogId' },
    });
    const { adoptControl } = await api.ask(CONTROL, { id: 'D-CALLBACK' });
    expect(adoptControl).toMatchObject({ catalogId: 'D-CALLBACK', status: 'PROPOSED' });
    expect((await api.send(CONTROL, { id: 'D-CALLBACK' })).errors![0].extensions.code).toBe('CONFLICT');
  });

  test.each([
    [THREAT, 'D-MFA'],
    [THREAT, ''],
    [CONTROL, 'T-BEC'],
    [CONTROL, 'd-mfa'],
  ])('%s %s is refused in words', async (mutation, id) => {
    const { errors } = await api.send(mutation, { id });
    expect(errors![0].message).toMatch(/^needs the id of a (threat|control) in the catalogue such as/);
    expect(errors![0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'catalogId' });
  });

  test('survives an export and its import elsewhere', async () => {
    const { exportModel } = await api.ask('{ exportModel }');
    const other = await newTenant();
    const input = { format: 'JSON', content: exportModel };
    const { importModel } = await other.ask(
      'mutation ($input: ImportInput!) { importModel(input: $input) { created problems { message } } }',
      { input },
    );
    expect(importModel.problems).toEqual([]);
    expect((await other.send(THREAT, { id: 'T-BEC' })).errors![0].extensions.code).toBe('CONFLICT');
  });

  test('is there once in an import, too', async () => {
    const threat = (name: string) => ({ name, category: 'fraud', catalogId: 'T-BEC' });
    const content = JSON.stringify({
      formatVersion: 1,
      assets: [],
      threats: [threat('One'), threat('Other')],
      scenarios: [],
      controls: [],
    });
    const { importModel } = await (
      await newTenant()
    ).ask(
      'mutation ($input: ImportInput!) { importModel(input: $input) { created problems { field message } } }',
      { input: { format: 'JSON', content } },
    );
    expect(importModel).toEqual({
      created: 0,
      problems: [{ field: 'threats.1.catalogId', message: 'another threat has the catalogId "T-BEC"' }],
    });
  });

  test('is scaled to the size of the organisation', async () => {
    const small = await newTenant();
    expect(await small.ask(SIZE, { input: { annualRevenue: 250e6, workforce: 1_250 } })).toEqual({
      setOrganizationSize: { annualRevenue: 250e6, workforce: 1_250 },
    });
    const reference = (await newTenant().then((it) => it.ask(CONTROL, { id: 'D-EDR' }))).adoptControl;
    const { adoptControl } = await small.ask(CONTROL, { id: 'D-EDR', status: 'IN_PLACE' });
    expect(adoptControl.status).toBe('IN_PLACE');
    expect(adoptControl.annualCost.likely / reference.annualCost.likely).toBeCloseTo(0.25 ** 0.6, 2);
    expect(adoptControl.annualCost.note).toContain('for the size of your organisation');
    for (const input of [{ workforce: 0 }, { annualRevenue: -1 }, { workforce: 2_000_000_000 }])
      expect((await small.send(SIZE, { input })).errors![0].extensions.code).toBe('BAD_USER_INPUT');
    expect(await small.ask(SIZE, { input: { workforce: null } })).toEqual({
      setOrganizationSize: { annualRevenue: 250e6, workforce: null },
    });
  });

  test('as a scenario takes the catalogue’s rate and cost, by share and size, and its ways in', async () => {
    const mine = await newTenant();
    await mine.ask(SIZE, { input: { annualRevenue: 4e9 } });
    const asset = (await mine.ask(ASSET)).createAsset.id;
    const unadopted = await mine.send(SCENARIO, { id: 'T-BEC', asset });
    expect(unadopted.errors![0].message).toMatch(
      /^needs a threat that was adopted: adopt .* \(T-BEC\) first$/,
    );
    await mine.ask(THREAT, { id: 'T-BEC' });
    await mine.ask(THREAT, { id: 'T-AI-PHISH' });
    const { adoptScenario } = await mine.ask(SCENARIO, { id: 'T-BEC', asset, share: 0.5 });
    expect(adoptScenario).toMatchObject({
      effect: 'INTEGRITY',
      statedAs: 'CURRENT',
      entries: [{ threat: { catalogId: 'T-AI-PHISH' }, share: 0.2 }],
      primaryLosses: [{ form: 'RESPONSE', magnitude: { low: 30_000, high: 4_000_000 } }], // twice: 4 ** 0.5
    });
    expect(adoptScenario.lossEventFrequency.likely).toBeCloseTo(0.3 * 0.5 * 4 ** 0.08, 3);
    expect((await mine.send(SCENARIO, { id: 'T-AI-PHISH', asset })).errors![0].message).toContain(
      'only opens doors',
    );
    expect((await mine.send(SCENARIO, { id: 'T-BEC', asset, share: 0 })).errors![0].extensions.field).toBe(
      'share',
    );
    expect(
      (await mine.send(SCENARIO, { id: 'T-BEC', asset: 'asset_x' })).errors![0].extensions,
    ).toMatchObject({
      code: 'NOT_FOUND',
      field: 'assetId',
    });
  });
});

test('everything can be adopted, and it does not matter in which order', async () => {
  const adoptAll = async (order: 'threats first' | 'controls first') => {
    const tenant = await newTenant();
    await tenant.ask(ASSET);
    const threats = async () => {
      for (const { id } of THREATS) await tenant.ask(THREAT, { id });
    };
    const controls = async () => {
      for (const { id } of CONTROLS) await tenant.ask(CONTROL, { id });
    };
    if (order === 'threats first') {
      await threats();
      await controls();
    } else {
      await controls();
      await threats();
    }
    return JSON.parse((await tenant.ask('{ exportModel }')).exportModel) as { controls: object[] };
  };
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value))
      return value.map(sorted).sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
    return typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, sorted(part)]))
      : value;
  };
  const one = await adoptAll('threats first');
  const other = await adoptAll('controls first');
  expect(one.controls).toHaveLength(CONTROLS.length);
  expect(sorted(one)).toEqual(sorted(other));
});
