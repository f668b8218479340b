import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

/** What a file imports, its types included: ours by path, others by name. */
const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)\b[^;]*?from '([^']+)'|^import '([^']+)'/gm)]
    .map((match) => match[1] ?? match[2])
    .map((name) => (name.startsWith('.') ? normalize(join(dirname(file), name)) : name));

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));

const graph = new Map([...filesIn('src'), ...filesIn('jobs')].map((file) => [file, importsOf(file)]));

/** A second dot in a file's name says that it touches the world. */
const isPure = (file: string): boolean => basename(file, '.ts').split('.').length === 1;
const sliceOf = (file: string): string => file.split('/')[1];

const SLICES = [
  'assets',
  'threats',
  'controls',
  'scenarios',
  'simulation',
  'compliance',
  'investment',
  'audit',
  'access',
  'model',
  'report',
  'catalog',
];
const OUTSIDE = ['simple-statistics', 'node:crypto'];

test('the files are found, and their imports', () => {
  expect(graph.size).toBeGreaterThan(150);
  expect(graph.get('src/assets/asset.ts')).toContain('src/math/estimate.ts');
});

test('a pure file of src/math and the slices imports pure files only', () => {
  const impure = [...graph]
    .filter(([file]) => isPure(file) && ['math', ...SLICES].includes(sliceOf(file)))
    .flatMap(([file, imports]) =>
      imports
        .filter((it) =>
          it.startsWith('src/') || it.startsWith('jobs/') ? !isPure(it) : !OUTSIDE.includes(it),
        )
        .map((it) => `${file} imports ${it}`),
    );
  expect(impure).toEqual([]);
});

test('src/math imports nothing of ours but itself', () => {
  const strays = [...graph].flatMap(([file, imports]) =>
    sliceOf(file) === 'math' ? imports.filter((it) => it.startsWith('src/') && sliceOf(it) !== 'math') : [],
  );
  expect(strays).toEqual([]);
});

test('nobody imports another slice’s resolver, but the list of all', () => {
  const strays = [...graph].flatMap(([file, imports]) =>
    imports
      .filter(
        (it) =>
          it.endsWith('.resolver.ts') && sliceOf(it) !== sliceOf(file) && file !== 'src/server/schema.ts',
      )
      .map((it) => `${file} imports ${it}`),
  );
  expect(strays).toEqual([]);
});

test.each(['src/main.ts', 'src/demo/main.ts', 'jobs/main.ts', 'test/bench/main.ts'])(
  '%s says how loops are compiled before it loads any',
  (program) => expect(importsOf(program)[0]).toBe('src/simulation/compile-loops.v8.ts'),
);

test('no file imports itself by way of others', () => {
  // what is imported for its type alone is gone when the program runs
  const runs = new Map([...graph.keys()].map((file) => [file, runtimeImportsOf(file)]));
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) {
      circles.push([...path.slice(path.indexOf(file)), file].join(' > '));
      return;
    }
    if (done.has(file)) return;
    for (const next of runs.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of runs.keys()) visit(file, []);
  expect(circles).toEqual([]);
});

const runtimeImportsOf = (file: string): string[] => {
  const values = [
    ...readFileSync(file, 'utf8').matchAll(/^(import|export)\s([^;]*?)from '(\.[^']+)'/gm),
  ].filter(([, , what]) => {
    if (what.startsWith('type ')) return false;
    const names = what
      .match(/\{([^}]*)\}/)?.[1]
      .split(',')
      .map((name) => name.trim()) ?? ['default'];
    return names.some((name) => name !== '' && !name.startsWith('type '));
  });
  return values.map(([, , , name]) => normalize(join(dirname(file), name)));
};
