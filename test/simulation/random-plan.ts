import fc, { type Arbitrary } from 'fast-check';
import { CallerError } from '../../src/errors.ts';
import { SHAPES, type Shape } from '../../src/math/estimate.ts';
import { ESTIMATE_DOMAINS, type EstimateName } from '../../src/model/estimates.ts';
import { parseEstimate } from '../../src/model/parse-estimate.ts';
import { freezeComparison, freezeSimulation } from '../../src/simulation/freeze.ts';
import { FACTORS, LOSS_FORMS, type Plan } from '../../src/simulation/plan.ts';
import { parseComparison, parseSimulation } from '../../src/simulation/request.ts';
import { idsByName, readModel, type ModelFile } from '../support/model-file.ts';

/** Small models of everything that a caller can state, drawn at random, and questions about them. */

/** How far its numbers go: USUAL ones that a hospital has, or those at the very ends of what the parsers accept as well. */
export type Numbers = 'USUAL' | 'EXTREME';

export interface Question {
  readonly model: ModelFile;
  /** A SimulationInput, or, with `options`, a ComparisonInput; controls and scenarios by their names. */
  readonly request: Readonly<Record<string, unknown>> & { readonly options?: readonly object[] };
}

/** @returns nothing where the API would refuse the model or the question */
export function askedPlan({ model: file, request }: Question): Plan | undefined {
  try {
    const model = readModel(file);
    const ids = new Map([...idsByName(model.controls), ...idsByName(model.scenarios)]);
    const asked = JSON.parse(JSON.stringify(request), (_, value: unknown) =>
      typeof value === 'string' ? (ids.get(value) ?? value) : value,
    ) as object;
    return request.options
      ? freezeComparison(model, parseComparison(asked, ''), SEED, '')
      : freezeSimulation(model, parseSimulation(asked, ''), SEED, '');
  } catch (error) {
    if (error instanceof CallerError) return undefined;
    throw error;
  }
}

/** The plan of a simulation; nothing where the API would refuse it. */
export const simulationPlan = (numbers: Numbers): Arbitrary<Plan | undefined> =>
  question(numbers).map(({ model, request }) =>
    askedPlan({ model, request: { ...request, options: undefined } }),
  );

const SEED = '20261125';

const logarithmic = (low: number, high: number): Arbitrary<number> =>
  fc
    .double({ min: 0, max: 1, noNaN: true })
    .map((share) => Math.min(high, low * Math.exp(share * Math.log(high / low))));
const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** Numbers of each domain: usual ones, and those at its ends. */
const NUMBERS: Readonly<
  Record<
    (typeof ESTIMATE_DOMAINS)[EstimateName],
    { readonly usual: Arbitrary<number>; readonly ends: Arbitrary<number> }
  >
> = {
  RATE: {
    usual: logarithmic(0.5, 20),
    ends: fc.oneof(fc.constantFrom(0, 5e-324, 1e8), logarithmic(1e-12, 1e5)),
  },
  MONEY: {
    usual: logarithmic(1e3, 1e7),
    ends: fc.oneof(fc.constantFrom(0, 5e-324, 0.004, 1e13), logarithmic(1e-9, 1e13)),
  },
  QUANTITY: {
    usual: logarithmic(1, 1e5),
    ends: fc.oneof(fc.constantFrom(0, 5e-324, 0.5, 1, 500, 1e12), logarithmic(1e-9, 1e12)),
  },
  SHARE: { usual: between(0, 1), ends: fc.constantFrom(0, 5e-324, 1e-12, 1 - 1e-12, 1) },
  PERCENTILE: { usual: between(0, 100), ends: fc.constantFrom(0, 5e-324, 100 - 1e-12, 100) },
  GROWTH: { usual: between(-0.3, 0.5), ends: fc.constantFrom(-1 + 1e-12, -0.99, 0, 3, 30, 1000) },
  DISCOVERY_DAYS: { usual: logarithmic(1, 400), ends: fc.constantFrom(5e-324, 1e-9, 36_500) },
  DAYS: { usual: between(0, 60), ends: fc.constantFrom(0, 5e-324, 36_500) },
  RECORDS_EXPONENT: { usual: between(0.5, 1.2), ends: fc.constantFrom(5e-324, 1e-9, 1, 2) },
};

