import { createClient } from 'graphql-ws';
import { beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { newTenant, type Api } from '../support/api.ts';
import { newScenario } from '../support/model.ts';

let api: Api;
beforeAll(async () => {
  api = await newTenant();
  await newScenario(api);
});

const RUN = 'mutation { runSimulation(input: { trials: 2000, seed: "1" }) { id } }';
const WATCH = 'subscription ($id: ID!) { jobProgress(id: $id) { id state progress } }';

interface Answer {
  readonly data?: Record<string, { id: string; state: string; progress: number }> | null;
  readonly errors?: readonly { message: string; extensions: { code: string } }[];
}

const clientOf = (connectionParams: Record<string, unknown> | undefined) =>
  createClient({
    url: `${api.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams,
    retryAttempts: 0,
  });

/** All that a subscription gives until it ends; what closes the connection is thrown. */
async function all(
  key: string | undefined,
  query: string,
  variables: Record<string, unknown>,
): Promise<Answer[]> {
  const client = clientOf(key === undefined ? undefined : { authorization: `Bearer ${key}` });
  try {
    const answers: Answer[] = [];
    for await (const answer of client.iterate({ query, variables }))
      answers.push(answer as unknown as Answer);
    return answers;
  } finally {
    await client.dispose();
  }
}

test('a job is told as it is, again whenever it moves, until it is over', async () => {
  const { runSimulation: job } = await api.ask(RUN);
  const told = (await all(api.key, WATCH, { id: job.id })).map(({ data }) => data!['jobProgress']);
  expect(told.at(-1)).toEqual({ id: job.id, state: 'SUCCEEDED', progress: 1 });
  const progress = told.map((it) => it.progress);
  expect(progress).toEqual([...progress].sort((a, b) => a - b));
  expect(await all(api.key, WATCH, { id: job.id })).toHaveLength(1);
});

test.each([undefined, '', 'x'.repeat(40)])(
  'without a right (%j) the connection closes with 4401',
  async (key) => {
    await expect(all(key, WATCH, { id: 'x' })).rejects.toMatchObject({ code: 4401 });
  },
);

test('a job of another organisation is NOT_FOUND', async () => {
  const { runSimulation: job } = await api.ask(RUN);
  const stranger = await newTenant();
  for (const id of [job.id, 'x']) {
    const [answer] = await all(stranger.key, WATCH, { id });
    expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual(['NOT_FOUND']);
  }
});

test.each([
  ['{ viewer { name } }', 'BAD_REQUEST'],
  ['mutation { deleteAsset(id: "x", version: 1) }', 'BAD_REQUEST'],
  ['subscription { nothing }', 'GRAPHQL_VALIDATION_FAILED'],
  ['subscription {', 'GRAPHQL_PARSE_FAILED'],
  [
    `subscription { jobProgress(id: "x") { ${Array.from({ length: 101 }, (_, i) => `a${i}: id`).join(' ')} } }`,
    'QUERY_TOO_COMPLEX',
  ],
])('%s is refused: %s', async (query, code) => {
  const refused = await all(api.key, query, {}).then(
    ([{ errors }]) => errors,
    (thrown: unknown) => thrown as Answer['errors'],
  );
  expect(refused?.map(({ extensions }) => extensions.code)).toEqual([code]);
});
