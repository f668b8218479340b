import type { Arena } from './arena.ts';
import {
  call,
  choose,
  F64,
  f64,
  I32,
  i32,
  repeatWhile,
  routine,
  set,
  V128,
  when,
  type Code,
  type Routine,
} from './assembler.ts';

/**
 * Calls of a module's routines, written down once and made again and again by one call from outside: what is done to each block of trials is
 * the same but for a few numbers, and each call from outside costs as much as a short loop.
 *
 * A record is four words - which routine, how many bytes on the next record is, the word that the result is added to, whether a result stops -
 * and eight bytes for each argument: a double, or the address of a word and what is added to that word.
 */
export interface Recording<F> {
  /**
   * Records a call.
   *
   * @param resultTo a word that the result is added to
   * @param ifAny what to do outside, before the next call, where the result is not 0
   */
  add<K extends keyof F & string>(
    name: K,
    values: Arguments<F[K]>,
    resultTo?: WordArgument,
    ifAny?: () => void,
  ): void;
  /** Records something to be done outside. */
  outside(step: () => void): void;
}

/** A number; for whole numbers also a word of the arena as it is when the call is made, plus a number. */
export type Argument = number | WordArgument;
export interface WordArgument {
  readonly at: number;
  readonly plus: number;
}
type Arguments<R> = R extends (...values: infer P) => unknown
  ? { readonly [at in keyof P]: Argument }
  : never;

/** @example plus(wordOf(words, 1), 8) // words[1] + 8, whatever words[1] is by then */
export const wordOf = (words: Int32Array, place: number): WordArgument => ({
  at: words.byteOffset + WORD_BYTES * place,
  plus: 0,
});
export const plus = ({ at, plus: before }: WordArgument, more: number): WordArgument => ({
  at,
  plus: before + more,
});

const WORD_BYTES = 4;
const HEADER_BYTES = 16;
const ARGUMENT_BYTES = 8;
const [NEXT_AT, RESULT_AT, STOPS_AT] = [4, 8, 12];
/** Where nothing is, so that what is read there is 0. */
const NOWHERE = 0;

/** What makes recorded calls from an address on, until one stops; returns where the next record is. */
export interface Replay {
  replay(at: number): number;
}

const isRecordable = ({ parameters, result }: Routine): boolean =>
  !parameters.includes(V128) && (result === undefined || result === I32);

/** `replay` for the routines that a module begins with. */
export const replayOf = (routines: readonly Routine[]): Routine =>
  routine('replay', [I32], I32, ([at], local) => {
    const [result, resultTo, isStopped] = [local(I32), local(I32), local(I32)];
    const calls = routines.map((its, place): Code => {
      if (!isRecordable(its)) return [];
      const made = call(
        place,
        ...its.parameters.map((type, number) => {
          const offset = HEADER_BYTES + ARGUMENT_BYTES * number;
          return type === F64
            ? f64.load(at, offset)
            : i32.add(i32.load(i32.load(at, offset)), i32.load(at, offset + WORD_BYTES));
        }),
      );
      return its.result === undefined ? made : set(result, made);
    });
    return [
      repeatWhile(
        [
          set(result, i32.const(0)),
          choose(i32.load(at), [...calls, set(result, i32.const(1))]),
          set(resultTo, i32.load(at, RESULT_AT)),
          when(resultTo, i32.store(resultTo, i32.add(i32.load(resultTo), result))),
          set(isStopped, i32.and(i32.load(at, STOPS_AT), i32.notEqual(result, i32.const(0)))),
          set(at, i32.add(at, i32.load(at, NEXT_AT))),
        ],
        i32.isZero(isStopped),
      ),
      at,
    ];
  });

/** What was recorded; data, since one function that makes all records' calls is compiled once. */
export interface Recorded {
  readonly start: number;
  readonly end: number;
  /** What to do outside, by where the record after it is. */
  readonly stepAt: ReadonlyMap<number, () => void>;
}

/** Makes recorded calls. */
export interface Recorder<F> {
  record(write: (calls: Recording<F>) => void): Recorded;
  /** Makes all of its calls. */
  run(recorded: Recorded): void;
}

/** @param routines those of the module, in its order */
export function recorder<F>(arena: Arena, routines: readonly Routine[], { replay }: Replay): Recorder<F> {
  const places = new Map(routines.map(({ name }, place) => [name, place]));

  function record(write: (calls: Recording<F>) => void): Recorded {
    const records: {
      readonly place: number;
      readonly values: readonly Argument[];
      readonly resultAt: number;
    }[] = [];
    const steps: ((() => void) | undefined)[] = [];
    const stop = (step?: () => void) => {
      records.push({ place: routines.length, values: [], resultAt: NOWHERE });
      steps.push(step);
    };
    write({
      add(name, values, resultTo, ifAny) {
        records.push({
          place: places.get(name)!,
          values: values as unknown as readonly Argument[],
          resultAt: resultTo?.at ?? NOWHERE,
        });
        steps.push(ifAny);
      },
      outside: stop,
    });
    stop();

    const sizes = records.map(({ values }) => HEADER_BYTES + ARGUMENT_BYTES * values.length);
    const doubles = arena.doubles(sizes.reduce((sum, size) => sum + size, 0) / ARGUMENT_BYTES);
    const words = new Int32Array(doubles.buffer, doubles.byteOffset, doubles.length * 2);
    const stepAt = new Map<number, () => void>();
    let end = doubles.byteOffset;
    let word = 0;
    records.forEach(({ place, values, resultAt }, record) => {
      const step = steps[record];
      const isStop = place === routines.length;
      words.set([place, sizes[record], resultAt, Number(isStop || step !== undefined)], word);
      word += HEADER_BYTES / WORD_BYTES;
      values.forEach((value, number) => {
        if (!isStop && routines[place].parameters[number] === F64) doubles[word / 2] = value as number;
        else if (typeof value === 'number') words.set([NOWHERE, value], word);
        else words.set([value.at, value.plus], word);
        word += ARGUMENT_BYTES / WORD_BYTES;
      });
      end += sizes[record];
      if (step) stepAt.set(end, step);
    });

    return { start: doubles.byteOffset, end, stepAt };
  }

  /** By itself, since it is rare: else callers of `run` would be compiled anew for each new step. */
  function goOn({ end, stepAt }: Recorded, from: number): void {
    for (let at = from; at !== end; at = replay(at)) stepAt.get(at)!();
  }

  return {
    record,
    run(recorded) {
      const at = replay(recorded.start);
      if (at !== recorded.end) goOn(recorded, at);
    },
  };
}
