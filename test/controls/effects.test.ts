import { expect, test } from 'vitest';
import { touchedEntries } from '../../src/controls/effects.ts';

const scenario = {
  id: 's',
  assetId: 'ehr',
  threatId: 'gang',
  entries: [{ threatId: 'phishing', share: 0.4 }],
};
const threat = { category: 'CRIME' };
const touched = (lists: object) => touchedEntries({ factor: 'ATTEMPTS', ...lists }, scenario, threat);

test('an effect that names no list touches every attempt', () => {
  expect(touched({})).toEqual([true, true]);
});

test('the documented example holds: a threat that is an entry touches the attempts that enter by it', () => {
  expect(touched({ threatIds: ['phishing'] })).toEqual([false, true]);
  expect(touched({ threatIds: ['gang'] })).toEqual([true, true]);
});

test('lists are alternatives inside, and conditions between', () => {
  expect(touched({ assetIds: ['mail', 'ehr'] })).toEqual([true, true]);
  expect(touched({ assetIds: ['ehr'], categories: ['INSIDER'] })).toEqual([false, false]);
  expect(touched({ assetIds: ['mail'], threatIds: ['gang'] })).toEqual([false, false]);
  expect(touched({ scenarioIds: ['s'], categories: ['CRIME'], threatIds: ['phishing'] })).toEqual([
    false,
    true,
  ]);
});

test('a variance effect touches no scenario', () => {
  expect(touchedEntries({ factor: 'VARIANCE_REPAIR', assetIds: ['ehr'] }, scenario, threat)).toEqual([
    false,
    false,
  ]);
});
