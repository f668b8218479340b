import {
  doubleAt,
  F64,
  f64,
  f64x2,
  I32,
  i32,
  routine,
  set,
  V128,
  when,
  whileTrue,
  type Code,
  type Local,
} from './assembler.ts';

/** Goes through columns two by two, and then through what is left. */
export function inPairs(i: Local, count: Local, pair: Code, one: Code): Code {
  return [
    set(i, i32.const(0)),
    whileTrue(i32.less(i32.add(i, i32.const(1)), count), [pair, set(i, i32.add(i, i32.const(2)))]),
    when(i32.less(i, count), one),
  ];
}

export const dot = routine('dot', [I32, I32, I32], F64, ([count, one, other], local) => {
  const [i, sum, more, total] = [local(I32), local(V128), local(V128), local(F64)];
  const product = (offset: number) =>
    f64x2.mul(f64x2.load(doubleAt(one, i), offset), f64x2.load(doubleAt(other, i), offset));
  return [
    whileTrue(i32.less(i32.add(i, i32.const(3)), count), [
      set(sum, f64x2.add(sum, product(0))),
      set(more, f64x2.add(more, product(16))),
      set(i, i32.add(i, i32.const(4))),
    ]),
    set(sum, f64x2.add(sum, more)),
    set(total, f64.add(f64x2.lane(sum, 0), f64x2.lane(sum, 1))),
    whileTrue(i32.less(i, count), [
      set(total, f64.add(total, f64.mul(f64.load(doubleAt(one, i)), f64.load(doubleAt(other, i))))),
      set(i, i32.add(i, i32.const(1))),
    ]),
    total,
  ];
});

export const addScaled = routine(
  'addScaled',
  [I32, I32, F64, I32],
  undefined,
  ([count, values, by, into], local) => {
    const [i, at, bys] = [local(I32), local(I32), local(V128)];
    return [
      set(bys, f64x2.splat(by)),
      inPairs(
        i,
        count,
        [
          set(at, doubleAt(into, i)),
          f64x2.store(at, f64x2.add(f64x2.load(at), f64x2.mul(f64x2.load(doubleAt(values, i)), bys))),
        ],
        [
          set(at, doubleAt(into, i)),
          f64.store(at, f64.add(f64.load(at), f64.mul(f64.load(doubleAt(values, i)), by))),
        ],
      ),
    ];
  },
);

export const scale = routine(
  'scale',
  [I32, I32, F64, F64, I32],
  undefined,
  ([count, values, by, plus, into], local) => {
    const [i, bys, pluses] = [local(I32), local(V128), local(V128)];
    return [
      set(bys, f64x2.splat(by)),
      set(pluses, f64x2.splat(plus)),
      inPairs(
        i,
        count,
        f64x2.store(doubleAt(into, i), f64x2.add(f64x2.mul(f64x2.load(doubleAt(values, i)), bys), pluses)),
        f64.store(doubleAt(into, i), f64.add(f64.mul(f64.load(doubleAt(values, i)), by), plus)),
      ),
    ];
  },
);
