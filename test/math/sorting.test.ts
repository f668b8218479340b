import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharedFitColumns } from '../../src/math/fit-columns.ts';

function sorted(values: readonly number[]) {
  const columns = sharedFitColumns();
  const { input, order, spareOrder, counts, sorted: into } = columns.room(values.length);
  input.set(values);
  columns.sort(
    values.length,
    input.byteOffset,
    order.byteOffset,
    spareOrder.byteOffset,
    counts.byteOffset,
    into.byteOffset,
  );
  return { list: [...into.subarray(0, values.length)], order: [...order] };
}

test('doubles of both signs, far apart and all but alike, are sorted, and the order says where they were', () => {
  const some = fc.oneof(
    fc.double({ noNaN: true }),
    fc.constantFrom(0, 1, 1 + 2 ** -52, 1 + 2 ** -50, 1 - 2 ** -53, -1 - 2 ** -40, 5e-324, -5e-324, 1e308),
  );
  fc.assert(
    fc.property(fc.array(some, { minLength: 1, maxLength: 90 }), (values) => {
      const { list, order } = sorted(values);
      const expected = [...Float64Array.from(values).sort()];
      list.forEach((value, at) => expect(value).toBe(values[order[at]]));
      expect([...order].sort((a, b) => a - b)).toEqual(values.map((_, at) => at));
      list.forEach((value, at) => expect(value === expected[at]).toBe(true));
    }),
  );
});
