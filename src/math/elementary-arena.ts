import { createArena } from './arena.ts';
import { EXP_TABLE, expRoutine, logRoutine } from './elementary-routines.ts';
import { POWERS_OF_TWO } from './elementary.ts';

/** The memory of the modules that find laws, with what `exp` and `log` read: they work one at a time and keep nothing there. */
export const arena = createArena();
const roots = arena.doubles(EXP_TABLE.length);
const powers = arena.doubles(POWERS_OF_TWO.length);
roots.set(EXP_TABLE);
powers.set(POWERS_OF_TWO);

/** `exp` and `log` as functions of a module on that memory. */
export const exp = expRoutine(roots.byteOffset);
export const log = logRoutine(powers.byteOffset);

/** Doubles of the longest table, and more than the points of any law. */
const ROOM = 16_384;
const DOUBLE_BYTES = 8;
/** What goes into functions of the modules, and what comes of them. */
export const room = arena.doubles(ROOM);

/** Writes lists of numbers into the room, one behind the other; returns where they begin. */
export function put(...lists: readonly Float64Array[]): number[] {
  let end = 0;
  return lists.map((numbers) => {
    const at = end;
    end += numbers.length;
    if (end > ROOM) throw new RangeError(`there is room for ${ROOM} numbers, not for ${end}`);
    room.set(numbers, at);
    return room.byteOffset + at * DOUBLE_BYTES;
  });
}
