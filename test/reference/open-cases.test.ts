import { describe, expect, test } from 'vitest';
import { distribution, type Domain } from '../../src/math/estimate.ts';
import { parseEstimate } from '../../src/model/parse-estimate.ts';
import { newTenant } from '../support/api.ts';
import { cases, CASES_FILE, isLong, isWide, missed } from './cases.ts';

/** What a case calls its domains. */
const DOMAIN_OF: Readonly<Record<string, Domain>> = {
  'rate or money >= 0': 'MONEY',
  'share 0..1': 'SHARE',
  'percentile 0..100': 'PERCENTILE',
  'growth > -1': 'GROWTH',
};

if (cases.length === 0)
  test('the reference cases', ({ skip }) => {
    skip(`there is no file at ${CASES_FILE}: set REFERENCE_CASES to the file of cases`);
  });

// a suite without tests would count as a failure
describe.runIf(cases.length > 0)('estimates', () => {
  for (const it of cases.filter(({ kind }) => kind === 'estimates'))
    test.each(it.estimates.map((one) => [JSON.stringify(one.estimate), one] as const))('%s', (_, one) => {
      const domain = DOMAIN_OF[one.domain];
      if (!domain) throw new Error(`no domain is called ${one.domain}`);
      const law = distribution(parseEstimate(one.estimate, domain, 'estimate'), domain);
      const near = (value: number, expected: number, relative: number) =>
        expect(Math.abs(value - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));
      near(law.mean, one.mean, 1e-9);
      if (one.standardDeviation !== null) near(law.standardDeviation, one.standardDeviation, 1e-6);
      for (const { u, value } of one.quantiles) near(law.quantile(u), value, 1e-9);
    });
});

describe.runIf(cases.length > 0)('through the API', () => {
  test.each(cases.filter((it) => it.kind !== 'estimates' && !isLong(it)).map((it) => [it.id, it] as const))(
    '%s',
    { timeout: 300_000 },
    async (_, it) =>
      expect(await missed(await newTenant(), it, isWide(it) ? it.trials / 5 : it.trials)).toEqual([]),
  );
});
