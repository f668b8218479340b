import { setTimeout as delay } from 'node:timers/promises';
import { inject } from 'vitest';
import { addOrganization } from '../../src/access/organization.service.ts';
import { storeKey, newKey } from '../../src/access/api-key.service.ts';
import type { Role } from '../../src/access/viewer.ts';
import { joinEmbedded } from '../../src/database/embedded.ts';
import { newSource } from '../../src/database/source.ts';

export interface ApiError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly field?: string; readonly correlationId: string };
}

export interface Answered<T> {
  readonly status: number;
  readonly data?: T | null;
  readonly errors?: readonly ApiError[];
}

/** One tenant's way to the API, over HTTP as any caller has it. */
export interface Api {
  readonly url: string;
  readonly key: string;
  readonly organizationId: string;
  /** The whole answer, errors included. */
  send<T = Record<string, unknown>>(query: string, variables?: object): Promise<Answered<T>>;
  /** Its data. @throws {Error} with the API's words where there are errors */
  ask<T = any>(query: string, variables?: object): Promise<T>;
  /** The same tenant with a key of another role. */
  as(role: Role): Promise<Api>;
}

let count = 0;

/** A new tenant on the server that all tests share. */
export async function newTenant(
  name = `tenant ${process.pid}.${process.hrtime.bigint()}.${count++}`,
): Promise<Api> {
  const urls = await joinEmbedded(inject('dataDir'));
  const source = await newSource(urls!.appUrl, 1).initialize();
  try {
    const { key, viewer } = await addOrganization(source.manager, name);
    return apiOf(inject('serverUrl'), key, viewer.organizationId);
  } finally {
    await source.destroy();
  }
}

export function apiOf(url: string, key: string, organizationId = ''): Api {
  const send = async <T>(query: string, variables: object = {}): Promise<Answered<T>> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        authorization: `Bearer ${key}`,
      },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, ...((await response.json()) as object) };
  };
  return {
    url,
    key,
    organizationId,
    send,
    async ask<T>(query: string, variables?: object) {
      const { data, errors } = await send<T>(query, variables);
      if (errors || !data) throw new Error(JSON.stringify(errors));
      return data;
    },
    async as(role) {
      const urls = await joinEmbedded(inject('dataDir'));
      const source = await newSource(urls!.appUrl, 1).initialize();
      try {
        const theirs = newKey();
        await storeKey(source.manager, { organizationId, name: `a ${role}`, role, key: theirs });
        return apiOf(url, theirs, organizationId);
      } finally {
        await source.destroy();
      }
    },
  };
}

/** Waits until a job is over. */
export async function finished(api: Api, id: string, patienceMs = 600_000): Promise<JobAnswer> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const { node } = await api.ask<{ node: JobAnswer }>(
      `query ($id: ID!) { node(id: $id) { ... on Job { id state progress resultHash planHash warnings failure { code message } } } }`,
      { id },
    );
    if (!['QUEUED', 'RUNNING'].includes(node.state)) return node;
    if (Date.now() > until) throw new Error(`${id} is still ${node.state} at ${node.progress}`);
    await delay(100);
  }
}

export interface JobAnswer {
  readonly id: string;
  readonly state: string;
  readonly progress: number;
  readonly resultHash: string | null;
  readonly planHash: string;
  readonly warnings: readonly string[];
  readonly failure: { readonly code: string; readonly message: string } | null;
}

/** Waits until a job has come so far, while it runs. @throws {Error} when it is over before */
export async function comesTo(api: Api, id: string, share: number): Promise<void> {
  for (;;) {
    const { node } = await api.ask<{ node: JobAnswer }>(
      'query ($id: ID!) { node(id: $id) { ... on Job { state progress } } }',
      { id },
    );
    if (node.state === 'RUNNING' && node.progress >= share) return;
    if (!['QUEUED', 'RUNNING'].includes(node.state))
      throw new Error(`${id} is ${node.state} before it was at ${share}`);
    await delay(50);
  }
}

/** Asks for a job again. @returns the new one's id */
export const repeat = async (api: Api, id: string): Promise<string> =>
  (await api.ask('mutation ($id: ID!) { repeatJob(id: $id) { id } }', { id })).repeatJob.id;