function numbersOf(shape: Shape, number: Arbitrary<number>): Arbitrary<object> {
  const sorted = (count: number) =>
    fc.array(number, { minLength: count, maxLength: count }).map((list) => list.sort((a, b) => a - b));
  switch (shape) {
    case 'CONSTANT':
      return number.map((value) => ({ value }));
    case 'UNIFORM':
    case 'NORMAL':
    case 'LOGNORMAL':
      return sorted(2).map(([low, high]) => ({ low, high }));
    case 'TRIANGULAR':
      return sorted(3).map(([low, likely, high]) => ({ low, likely, high }));
    case 'PERT':
      return fc
        .tuple(sorted(3), fc.constantFrom(undefined, 0, 4, 1e5))
        .map(([[low, likely, high], concentration]) => ({ low, likely, high, concentration }));
    case 'BETA':
      return fc.record({ alpha: logarithmic(0.01, 1e6), beta: logarithmic(0.01, 1e6) });
    case 'GAMMA':
      return fc.record({ shapeParameter: logarithmic(0.01, 1e3), scale: number });
    case 'EMPIRICAL':
      return fc
        .array(fc.record({ value: number, weight: fc.constantFrom(0, 5e-324, 1, 3, 1e200) }), {
          minLength: 1,
          maxLength: 4,
        })
        .map((points) => ({
          values: points.map(({ value }) => value),
          weights: points.map(({ weight }) => weight),
        }));
    case 'LOGNORMAL_GPD':
      return fc
        .tuple(sorted(2), number, between(-1, 0.999), number)
        .map(([[low, high], threshold, tailShape, tailScale]) => ({
          low,
          high,
          threshold,
          tailShape,
          tailScale,
        }));
  }
}

/** An estimate that the parser accepts in the field of this name. */
export function estimate(name: EstimateName, numbers: Numbers): Arbitrary<object> {
  const domain = ESTIMATE_DOMAINS[name];
  const { usual, ends } = NUMBERS[domain];
  const number = numbers === 'USUAL' ? usual : fc.oneof(usual, usual, ends);
  return fc
    .constantFrom(...SHAPES, 'CONSTANT', 'PERT', 'UNIFORM')
    .chain((shape) => numbersOf(shape as Shape, number).map((it) => ({ shape, ...it })))
    .filter((stated) => accepted(() => parseEstimate(stated, domain, name)));
}

function accepted(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch (error) {
    if (error instanceof CallerError) return false;
    throw error;
  }
}

type Fields = Readonly<Record<string, Arbitrary<unknown>>>;

/** Each field as often stated as not. */
const maybe = (fields: Fields): Arbitrary<object> => fc.record(fields, { requiredKeys: [] });
const all = (fields: Fields): Arbitrary<object> => fc.record(fields);
/** All of the parts in one. */
const joined = (...parts: Arbitrary<object>[]): Arbitrary<object> =>
  fc.tuple(...parts).map((list) => Object.assign({}, ...list) as object);
const sometimes = (part: Arbitrary<object>): Arbitrary<object> => fc.oneof(fc.constant({}), part);
const some = (names: readonly string[]) => fc.subarray([...names], { minLength: 1 });
const names = (kind: string, count: number) =>
  Array.from({ length: count }, (_, place) => `${kind} ${place + 1}`);

const MECHANISMS = ['lock', 'watch', 'copy'];
const CATEGORIES = ['crime', 'error'];
const DOOR = 'Threat that opens doors';

