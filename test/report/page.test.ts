import { beforeAll, expect, test } from 'vitest';
import { analysisOf, type Analysis, type Sources } from '../../src/report/analysis.ts';
import { pageOf } from '../../src/report/page/page.ts';
import { STYLE } from '../../src/report/page/style.ts';
import type { CredibleRange, Figure, Percentile } from '../../src/simulation/result.ts';
import { amount, dollars, hours, percent } from '../../src/words.ts';
import { exampleHospital, sourcesOf } from './example.ts';

let sources: Sources;
let analysis: Analysis;
let page: string;
beforeAll(async () => {
  sources = await sourcesOf(await exampleHospital());
  analysis = analysisOf(sources);
  page = pageOf(analysis);
});

/** Every number in a value, however deep. */
const numbersIn = (value: unknown): number[] =>
  typeof value === 'number'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(numbersIn)
      : [];

const spoken = (html: string) =>
  [...html.matchAll(/<data value="([^"]+)"\s*>([^<]*)<\/data\s*>/g)].map(
    ([, value, words]) => [Number(value), words] as const,
  );

test('every figure on the page is the analysis’s own', () => {
  const known = new Set(numbersIn(analysis).flatMap((it) => [it, -it]));
  const figures = spoken(page);
  expect(figures.length).toBeGreaterThan(300);
  expect(figures.filter(([value]) => !known.has(value))).toEqual([]);
});

test('every figure of the outcome is on the page, in the project’s words', () => {
  const { baseline } = sources.result;
  const said = new Set(spoken(page).map(([value, words]) => `${value} ${words}`));
  const expectSaid = (numbers: readonly number[], words: (x: number) => string) => {
    for (const it of numbers) expect(said).toContain(`${it} ${words(it)}`);
  };
  const figure = ({ value, low, high }: Figure | Percentile) => [value, low, high];
  const range = ({ p5, p50, p95 }: CredibleRange) => [p5, p50, p95];
  expectSaid(figure(baseline.expectedAnnualLoss), dollars);
  expectSaid(range(baseline.credible), dollars);
  expectSaid(baseline.annualLossPercentiles.flatMap(figure), dollars);
  expectSaid(figure(baseline.conditionalValueAtRisk95), dollars);
  expectSaid(figure(baseline.annualBreachProbability), percent);
  expectSaid(range(baseline.annualBreachCredible), percent);
  expectSaid(figure(baseline.annualLargeBreachProbability), percent);
  expectSaid(figure(baseline.expectedOutageHours), hours);
  expectSaid(figure(baseline.expectedRecords), amount);
  for (const it of [
    baseline.lossEventProbability,
    baseline.breachProbability,
    baseline.largeBreachProbability,
  ])
    expectSaid(figure(it), percent);
  for (const { lossEvent, breach, largeBreach } of baseline.byYear)
    expectSaid([lossEvent, breach, largeBreach].flatMap(figure), percent);
  for (const { expectedAnnualLoss, share, shareOfTail } of [
    ...baseline.byScenario,
    ...baseline.byCategory,
    ...baseline.byLossForm,
  ]) {
    expectSaid(figure(expectedAnnualLoss), dollars);
    expectSaid([share, shareOfTail], percent);
  }
  expectSaid(
    baseline.byAsset.flatMap((it) => figure(it.expectedAnnualLoss)),
    dollars,
  );
});

test('it says who ran what and when, beside what, on what evidence', () => {
  const { run } = analysis;
  for (const text of [run.id, run.planHash, run.resultHash!, run.seed, run.requestedBy, run.name!])
    expect(page).toContain(text);
  expect(page).toContain('November 25, 2026, 12:00 UTC');
  expect(page).toContain(`version ${run.engineVersion}`);
  expect(page).toContain('HHS breach portal');
  expect(page).toContain('10.1257/pol.20240594');
  expect(page).toMatch(/17%<\/data\s*>\s+to\s+<data[^>]*>24%/);
  expect(page).toMatch(/34%<\/data\s*>\s+to\s+<data[^>]*>38%/);
  expect(page).toContain('as of the date of this report');
  for (const { name } of [...analysis.assets, ...analysis.threats, ...analysis.controls])
    expect(page).toContain(`<bdi>${name}</bdi>`);
  for (const { citation } of analysis.safeguards.specifications)
    expect(page).toContain(citation.replace('45 CFR ', ''));
});

