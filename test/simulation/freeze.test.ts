import { describe, expect, test } from 'vitest';
import { CallerError } from '../../src/errors.ts';
import { freezeComparison, freezeSimulation } from '../../src/simulation/freeze.ts';
import { canonicalJson, sha256 } from '../../src/simulation/hash.ts';
import type { Model } from '../../src/simulation/model-rows.ts';
import { planWarnings } from '../../src/simulation/plan-warnings.ts';
import { parseComparison, parseSimulation } from '../../src/simulation/request.ts';
import { constant, hospital } from './hospital-model.ts';

const simulate = (input: object, model: Model = hospital) =>
  freezeSimulation(model, parseSimulation(input, 'input'), '42', 'input');
const compare = (input: object, model: Model = hospital) =>
  freezeComparison(model, parseComparison(input, 'input'), '42', 'input');

const refusal = (ask: () => unknown) => {
  try {
    ask();
  } catch (error) {
    if (error instanceof CallerError) return { code: error.code, field: error.field, message: error.message };
    throw error;
  }
  return undefined;
};
const refused = (input: object) => refusal(() => simulate(input));
const option = (input: object) =>
  refusal(() => compare({ options: [{ name: 'first' }, { name: 'second', ...input }] }));

describe('what a plan holds', () => {
  test('the documented examples of requests hold', () => {
    expect(parseSimulation({ trials: 1000 }, 'input').horizonYears).toBe(3);
    const request = parseComparison(
      { options: [{ name: 'Backups', addControlIds: ['control_1'] }] },
      'input',
    );
    expect(request.trials).toBe(100_000);
  });

  test('the model in order of its numbers, with what is in place, and nothing that is absent', () => {
    const plan = simulate({});
    expect(plan.assets.map(({ id }) => id)).toEqual(['ehr', 'portal']);
    expect(plan.scenarios.map(({ id }) => id)).toEqual(['ehr-stolen', 'portal-down']);
    expect(plan.controls.map(({ id }) => id)).toEqual(['mfa', 'backups']);
    expect(plan.baseline).toEqual({ controlIds: ['mfa', 'backups'], changes: [] });
    expect(plan.options).toEqual([]);
    expect(plan).toMatchObject({ formatVersion: 1, horizonYears: 3, trials: 100_000, seed: '42' });
    expect('precision' in plan).toBe(false);
    expect(JSON.stringify(plan)).not.toContain('null');
    expect(JSON.parse(canonicalJson(plan))).toEqual(plan);
  });

  test('every number that went in, with its source, and no more of a row than a run needs', () => {
    const [ehr] = simulate({}).assets;
    expect(ehr.costPerRecord).toMatchObject({
      shape: 'PERT',
      low: 10,
      basis: 'PUBLISHED',
      source: 'a study',
    });
    expect(Object.keys(ehr).sort()).toEqual([
      'costPerRecord',
      'dependsOn',
      'id',
      'name',
      'number',
      'records',
    ]);
    const plan = simulate({ addControlIds: ['red-team'] });
    expect(Object.keys(plan.controls[2].tests ?? {})).not.toContain('authorization');
  });

  test('the mechanisms of all controls, so that a portfolio never changes a key', () => {
    const all = ['antivirus', 'endpoint detection', 'restore', 'strong sign-in'];
    expect(simulate({}).mechanisms).toEqual(all);
    expect(simulate({ removeControlIds: ['mfa'], addControlIds: ['edr'] }).mechanisms).toEqual(all);
  });

  test('a simulation starts from what is in place, less what it removes, with what it adds and changes', () => {
    const plan = simulate({
      addControlIds: ['red-team', 'edr'],
      removeControlIds: ['backups'],
      changeControls: [
        { controlId: 'red-team', everyDays: 30 },
        { controlId: 'mfa', coverage: constant(0.9) },
      ],
      insurance: { premium: 1000, retention: 5000, annualLimit: null },
      precision: 0.01,
    });
    expect(plan.baseline.controlIds).toEqual(['mfa', 'edr', 'red-team']);
    // What is removed stays known: rebasing is relative to what is in place.
    expect(plan.controls.map(({ id }) => id)).toEqual(['mfa', 'backups', 'edr', 'red-team']);
    expect(plan.baseline.changes.map(({ controlId }) => controlId)).toEqual(['mfa', 'red-team']);
    expect(plan.baseline.insurance).toEqual({ premium: 1000, retention: 5000, coinsurance: 1 });
    expect(plan.precision).toBe(0.01);
  });

  test('an option keeps the insurance in force unless it has its own', () => {
    const current = { premium: 1, retention: 2, coinsurance: 0.8 };
    const own = { premium: 0, retention: 0, coinsurance: 1, perEventLimit: 0 };
    const plan = compare({
      currentInsurance: current,
      options: [
        { name: 'detect', addControlIds: ['edr'] },
        { name: 'drop', insurance: own },
      ],
    });
    expect(plan.baseline).toEqual({ controlIds: ['mfa', 'backups'], changes: [], insurance: current });
    expect(plan.options[0]).toEqual({
      name: 'detect',
      controlIds: ['mfa', 'backups', 'edr'],
      addedControlIds: ['edr'],
      removedControlIds: [],
      changes: [],
      insurance: current,
    });
    expect(plan.options[1].insurance).toEqual(own);
    expect(plan.discountRate).toMatchObject({ shape: 'CONSTANT', value: 0.03 });
    expect(plan.costPerFte).toMatchObject({ shape: 'CONSTANT', value: 120_000 });
  });

  test('the order of rows and of lists asked for does not change the plan', () => {
    const shuffled: Model = {
      assets: hospital.assets.toReversed(),
      threats: hospital.threats,
      scenarios: hospital.scenarios.toReversed(),
      controls: hospital.controls.toReversed(),
    };
    const hash = (plan: unknown) => sha256(canonicalJson(plan));
    const one = simulate({ addControlIds: ['edr', 'red-team'], scenarioIds: ['portal-down', 'ehr-stolen'] });
    const other = simulate({ addControlIds: ['red-team', 'edr'] }, shuffled);
    expect(hash(one)).toBe(hash(other));
  });

  test('only the scenarios asked for, but all assets and threats', () => {
    const plan = simulate({ scenarioIds: ['portal-down'] });
    expect(plan.scenarios.map(({ id }) => id)).toEqual(['portal-down']);
    expect(plan.assets).toHaveLength(2);
  });
});

