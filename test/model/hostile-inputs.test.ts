import fc, { type Arbitrary } from 'fast-check';
import { expect, test } from 'vitest';
import { parseAsset } from '../../src/assets/asset.ts';
import { parseControl } from '../../src/controls/control.ts';
import { CallerError } from '../../src/errors.ts';
import { DOMAINS, type Domain } from '../../src/math/domain.ts';
import { distribution, SHAPES, type Estimate } from '../../src/math/estimate.ts';
import { ESTIMATE_DOMAINS, type EstimateName } from '../../src/model/estimates.ts';
import { parseEstimate, warningOf } from '../../src/model/parse-estimate.ts';
import { parseScenario } from '../../src/scenarios/scenario.ts';
import { parseComparison, parseSimulation } from '../../src/simulation/request.ts';
import { parseThreat } from '../../src/threats/threat.ts';

const RUNS = 20_000;

// prettier-ignore
const badNumber = fc.constantFrom(
  0, -0, 1, -1, 1.0000001, -1e-4, 110, 5e-324, -5e-324, 1e-300, 1e308, -1e308, 1e13, 1.0000001e13, 1e8, 1e12, 2 ** 31, 2 ** 53, 2 ** 64,
  0.01, 1e6, 1e5, -0.999999999, 36_500, 1 / 24, NaN, Infinity, -Infinity,
);
const number = fc.oneof(
  { weight: 3, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
  { weight: 2, arbitrary: fc.double({ min: 0, max: 1000, noNaN: true }) },
  { weight: 2, arbitrary: badNumber },
  { weight: 1, arbitrary: fc.double() },
);
// prettier-ignore
const badText = fc.constantFrom(
  '', ' ', '\u0000', '\uD800', '\u202E', 'x'.repeat(10_001), 'é'.repeat(201), '__proto__', 'constructor', 'toString', '=1+1', '1e999', 'NaN',
  "' OR 1=1--", '<script>alert(1)</script>', 'ASSET', 'asset_0199f7c0a4e87a0c8f6b3d2e1c4a5b60', '18446744073709551616', '-1', '308.a.1',
);
const anything: Arbitrary<unknown> = fc.oneof(
  badNumber,
  badText,
  fc.constantFrom<unknown>(
    null,
    undefined,
    true,
    false,
    [],
    {},
    [[]],
    [null],
    [{}],
    Array.from({ length: 1001 }, () => 0),
  ),
  fc.constantFrom<unknown>(
    JSON.parse('{"__proto__":{"shape":"CONSTANT"}}'),
    { constructor: {} },
    1n,
    new Date(0),
  ),
  fc.array(fc.oneof(badText, number), { maxLength: 3 }),
);
const NUMBERS =
  'value low likely high concentration alpha beta shapeParameter scale threshold tailShape tailScale';
const stated: Readonly<Record<(typeof SHAPES)[number], string>> = {
  CONSTANT: 'value',
  UNIFORM: 'low high',
  TRIANGULAR: 'low likely high',
  PERT: 'low likely high concentration',
  NORMAL: 'low high',
  LOGNORMAL: 'low high',
  BETA: 'alpha beta',
  GAMMA: 'shapeParameter scale',
  EMPIRICAL: 'values weights',
  LOGNORMAL_GPD: 'low high threshold tailShape tailScale',
};

const five = { minLength: 5, maxLength: 5 };

/** Of every shape: its own numbers, in order half of the time, now and then with what does not belong there. */
const estimate = fc
  .record({
    shape: fc.constantFrom(...SHAPES),
    numbers: fc.oneof(fc.array(number, five), fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), five)),
    list: fc.array(number, { maxLength: 4 }),
    inOrder: fc.boolean(),
    stray: fc.option(fc.tuple(fc.constantFrom(...NUMBERS.split(' '), 'shape', 'basis', 'nobody'), anything), {
      freq: 8,
    }),
  })
  .map(({ shape, numbers, list, inOrder, stray }) => {
    const drawn = inOrder ? [...numbers].sort((a, b) => a - b) : numbers;
    const lists = { values: list, weights: list.map(Math.abs) };
    const fields = stated[shape]
      .split(' ')
      .map((name, place) => [name, lists[name as 'values'] ?? drawn[place]]);
    return { shape, ...Object.fromEntries(fields), ...(stray && { [stray[0]]: stray[1] }) };
  });

