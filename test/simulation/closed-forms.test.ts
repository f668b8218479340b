import { describe, expect, test } from 'vitest';
import type { Figure, RunResult } from '../../src/simulation/result.ts';
import { constant, effect, gammaLoss, run, uniform, type SmallModel } from './small-plan.ts';

/**
 * Small models whose answer can be written down. Each must come out within four of its own standard errors, which tests both.
 * Two loss events a year of 100,000 on average, unless a case says otherwise.
 */
const MEAN = 100_000;
const RATE = 2;

interface Case {
  readonly formula: string;
  readonly exact: number;
  readonly model: SmallModel;
  readonly figure?: (result: RunResult) => Figure;
}

const baseline = ({ baseline: { expectedAnnualLoss } }: RunResult) => expectedAnnualLoss;
const benefit = ({ options }: RunResult) => options[0].benefit;

/** One control, added as the only option. */
const adding = (control: object, more: SmallModel = {}): SmallModel => ({
  controls: [{ id: 'control', ...control }],
  options: [{ name: 'add', add: ['control'] }],
  ...more,
});

const [f, D, r] = [3, 120, 20];
const failing = { failuresPerYear: constant(f), discoveryDays: constant(D), repairDays: constant(r) };
const guard = { effects: [effect('SUSCEPTIBILITY', 0.8)], ...failing };
const untestedUp = Math.exp((-f * (D + r)) / 365);
const programme = (everyDays: number, find: number, more: object = {}) => ({
  controlIds: ['control'],
  everyDays,
  findProbability: constant(find),
  renews: false,
  ...more,
});

/** model.md section 4: mean number of open episodes a days after a run, one programme of interval T, q = 1 - find x fix. */
const openAfterRun = (a: number, T: number, q: number, reach = 1) => {
  const tested =
    r +
    D * (1 - Math.exp(-a / D)) +
    (D * Math.exp(-a / D) * q * (1 - Math.exp(-T / D))) / (1 - q * Math.exp(-T / D));
  return (f / 365) * (reach * tested + (1 - reach) * (D + r));
};
const average = (of: (a: number) => number, T: number, steps = 20_000) =>
  Array.from({ length: steps }, (_, i) => of(((i + 0.5) / steps) * T)).reduce((sum, x) => sum + x, 0) / steps;
const testedUp = (T: number, q: number, reach = 1) =>
  average((a) => Math.exp(-openAfterRun(a, T, q, reach)), T);

