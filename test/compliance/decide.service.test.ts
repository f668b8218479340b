import { readFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { newTenant, type Api } from '../support/api.ts';
import { auditOf, rowsOf } from '../support/database.ts';
import { constant, newControl, refusal } from '../support/model.ts';

const DECIDE = readFileSync('schema/operations/decide-specification.graphql', 'utf8');
const reviewBy = new Date(Date.now() + 200 * 86_400_000).toISOString();
const sound = {
  specificationId: '312.a.2.iii',
  decision: 'ALTERNATIVE',
  reason: 'Badges lock screens within seconds.',
  reviewBy,
};

let api: Api;
beforeEach(async () => {
  api = await newTenant();
});

const decide = async (more: object = {}) =>
  (await api.ask(DECIDE, { input: { ...sound, ...more } })).decideSpecification;
const refused = (more: object) => refusal(api, DECIDE, { input: { ...sound, ...more } });
const rows = () =>
  rowsOf('SELECT "decision" FROM "hipaa_decision" WHERE "organizationId" = $1 ORDER BY "number"', [
    api.organizationId,
  ]);

test('the specification comes back as it stands then, with who decided and when', async () => {
  const before = Date.now();
  const { viewer } = await api.ask('{ viewer { name } }');
  const decided = await decide();
  expect(decided).toEqual({
    id: '312.a.2.iii',
    citation: '45 CFR 164.312(a)(2)(iii)',
    title: 'Automatic logoff',
    required: false,
    status: 'MET',
    decision: {
      decision: 'ALTERNATIVE',
      reason: sound.reason,
      reviewBy,
      decidedBy: viewer.name,
      decidedAt: expect.any(String) as string,
    },
    controls: [],
  });
  expect(Date.parse(decided.decision.decidedAt)).toBeGreaterThanOrEqual(before - 1);
});

test('the latest counts, and all are kept, each with its entry in the audit trail', async () => {
  expect(await decide()).toMatchObject({ status: 'MET' });
  expect(await decide({ decision: 'NOT_REASONABLE' })).toMatchObject({
    status: 'MISSING',
    decision: { decision: 'NOT_REASONABLE' },
  });
  expect(await decide({ decision: 'NOT_APPLICABLE' })).toMatchObject({ status: 'NOT_APPLICABLE' });
  expect(await rows()).toEqual([
    { decision: 'ALTERNATIVE' },
    { decision: 'NOT_REASONABLE' },
    { decision: 'NOT_APPLICABLE' },
  ]);
  const trail = await auditOf(api.organizationId);
  expect(trail.filter(({ action }) => action === 'specification.decided')).toMatchObject(
    Array.from({ length: 3 }, () => ({ target: '312.a.2.iii', outcome: 'SUCCEEDED' })),
  );
});

test('it stands beside what controls do, and does not hide it', async () => {
  await newControl(api, {
    name: 'Timers',
    status: 'IN_PLACE',
    hipaaSpecifications: ['312.a.2.iii'],
    coverage: constant(0.6),
  });
  expect(await decide({ decision: 'IMPLEMENTED' })).toMatchObject({
    status: 'PARTLY_MET',
    decision: { decision: 'IMPLEMENTED' },
    controls: [{ name: 'Timers' }],
  });
});

test('of what is only proposed it is told as that', async () => {
  expect(await decide({ specificationId: 'N09', decision: 'NOT_APPLICABLE' })).toMatchObject({
    id: 'N09',
    title: 'Proposed: Business associate verification',
    status: 'NOT_APPLICABLE',
  });
});

test.each([
  [{ specificationId: '312.z' }, 'specificationId', /got "312\.z"/],
  [{ specificationId: '308.a.5' }, 'specificationId', /needs one of 308\.a\.5\.ii\.A/],
  [{ reason: ' ' }, 'reason', /at least one visible character/],
  [{ reviewBy: '2020-01-01T00:00:00Z' }, 'reviewBy', /in the future.*got 2020-01-01T00:00:00\.000Z/],
  [{ reviewBy: '2099-01-01T00:00:00Z' }, 'reviewBy', /at most 10 years.*got 2099/],
  [{ specificationId: '308.a.1.ii.A' }, 'decision', /got ALTERNATIVE: 308\.a\.1\.ii\.A.*is required/],
  [
    { specificationId: '312.d', decision: 'NOT_REASONABLE' },
    'decision',
    /needs IMPLEMENTED or NOT_APPLICABLE, got NOT_REASONABLE/,
  ],
])('%j is refused, and leaves nothing', async (wrong, field, message) => {
  expect(await refused(wrong)).toEqual({
    code: 'BAD_USER_INPUT',
    field: `input.${field}`,
    message: expect.stringMatching(message) as string,
  });
  expect(await rows()).toEqual([]);
  expect((await auditOf(api.organizationId)).map(({ action }) => action)).not.toContain(
    'specification.decided',
  );
});

test('only ADMIN and RISK_MANAGER decide', async () => {
  const manager = await api.as('RISK_MANAGER');
  expect((await manager.ask(DECIDE, { input: sound })).decideSpecification.decision.decidedBy).toBe(
    'a RISK_MANAGER',
  );
  const analyst = await api.as('ANALYST');
  expect(await refusal(analyst, DECIDE, { input: sound })).toMatchObject({ code: 'FORBIDDEN' });
});