const constant = { shape: 'CONSTANT', value: 0.5 };
const insurance = { premium: 1, retention: 2 };

/** A sound input with up to four of its fields replaced: by an estimate, by what another field holds, by anything. */
function bent(sound: Readonly<Record<string, unknown>>): Arbitrary<unknown> {
  const keys = [...Object.keys(sound), 'nobody', '__proto__'];
  const part = fc.oneof(estimate, anything, fc.constantFrom(...Object.values(sound)));
  return fc
    .array(fc.tuple(fc.constantFrom(...keys), fc.oneof(part, partWithin(sound))), { maxLength: 4 })
    .map((changes) => changes.reduce((so, [key, value]) => ({ ...so, [key]: value }), { ...sound }));
}

/** One of the objects that the input holds in a list, with one field of it replaced. */
function partWithin(sound: Readonly<Record<string, unknown>>): Arbitrary<unknown> {
  const parts = Object.values(sound)
    .flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : [value]))
    .filter((value) => typeof value === 'object' && value !== null) as object[];
  return fc
    .tuple(fc.constantFrom<object>({}, ...parts), fc.string({ maxLength: 3 }), fc.oneof(estimate, anything))
    .chain(([part, stray, value]) =>
      fc
        .tuple(fc.constantFrom(stray, ...Object.keys(part)), fc.boolean())
        .map(([key, listed]) => (listed ? [{ ...part, [key]: value }] : { ...part, [key]: value })),
    );
}

