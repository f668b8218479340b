import { describe, expect, test } from 'vitest';
import { CallerError } from '../../src/errors.ts';
import { freezeComparison } from '../../src/simulation/freeze.ts';
import { planWarnings } from '../../src/simulation/plan-warnings.ts';
import { parseComparison } from '../../src/simulation/request.ts';
import { constant, hospital } from '../simulation/hospital-model.ts';

const compare = (input: object) => freezeComparison(hospital, parseComparison(input, 'input'), '42', 'input');

/** What a caller is told of the second of two options. */
function told(option: object, more: object = {}) {
  try {
    compare({ options: [{ name: 'As it is' }, { name: 'Next year', ...option }], ...more });
  } catch (error) {
    if (error instanceof CallerError) return { code: error.code, field: error.field, message: error.message };
    throw error;
  }
  return undefined;
}

describe('an option that makes no sense is refused in words that name it and the control', () => {
  test.each([
    [
      'removes what is not in place',
      { removeControlIds: ['edr'] },
      'in the option "Next year", only what is IN_PLACE can be removed; the control "edr" is PROPOSED',
    ],
    [
      'adds what is in place',
      { addControlIds: ['mfa'] },
      'in the option "Next year", the control "mfa" is IN_PLACE already: it cannot be added',
    ],
    [
      'adds what is RETIRED',
      { addControlIds: ['old'] },
      'in the option "Next year", the control "old" is RETIRED: it cannot be added unless it is made PROPOSED again',
    ],
    [
      'mixes what is in place with what that excludes',
      { addControlIds: ['tapes'] },
      'in the option "Next year", the controls "tapes" and "backups" exclude each other: only one of them can be had',
    ],
    [
      'mixes two that exclude each other, whichever of them says so',
      { addControlIds: ['edr', 'soc', 'xdr'] },
      'in the option "Next year", the controls "edr" and "xdr" exclude each other: only one of them can be had',
    ],
    [
      'adds and removes the same',
      { addControlIds: ['soc'], removeControlIds: ['soc'] },
      'in the option "Next year", the control "soc" is added and removed at once',
    ],
    [
      'changes what is neither in place nor added',
      { changeControls: [{ controlId: 'soc', coverage: constant(0.5) }] },
      'in the option "Next year", only what is IN_PLACE or added here can be changed; the control "soc" is PROPOSED',
    ],
    [
      'changes what it removes',
      { removeControlIds: ['mfa'], changeControls: [{ controlId: 'mfa', coverage: constant(0.5) }] },
      'in the option "Next year", the control "mfa" is removed here: it cannot be changed as well',
    ],
    [
      'changes nothing of a control',
      { changeControls: [{ controlId: 'mfa' }] },
      'in the option "Next year", the control "mfa" needs at least one new number, got none',
    ],
    [
      'tests more often with what tests nothing',
      { changeControls: [{ controlId: 'mfa', everyDays: 91.25 }] },
      'in the option "Next year", the control "mfa" has no test programme to change',
    ],
    [
      'repairs faster what never fails',
      { changeControls: [{ controlId: 'backups', repairDays: constant(1) }] },
      'in the option "Next year", the control "backups" states no failuresPerYear: state them beside it, or there is nothing to find and repair',
    ],
  ])('%s', (_, option, message) => {
    expect(told(option)).toMatchObject({ code: 'BAD_USER_INPUT', message });
  });

  test('names a control that is not there: its id is all there is to name', () => {
    expect(told({ addControlIds: ['soc', 'nothing'] })).toEqual({
      code: 'NOT_FOUND',
      field: 'input.options.1.addControlIds.1',
      message: 'in the option "Next year", no control of your organisation has this id',
    });
  });

  test('two options of one name', () => {
    const again = { name: 'As it is', addControlIds: ['soc'] };
    expect(told(again)).toEqual({
      code: 'BAD_USER_INPUT',
      field: 'input.options.1',
      message: 'is named twice in this list: "As it is"',
    });
  });
});

/** model.md, section 3: it is never operative, which is no mistake of a caller who asks what it is worth without. */
test('an option whose control lacks what it requires is warned of, by both names', () => {
  const plan = compare({ options: [{ name: 'Next year', addControlIds: ['edr'] }] });
  expect(planWarnings(plan)).toEqual([
    'the control "edr" never acts in the option "Next year": a control that it requires is missing',
  ]);
});

test.each([
  ['a discount rate of -100%', constant(-1), 'input.discountRate.value'],
  ['one below', constant(-1.5), 'input.discountRate.value'],
  ['one that may be', { shape: 'UNIFORM', low: -1, high: 0.05 }, 'input.discountRate.low'],
])('%s is refused: later money would count without end', (_, discountRate, field) => {
  expect(told({}, { discountRate })).toMatchObject({
    code: 'BAD_USER_INPUT',
    field,
    message: expect.stringContaining('above -1') as string,
  });
});

test('a discount rate just above -100% is taken', () => {
  expect(told({}, { discountRate: constant(-0.99) })).toBeUndefined();
});
