import { expect, test } from 'vitest';
import { entity, ENTITY, kindAndNumber } from '../../src/simulation/streams.ts';

test('an entity’s word tells its kind and number again', () => {
  expect(kindAndNumber(entity(ENTITY.ASSET, 7))).toEqual({ kind: ENTITY.ASSET, number: 7 });
  expect(kindAndNumber(entity(ENTITY.CONTROL, 2 ** 28 - 1))).toEqual({
    kind: ENTITY.CONTROL,
    number: 2 ** 28 - 1,
  });
});