const cases: Record<string, Case> = {
  'a frequency': { formula: 'rate x mean loss', exact: RATE * MEAN, model: {}, figure: baseline },
  'an uncertain frequency': {
    formula: 'E[rate] x mean loss',
    exact: 3 * MEAN,
    model: { scenarios: [{ id: 's', lossEventFrequency: uniform(1, 5) }] },
    figure: baseline,
  },
  'attempts and susceptibility': {
    formula: 'attempts x share x mean loss',
    exact: 5 * 0.3 * MEAN,
    model: { scenarios: [{ id: 's', threatEventFrequency: constant(5), susceptibility: constant(0.3) }] },
    figure: baseline,
  },
  contacts: {
    formula: 'contacts x P(action) x share x mean loss',
    exact: 50 * 0.1 * 0.3 * MEAN,
    model: {
      scenarios: [
        {
          id: 's',
          contactFrequency: constant(50),
          probabilityOfAction: constant(0.1),
          susceptibility: constant(0.3),
        },
      ],
    },
    figure: baseline,
  },
  'capability against resistance': {
    formula: 'P(U(0,100) > U(0,50)) = 3/4',
    exact: 4 * 0.75 * MEAN,
    model: {
      scenarios: [
        {
          id: 's',
          threatEventFrequency: constant(4),
          threatCapability: uniform(0, 100),
          resistanceStrength: uniform(0, 50),
        },
      ],
    },
    figure: baseline,
  },
  growth: {
    formula: 'rate x (1 + 1.2 + 1.44) / 3 x mean loss',
    exact: (RATE * (1 + 1.2 + 1.44) * MEAN) / 3,
    model: {
      threats: [{ id: 'threat', growthPerYear: constant(0.2) }],
      plan: { horizonYears: 3 },
    },
    figure: baseline,
  },
  'climate leaves the mean': {
    formula: 'rate x mean loss x E[exp(vZ - v^2/2)] = rate x mean loss',
    exact: RATE * MEAN,
    model: { threats: [{ id: 'threat', volatility: 0.7 }] },
    figure: baseline,
  },
  'climate lowers the chance of an event': {
    formula: '1 - E[exp(-rate x exp(vZ - v^2/2))]',
    exact:
      1 -
      average(
        (z) =>
          Math.exp(-RATE * Math.exp(0.7 * (z - 8) - 0.245)) *
          (Math.exp(-((z - 8) ** 2) / 2) / Math.sqrt(2 * Math.PI)) *
          16,
        16,
      ),
    model: { threats: [{ id: 'threat', volatility: 0.7 }] },
    figure: ({ baseline: { lossEventProbability } }) => lossEventProbability,
  },
  ATTEMPTS: {
    formula: 'rate x coverage x efficacy x mean loss',
    exact: RATE * 0.6 * 0.5 * MEAN,
    model: adding({ coverage: constant(0.6), effects: [effect('ATTEMPTS', 0.5)] }),
  },
  SUSCEPTIBILITY: {
    formula: 'rate x coverage x efficacy x mean loss',
    exact: RATE * 0.7 * 0.4 * MEAN,
    model: adding({ coverage: constant(0.7), effects: [effect('SUSCEPTIBILITY', 0.4)] }),
  },
  PRIMARY_LOSS: {
    formula: 'rate x coverage x efficacy x mean loss',
    exact: RATE * 0.9 * 0.3 * MEAN,
    model: adding({ coverage: constant(0.9), effects: [effect('PRIMARY_LOSS', 0.3)] }),
  },
  SECONDARY_PROBABILITY: {
    formula: 'rate x P(secondary) x coverage x efficacy x mean loss',
    exact: RATE * 0.4 * 0.8 * 0.5 * MEAN,
    model: adding(
      { coverage: constant(0.8), effects: [effect('SECONDARY_PROBABILITY', 0.5)] },
      {
        scenarios: [
          {
            id: 's',
            secondaryProbability: constant(0.4),
            secondaryLosses: [{ form: 'REPUTATION', magnitude: gammaLoss }],
          },
        ],
      },
    ),
  },
  SECONDARY_LOSS: {
    formula: 'rate x P(secondary) x efficacy x mean loss',
    exact: RATE * 0.4 * 0.25 * MEAN,
    model: adding(
      { effects: [effect('SECONDARY_LOSS', 0.25)] },
      {
        scenarios: [
          {
            id: 's',
            secondaryProbability: constant(0.4),
            secondaryLosses: [{ form: 'REPUTATION', magnitude: gammaLoss }],
          },
        ],
      },
    ),
  },
  OUTAGE: {
    formula: 'rate x mean hours x cost per hour x efficacy',
    exact: RATE * 15 * 2_000 * 0.6,
    model: adding(
      { effects: [effect('OUTAGE', 0.6)] },
      {
        assets: [{ id: 'asset', outageCostPerHour: constant(2_000) }],
        scenarios: [{ id: 's', primaryLosses: [], outageHours: uniform(10, 20) }],
      },
    ),
  },
  RECORDS: {
    formula: 'rate x cost per record x 10,000 x (n/10,000)^0.76 x (1 - (1 - efficacy)^0.76)',
    exact: RATE * 200 * 10_000 * 0.5 ** 0.76 * (1 - 0.3 ** 0.76),
    model: adding(
      { effects: [effect('RECORDS', 0.7)] },
      {
        assets: [{ id: 'asset', costPerRecord: constant(200) }],
        scenarios: [{ id: 's', primaryLosses: [], effect: 'CONFIDENTIALITY', records: constant(5_000) }],
      },
    ),
  },
  'one coverage draw for all controls': {
    formula: 'kept = .4 (neither) + .3 x .5 (one) + .3 x .5 x .4 (both): coverages .6 and .3 of one uniform',
    exact: RATE * MEAN * (1 - (0.4 + 0.3 * 0.5 + 0.3 * 0.5 * 0.4)),
    model: {
      controls: [
        { id: 'wide', coverage: constant(0.6), effects: [effect('SUSCEPTIBILITY', 0.5, { mechanism: 'a' })] },
        {
          id: 'narrow',
          coverage: constant(0.3),
          effects: [effect('SUSCEPTIBILITY', 0.6, { mechanism: 'b' })],
        },
      ],
      options: [{ name: 'both', add: ['wide', 'narrow'] }],
    },
  },
  'the same mechanism overlaps': {
    formula: 'rate x max(.5, .6) x mean loss',
    exact: RATE * 0.6 * MEAN,
    model: {
      controls: [
        { id: 'a', effects: [effect('ATTEMPTS', 0.5, { mechanism: 'mail' })] },
        { id: 'b', effects: [effect('ATTEMPTS', 0.6, { mechanism: 'mail' })] },
      ],
      options: [{ name: 'both', add: ['a', 'b'] }],
    },
  },
  requires: {
    formula: 'rate x min(.9, .4) x efficacy x mean loss: a response needs its detection',
    exact: RATE * 0.4 * 0.5 * MEAN,
    model: {
      controls: [
        { id: 'detect', coverage: constant(0.4) },
        {
          id: 'respond',
          coverage: constant(0.9),
          requires: ['detect'],
          effects: [effect('PRIMARY_LOSS', 0.5)],
        },
      ],
      options: [{ name: 'both', add: ['detect', 'respond'] }],
    },
  },
  'fading by schedule': {
    formula: 'efficacy x h (1 - 2^(-T/h)) / (T ln 2)',
    exact: (RATE * MEAN * 0.6 * 90 * (1 - 2 ** (-200 / 90))) / (200 * Math.LN2),
    model: adding({ effects: [effect('ATTEMPTS', 0.6, { halfLifeDays: 90, renewEveryDays: 200 })] }),
  },
  'fading from the start': {
    formula: 'efficacy x h (1 - 2^(-365/h)) / (365 ln 2)',
    exact: (RATE * MEAN * 0.6 * 90 * (1 - 2 ** (-365 / 90))) / (365 * Math.LN2),
    model: adding({ effects: [effect('ATTEMPTS', 0.6, { halfLifeDays: 90 })] }),
  },
  'failures without tests': {
    formula: 'P(up) = exp(-f (D + r) / 365)',
    exact: RATE * MEAN * 0.8 * untestedUp,
    model: adding(guard),
  },
  'failures with one test programme': {
    formula: 'P(up) = mean over a in 0..T of exp(-m(a)), q = 1 - find x fix',
    exact: RATE * MEAN * 0.8 * testedUp(60, 1 - 0.9 * 0.8),
    model: {
      controls: [
        { id: 'control', ...guard },
        { id: 'test', stance: 'OFFENSIVE', tests: programme(60, 0.9, { fixProbability: constant(0.8) }) },
      ],
      options: [{ name: 'both', add: ['control', 'test'] }],
    },
  },
  'a programme that sees a share of the failures': {
    formula: 'm = s m(tested) + (1 - s) f (D + r) / 365',
    exact: RATE * MEAN * 0.8 * testedUp(60, 0.3, 0.5),
    model: {
      controls: [
        { id: 'control', ...guard },
        { id: 'test', stance: 'OFFENSIVE', tests: programme(60, 0.7, { reachShare: constant(0.5) }) },
      ],
      options: [{ name: 'both', add: ['control', 'test'] }],
    },
  },
  'synergy of a defence and its test': {
    formula: 'rate x mean loss x efficacy x (P(up, tested) - P(up, untested))',
    exact: RATE * MEAN * 0.8 * (testedUp(60, 0.3) - untestedUp),
    model: {
      controls: [
        { id: 'control', ...guard },
        { id: 'test', stance: 'OFFENSIVE', tests: programme(60, 0.7) },
      ],
      options: [{ name: 'both', add: ['control', 'test'] }],
    },
    figure: ({ options }) => options[0].synergy,
  },
  weaknesses: {
    formula: 'P(success) = 1 - (1 - share) exp(-exploitability x w (D + r) / 365)',
    exact: 5 * MEAN * (1 - 0.8 * Math.exp((-0.4 * 6 * 100) / 365)),
    model: {
      assets: [
        {
          id: 'asset',
          weaknessesPerYear: constant(6),
          weaknessDiscoveryDays: constant(80),
          weaknessRepairDays: constant(20),
          exploitability: constant(0.4),
        },
      ],
      scenarios: [{ id: 's', threatEventFrequency: constant(5), susceptibility: constant(0.2) }],
    },
    figure: baseline,
  },
  'variance effects scale f, D and r': {
    formula: 'P(up) = exp(-.5 f (.6 D + .7 r) / 365)',
    exact: RATE * MEAN * 0.8 * Math.exp((-0.5 * f * (0.6 * D + 0.7 * r)) / 365),
    model: {
      controls: [
        { id: 'control', ...guard },
        {
          id: 'patching',
          effects: [
            effect('VARIANCE_FREQUENCY', 0.5, { controlIds: ['control'] }),
            effect('VARIANCE_DISCOVERY', 0.4, { controlIds: ['control'] }),
            effect('VARIANCE_REPAIR', 0.3, { controlIds: ['control'] }),
          ],
        },
      ],
      options: [{ name: 'both', add: ['control', 'patching'] }],
    },
  },
  'evasion by attackers with AI': {
    formula: 'rate x efficacy x (1 - P(evasion)) x mean loss',
    exact: RATE * 0.8 * 0.7 * MEAN,
    model: adding(
      { aiBased: true, evasionProbability: constant(0.3), effects: [effect('SUSCEPTIBILITY', 0.8)] },
      { threats: [{ id: 'threat', aiCapable: true }] },
    ),
  },
  'a lead time': {
    formula: 'rate x efficacy x (1 - lead / 365) x mean loss',
    exact: RATE * 0.5 * (1 - 146 / 365) * MEAN,
    model: adding({ leadTimeDays: constant(146), effects: [effect('ATTEMPTS', 0.5)] }),
  },
  entries: {
    formula: 'rate x share of the entry x efficacy x mean loss',
    exact: RATE * 0.35 * 0.6 * MEAN,
    model: adding(
      { effects: [effect('ATTEMPTS', 0.6, { threatIds: ['phishing'] })] },
      {
        threats: [{ id: 'threat' }, { id: 'phishing' }],
        scenarios: [{ id: 's', entries: [{ threatId: 'phishing', share: 0.35 }] }],
      },
    ),
  },
  'CURRENT: what is in place reproduces what was stated': {
    formula: 'rate x mean loss',
    exact: RATE * MEAN,
    model: {
      scenarios: [{ id: 's', statedAs: 'CURRENT' }],
      controls: [{ id: 'old', status: 'IN_PLACE', ...guard }],
    },
    figure: baseline,
  },
  'CURRENT: removing what is in place': {
    formula: 'rate x mean loss x (1 - 1 / (1 - efficacy x P(up)))',
    exact: RATE * MEAN * (1 - 1 / (1 - 0.8 * untestedUp)),
    model: {
      scenarios: [{ id: 's', statedAs: 'CURRENT' }],
      controls: [{ id: 'old', status: 'IN_PLACE', ...guard }],
      options: [{ name: 'drop', removedControlIds: ['old'] }],
    },
  },
  'outage along a dependency cycle': {
    formula:
      'b falls with a: .5; c by a or through b: 1 - (1 - .2)(1 - .5 x .4); b through c as well: .5 + .5 x .2 x .3',
    exact: RATE * 10 * (1_000 + 4_000 * (0.5 + 0.5 * 0.2 * 0.3) + 250 * (1 - (1 - 0.2) * (1 - 0.5 * 0.4))),
    model: {
      assets: [
        { id: 'asset', outageCostPerHour: constant(1_000) },
        {
          id: 'b',
          outageCostPerHour: constant(4_000),
          dependsOn: [
            { assetId: 'asset', propagationProbability: constant(0.5) },
            { assetId: 'c', propagationProbability: constant(0.3) },
          ],
        },
        {
          id: 'c',
          outageCostPerHour: constant(250),
          dependsOn: [
            { assetId: 'b', propagationProbability: constant(0.4) },
            { assetId: 'asset', propagationProbability: constant(0.2) },
          ],
        },
      ],
      scenarios: [{ id: 's', primaryLosses: [], outageHours: constant(10) }],
    },
    figure: baseline,
  },
};

describe.each(Object.entries(cases))('%s', (_, { formula, exact, model, figure = benefit }) => {
  test(formula, async () => {
    const { value, standardError } = figure(await run(model));
    expect(standardError).toBeGreaterThan(0);
    expect(Math.abs(value - exact) / standardError).toBeLessThan(4);
  });
});
