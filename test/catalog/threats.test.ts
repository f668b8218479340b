import { describe, expect, test } from 'vitest';
import { ASSET_KINDS } from '../../src/assets/asset.ts';
import type { CatalogThreat, Figure } from '../../src/catalog/parts.ts';
import { citationsOf, SOURCES } from '../../src/catalog/sources.ts';
import { MITIGATIONS, TECHNIQUES } from '../../src/catalog/techniques.ts';
import { THREATS } from '../../src/catalog/threats/all.ts';
import type { Domain } from '../../src/math/domain.ts';
import { distribution } from '../../src/math/estimate.ts';
import { lognormalFromRange } from '../../src/math/lognormal.ts';
import { parseEstimate, warningOf } from '../../src/model/parse-estimate.ts';
import { EFFECTS } from '../../src/scenarios/scenario.ts';
import { parseThreat } from '../../src/threats/threat.ts';

const byId = new Map(THREATS.map((threat) => [threat.id, threat]));
const strikes = THREATS.filter(({ enabling }) => !enabling);
const opens = THREATS.filter(({ enabling }) => enabling);

/** Every figure of a threat with the domain that its field has in the model. */
const figuresOf = ({ lossEventFrequency, loss, growthPerYear }: CatalogThreat): [Domain, Figure][] => [
  ['RATE', lossEventFrequency],
  ['MONEY', loss],
  ...(growthPerYear ? [['GROWTH', growthPerYear] as [Domain, Figure]] : []),
];
const figures = THREATS.flatMap((threat) =>
  figuresOf(threat).map(([domain, figure]) => ({ at: `${threat.id} ${domain}`, domain, figure })),
);

/** As it would be saved: with citations for ids. */
const stated = ({ sources, ...estimate }: Figure) => ({
  ...estimate,
  ...(sources.length > 0 && { source: citationsOf(sources) }),
});

test('the documented example holds', () => {
  expect(citationsOf(['S-RUN26', 'S-MTR26'])).toBe(
    'RunSafe, Medical Device Cybersecurity Index 2026; Mandiant, M-Trends 2026',
  );
  expect(citationsOf([])).toBe('');
});

test('an unknown source is our mistake', () => {
  expect(() => citationsOf(['S-RUN26', 'S-NONE'])).toThrow(RangeError);
  expect(() => citationsOf(['toString'])).toThrow('no source of the catalogue has the id toString');
});

describe('the sources', () => {
  test.each(Object.entries(SOURCES))('%s can be cited and looked up', (id, { citation, url }) => {
    expect(id).toMatch(/^S-[A-Z0-9]+$/);
    expect(citation.length).toBeLessThanOrEqual(90);
    expect(citation).not.toContain('; '); // which joins them
    expect(new URL(url).protocol).toBe('https:');
    expect(url).not.toMatch(/\s/);
  });

  test('no two are cited alike', () => {
    const citations = Object.values(SOURCES).map(({ citation }) => citation);
    expect(new Set(citations).size).toBe(citations.length);
  });
});

describe('the names that MITRE gave', () => {
  test('ids look as theirs do', () => {
    for (const id of Object.keys(TECHNIQUES)) expect(id).toMatch(/^(T\d{4}|AML\.T\d{4})(\.\d{3})?$/);
    for (const id of Object.keys(MITIGATIONS)) expect(id).toMatch(/^(M\d{4}|AML\.M\d{4})$/);
  });

  test('a few are as one finds them there', () => {
    expect(TECHNIQUES['T1486']).toBe('Data Encrypted for Impact');
    expect(TECHNIQUES['AML.T0051']).toBe('LLM Prompt Injection');
    expect(MITIGATIONS['M1032']).toBe('Multi-factor Authentication');
    expect(MITIGATIONS['AML.M0007']).toBe('Sanitize Training Data');
  });

  test('only techniques that a threat uses are listed', () => {
    const used = new Set(THREATS.flatMap(({ attackTechniques }) => attackTechniques));
    expect(Object.keys(TECHNIQUES).filter((id) => !used.has(id))).toEqual([]);
  });
});

describe('the threats', () => {
  test('are many, of every category, and named once', () => {
    expect(THREATS.length).toBeGreaterThanOrEqual(45);
    expect(byId.size).toBe(THREATS.length);
    expect(new Set(THREATS.map(({ name }) => name)).size).toBe(THREATS.length);
    expect(THREATS.filter(({ category }) => category === 'AI').length).toBeGreaterThanOrEqual(13);
    expect([...new Set(THREATS.map(({ category }) => category))]).toEqual([
      'extortion',
      'entry',
      'fraud',
      'insider',
      'error',
      'physical',
      'third party',
      'intrusion',
      'AI',
    ]);
  });

  test.each(THREATS.map((threat) => [threat.id, threat] as const))(
    '%s can be saved as it is',
    (id, threat) => {
      expect(id).toMatch(/^T(-[A-Z]+)+$/);
      const { name, category, description, actor, aiCapable, enabling, growthPerYear, volatility } = threat;
      const saved = parseThreat(
        {
          name,
          category,
          externalId: id,
          description,
          actor,
          aiCapable,
          enabling,
          attackTechniques: threat.attackTechniques,
          ...(growthPerYear && { growthPerYear: stated(growthPerYear) }),
          ...(volatility !== undefined && { volatility }),
        },
        'threat',
      );
      expect(saved.name).toBe(name);
      expect(threat.attackTechniques.filter((technique) => !Object.hasOwn(TECHNIQUES, technique))).toEqual(
        [],
      );
      expect(threat.effects.length).toBeGreaterThan(0);
      expect(new Set(threat.effects).size).toBe(threat.effects.length);
      for (const effect of threat.effects) expect(EFFECTS).toContain(effect);
      expect(threat.assetKinds.length).toBeGreaterThan(0);
      expect(new Set(threat.assetKinds).size).toBe(threat.assetKinds.length);
      for (const kind of threat.assetKinds) expect(ASSET_KINDS).toContain(kind);
    },
  );

  test('errors, insiders and losses evade no model', () => {
    const harmless = ['error', 'insider', 'physical'];
    expect(THREATS.filter(({ category, aiCapable }) => harmless.includes(category) && aiCapable)).toEqual([]);
  });
});

