import type { Arena } from './arena.ts';
import { EXP_TABLE } from './elementary-routines.ts';
import { standardNormalTable } from './normal.ts';
import type { QuantileTable, Sampler } from './quantile-table.ts';
import type { LognormalParameters, TableParameters } from './sample-routines.ts';

/** Of a lognormal quantity, the normal one's. */
export type Exponent = NonNullable<Sampler['exponent']>;

const DOUBLE_BYTES = 8;

/** What routines that read tables are told of them; their numbers are copied to the arena when first asked for. */
export function tableParametersOn(arena: Arena) {
  const addresses = new Map<Float64Array, number>();

  /** Where the arena has the numbers of a table. */
  function addressOf(numbers: Float64Array): number {
    let address = addresses.get(numbers);
    if (address === undefined) {
      const copy = arena.doubles(numbers.length);
      copy.set(numbers);
      address = copy.byteOffset;
      addresses.set(numbers, address);
    }
    return address;
  }

  const tableParameters = ({
    numbers,
    upperFrom,
    shift,
    first,
    unit,
    low,
    high,
  }: QuantileTable): TableParameters => [
    addressOf(numbers),
    upperFrom * DOUBLE_BYTES,
    shift,
    first,
    unit,
    low,
    high,
  ];

  function lognormalParameters({ mu, sigma }: Exponent): LognormalParameters {
    const { numbers, upperFrom, shift, first, unit } = standardNormalTable().table!;
    const upperAt = addressOf(numbers) + upperFrom * DOUBLE_BYTES;
    return [upperAt, shift, first, unit, addressOf(EXP_TABLE), mu, sigma];
  }

  return { tableParameters, lognormalParameters };
}
