import { beforeAll, expect, test } from 'vitest';
import { ROLES, type Role } from '../../src/access/viewer.ts';
import { apiOf, newTenant, type Api } from '../support/api.ts';
import { auditOf } from '../support/database.ts';
import { rootFields } from '../support/root-fields.ts';

const everyone: readonly Role[] = ROLES;
const deciders: readonly Role[] = ['ADMIN', 'RISK_MANAGER'];
const writers: readonly Role[] = ['ADMIN', 'RISK_MANAGER', 'ANALYST', 'INTEGRATION'];

/** Who may use what. A root field that is not listed here fails the test: say whose it is. */
const MATRIX: Readonly<Record<string, readonly Role[]>> = {
  'Query.node': everyone,
  'Query.viewer': everyone,
  'Query.assets': everyone,
  'Query.threats': everyone,
  'Query.scenarios': everyone,
  'Query.controls': everyone,
  'Query.hipaaCoverage': everyone,
  'Query.exportModel': everyone,
  'Query.simulation': everyone,
  'Query.simulations': everyone,
  'Query.comparison': everyone,
  'Query.comparisons': everyone,
  'Query.optimization': everyone,
  'Query.optimizations': everyone,
  'Query.preview': everyone,
  'Query.explainChange': everyone,
  'Query.riskAnalysis': everyone,
  'Query.catalog': everyone,
  'Mutation.createAsset': writers,
  'Mutation.updateAsset': writers,
  'Mutation.deleteAsset': writers,
  'Mutation.createThreat': writers,
  'Mutation.updateThreat': writers,
  'Mutation.deleteThreat': writers,
  'Mutation.createScenario': writers,
  'Mutation.updateScenario': writers,
  'Mutation.deleteScenario': writers,
  'Mutation.createControl': writers,
  'Mutation.updateControl': writers,
  'Mutation.deleteControl': writers,
  'Mutation.decideSpecification': deciders,
  'Mutation.importModel': writers,
  'Mutation.adoptThreat': writers,
  'Mutation.adoptControl': writers,
  'Mutation.adoptScenario': writers,
  'Mutation.setOrganizationSize': writers,
  'Mutation.runSimulation': writers,
  'Mutation.compareInvestments': writers,
  'Mutation.optimizeInvestment': writers,
  'Mutation.cancelJob': writers,
  'Mutation.repeatJob': writers,
  'Subscription.jobProgress': everyone,
};

const fields = rootFields();
const overHttp = fields.filter(({ name }) => !name.startsWith('Subscription.'));

let tenant: Api;
beforeAll(async () => {
  tenant = await newTenant();
});

test('every root field says whose it is', () => {
  expect(fields.map(({ name }) => name).sort()).toEqual(Object.keys(MATRIX).sort());
});

test.each(ROLES)('%s may do what the matrix says and nothing else', async (role) => {
  const api = await tenant.as(role);
  const open: string[] = [];
  for (const { name, operation } of overHttp) {
    const { errors = [] } = await api.send(operation);
    const codes = errors.map(({ extensions }) => extensions.code);
    expect(
      ['INTERNAL', 'GRAPHQL_VALIDATION_FAILED', 'BAD_REQUEST'].filter((it) => codes.includes(it)),
    ).toEqual([]);
    if (!codes.includes('FORBIDDEN')) open.push(name);
    else expect(errors[0].message).toBe(`the role ${role} may not use ${name}`);
  }
  expect(open).toEqual(overHttp.map(({ name }) => name).filter((name) => MATRIX[name].includes(role)));
});

test('what is refused writes one entry in the audit trail, and nothing else', async () => {
  const mine = await newTenant();
  const executive = await mine.as('EXECUTIVE');
  const before = await auditOf(mine.organizationId);
  await executive.send('mutation { createAsset(input: { name: "x", kind: NETWORK }) { id } }');
  const added = (await auditOf(mine.organizationId)).slice(before.length);
  expect(added).toEqual([
    { action: 'Mutation.createAsset refused', target: null, outcome: 'DENIED', actor: 'a EXECUTIVE' },
  ]);
  expect(await mine.ask('{ assets { totalCount } }')).toEqual({ assets: { totalCount: 0 } });
});

test.each(fields)('without a valid key $name is UNAUTHENTICATED', async ({ operation }) => {
  for (const key of ['', 'x', 'k'.repeat(40), `${tenant.key}x`, tenant.key.toUpperCase()]) {
    const { status, data, errors } = await apiOf(tenant.url, key).send(operation);
    expect([status, data, errors?.length]).toEqual([401, undefined, 1]);
    expect(errors![0].extensions.code).toBe('UNAUTHENTICATED');
  }
});

test('without a valid key nothing of the request is looked at', async () => {
  const post = (body: string, headers: object = {}) =>
    fetch(`${tenant.url}/graphql`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
  for (const answer of [
    await post('{ not json'),
    await post('{}', { 'content-type': 'text/plain' }),
    await post('{}', { authorization: 'Basic YTpi' }),
    await post('{}', { authorization: `Bearer  ` }),
    await post('{}', { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJyb2xlIjoiQURNSU4ifQ.' }),
    await post('{}', { 'x-tenant-id': tenant.organizationId }),
    await fetch(`${tenant.url}/graphql?query={viewer{name}}`),
  ]) {
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  }
});

test('a header cannot choose another organisation, nor a role', async () => {
  const other = await newTenant();
  const response = await fetch(`${tenant.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${tenant.key}`,
      'x-tenant-id': other.organizationId,
      'x-role': 'ADMIN',
    },
    body: JSON.stringify({ query: '{ viewer { organization { id } } }' }),
  });
  expect(await response.json()).toEqual({
    data: { viewer: { organization: { id: tenant.organizationId } } },
  });
});
