import { existsSync } from 'node:fs';

/** The project's folder, whether what runs is TypeScript under test or JavaScript that was built from it. */
const root = find(new URL('./', import.meta.url));

function find(folder: URL): URL {
  if (existsSync(new URL('package.json', folder))) return folder;
  const above = new URL('../', folder);
  if (above.href === folder.href) throw new Error('the files that belong to this program are not beside it');
  return find(above);
}

/**
 * Where a file that is shipped with the program stands.
 *
 * @param path from the project's folder
 * @example shipped('schema/schema.graphql')
 */
export const shipped = (path: string): URL => new URL(path, root);