const asset = (name: string, others: readonly string[], numbers: Numbers) => {
  const of = (field: EstimateName) => estimate(field, numbers);
  return joined(
    all({ name: fc.constant(name), kind: fc.constant('APPLICATION') }),
    maybe({
      records: fc.oneof(fc.constantFrom(0, 1, 2_147_483_647), fc.integer({ min: 10, max: 100_000 })),
      costPerRecord: of('costPerRecord'),
      recordsExponent: of('recordsExponent'),
      outageCostPerHour: of('outageCostPerHour'),
      weaknessBypasses: fc.subarray(MECHANISMS),
      dependsOn: fc.subarray([...others]).chain((ids) =>
        fc.tuple(
          ...ids.map((assetId) =>
            joined(
              fc.constant({ assetId }),
              maybe({
                propagationProbability: of('propagationProbability'),
                exposureProbability: of('exposureProbability'),
              }),
            ),
          ),
        ),
      ),
    }),
    sometimes(
      joined(
        all({
          weaknessesPerYear: of('weaknessesPerYear'),
          weaknessDiscoveryDays: of('weaknessDiscoveryDays'),
          exploitability: of('exploitability'),
        }),
        maybe({ weaknessRepairDays: of('weaknessRepairDays') }),
      ),
    ),
  );
};

const threat = (name: string, numbers: Numbers) =>
  joined(
    all({ name: fc.constant(name), category: fc.constantFrom(...CATEGORIES), aiCapable: fc.boolean() }),
    maybe({
      growthPerYear: estimate('growthPerYear', numbers),
      volatility:
        numbers === 'USUAL' ? between(0, 1) : fc.oneof(between(0, 1), fc.constantFrom(0, 5e-324, 5)),
    }),
  );

const losses = (numbers: Numbers) =>
  fc
    .subarray([...LOSS_FORMS], { minLength: 1, maxLength: 3 })
    .chain((forms) =>
      fc.tuple(
        ...forms.map((form) => all({ form: fc.constant(form), magnitude: estimate('magnitude', numbers) })),
      ),
    );

const scenario = (name: string, assets: readonly string[], threats: readonly string[], numbers: Numbers) => {
  const of = (field: EstimateName) => estimate(field, numbers);
  const susceptibility = fc.oneof(
    all({ susceptibility: of('susceptibility') }),
    all({ threatCapability: of('threatCapability'), resistanceStrength: of('resistanceStrength') }),
  );
  return joined(
    all({
      name: fc.constant(name),
      assetId: fc.constantFrom(...assets),
      threatId: fc.constantFrom(...threats),
      effect: fc.constantFrom('CONFIDENTIALITY', 'INTEGRITY', 'AVAILABILITY'),
      statedAs: fc.constantFrom('INHERENT', 'CURRENT'),
    }),
    fc.oneof(
      all({ lossEventFrequency: of('lossEventFrequency') }),
      joined(all({ threatEventFrequency: of('threatEventFrequency') }), susceptibility),
      joined(
        all({ contactFrequency: of('contactFrequency'), probabilityOfAction: of('probabilityOfAction') }),
        susceptibility,
      ),
    ),
    maybe({
      entries: fc.constantFrom(0, 1e-12, 0.3, 1).map((share) => [{ threatId: DOOR, share }]),
      primaryLosses: losses(numbers),
      records: of('records'),
      outageHours: of('outageHours'),
    }),
    sometimes(all({ secondaryProbability: of('secondaryProbability'), secondaryLosses: losses(numbers) })),
  );
};

interface World {
  readonly assets: readonly string[];
  readonly threats: readonly string[];
  readonly scenarios: readonly string[];
  readonly controls: readonly string[];
}

const intervals = (numbers: Numbers) =>
  numbers === 'USUAL'
    ? fc.constantFrom(30, 90, 365)
    : fc.oneof(fc.constantFrom(30, 90, 365), fc.constantFrom(1 / 24, 36_500));