test('it runs nothing, loads nothing and needs nothing', () => {
  expect(page).not.toMatch(/<(script|link|img|iframe|object|embed|form|base)\b/i);
  expect(page).not.toMatch(/\s(src|on\w+|srcset|action)=/i);
  expect(page).not.toMatch(/url\(|@import|https?:/i);
  expect([...page.matchAll(/href="([^"]*)"/g)].every(([, to]) => to.startsWith('#'))).toBe(true);
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
});

test('whoever listens to it is told what a reader sees', () => {
  expect(page).toMatch(/^<!doctype html>\s*<html lang="en">/i);
  expect(faultsOf(page)).toEqual([]);
  expect(page.match(/<h1\b/g)).toHaveLength(1);
  const levels = [...page.matchAll(/<h(\d)\b/g)].map(([, level]) => Number(level));
  levels.slice(1).forEach((level, at) => expect(level - levels[at]).toBeLessThanOrEqual(1));
  const tables = page.match(/<table\b[\s\S]*?<\/table\s*>/g)!;
  for (const table of tables) {
    expect(table).toMatch(/^<table[^>]*>\s*<caption>/);
    expect(table).toMatch(/<thead>/);
    for (const [head] of table.matchAll(/<th\b[^>]*>/g)) expect(head).toMatch(/scope="(col|row|rowgroup)"/);
  }
  for (const [drawing] of page.matchAll(/<svg\b[^>]*>/g))
    expect(drawing).toMatch(/role="img"\s+aria-label="[^"]+"/);
  const ids = new Set([...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id));
  for (const [, to] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(to);
});

/** What is opened and not closed, or closed and not opened. */
function faultsOf(html: string): string[] {
  const alone = new Set(['meta', 'col', 'br', 'hr']);
  const open: string[] = [];
  const faults: string[] = [];
  for (const [, end, name, self] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*?(\/?)>/g)) {
    if (alone.has(name) || self) continue;
    if (!end) open.push(name);
    else if (open.at(-1) === name) open.pop();
    else faults.push(`</${name}> in ${open.at(-1)}`);
  }
  return [...faults, ...open];
}

test('its colours can be told from what they stand on', () => {
  const colour = (name: string) => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(STYLE)![1];
  for (const text of ['ink', 'soft', 'deep'])
    for (const ground of ['#ffffff', colour('faint')])
      expect(contrast(colour(text), ground)).toBeGreaterThanOrEqual(4.5);
});

/** Source: WCAG 2.2, contrast ratio and relative luminance. */
function contrast(one: string, other: string): number {
  const [dark, light] = [one, other].map(luminance).sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const HOSTILE = `"><script>alert(1)</script><!-- '\u202E\u200B & </style> \uD800`;

/** The same thing with every text in it that somebody else wrote made hostile. */
function poisoned<T>(value: T, key = ''): T {
  const written =
    /^(name|organization|requestedBy|category|mechanism|source|note|reason|decidedBy|seed|engineVersion|planHash|resultHash|id|field|weaknessBypasses|mechanisms|warnings|controls)$/;
  if (typeof value === 'string') return (written.test(key) ? `${value}${HOSTILE}` : value) as T;
  if (Array.isArray(value)) return value.map((it) => poisoned(it, key)) as T;
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, it]) => [name, poisoned(it, name)])) as T;
}

test('hostile text stays text, wherever it stands', () => {
  const [first, ...rest] = sources.safeguards.specifications;
  const decision = {
    decision: 'ALTERNATIVE',
    reason: 'x'.repeat(5),
    decidedBy: 'someone',
    decidedAt: '2026-01-02T00:00:00.000Z',
    reviewBy: '2027-01-02T00:00:00.000Z',
    current: true,
  } as const;
  const specifications = [{ ...first, decision }, ...rest];
  const hostile = pageOf(
    poisoned(
      analysisOf({
        ...sources,
        run: { ...sources.run, warnings: ['a warning'] },
        safeguards: { ...sources.safeguards, specifications },
      }),
    ),
  );
  expect(hostile).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(hostile).toContain('[U+202E][U+200B]');
  expect(hostile).toContain('[U+D800]');
  expect(hostile).not.toMatch(/<script|<!--|[\u202E\u200B\uD800]/);
  expect(hostile.match(/<\/style/g)).toHaveLength(1);
  expect(faultsOf(hostile)).toEqual([]);
});

test('the same analysis gives the same bytes', () => {
  expect(pageOf(analysisOf(sources))).toBe(page);
});

test('of a very large model the page leaves the rest to the JSON, and says so', () => {
  const many = <T>(list: readonly T[], times: number) => Array.from({ length: times }, () => list).flat();
  const large = pageOf({
    ...analysis,
    assets: many(analysis.assets, 50),
    scenarios: many(analysis.scenarios, 50),
    inputs: many(analysis.inputs, 50),
  });
  expect(large.length).toBeLessThan(10 * page.length);
  const counts = [...large.matchAll(/([\d,]+) further (\w+)\s+(?:is|are)\s+left\s+to\s+the\s+JSON/g)].map(
    ([, count, what]) => [what, Number(count.replaceAll(',', ''))],
  );
  expect(Object.fromEntries(counts)).toEqual({
    scenarios: analysis.scenarios.length * 50 - 150,
    assets: analysis.assets.length * 50 - 150,
    inputs: analysis.inputs.length * 50 - 1000,
  });
});
