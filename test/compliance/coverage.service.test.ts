import { readFileSync } from 'node:fs';
import { graphql } from 'graphql';
import type { DataSource, Logger } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { hipaaCoverageOf } from '../../src/compliance/coverage.service.ts';
import { requirementsOf } from '../../src/compliance/requirements.ts';
import { joinEmbedded } from '../../src/database/embedded.ts';
import { newSource } from '../../src/database/source.ts';
import { newLoaders } from '../../src/server/loaders.ts';
import { buildApi } from '../../src/server/schema.ts';
import { newTenant, type Api } from '../support/api.ts';
import { newViewer, openShared } from '../support/jobs.ts';
import { constant, newControl, refusal } from '../support/model.ts';

const COVERAGE = readFileSync('schema/operations/hipaa-coverage.graphql', 'utf8');

interface Specification {
  readonly id: string;
  readonly title: string;
  readonly required: boolean;
  readonly status: string;
  readonly decision: { readonly decision: string } | null;
  readonly controls: readonly { readonly name: string }[];
}
interface Coverage {
  readonly met: number;
  readonly partlyMet: number;
  readonly missing: number;
  readonly notApplicable: number;
  readonly specifications: readonly Specification[];
}

let api: Api;
beforeEach(async () => {
  api = await newTenant();
});

const coverage = async (variables: object = {}): Promise<{ before: Coverage; after: Coverage }> =>
  api.ask(COVERAGE, variables);
const find = ({ specifications }: Coverage, id: string) => specifications.find((it) => it.id === id)!;

describe('before and after', () => {
  test('only what is in place counts, and what is added', async () => {
    await newControl(api, { name: 'MFA', status: 'IN_PLACE', hipaaSpecifications: ['312.d'] });
    await newControl(api, { name: 'Old', status: 'RETIRED', hipaaSpecifications: ['312.b'] });
    const logs = await newControl(api, { name: 'Logs', hipaaSpecifications: ['312.b', '308.a.1.ii.D'] });
    const half = await newControl(api, {
      name: 'Half',
      hipaaSpecifications: ['308.a.5.ii.B', '312.d'],
      coverage: constant(0.5),
    });
    const { before, after } = await coverage({ addControlIds: [logs.id, half.id] });
    expect(before).toMatchObject({ met: 1, partlyMet: 0, missing: 52, notApplicable: 0 });
    expect(after).toMatchObject({ met: 3, partlyMet: 1, missing: 49, notApplicable: 0 });
    expect(after.specifications).toHaveLength(53);
    expect(find(after, '312.d')).toMatchObject({
      status: 'MET',
      controls: [
        { name: 'Half', status: 'PROPOSED' },
        { name: 'MFA', status: 'IN_PLACE' },
      ],
    });
    expect(find(after, '312.b').controls).toMatchObject([{ name: 'Logs' }]);
    expect(find(before, '312.b').status).toBe('MISSING');
  });

  test('without more they are one; what is in place may be named again', async () => {
    const mfa = await newControl(api, { status: 'IN_PLACE', hipaaSpecifications: ['312.d'] });
    for (const addControlIds of [null, [mfa.id]]) {
      const { before, after } = await coverage({ addControlIds });
      expect(after).toMatchObject({ met: 1, missing: 52 });
      expect(after.specifications.map(({ id, status }) => ({ id, status }))).toEqual(before.specifications);
    }
  });

  test('the proposal is told as one, with its own requirements', async () => {
    await newControl(api, { status: 'IN_PLACE', hipaaSpecifications: ['N12', '312.d'] });
    const { after } = await coverage({ profile: 'NPRM_2025' });
    expect(after).toMatchObject({ met: 2, missing: 66 });
    expect(find(after, 'N12')).toMatchObject({
      title: 'Proposed: Multi-factor authentication',
      required: true,
      status: 'MET',
    });
    expect(find(after, '312.a.2.iii')).toMatchObject({
      title: 'Automatic logoff (proposed: required)',
      required: true,
    });
    expect(JSON.stringify((await coverage()).after)).not.toMatch(/propos/i);
  });
});

describe('is refused in words', () => {
  const told = (addControlIds: unknown) =>
    refusal(api, 'query ($ids: [ID!]) { hipaaCoverage(addControlIds: $ids) { met } }', {
      ids: addControlIds,
    });

  test('an empty list, and one that names a control twice', async () => {
    const { id } = await newControl(api);
    expect(await told([])).toEqual({
      code: 'BAD_USER_INPUT',
      field: 'addControlIds',
      message: 'needs at least one item, or to be left out',
    });
    expect(await told([id, id])).toMatchObject({ code: 'BAD_USER_INPUT', field: 'addControlIds.1' });
  });

  test('a control that is RETIRED', async () => {
    const { id } = await newControl(api, { name: 'Antivirus', status: 'RETIRED' });
    expect(await told([id])).toEqual({
      code: 'BAD_USER_INPUT',
      field: 'addControlIds.0',
      message: 'needs controls that are PROPOSED or IN_PLACE; the control "Antivirus" is RETIRED',
    });
  });

  test('an unknown id, one of another kind and another tenant’s, all told alike', async () => {
    const { id } = await newControl(api);
    const theirs = await newControl(await newTenant());
    for (const wrong of ['x', `asset_${'0'.repeat(32)}`, `control_${'0'.repeat(32)}`, theirs.id])
      expect(await told([id, wrong])).toEqual({
        code: 'NOT_FOUND',
        field: 'addControlIds.1',
        message: 'no control of your organisation has this id',
      });
  });
});