const effect = ({ assets, threats, scenarios, controls }: World, numbers: Numbers) =>
  fc.constantFrom(...FACTORS).chain((factor) => {
    const stated = all({
      factor: fc.constant(factor),
      efficacy: estimate('efficacy', numbers),
      mechanism: fc.constantFrom(...MECHANISMS),
    });
    if (factor.startsWith('VARIANCE'))
      return joined(
        stated,
        fc.oneof(
          all({ assetIds: some(assets) }),
          all({ controlIds: some(controls) }),
          all({ assetIds: some(assets), controlIds: some(controls) }),
        ),
      );
    return joined(
      stated,
      fc.oneof(
        fc.constant({}),
        fc.constant({}),
        all({ threatIds: some([...threats, DOOR]) }),
        maybe({ assetIds: some(assets), scenarioIds: some(scenarios), categories: some(CATEGORIES) }),
      ),
      sometimes(
        joined(
          all({ halfLifeDays: fc.constantFrom(...(numbers === 'USUAL' ? [50, 200] : [5e-324, 50, 36_500])) }),
          maybe({ renewEveryDays: intervals(numbers) }),
        ),
      ),
    );
  });

const control = (place: number, world: World, numbers: Numbers, fewestEffects: number) => {
  const of = (field: EstimateName) => estimate(field, numbers);
  return joined(
    all({
      name: fc.constant(world.controls[place]),
      stance: fc.constantFrom('DEFENSIVE', 'OFFENSIVE'),
      // the first are in place, so that a question knows what it can add
      status: fc.constant(isInPlace(place) ? 'IN_PLACE' : 'PROPOSED'),
      effects: fc.array(effect(world, numbers), { minLength: fewestEffects, maxLength: 3 }),
    }),
    place === 0
      ? fc.constant({})
      : sometimes(
          all({ requires: fc.constantFrom(...world.controls.slice(0, place)).map((name) => [name]) }),
        ),
    maybe({
      upfrontCost: of('upfrontCost'),
      annualCost: of('annualCost'),
      staffFte: fc.constantFrom(0, 0.5, 1_000_000),
      leadTimeDays: of('leadTimeDays'),
      coverage: of('coverage'),
    }),
    sometimes(
      joined(
        all({ failuresPerYear: of('failuresPerYear'), discoveryDays: of('discoveryDays') }),
        maybe({ repairDays: of('repairDays') }),
      ),
    ),
    sometimes(
      joined(
        all({ aiBased: fc.constant(true), evasionProbability: of('evasionProbability') }),
        sometimes(all({ poisoningsPerYear: of('poisoningsPerYear'), discoveryDays: of('discoveryDays') })),
      ),
    ),
    sometimes(
      all({
        tests: joined(
          all({
            everyDays: intervals(numbers),
            findProbability: of('findProbability'),
            authorization: fc.constant('a test'),
            renews: fc.boolean(),
          }),
          fc.oneof(all({ assetIds: some(world.assets) }), all({ controlIds: some(world.controls) })),
          maybe({ fixProbability: of('fixProbability'), reachShare: of('reachShare') }),
        ),
      }),
    ),
  );
};

const isInPlace = (place: number) => place < 2;

const policy = fc
  .record({
    premium: fc.constantFrom(0, 10_000, 1e15),
    retention: fc.constantFrom(0, 50_000, 1e15),
    coinsurance: fc.constantFrom(0, 0.5, 1),
    perEventLimit: fc.constantFrom(undefined, 0, 1e6),
    annualLimit: fc.constantFrom(undefined, 0, 2e6),
  })
  .map((insurance) => ({ insurance }));

/** What an option, or a simulation, changes: what it adds, or anything. */
function changes(controls: readonly string[], numbers: Numbers): Arbitrary<object> {
  const inPlace = controls.filter((_, place) => isInPlace(place));
  const more = (field: EstimateName) => estimate(field, numbers);
  return joined(
    additions(controls),
    sometimes(
      fc.constantFrom(...inPlace, undefined).map((name) => (name ? { removeControlIds: [name] } : {})),
    ),
    sometimes(
      all({
        changeControls: joined(
          all({ controlId: fc.constantFrom(...controls), coverage: more('coverage') }),
          maybe({
            upfrontCost: more('upfrontCost'),
            annualCost: more('annualCost'),
            staffFte: fc.constant(3),
          }),
        ).map((change) => [change]),
      }),
    ),
    sometimes(policy),
  );
}

