import { graphql } from 'graphql';
import type { Logger } from 'typeorm';
import { expect, inject, test } from 'vitest';
import { addOrganization } from '../../src/access/organization.service.ts';
import { joinEmbedded } from '../../src/database/embedded.ts';
import { newSource } from '../../src/database/source.ts';
import { importModel } from '../../src/model/exchange.service.ts';
import { newLoaders } from '../../src/server/loaders.ts';
import { buildApi } from '../../src/server/schema.ts';
import { constant } from '../support/model.ts';

/** Keeps the statements that read tables of the model. */
function counting(selects: string[]): Logger {
  const quiet = () => undefined;
  return {
    logQuery: (query) => {
      if (/^\s*SELECT\b[^]*"(asset|threat|scenario|control)"/i.test(query)) selects.push(query);
    },
    logQueryError: quiet,
    logQuerySlow: quiet,
    logSchemaBuild: quiet,
    logMigration: quiet,
    log: quiet,
  };
}

/** A hundred scenarios, each with an asset, a threat, an entry and effects of its own. */
const hundred = Array.from({ length: 100 }, (_, i) => i);
const model = {
  formatVersion: 1,
  assets: hundred.map((i) => ({
    name: `a${i}`,
    kind: 'NETWORK',
    dependsOn: i === 0 ? null : [{ assetId: `a${i - 1}` }],
  })),
  threats: [
    ...hundred.map((i) => ({ name: `t${i}`, category: `c${i % 7}` })),
    { name: 'door', category: 'c', enabling: true },
  ],
  scenarios: hundred.map((i) => ({
    name: `s${i}`,
    assetId: `a${i}`,
    threatId: `t${i}`,
    effect: 'INTEGRITY',
    lossEventFrequency: constant(1),
    entries: [{ threatId: 'door', share: 0.5 }],
  })),
  controls: hundred.map((i) => ({
    name: `k${i}`,
    stance: 'DEFENSIVE',
    requires: i === 0 ? null : [`k${i - 1}`],
    effects: [
      { factor: 'ATTEMPTS', efficacy: constant(0.1), mechanism: 'm', assetIds: [`a${i}`, `a${99 - i}`] },
    ],
  })),
};

test.each([
  [
    'with asset, threat and controls',
    8,
    '{ scenarios(first: 100) { edges { node { name asset { name } threat { name } controls(first: 5) { totalCount edges { node { name } } } } } } }',
  ],
  [
    'with all that hangs on them',
    12,
    '{ scenarios(first: 100) { totalCount edges { node { asset { dependsOn { asset { name } } scenarios { totalCount } } threat { scenarios { edges { node { name } } } } entries { threat { name } } controls(first: 5) { edges { node { requires { name } excludes { name } effects { assets { name } threats { name } } } } } } } } }',
  ],
])('a page of 100 scenarios %s takes at most %i reads of the model', async (_, most, source) => {
  const urls = await joinEmbedded(inject('dataDir'));
  const database = await newSource(urls!.appUrl, 2).initialize();
  try {
    const { viewer } = await addOrganization(
      database.manager,
      `selects ${most} ${process.pid} ${process.hrtime.bigint()}`,
    );
    const report = await importModel(database.manager, viewer, 'JSON', JSON.stringify(model), false);
    expect(report.problems).toEqual([]);
    const selects: string[] = [];
    database.setOptions({ logging: ['query'], logger: counting(selects) });
    const contextValue = { db: database.manager, viewer, loaders: newLoaders(), correlationId: 'x' };
    const { data, errors } = await graphql({ schema: buildApi(), source, contextValue });
    expect(errors).toBeUndefined();
    const { edges } = (
      data as unknown as { scenarios: { edges: { node: { controls: { edges: unknown[] } } }[] } }
    ).scenarios;
    expect(edges).toHaveLength(100);
    expect(edges[7].node.controls.edges).toHaveLength(2);
    expect(selects.length).toBeGreaterThan(3);
    expect(selects.length, selects.join('\n')).toBeLessThanOrEqual(most);
  } finally {
    await database.destroy();
  }
});
