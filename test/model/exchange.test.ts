import { beforeAll, describe, expect, test } from 'vitest';
import { newTenant, type Api } from '../support/api.ts';
import { auditOf } from '../support/database.ts';
import { constant, newAsset, newControl, newScenario, newThreat, refusal } from '../support/model.ts';

interface Report {
  readonly created: number;
  readonly updated: number;
  readonly problems: readonly { line: number | null; field: string | null; message: string }[];
}

const IMPORT = `mutation ($input: ImportInput!) { importModel(input: $input) { created updated problems { line field message } } }`;

const importInto = async (api: Api, content: unknown, format = 'JSON', dryRun = false): Promise<Report> => {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return (await api.ask(IMPORT, { input: { format, content: text, dryRun } })).importModel as Report;
};
const exportOf = async (api: Api, format = 'JSON'): Promise<string> =>
  (await api.ask(`query ($format: ModelFormat!) { exportModel(format: $format) }`, { format }))
    .exportModel as string;

const countOf = async (api: Api) => {
  const lists = await api.ask(
    '{ assets { totalCount } threats { totalCount } scenarios { totalCount } controls { totalCount } }',
  );
  return Object.values<{ totalCount: number }>(lists).map(({ totalCount }) => totalCount);
};

const asset = (name: string, more: object = {}) => ({ name, kind: 'APPLICATION', ...more });
const model = (parts: object) => ({ formatVersion: 1, ...parts });

/** A model that uses every field that can hold something which a file could spoil. */
async function furnish(api: Api): Promise<void> {
  const note = 'a|b|c, "quoted"\nand a second line';
  const published = { basis: 'PUBLISHED', source: '=HYPERLINK("http://x","y")', note };
  const ehr = await newAsset(api, {
    name: 'EHR, "main"',
    externalId: "'=1+1",
    description: '-2\n\n  indented\t',
    owner: '@SUM(1)',
    records: 250_000,
    costPerRecord: { shape: 'PERT', low: 10, likely: 30, high: 90 },
    outageCostPerHour: { shape: 'LOGNORMAL', low: 1000, high: 50_000, ...published },
    recordsExponent: constant(0.8),
    weaknessesPerYear: { shape: 'EMPIRICAL', values: [1, 2], weights: [1, 3], ...published },
    weaknessDiscoveryDays: { shape: 'PERT', low: 1, likely: 30, high: 90, concentration: 6 },
    exploitability: { shape: 'CONSTANT', value: 0.1, note },
    weaknessBypasses: [],
  });
  await newAsset(api, {
    name: '+1',
    dependsOn: [{ assetId: ehr.id, propagationProbability: constant(0.5) }],
  });
  const gang = await newThreat(api, { name: 'gang', volatility: 0.4, attackTechniques: ['T1566', 'T1078'] });
  const phishing = await newThreat(api, { name: '=phishing', enabling: true, aiCapable: true });
  const scenario = await newScenario(api, {
    name: 'ransomware',
    assetId: ehr.id,
    threatId: gang.id,
    entries: [{ threatId: phishing.id, share: 0.4 }],
    primaryLosses: [{ form: 'RESPONSE', magnitude: constant(5) }],
    statedAs: 'INHERENT',
  });
  const edr = await newControl(api, {
    name: 'EDR',
    status: 'IN_PLACE',
    failuresPerYear: constant(2),
    discoveryDays: constant(30),
  });
  await newControl(api, {
    name: 'red team',
    stance: 'OFFENSIVE',
    requires: [edr.id],
    effects: [
      {
        factor: 'ATTEMPTS',
        efficacy: constant(0.1),
        mechanism: 'm',
        scenarioIds: [scenario.id],
        threatIds: [phishing.id],
      },
    ],
    tests: {
      controlIds: [edr.id],
      assetIds: [ehr.id],
      everyDays: 90,
      findProbability: constant(0.5),
      authorization: 'CISO',
    },
    hipaaSpecifications: ['308.a.1.ii.A'],
  });
}

