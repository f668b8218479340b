/**
 * What the application's role may do with a table, after every migration: all rows of every table, with these exceptions.
 * A new table needs no line here unless the application should do less with it.
 */
export const lesserGrants: Readonly<Record<string, readonly string[]>> = {
  audit_entry: ['SELECT', 'INSERT'],
  hipaa_decision: ['SELECT', 'INSERT'],
  server_secret: ['SELECT'],
  migrations: ['SELECT'],
};

export const usualGrants: readonly string[] = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];

/** @example grantsFor('audit_entry') // ['SELECT', 'INSERT'] */
export const grantsFor = (table: string): readonly string[] => lesserGrants[table] ?? usualGrants;