/** Some or none of what is proposed. */
const additions = (controls: readonly string[], fewest = 0): Arbitrary<object> => {
  const proposed = controls.filter((_, place) => !isInPlace(place));
  return fc
    .subarray(proposed, { minLength: Math.min(fewest, proposed.length) })
    .map((ids) => (ids.length > 0 ? { addControlIds: ids } : {}));
};

/** One to three scenarios and up to five controls. */
const worlds = (fewestControls = 1): Arbitrary<World> =>
  fc.record({
    assets: fc.integer({ min: 1, max: 3 }).map((count) => names('Asset', count)),
    threats: fc.integer({ min: 1, max: 2 }).map((count) => names('Threat', count)),
    scenarios: fc.integer({ min: 1, max: 3 }).map((count) => names('Scenario', count)),
    controls: fc.integer({ min: fewestControls, max: 5 }).map((count) => names('Control', count)),
  });

const size = all({
  horizonYears: fc.constantFrom(1, 1, 1, 1, 2, 2, 3, 3, 10),
  trials: fc.integer({ min: 16, max: 64 }),
});

const namedOptions = (option: Arbitrary<object>) =>
  all({
    options: fc
      .array(option, { minLength: 1, maxLength: 3 })
      .map((list) => list.map((it, place) => ({ name: `Option ${place + 1}`, ...it }))),
  });

/** A model, and any question about it. */
export const question = (numbers: Numbers): Arbitrary<Question> =>
  worlds().chain((world) => {
    const change = changes(world.controls, numbers);
    const simulation = joined(change, maybe({ precision: fc.constantFrom(0.0001, 0.5) }));
    const comparison = joined(
      namedOptions(change),
      maybe({ discountRate: estimate('discountRate', numbers), costPerFte: estimate('costPerFte', numbers) }),
      sometimes(policy.map(({ insurance }) => ({ currentInsurance: insurance }))),
    );
    return fc.record({
      model: randomModel(world, numbers),
      request: joined(size, fc.oneof(simulation, comparison)) as Arbitrary<Question['request']>,
    });
  });

/** A model, and options that only make it safer: more controls, wider coverage, tests that find and fix more. */
export const safer = (numbers: Numbers): Arbitrary<Question> =>
  worlds(4).chain((world) => {
    const better = all({
      controlId: fc.constantFrom(...world.controls.filter((_, place) => isInPlace(place))),
      coverage: fc.constant({ shape: 'CONSTANT', value: 1 }),
    }).map((change) => ({ changeControls: [change] }));
    return fc.record({
      model: randomModel(world, numbers, 3),
      request: joined(
        size,
        namedOptions(joined(additions(world.controls, 1), sometimes(better))),
      ) as Arbitrary<Question['request']>,
    });
  });

/** @param fewestEffects of a control: more, and additions have more to act with */
const randomModel = (world: World, numbers: Numbers, fewestEffects = 0): Arbitrary<ModelFile> =>
  fc.record({
    formatVersion: fc.constant(1 as const),
    assets: fc.tuple(
      ...world.assets.map((name) =>
        asset(
          name,
          world.assets.filter((other) => other !== name),
          numbers,
        ),
      ),
    ),
    threats: fc
      .tuple(...world.threats.map((name) => threat(name, numbers)))
      .map((list) => [...list, { name: DOOR, category: 'crime', enabling: true, aiCapable: true }]),
    scenarios: fc.tuple(
      ...world.scenarios.map((name) => scenario(name, world.assets, world.threats, numbers)),
    ),
    controls: fc.tuple(...world.controls.map((_, place) => control(place, world, numbers, fewestEffects))),
  });