/** Refused as the caller's mistake, or accepted with numbers that an engine can use. */
function expectSound(parse: () => unknown): boolean {
  let accepted: unknown;
  try {
    accepted = parse();
  } catch (error) {
    if (!(error instanceof CallerError)) throw error;
    expect(error.field).toBeTypeOf('string');
    expect(error.message).not.toMatch(/undefined|\[object|is NaN|Symbol/);
    return false;
  }
  walk(accepted);
  return true;
}

function walk(value: unknown, name?: string): void {
  if (typeof value === 'number') expect(Number.isFinite(value) && !Object.is(value, -0)).toBe(true);
  if (typeof value !== 'object' || value === null) return;
  if ('shape' in value) return expectUsable(value as Estimate, ESTIMATE_DOMAINS[name as EstimateName]);
  for (const [key, part] of Object.entries(value)) walk(part, Array.isArray(value) ? name : key);
}

function expectUsable(it: Estimate, domain: Domain): void {
  const law = distribution(it, domain);
  const figures = [
    law.mean,
    ...[1e-9, 0.05, 0.5, 0.95].flatMap((p) => [law.quantile(p), law.upperQuantile(p)]),
  ];
  if (!figures.every(Number.isFinite)) throw new Error(`${JSON.stringify(it)} gives ${figures.join()}`);
  const { low, high } = DOMAINS[domain];
  if (!(law.mean >= low && law.mean <= high))
    throw new Error(`${JSON.stringify(it)} has the mean ${law.mean}`);
  if (!(law.standardDeviation >= 0)) throw new Error(`${JSON.stringify(it)}: ${law.standardDeviation}`);
  expect(warningOf(it, domain) ?? '').not.toMatch(/NaN|undefined/);
}

/** Fails when hardly any input is accepted: then it would try only the first of the checks. */
function tryAll(inputs: Arbitrary<unknown>, parse: (input: unknown) => unknown, atLeast = 0.02): void {
  let accepted = 0;
  fc.assert(
    fc.property(inputs, (input) => {
      if (expectSound(() => parse(input))) accepted++;
    }),
    { numRuns: RUNS },
  );
  expect(accepted).toBeGreaterThan(RUNS * atLeast);
}

const domain = fc.constantFrom(...(Object.keys(DOMAINS) as Domain[]));

test('no estimate breaks the parser, and what it accepts has finite figures', () => {
  let accepted = 0;
  fc.assert(
    fc.property(fc.oneof({ weight: 20, arbitrary: estimate }, anything), domain, (input, of) => {
      try {
        const it = parseEstimate(input, of, 'input');
        accepted++;
        expectUsable(it, of);
      } catch (error) {
        if (!(error instanceof CallerError)) throw error;
        expect(error.message).not.toMatch(/undefined|is NaN/);
      }
    }),
    { numRuns: RUNS },
  );
  expect(accepted).toBeGreaterThan(RUNS * 0.05);
});

test('no asset breaks the parser', () => {
  const asset = {
    name: 'EHR',
    kind: 'APPLICATION',
    externalId: 'e',
    description: 'd',
    records: 9,
    costPerRecord: constant,
    recordsExponent: constant,
    outageCostPerHour: constant,
    weaknessesPerYear: constant,
    weaknessDiscoveryDays: constant,
    weaknessRepairDays: constant,
    exploitability: constant,
    weaknessBypasses: ['m'],
    dependsOn: [{ assetId: 'a', propagationProbability: constant }],
  };
  tryAll(bent(asset), (input) => parseAsset(input, 'input'));
});

test('no threat breaks the parser', () => {
  const threat = {
    name: 'Gang',
    category: 'crime',
    aiCapable: true,
    growthPerYear: constant,
    volatility: 0.5,
    attackTechniques: ['T1566'],
  };
  tryAll(bent(threat), (input) => parseThreat(input, 'input'));
});

test('no scenario breaks the parser', () => {
  const scenario = {
    name: 'Ransomware',
    assetId: 'a',
    threatId: 't',
    effect: 'AVAILABILITY',
    entries: [{ threatId: 'p', share: 0.5 }],
    threatEventFrequency: constant,
    susceptibility: constant,
    primaryLosses: [{ form: 'RESPONSE', magnitude: constant }],
    secondaryProbability: constant,
    secondaryLosses: [{ form: 'REPUTATION', magnitude: constant }],
    records: constant,
    outageHours: constant,
  };
  tryAll(bent(scenario), (input) => parseScenario(input, 'input'));
});

test('no control breaks the parser', () => {
  const control = {
    name: 'EDR',
    stance: 'DEFENSIVE',
    effects: [{ factor: 'ATTEMPTS', efficacy: constant, mechanism: 'm', threatIds: ['t'], halfLifeDays: 9 }],
    coverage: constant,
    failuresPerYear: constant,
    discoveryDays: constant,
    repairDays: constant,
    requires: ['c'],
    aiBased: true,
    evasionProbability: constant,
    poisoningsPerYear: constant,
    tests: { assetIds: ['a'], everyDays: 90, findProbability: constant, authorization: 'CISO' },
    hipaaSpecifications: ['308.a.1'],
  };
  tryAll(bent(control), (input) => parseControl(input, 'input'));
});

test('no simulation breaks the parser', () => {
  const simulation = {
    name: 'Today',
    scenarioIds: ['s'],
    addControlIds: ['c'],
    changeControls: [{ controlId: 'c', coverage: constant, everyDays: 30, staffFte: 1 }],
    insurance,
    horizonYears: 3,
    trials: 1000,
    seed: '7',
    precision: 0.01,
  };
  tryAll(bent(simulation), (input) => parseSimulation(input, 'input'));
});

test('no comparison breaks the parser', () => {
  const comparison = {
    options: [{ name: 'Backups', addControlIds: ['c'], insurance }],
    currentInsurance: insurance,
    trials: 1000,
    seed: '7',
    discountRate: constant,
    costPerFte: constant,
  };
  tryAll(bent(comparison), (input) => parseComparison(input, 'input'));
});

test('names that reach a prototype are refused, and reach none', () => {
  const input = JSON.parse('{"name":"a","category":"b","__proto__":{"polluted":true}}') as object;
  expect(() => parseThreat(input, 'input')).toThrow('there is no such field here');
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});
