import { compiled, functionsOn, type Arena } from '../math/arena.ts';
import { doubleAt, F64, f64, I32, i32, routine, set, times } from '../math/assembler.ts';
import { addScaled, fill, type EventColumns } from './event-columns.ts';

/** What is done to columns of draws of the parameters. Parameters ending in `At` are addresses of arrays in the arena. */
export interface DrawColumns extends Pick<EventColumns, 'fill' | 'addScaled'> {
  /** into[i] *= by[i] */
  multiply(count: number, byAt: number, intoAt: number): void;
  /** into[i] *= 1 + by[i] */
  grow(count: number, byAt: number, intoAt: number): void;
  /** into[i * strideBytes / 8] += values[i] / by, and values[i] * by[i] */
  addQuotients(count: number, valuesAt: number, by: number, intoAt: number, strideBytes: number): void;
  addProducts(count: number, valuesAt: number, byAt: number, intoAt: number, strideBytes: number): void;
}

const multiply = routine('multiply', [I32, I32, I32], undefined, ([count, by, into], local) => {
  const [i, at] = [local(I32), local(I32)];
  return times(i, count, [
    set(at, doubleAt(into, i)),
    f64.store(at, f64.mul(f64.load(at), f64.load(doubleAt(by, i)))),
  ]);
});

const grow = routine('grow', [I32, I32, I32], undefined, ([count, by, into], local) => {
  const [i, at] = [local(I32), local(I32)];
  return times(i, count, [
    set(at, doubleAt(into, i)),
    f64.store(at, f64.mul(f64.load(at), f64.add(f64.const(1), f64.load(doubleAt(by, i))))),
  ]);
});

const addQuotients = routine(
  'addQuotients',
  [I32, I32, F64, I32, I32],
  undefined,
  ([count, values, by, into, stride], local) => {
    const i = local(I32);
    return times(i, count, [
      f64.store(into, f64.add(f64.load(into), f64.div(f64.load(doubleAt(values, i)), by))),
      set(into, i32.add(into, stride)),
    ]);
  },
);

const addProducts = routine(
  'addProducts',
  [I32, I32, I32, I32, I32],
  undefined,
  ([count, values, by, into, stride], local) => {
    const i = local(I32);
    return times(i, count, [
      f64.store(
        into,
        f64.add(f64.load(into), f64.mul(f64.load(doubleAt(values, i)), f64.load(doubleAt(by, i)))),
      ),
      set(into, i32.add(into, stride)),
    ]);
  },
);

const MODULE = compiled([fill, multiply, grow, addScaled, addQuotients, addProducts]);

export function drawColumns(arena: Arena): DrawColumns {
  return functionsOn<DrawColumns>(MODULE, arena);
}
