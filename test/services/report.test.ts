import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Analysis } from '../../src/report/analysis.ts';
import { dollars } from '../../src/words.ts';
import { apiOf, finished } from '../support/api.ts';
import { simulate } from '../support/hospital.ts';
import { startServer, type TestServer } from '../support/server.ts';

const run = promisify(execFile);

/** What a compliance officer files is printed by a browser, so a real one prints it here. */
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const browser = BROWSERS.find(isThere);
const missing = [!browser && 'a browser (chromium)', !isThere('pdfinfo') && 'pdfinfo (poppler-utils)'].filter(
  (it) => it !== false,
);

function isThere(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

let server: TestServer;
let folder: string;
let html: string;
let analysis: Analysis;

beforeAll(async () => {
  if (missing.length > 0) return;
  folder = await mkdtemp(join(tmpdir(), 'riposte-report-'));
  server = await startServer({ EXAMPLE: 'on', THREADS: '2' });
  const api = apiOf(server.url, server.key);
  const simulationId = await simulate(api, {
    trials: 10_000,
    seed: '20261125',
    name: 'Yearly risk analysis',
  });
  expect(await finished(api, simulationId)).toMatchObject({ state: 'SUCCEEDED' });
  const query = readFileSync('schema/operations/risk-analysis.graphql', 'utf8');
  const { riskAnalysis } = await api.ask(query, { simulationId });
  html = riskAnalysis.html;
  analysis = JSON.parse(riskAnalysis.json) as Analysis;
});

afterAll(async () => {
  await server?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

beforeEach(({ skip }) => {
  if (missing.length > 0)
    skip(
      `the report cannot be printed without ${missing.join(' and ')}: apt-get install chromium poppler-utils`,
    );
});

/** @param page how its pages are to be, as a rule of @page; absent: as the browser has them */
async function printed(name: string, page = ''): Promise<string> {
  const source = join(folder, `${name}.html`);
  const target = join(folder, `${name}.pdf`);
  await writeFile(source, html.replace('</style>', `${page}</style>`));
  await run(
    browser!,
    [
      '--headless',
      '--no-sandbox', // as root it has none
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--no-pdf-header-footer',
      `--user-data-dir=${join(folder, 'profile')}`,
      `--print-to-pdf=${target}`,
      pathToFileURL(source).href,
    ],
    { timeout: 100_000 },
  );
  return target;
}

const pagesOf = async (file: string): Promise<number> =>
  Number(/^Pages:\s+(\d+)$/m.exec((await run('pdfinfo', [file])).stdout)![1]);

test.each([
  ['letter', '@page { size: letter; }'],
  ['A4', '@page { size: A4; }'],
])('the example hospital’s report prints to fewer than 25 pages of %s', async (name, page) => {
  const pages = await pagesOf(await printed(name, page));
  console.log(`the example hospital's report: ${pages} pages of ${name}`);
  expect(pages).toBeGreaterThan(5);
  expect(pages).toBeLessThan(25);
});

test('on paper stands what stands in the report', async () => {
  const { stdout } = await run('pdftotext', ['-raw', await printed('text'), '-'], { maxBuffer: 10_000_000 });
  const text = stdout.replace(/\s+/g, '');
  const expectText = (words: string) => expect(text).toContain(words.replace(/\s+/g, ''));
  expectText('Security risk analysis');
  expectText(analysis.organization);
  expectText(analysis.run.planHash);
  expectText(dollars(analysis.overall.expectedAnnualLoss.value));
  for (const { name } of [
    ...analysis.assets,
    ...analysis.threats,
    ...analysis.scenarios,
    ...analysis.controls,
  ])
    expectText(name);
  for (const { title } of analysis.safeguards.specifications) expectText(title);
  const pages = await pagesOf(join(folder, 'text.pdf'));
  expectText(`${pages} of ${pages}`);
});
