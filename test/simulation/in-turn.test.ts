import { expect, test } from 'vitest';
import { inTurn } from '../../src/simulation/in-turn.ts';
import type { Execute } from '../../src/simulation/run.ts';
import type { EngineTask } from '../../src/simulation/tasks.ts';

/** Work that is done when the test says so; what is begun is noted, by its shift. */
function byHand() {
  const begun: number[] = [];
  const ends: { readonly done: () => void; readonly failed: (error: Error) => void }[] = [];
  const execute = (({ shift }: { readonly shift: number }) => {
    begun.push(shift);
    return new Promise<unknown>((resolve, reject) => {
      ends.push({ done: () => resolve([shift]), failed: reject });
    });
  }) as unknown as Execute;
  return { begun, ends, execute };
}

const piece = (shift: number) => ({ kind: 'rebase', shift }) as unknown as EngineTask;
/** Once more than what is done at once, and what is put off until then. */
const settled = async () => {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
};

test('so many pieces are under way at once, in the order in which they were asked for', async () => {
  const { begun, ends, execute } = byHand();
  const { main: ask } = inTurn(execute, { parallel: 2 });
  const answers = [0, 1, 2, 3].map((shift) => ask(piece(shift)));
  await settled();
  expect(begun).toEqual([0, 1]);
  ends[1].done();
  await settled();
  expect(begun).toEqual([0, 1, 2]);
  ends[0].done();
  ends[2].done();
  await settled();
  ends[3].done();
  expect(await Promise.all(answers)).toEqual([[0], [1], [2], [3]]);
  const later = ask(piece(4));
  await settled();
  ends[4].done();
  expect(await later).toEqual([4]);
});

test('with one at a time, what is asked for besides is begun when nothing else waits', async () => {
  const { begun, ends, execute } = byHand();
  const { main, besides } = inTurn(execute, { parallel: 1 });
  const answers = [besides(piece(0)), besides(piece(1)), main(piece(2)), main(piece(3))];
  for (let place = 0; place < answers.length; place++) {
    await settled();
    ends[place].done();
  }
  await Promise.all(answers);
  expect(begun).toEqual([0, 2, 3, 1]);
});

test('with several, half of them are for what is asked for besides', async () => {
  const { begun, ends, execute } = byHand();
  const { main, besides } = inTurn(execute, { parallel: 2 });
  const answers = [
    main(piece(0)),
    besides(piece(10)),
    besides(piece(11)),
    main(piece(1)),
    besides(piece(12)),
  ];
  await settled();
  expect(begun).toEqual([0, 10]);
  ends[0].done();
  await settled();
  expect(begun).toEqual([0, 10, 1]);
  ends[1].done();
  await settled();
  expect(begun).toEqual([0, 10, 1, 11]);
  ends[2].done(); // nothing of the main way waits any more
  await settled();
  expect(begun).toEqual([0, 10, 1, 11, 12]);
  ends[3].done();
  ends[4].done();
  await Promise.all(answers);
});

test('once one has failed no other is begun', async () => {
  const { begun, ends, execute } = byHand();
  const { main: ask } = inTurn(execute, { parallel: 1 });
  const answers = Promise.allSettled([0, 1, 2].map((shift) => ask(piece(shift))));
  await settled();
  ends[0].failed(new Error('the thread was lost'));
  expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(begun).toEqual([0]);
});

test('nor once the run is aborted', async () => {
  const { begun, ends, execute } = byHand();
  const abort = new AbortController();
  const { main: ask } = inTurn(execute, { parallel: 1, signal: abort.signal });
  const answers = Promise.allSettled([0, 1].map((shift) => ask(piece(shift))));
  await settled();
  abort.abort();
  ends[0].done();
  expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect(begun).toEqual([0]);
});
