import { expect, test } from 'vitest';
import { newTenant } from '../support/api.ts';
import { cases, CASES_FILE, importCase } from '../reference/cases.ts';

const previewed = cases.filter(({ preview }) => preview);

if (previewed.length === 0)
  test('the reference cases', ({ skip }) => {
    skip(`there is no case with a preview at ${CASES_FILE}: set REFERENCE_CASES to the file of cases`);
  });

test.each(previewed.map((it) => [it.id, it] as const))('%s, at once and exactly', async (_, it) => {
  const api = await newTenant();
  await importCase(api, it);
  const { preview } = await api.ask(
    '{ preview { expectedAnnualLoss percentiles { p value } lossEventProbability approximate } }',
  );
  expect(preview.approximate).toBe(false);
  const answers = new Map<string, number>([
    ['expectedAnnualLoss', preview.expectedAnnualLoss],
    ['lossEventProbability', preview.lossEventProbability],
    ...(preview.percentiles as { p: number; value: number }[]).map(
      ({ p, value }) => [`P${Number((100 * p).toFixed(1))}`, value] as const,
    ),
  ]);
  const compared = it.expected.filter(({ figure }) => answers.has(figure));
  expect(compared.length).toBeGreaterThan(3);
  for (const { figure, value, relativeAccuracy = 0 } of compared) {
    // 1e-6 of what is a mean, 1e-5 of a percentile, beside what the case itself is off by
    const share = (figure.startsWith('P') ? 1e-5 : 1e-6) + relativeAccuracy;
    expect(Math.abs(answers.get(figure)! - value), `${figure} ${value}`).toBeLessThanOrEqual(share * value);
  }
});