describe('the figures', () => {
  test.each(figures)('$at is an estimate that says where it comes from', ({ domain, figure }) => {
    const estimate = parseEstimate(stated(figure), domain, 'figure');
    expect(warningOf(estimate, domain)).toBeUndefined();
    expect(figure.low).toBeLessThan(figure.high!);
    expect(figure.shape).toBe(domain === 'MONEY' ? 'LOGNORMAL' : 'PERT');
    if (figure.basis === 'PUBLISHED') {
      expect(figure.sources.length).toBeGreaterThan(0);
      expect(new Set(figure.sources).size).toBe(figure.sources.length);
      expect(figure.note).toBeTruthy();
    } else {
      expect(figure.basis).toBe('ASSUMED');
      expect(figure.sources).toEqual([]);
      expect(figure.note ?? '').not.toMatch(/\d/); // a number in it would claim a source that is not named
    }
  });

  test('what it means for patients has numbers only where outages were studied', () => {
    const withNumbers = THREATS.filter(({ careImpact }) => /\d%/.test(careImpact ?? ''));
    expect(withNumbers.map(({ id }) => id)).toEqual(['T-RANSOM-EHR', 'T-RANSOM-BACKUP', 'T-VENDOR-OUTAGE']);
    for (const { careImpact } of withNumbers)
      expect(careImpact).toMatch(/Neprash et al\. 2026|American Hospital Association/);
  });
});

describe('the ways in', () => {
  test('lead from doors to what comes through them, and no further', () => {
    for (const { enabling, entries } of THREATS) if (enabling) expect(entries).toBeUndefined();
    for (const { entries = [] } of strikes) {
      for (const { threat, share } of entries) {
        expect(byId.get(threat)?.enabling).toBe(true);
        expect(share).toBeGreaterThan(0);
      }
      expect(new Set(entries.map(({ threat }) => threat)).size).toBe(entries.length);
      expect(entries.reduce((sum, { share }) => sum + share, 0)).toBeLessThanOrEqual(1);
    }
  });

  test('an enabling threat grows and varies with what it leads to', () => {
    for (const { growthPerYear, volatility } of opens)
      expect([growthPerYear, volatility]).toEqual([undefined, undefined]);
  });

  test.each(opens.map((door) => [door.id, door] as const))(
    '%s opens as many doors as its own rate says',
    (id, { lossEventFrequency: { low, high } }) => {
      const opened = strikes
        .flatMap(({ lossEventFrequency: { likely }, entries = [] }) =>
          entries.filter(({ threat }) => threat === id).map(({ share }) => share * likely!),
        )
        .reduce((sum, rate) => sum + rate, 0);
      expect(opened).toBeGreaterThanOrEqual(low!);
      expect(opened).toBeLessThanOrEqual(high!);
    },
  );
});

describe('all threats together', () => {
  /**
   * The research of November 2026 from which the figures come states a most likely loss beside each range, and the sum over threats of
   * likely rate times most likely loss. The catalogue states ranges only. Where a most likely loss was stated by someone who thinks in
   * powers of ten it is the median of the LOGNORMAL through that range, give or take half: so are the two sums.
   */
  const LIKELY_LOSSES_USD = 2_218_250;

  test('likely losses of a year are of the order that the research finds', () => {
    const usd = strikes.reduce((sum, { lossEventFrequency, loss }) => {
      const median = Math.exp(lognormalFromRange(loss.low!, loss.high!).mu);
      return sum + lossEventFrequency.likely! * median;
    }, 0);
    expect(usd).toBeGreaterThan(LIKELY_LOSSES_USD / 1.5);
    expect(usd).toBeLessThan(LIKELY_LOSSES_USD * 1.5);
  });

  /** Long tails put means far above likely losses: 18.7 million. What an organisation of USD 1 billion a year could not bear would be wrong. */
  test('mean losses of a year lie above that, and below 3% of the revenue of the reference organisation', () => {
    const mean = (domain: Domain, figure: Figure) => distribution(stated(figure), domain).mean;
    const usd = strikes.reduce(
      (sum, { lossEventFrequency, loss }) => sum + mean('RATE', lossEventFrequency) * mean('MONEY', loss),
      0,
    );
    expect(usd).toBeGreaterThan(LIKELY_LOSSES_USD);
    expect(usd).toBeLessThan(0.03 * 1e9);
  });
});
