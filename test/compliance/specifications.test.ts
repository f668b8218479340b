import { expect, test } from 'vitest';
import { STANDARDS } from '../../src/compliance/specifications.ts';
import { APPENDIX_A, BEYOND_APPENDIX_A, rowsOf, STAND_ALONE } from './security-rule.ts';

const specifications = STANDARDS.flatMap((standard) => standard.specifications);
const sectionOf = (id: string) => id.slice(0, 3);
const bare = ({ id, required }: { id: string; required: boolean }) => ({ id, required });

test('22 standards with 46 implementation specifications', () => {
  expect(STANDARDS).toHaveLength(22);
  expect(specifications).toHaveLength(46);
  expect(new Set([...STANDARDS, ...specifications].map(({ id }) => id)).size).toBe(68);
});

test('those of 308, 310 and 312 are the official matrix: 36, of which 14 required and 22 addressable', () => {
  const matrix = rowsOf(APPENDIX_A);
  expect(matrix.filter(({ required }) => required)).toHaveLength(14);
  expect(matrix.filter(({ required }) => !required)).toHaveLength(22);
  const ours = specifications.filter(({ id }) => ['308', '310', '312'].includes(sectionOf(id)));
  expect(ours.map(bare)).toEqual(matrix.map(bare));
});

test('those of 314 and 316 are ten, all required', () => {
  const beyond = rowsOf(BEYOND_APPENDIX_A);
  expect(beyond).toHaveLength(10);
  const ours = specifications.filter(({ id }) => ['314', '316'].includes(sectionOf(id)));
  expect(ours.map(bare)).toEqual(beyond.map(bare));
});

test('titles are the official ones, in lower case and as the text has them in number', () => {
  const titles = new Map(specifications.map(({ id, title }) => [id, title.toLowerCase()]));
  for (const { id, title } of [...rowsOf(APPENDIX_A), ...rowsOf(BEYOND_APPENDIX_A)])
    expect(titles.get(id), id).toContain(title.toLowerCase());
});

test('seven standards stand alone, and say themselves what they ask', () => {
  const alone = STANDARDS.filter((standard) => standard.specifications.length === 0);
  expect(alone.map(({ id }) => id)).toEqual(rowsOf(STAND_ALONE).map(({ id }) => id));
  expect(alone.map(({ title }) => title.toLowerCase())).toEqual(
    rowsOf(STAND_ALONE).map(({ title }) => title.toLowerCase()),
  );
  for (const standard of STANDARDS)
    expect(standard.asks !== undefined, standard.id).toBe(standard.specifications.length === 0);
});

test('a specification stands under the paragraph of its standard', () => {
  for (const standard of STANDARDS)
    for (const { id } of standard.specifications)
      expect(id.startsWith(standard.id.replace(/^308\.b\.1$/, '308.b')), id).toBe(true);
});
