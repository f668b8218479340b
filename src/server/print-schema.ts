import { writeFileSync } from 'node:fs';
import { schemaText } from './schema-text.ts';

/** What `npm run schema` runs. */
writeFileSync('schema/schema.graphql', schemaText());
