import { lexicographicSortSchema, printSchema } from 'graphql';
import { buildApi } from './schema.ts';

/** The API as SDL, in an order that does not depend on that of the code. */
export const schemaText = (): string => `${printSchema(lexicographicSortSchema(buildApi()))}\n`;
