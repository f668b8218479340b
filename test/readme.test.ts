import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { apiOf, finished, newTenant } from './support/api.ts';
import { newDataDir, startServer } from './support/server.ts';
import { ownWorker } from './support/worker.ts';

const readme = readFileSync('README.md', 'utf8');
const run = promisify(execFile);

const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text]) =>
    text.trim(),
  );

/** Every command that the README names, in its blocks and in its tables. */
const commands = new Set(
  [
    ...blocks('sh').join('\n').split(/\n|&&/),
    ...[...readme.matchAll(/`(npm [^`]+)`/g)].map(([, command]) => command),
  ]
    .map((command) => command.trim())
    .filter((command) => command !== ''),
);

/** In a folder of its own, with a free port; the build is there already. */
async function inNewFolder<T>(work: (environment: NodeJS.ProcessEnv) => Promise<T>): Promise<T> {
  const dataDir = await newDataDir();
  const { DATABASE_URL: _, MIGRATION_DATABASE_URL: __, REDIS_URL: ___, ...ours } = process.env;
  try {
    return await work({ ...ours, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error' });
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** How each command is tried. What they start is built already, so it is started without npm's build. */
const trials: Record<string, () => Promise<void>> = {
  // would take away what runs this test: whether the lock fits the package is what can be known here
  'npm ci': async () => {
    const { version, packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
    const wanted = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(version).toBe(wanted.version);
    expect(packages[''].dependencies).toEqual(wanted.dependencies);
    expect(packages[''].devDependencies).toEqual(wanted.devDependencies);
    expect(JSON.stringify(packages)).not.toMatch(/"resolved":"http/);
  },
  'npm test': async () => {
    expect(process.env['VITEST']).toBeDefined(); // it is what runs this
  },
  'npm run demo': async () => {
    await script('demo', 'dist/src/demo/main.js');
  },
  'npm run demo -- --once': () =>
    inNewFolder(async (env) => {
      await script('demo', 'dist/src/demo/main.js');
      const { stdout } = await run(process.execPath, ['dist/src/demo/main.js', '--once'], { env });
      expect(stdout).toContain('WHAT EACH INVESTMENT WOULD CHANGE');
      expect(stdout).toMatch(/Defensive only: .+\nOffensive only: .+\nBoth: /);
    }),
  'npm start': async () => {
    await script('start', 'dist/src/main.js');
    const server = await startServer();
    expect((await fetch(`${server.url}/ready`)).status).toBe(200);
    await server.stop();
  },
  'npm run worker': async () => {
    await script('worker', 'dist/jobs/main.js');
    const server = await startServer({ WORKER: 'off' });
    try {
      const worker = await ownWorker(server.dataDir);
      const api = apiOf(server.url, server.key);
      await api.ask(blocks('graphql')[0]);
      const { simulations } = await api.ask('{ simulations { edges { node { id } } } }');
      expect((await finished(api, simulations.edges[0].node.id)).state).toBe('SUCCEEDED');
      await worker.stop();
    } finally {
      await server.stop();
    }
  },
  'npm run migrate': async () => {
    await script('migrate', 'dist/src/database/migrate.js');
    await inNewFolder(async (env) => {
      const { stdout } = await run(process.execPath, ['dist/src/database/migrate.js'], { env });
      expect(stdout).toMatch(/^ran .*Foundation/m);
    });
  },
  'npm run organization -- add NAME --example clinic': () =>
    inNewFolder(async (env) => {
      const words = ['add', 'NAME', '--example', 'clinic'];
      const { stdout } = await run(process.execPath, ['dist/src/access/organization.cli.js', ...words], {
        env,
      });
      expect(stdout).toMatch(/NAME: its first key .*rip_/);
    }),
  'npm run organization -- add NAME': async () => {
    await script('organization', 'dist/src/access/organization.cli.js');
    await inNewFolder(async (env) => {
      const { stdout } = await run(process.execPath, ['dist/src/access/organization.cli.js', 'add', 'NAME'], {
        env,
      });
      expect(stdout).toMatch(/NAME: its first key .*rip_/);
    });
  },
};

/** That an npm script builds what is stale and runs a file. */
async function script(name: string, file: string): Promise<void> {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(scripts[name]).toBe(`node src/build.mjs && node ${file}`);
}

test.each([...commands])('%s', { timeout: 180_000 }, async (command) => {
  expect(Object.keys(trials)).toContain(command);
  await trials[command]();
});

test('the first model gives the answer that is printed', { timeout: 60_000 }, async () => {
  const api = await newTenant();
  const [ask, read] = blocks('graphql');
  const { importModel, runSimulation } = await api.ask(ask);
  expect(importModel).toEqual({ created: 3, problems: [] });
  await finished(api, runSimulation.id);
  const { simulation } = await api.ask(read, { id: runSimulation.id });
  const [printed] = blocks('json');
  const digits = (text: string) =>
    [...text.matchAll(/\d+(\.\d+)/g)].map(([number, part]) => [number, part.length - 1] as const);
  const found = [...JSON.stringify(simulation).matchAll(/\d+\.\d+/g)].map(Number);
  expect(found.map((value, at) => value.toFixed(digits(printed)[at][1]))).toEqual(
    digits(printed).map(([number]) => number),
  );
  expect(JSON.parse(printed).state).toBe(simulation.state);
});

test('every file that the README points to is there', () => {
  const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, path]) => path);
  expect(links.length).toBeGreaterThan(5);
  for (const path of links) expect(() => readFileSync(path), path).not.toThrow(/ENOENT/);
});