describe('an export', () => {
  let api: Api;
  beforeAll(async () => {
    api = await newTenant();
    await furnish(api);
  });

  test('imported into the same model changes nothing, in every format', async () => {
    for (const format of ['JSON', 'CSV_ASSETS', 'CSV_THREATS'])
      expect([format, await importInto(api, await exportOf(api, format), format)]).toEqual([
        format,
        { created: 0, updated: 0, problems: [] },
      ]);
  });

  test('imported into another organisation makes the same model there', async () => {
    const other = await newTenant();
    const text = await exportOf(api);
    expect(await importInto(other, text)).toEqual({ created: 7, updated: 0, problems: [] });
    expect(await exportOf(other)).toBe(text);
    expect(await importInto(other, text)).toEqual({ created: 0, updated: 0, problems: [] });
  });

  test('as a table, imported elsewhere, makes the same table', async () => {
    for (const format of ['CSV_ASSETS', 'CSV_THREATS']) {
      const other = await newTenant();
      const text = await exportOf(api, format);
      expect(await importInto(other, text, format)).toEqual({ created: 2, updated: 0, problems: [] });
      expect(await exportOf(other, format)).toBe(text);
    }
  });

  test('holds no cell that a spreadsheet takes for a formula', async () => {
    const cells = (await exportOf(api, 'CSV_ASSETS')).split(/[,\n]/);
    expect(cells.filter((cell) => /^"?[=@\t]/.test(cell))).toEqual([]);
    expect(cells).toContain("'@SUM(1)");
    expect(cells).toContain('+1'); // a number stays one
  });

  test('is by its version and names, and is recorded', async () => {
    const written = JSON.parse(await exportOf(api));
    expect(Object.keys(written)).toEqual(['formatVersion', 'assets', 'threats', 'scenarios', 'controls']);
    expect(written.scenarios[0]).toMatchObject({ assetId: 'EHR, "main"', threatId: 'gang' });
    expect((await auditOf(api.organizationId)).map(({ action }) => action)).toContain('model.exported');
  });
});

describe('an import', () => {
  let api: Api;
  beforeAll(async () => {
    api = await newTenant();
  });

  test('is all or nothing, and tells the line and field of each problem', async () => {
    const before = await countOf(api);
    const text = `{
"formatVersion": 1,
"assets": [
  {"name": "fine", "kind": "NETWORK"},
  {"name": "no kind"},
  {"name": "bad number", "kind": "NETWORK", "records": -1,
   "costPerRecord": {"shape": "PERT", "low": 9, "likely": 5, "high": 1}},
  5
],
"scenarios": [{"name": "s", "assetId": "nowhere", "threatId": "nobody", "effect": "INTEGRITY",
  "lossEventFrequency": {"shape": "CONSTANT", "value": 1}}]
}`;
    const report = await importInto(api, text);
    expect(report).toMatchObject({ created: 0, updated: 0 });
    expect(report.problems).toEqual([
      { line: 5, field: 'assets.1.kind', message: 'must be stated' },
      { line: 6, field: 'assets.2.records', message: 'needs a number from 0 to 2147483647, got -1' },
      {
        line: 6,
        field: 'assets.2.costPerRecord.high',
        message: 'needs high to be no less than low, got low 9 and high 1',
      },
      { line: 8, field: 'assets.3', message: 'needs an object, got 5' },
      { line: 10, field: 'scenarios.0.assetId', message: 'there is no asset with the name "nowhere"' },
      { line: 10, field: 'scenarios.0.threatId', message: 'there is no threat with the name "nobody"' },
    ]);
    expect(await countOf(api)).toEqual(before);
  });

  test('of which one row of ten thousand is wrong writes none', async () => {
    const before = await countOf(api);
    const rows = Array.from({ length: 10_000 }, (_, i) => `bulk ${i},${i === 4998 ? 'HOUSE' : 'NETWORK'}`);
    const report = await importInto(api, `name,kind\n${rows.join('\n')}\n`, 'CSV_ASSETS');
    expect(report.problems).toMatchObject([{ line: 5000, field: 'kind' }]);
    expect(report.problems[0].message).toContain('got "HOUSE"');
    expect(await countOf(api)).toEqual(before);
  });

  test('by externalId renames, by name patches: what is absent stays, null clears', async () => {
    await importInto(api, model({ assets: [asset('A', { externalId: 'a-1', owner: 'IT', records: 5 })] }));
    const patch = model({ assets: [{ externalId: 'a-1', name: 'A2', records: null }] });
    expect(await importInto(api, patch)).toEqual({ created: 0, updated: 1, problems: [] });
    expect(await importInto(api, model({ assets: [{ name: 'A2', description: 'd' }] }))).toMatchObject({
      updated: 1,
    });
    const { assets } = await api.ask(
      '{ assets(filter: { text: "A2" }) { edges { node { version externalId owner records description } } } }',
    );
    expect(assets.edges.map(({ node }: { node: object }) => node)).toEqual([
      { version: 3, externalId: 'a-1', owner: 'IT', records: null, description: 'd' },
    ]);
  });

  test('may swap two names', async () => {
    const pair = [asset('left', { externalId: 'l' }), asset('right', { externalId: 'r' })];
    await importInto(api, model({ assets: pair }));
    const swapped = [asset('right', { externalId: 'l' }), asset('left', { externalId: 'r' })];
    expect(await importInto(api, model({ assets: swapped }))).toEqual({
      created: 0,
      updated: 2,
      problems: [],
    });
  });

  test('as a dry run says what would be done, and does nothing', async () => {
    const before = [await countOf(api), (await auditOf(api.organizationId)).length];
    const report = await importInto(api, model({ assets: [asset('dry')] }), 'JSON', true);
    expect(report).toEqual({ created: 1, updated: 0, problems: [] });
    expect([await countOf(api), (await auditOf(api.organizationId)).length]).toEqual(before);
  });

  test('leaves one entry in the audit trail', async () => {
    const mine = await newTenant();
    await importInto(mine, model({ assets: [asset('one')], threats: [{ name: 't', category: 'c' }] }));
    const actions = (await auditOf(mine.organizationId)).map(({ action }) => action);
    expect(actions.filter((it) => it === 'model.imported')).toHaveLength(1);
  });

  test.each([
    ['{"formatVersion": 1, "assets": [', 1, null, 'this is not JSON from here on'],
    ['{\n"formatVersion": 1,\n}', 3, null, 'this is not JSON from here on'],
    ['', 1, null, 'this is not JSON from here on'],
    ['[]', 1, null, 'needs an object, got an empty list'],
    ['{"formatVersion": 2}', null, 'formatVersion', 'needs 1, got 2'],
    ['{"assets": []}', null, 'formatVersion', 'needs 1, got nothing'],
    ['{"formatVersion": 1, "assats": []}', null, 'assats', 'there is no such field here'],
    ['{"formatVersion": 1, "assets": {}}', null, 'assets', 'needs a list, got an object'],
    ['{"formatVersion": 1, "__proto__": []}', null, '__proto__', 'there is no such field here'],
    [
      '{"formatVersion": 1, "assets": [{"name": "a", "kind": "NETWORK", "__proto__": {}}]}',
      1,
      'assets.0.__proto__',
      'there is no such field here',
    ],
    ['{"formatVersion": 1, "assets": [{"kind": "NETWORK"}]}', 1, 'assets.0.name', 'needs text, got nothing'],
    ['\u0089PNG\r\n\u001a\n', 1, null, 'this is not JSON from here on'],
    [`${'['.repeat(200_000)}`, 1, null, 'this is not JSON from here on'],
  ])('the JSON %# is told what is wrong', async (text, line, field, message) => {
    expect((await importInto(api, text)).problems).toEqual([{ line, field, message }]);
  });

  test.each([
    ['name,kind\n"a,NETWORK\n', 2, null, 'a quoted cell does not end'],
    ['name,kind\na"b,NETWORK\n', 2, null, 'a cell with a quote in it must be quoted'],
    [
      'name,kind\n"a"b,NETWORK\n',
      2,
      null,
      'a quoted cell must be followed by a comma or the end of the line',
    ],
    ['name,kind\na\n', 2, null, 'needs 2 cells, got 1'],
    ['name,name\na,b\n', 1, 'name', 'stands here twice'],
    ['', 1, null, 'needs a row of field names'],
    [
      'name,kind,growthPerYear\n',
      1,
      'growthPerYear',
      expect.stringContaining('there is no such field here: there are name, kind,'),
    ],
    [
      'name,kind,costPerRecord\na,NETWORK,9|5|1\n',
      2,
      'costPerRecord.high',
      'needs high to be no less than low, got low 9 and high 1',
    ],
    [
      'name,kind,costPerRecord\na,NETWORK,1e999\n',
      2,
      'costPerRecord.value',
      'needs a finite number, got Infinity',
    ],
    [
      'name,kind,records\na,NETWORK,1.5\n',
      2,
      'records',
      'needs a whole number from 0 to 2147483647, got 1.5',
    ],
    ['MZ\u0090\u0000\u0003', 1, expect.anything(), expect.stringContaining('there is no such field')],
  ])('the table %# is told what is wrong', async (text, line, field, message) => {
    expect((await importInto(api, text, 'CSV_ASSETS')).problems).toEqual([{ line, field, message }]);
  });

  test('two items about one thing, or two things under one name, are told', async () => {
    await importInto(api, model({ assets: [asset('known', { externalId: 'k' })] }));
    for (const [assets, field, message] of [
      [[asset('twice'), asset('twice')], 'assets.1.name', 'another asset has the name "twice"'],
      [
        [asset('x', { externalId: 'same' }), asset('y', { externalId: 'same' })],
        'assets.1.externalId',
        'another asset has the externalId "same"',
      ],
      [
        [asset('known', { externalId: 'other' })],
        'assets.0.externalId',
        'the asset with this name has another externalId: "k"',
      ],
    ] as const)
      expect((await importInto(api, model({ assets }))).problems).toEqual([{ line: 1, field, message }]);
  });

  test('what must hold among entities is checked on what the import leaves behind', async () => {
    const mine = await newTenant();
    const control = (name: string, requires: string[]) => ({ name, stance: 'DEFENSIVE', requires });
    const circle = [control('a', ['b']), control('b', ['c']), control('c', ['a'])];
    expect((await importInto(mine, model({ controls: circle }))).problems).toEqual([
      {
        line: 1,
        field: 'controls.0.requires',
        message: 'goes in a circle: "a" requires "b" requires "c" requires "a"',
      },
    ]);
    const scenario = {
      name: 's',
      assetId: 'a',
      threatId: 't',
      effect: 'INTEGRITY',
      lossEventFrequency: constant(1),
    };
    const threats = [{ name: 't', category: 'c', enabling: true }];
    const enabling = await importInto(mine, model({ assets: [asset('a')], threats, scenarios: [scenario] }));
    expect(enabling.problems).toMatchObject([{ field: 'scenarios.0.threatId' }]);
    const striking = [{ name: 't', category: 'c' }];
    await importInto(mine, model({ assets: [asset('a')], threats: striking, scenarios: [scenario] }));
    expect((await importInto(mine, model({ threats }))).problems).toEqual([
      { line: 1, field: 'threats.0.enabling', message: 'is the threat of scenario "s"' },
    ]);
  });

  test('of more than 10 MB is refused before it is looked at', async () => {
    const refused = await refusal(api, IMPORT, { input: { format: 'JSON', content: 'é'.repeat(5_000_001) } });
    expect(refused).toMatchObject({ code: 'BAD_USER_INPUT', field: 'input.content' });
    expect(refused.message).toBe('needs at most 10000000 bytes (10 MB), got 10000002');
  });

  test('of more entities than the server reads in a moment is refused', async () => {
    const content = `name\n${'a\n'.repeat(50_001)}`;
    expect(await refusal(api, IMPORT, { input: { format: 'CSV_THREATS', content } })).toEqual({
      code: 'BAD_USER_INPUT',
      field: 'input.content',
      message: 'needs at most 50000 assets, threats, scenarios and controls, got 50001',
    });
  });

  test.each([
    [
      'JSON',
      () => `{"formatVersion":1,"assets":[${Array.from({ length: 50_000 }, () => '{"name":"a"}').join()}]}`,
    ],
    ['JSON', () => `{"formatVersion":1,"assets":[${'5,'.repeat(49_999)}5]}`],
    ['JSON', () => `{"formatVersion":1,${Array.from({ length: 400_000 }, (_, i) => `"k${i}":0`).join()}}`],
    [
      'JSON',
      () =>
        `{"formatVersion":1,"assets":[{${Array.from({ length: 400_000 }, (_, i) => `"k${i}":0`).join()},"name":"a"}]}`,
    ],
    ['CSV_ASSETS', () => `${Array.from({ length: 400_000 }, (_, i) => `k${i}`).join()}\n`],
    ['CSV_ASSETS', () => `name\n${'a\n'.repeat(50_000)}`],
    ['CSV_ASSETS', () => `name\n${',\n'.repeat(500_000)}`],
  ])('of %s with more problems than anyone mends tells the first hundred (%#)', async (format, content) => {
    const report = await importInto(api, content(), format);
    expect(report).toMatchObject({ created: 0, updated: 0 });
    expect(report.problems).toHaveLength(100);
  });
});