test('a tenant sees nothing of another’s controls and decisions', async () => {
  await newControl(api, { status: 'IN_PLACE', hipaaSpecifications: ['312.d'] });
  await api.ask(readFileSync('schema/operations/decide-specification.graphql', 'utf8'), {
    input: {
      specificationId: '312.a.2.iii',
      decision: 'ALTERNATIVE',
      reason: 'Badges lock screens.',
      reviewBy: new Date(Date.now() + 1e9).toISOString(),
    },
  });
  expect((await coverage()).after.met).toBe(2);
  api = await newTenant();
  const { after } = await coverage();
  expect(after).toMatchObject({ met: 0, missing: 53 });
  expect(after.specifications.every(({ decision, controls }) => !decision && controls.length === 0)).toBe(
    true,
  );
});

describe('as a service', () => {
  let source: DataSource;
  beforeAll(async () => {
    source = await openShared();
  });
  afterAll(() => source?.destroy());

  test('a decision is shown after its review was due, but no longer counts', async () => {
    const viewer = await newViewer(source);
    const decidedAt = new Date('2026-01-01T00:00:00Z');
    const reviewBy = new Date('2026-06-01T00:00:00Z');
    await source.query(
      `INSERT INTO "hipaa_decision" ("organizationId", "specificationId", "decision", "reason", "reviewBy", "decidedBy", "decidedByKeyId", "decidedAt")
       VALUES ($1, '312.a.2.iii', 'ALTERNATIVE', 'Badges lock screens.', $2, $3, $4, $5)`,
      [viewer.organizationId, reviewBy, viewer.name, viewer.keyId, decidedAt],
    );
    const at = async (now: Date) => {
      const request = { profile: 'CURRENT', now } as const;
      const { specifications } = await hipaaCoverageOf(source.manager, viewer, request);
      return specifications.find(({ id }) => id === '312.a.2.iii');
    };
    expect(await at(reviewBy)).toMatchObject({ status: 'MET', decision: { decision: 'ALTERNATIVE' } });
    expect(await at(new Date(reviewBy.getTime() + 1))).toMatchObject({
      status: 'MISSING',
      decision: { decision: 'ALTERNATIVE', reviewBy },
    });
  });

  test('reads controls in two queries, however many there are', async () => {
    const viewer = await newViewer(source);
    const urls = await joinEmbedded(inject('dataDir'));
    const selects: string[] = [];
    const counted = await newSource(urls!.appUrl, 2)
      .setOptions({ logger: counting(selects) })
      .initialize();
    try {
      await giveControls(counted, viewer.organizationId, 60);
      selects.length = 0;
      const { data, errors } = await graphql({
        schema: buildApi(),
        source:
          '{ hipaaCoverage { met specifications { id controls { id name coverage { value } } decision { reason } } } }',
        contextValue: { db: counted.manager, viewer, loaders: newLoaders(), correlationId: 'test' },
      });
      expect(errors).toBeUndefined();
      expect(data!['hipaaCoverage']).toMatchObject({ met: 53 });
      expect(selects).toHaveLength(2);
    } finally {
      await counted.destroy();
    }
  });
});

/** Each names one requirement, around and around. */
async function giveControls(source: DataSource, organizationId: string, count: number): Promise<void> {
  const law = requirementsOf('CURRENT');
  for (let place = 0; place < count; place++)
    await source.query(
      `INSERT INTO "control" ("id", "organizationId", "number", "version", "createdAt", "updatedAt", "name", "stance", "status", "functions",
         "staffFte", "effects", "requires", "excludes", "aiBased", "hipaaSpecifications")
       VALUES ('control_' || replace(gen_random_uuid()::text, '-', ''), $1, $2, 1, now(), now(), $3, 'DEFENSIVE', 'IN_PLACE', '[]', 0, '[]', '[]', '[]', false, $4)`,
      [organizationId, place + 1, `k${place}`, JSON.stringify([law[place % law.length].id])],
    );
}

function counting(selects: string[]): Logger {
  const quiet = () => undefined;
  return {
    logQuery: (query) => {
      if (/^\s*SELECT\b[^]*"control"/i.test(query)) selects.push(query);
    },
    logQueryError: quiet,
    logQuerySlow: quiet,
    logSchemaBuild: quiet,
    logMigration: quiet,
    log: quiet,
  };
}