describe('what is refused before there is a job', () => {
  test('a model without scenarios', () => {
    const empty: Model = { assets: [], threats: [], scenarios: [], controls: [] };
    expect(refusal(() => simulate({}, empty))).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'input.scenarioIds',
    });
  });

  test.each([
    [{ scenarioIds: ['portal-down', 'nowhere'] }, 'input.scenarioIds.1'],
    [{ addControlIds: ['nothing'] }, 'input.addControlIds.0'],
    [{ removeControlIds: ['nothing'] }, 'input.removeControlIds.0'],
    [
      { changeControls: [{ controlId: 'nothing', coverage: constant(1) }] },
      'input.changeControls.0.controlId',
    ],
  ])('an id of nothing: %j', (input, field) => {
    expect(refused(input)).toMatchObject({ code: 'NOT_FOUND', field });
  });

  test.each([
    [{ scenarioIds: [] }, 'input.scenarioIds'],
    [{ addControlIds: [] }, 'input.addControlIds'],
    [{ removeControlIds: [] }, 'input.removeControlIds'],
    [{ addControlIds: ['edr', 'edr'] }, 'input.addControlIds.1'],
    [{ trials: 0 }, 'input.trials'],
    [{ trials: 10_000_001 }, 'input.trials'],
    [{ trials: 1.5 }, 'input.trials'],
    [{ horizonYears: 0 }, 'input.horizonYears'],
    [{ horizonYears: 11 }, 'input.horizonYears'],
    [{ seed: '-1' }, 'input.seed'],
    [{ seed: '18446744073709551616' }, 'input.seed'],
    [{ seed: '1e3' }, 'input.seed'],
    [{ seed: '' }, 'input.seed'],
    [{ precision: 0 }, 'input.precision'],
    [{ precision: 1 }, 'input.precision'],
    [{ precision: NaN }, 'input.precision'],
    [{ name: '' }, 'input.name'],
    [{ insurance: { premium: -1, retention: 0 } }, 'input.insurance.premium'],
    [{ insurance: { premium: 0, retention: Infinity } }, 'input.insurance.retention'],
    [{ insurance: { premium: 0, retention: 0, coinsurance: 1.1 } }, 'input.insurance.coinsurance'],
    [{ insurance: { premium: 0, retention: 0, annualLimit: NaN } }, 'input.insurance.annualLimit'],
  ])('what cannot be: %j', (input, field) => {
    expect(refused(input)).toMatchObject({ code: 'BAD_USER_INPUT', field });
  });

  test.each([
    [{ addControlIds: ['mfa'] }, 'addControlIds.0', 'IN_PLACE'],
    [{ addControlIds: ['old'] }, 'addControlIds.0', 'RETIRED'],
    [{ addControlIds: ['edr', 'tapes'] }, 'addControlIds.1', 'exclude each other'],
    [{ addControlIds: ['edr', 'xdr'] }, 'addControlIds.0', 'exclude each other'],
    [{ removeControlIds: ['edr'] }, 'removeControlIds.0', 'PROPOSED'],
    [{ addControlIds: ['edr'], removeControlIds: ['edr'] }, 'removeControlIds.0', 'added and removed'],
    [
      { changeControls: [{ controlId: 'edr', coverage: constant(1) }] },
      'changeControls.0.controlId',
      'PROPOSED',
    ],
    [
      { removeControlIds: ['mfa'], changeControls: [{ controlId: 'mfa', coverage: constant(1) }] },
      'changeControls.0.controlId',
      'removed',
    ],
    [
      {
        changeControls: [
          { controlId: 'mfa', coverage: constant(1) },
          { controlId: 'mfa', staffFte: 1 },
        ],
      },
      'changeControls.1',
      'twice',
    ],
    [{ changeControls: [{ controlId: 'mfa' }] }, 'changeControls.0', 'new number'],
    [
      { changeControls: [{ controlId: 'mfa', everyDays: 30 }] },
      'changeControls.0.everyDays',
      'test programme',
    ],
    [
      { changeControls: [{ controlId: 'backups', failuresPerYear: constant(1) }] },
      'changeControls.0.failuresPerYear',
      'discoveryDays',
    ],
    [
      { changeControls: [{ controlId: 'backups', repairDays: constant(1) }] },
      'changeControls.0.repairDays',
      'failuresPerYear',
    ],
    [
      { changeControls: [{ controlId: 'mfa', coverage: constant(2) }] },
      'changeControls.0.coverage.value',
      '2',
    ],
  ])('a portfolio that makes no sense, in a simulation and in an option: %j', (input, field, says) => {
    const told = { code: 'BAD_USER_INPUT', message: expect.stringContaining(says) as string };
    expect(refused(input)).toMatchObject({ ...told, field: `input.${field}` });
    expect(option(input)).toMatchObject({ ...told, field: `input.options.1.${field}` });
  });

  test('excluded controls may swap places', () => {
    expect(simulate({ addControlIds: ['tapes'], removeControlIds: ['backups'] }).baseline.controlIds).toEqual(
      ['mfa', 'tapes'],
    );
  });

  test('failures may be stated with their discovery for a control that had none', () => {
    const change = { controlId: 'backups', failuresPerYear: constant(1), discoveryDays: constant(30) };
    expect(simulate({ changeControls: [change] }).baseline.changes).toEqual([
      expect.objectContaining({ controlId: 'backups' }),
    ]);
  });

  test('options: none, too many, alike by name, without a name', () => {
    const told = (options: object[]) => refusal(() => compare({ options }));
    expect(told([])).toMatchObject({ code: 'BAD_USER_INPUT', field: 'input.options' });
    expect(told(Array.from({ length: 51 }, (_, i) => ({ name: `${i}` })))).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'input.options',
      message: expect.stringContaining('50') as string,
    });
    expect(told([{ name: 'a' }, { name: 'a' }])).toMatchObject({ field: 'input.options.1' });
    expect(told([{ name: ' ' }])).toMatchObject({ field: 'input.options.0.name' });
  });

  test('rates that are no rates: a discount of -100% a year, people that cost less than nothing', () => {
    const told = (input: object) => refusal(() => compare({ options: [{ name: 'a' }], ...input }));
    expect(told({ discountRate: constant(-1) })?.field).toBe('input.discountRate.value');
    expect(told({ costPerFte: constant(-1) })?.field).toBe('input.costPerFte.value');
  });

  test('more work than any machine here should do, with the limit and what came', () => {
    const often = (perYear: number): Model => ({
      ...hospital,
      scenarios: hospital.scenarios.map((it) => ({
        ...it,
        ...(it.lossEventFrequency && { lossEventFrequency: { ...it.lossEventFrequency, value: perYear } }),
      })),
    });
    expect(refusal(() => simulate({ trials: 10_000_000 }, often(1000)))).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'input.trials',
      message: expect.stringContaining('20,000,000,000') as string,
    });
    expect(refusal(() => simulate({ trials: 1 }, often(1e6)))?.field).toBe('input.horizonYears');
    expect(simulate({ trials: 10_000_000, horizonYears: 10 }).trials).toBe(10_000_000);
  });

  test('a stated rate that the controls in place would stop entirely', () => {
    const perfect: Model = {
      ...hospital,
      controls: hospital.controls.map((it) =>
        it.id === 'backups'
          ? {
              ...it,
              effects: it.effects.map((effect) => ({
                ...effect,
                efficacy: { ...effect.efficacy, value: 1 },
              })),
            }
          : it,
      ),
    };
    expect(refusal(() => simulate({}, perfect))).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'input.scenarioIds',
    });
  });
});

test('a control that lacks what it requires is warned of', () => {
  expect(planWarnings(simulate({}))).toEqual([]);
  const [warning] = planWarnings(compare({ options: [{ name: 'detect', addControlIds: ['edr'] }] }));
  expect(warning).toContain('"edr"');
  expect(warning).toContain('"detect"');
  expect(planWarnings(simulate({ addControlIds: ['edr', 'soc'] }))).toEqual([]);
});

test('a seed is a number, whatever noughts it is written with', () => {
  expect(parseSimulation({ seed: '007' }, 'input').seed).toBe('7');
  expect(parseSimulation({ seed: '18446744073709551615' }, 'input').seed).toBe('18446744073709551615');
});
