import { readFile } from 'node:fs/promises';
import { shipped } from '../shipped.ts';

/** Asks the API an operation of schema/operations, as any other tool would. */
export type Ask = <T>(operation: string, variables?: object) => Promise<T>;

/** @throws {Error} with the API's words when it refuses */
export function client(url: string, key: string): Ask {
  return async <T>(operation: string, variables: object = {}): Promise<T> => {
    const query = await readFile(shipped(`schema/operations/${operation}.graphql`), 'utf8');
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data?: T; errors?: { message: string }[] };
    if (errors?.length || !data)
      throw new Error(`${operation}: ${errors?.map(({ message }) => message).join('; ')}`);
    return data;
  };
}
