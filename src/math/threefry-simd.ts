/**
 * Threefry 4x32-20 for many counters at once, four to a vector, as a WebAssembly module that is put together here: a block costs a third
 * of what it does in plain code, and gives the same words.
 *
 * Source of the encoding: WebAssembly Core Specification 2.0, chapter 5 (binary format) with its vector instructions.
 */

/** What is used of WebAssembly: the types for Node leave it to those for browsers. */
interface WebAssemblyInterface {
  readonly CompileError: new () => Error;
  readonly Memory: new (size: { readonly initial: number }) => LaneMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: { readonly lanes: { readonly memory: LaneMemory } },
  ) => { readonly exports: { readonly blocks: Blocks } };
}

/** Memory of 64 KiB that the module and arrays share. */
export interface LaneMemory {
  readonly buffer: ArrayBuffer;
}

const { CompileError, Memory, Module, Instance } = (
  globalThis as unknown as { readonly WebAssembly: WebAssemblyInterface }
).WebAssembly;

/** Rotations of the two mixes of each round, which repeat after eight rounds (Random123). */
const ROTATIONS = [
  [10, 26],
  [11, 21],
  [13, 27],
  [23, 5],
  [6, 20],
  [17, 11],
  [25, 10],
  [18, 20],
];
const ROUNDS = 20;

const I32 = 0x7f;
const V128 = 0x7b;
const FUNCTION = 0x60;

const localGet = (local: number) => [0x20, local];
const localSet = (local: number) => [0x21, local];
const i32Const = (value: number) => [0x41, ...signed(value)];
const I32_ADD = [0x6a];
const I32_LESS = [0x48];
const vector = (operation: number) => [0xfd, ...unsigned(operation)];
const load = (offset: number) => [...vector(0x00), 4, ...unsigned(offset)];
const store = (offset: number) => [...vector(0x0b), 4, ...unsigned(offset)];
const SPLAT = vector(0x11);
const OR = vector(0x50);
const XOR = vector(0x51);
const SHIFT_LEFT = vector(0xab);
const SHIFT_RIGHT = vector(0xad);
const ADD = vector(0xae);

function unsigned(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ;) {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest ? low | 0x80 : low);
    if (!rest) return bytes;
  }
}

function signed(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const isLast = (rest === 0 && !(low & 0x40)) || (rest === -1 && (low & 0x40) !== 0);
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return bytes;
  }
}

const list = (items: readonly number[][]) => [...unsigned(items.length), ...items.flat()];
const sized = (bytes: readonly number[]) => [...unsigned(bytes.length), ...bytes];
const section = (id: number, bytes: readonly number[]) => [id, ...sized(bytes)];
const name = (text: string) => sized([...new TextEncoder().encode(text)]);

// parameters of the function, then its locals
const [COUNT, STREAM, ENTITY, KEY] = [0, 1, 2, 3];
const KEYS = 5;
const AT = KEY + KEYS;
const SPLATS = AT + 1;
const WORDS = SPLATS + KEYS + 2;
const [STREAMS, ENTITIES] = [SPLATS + KEYS, SPLATS + KEYS + 1];

/** One mix: `to` += `from`, then `from` rotated and combined with `to`. */
const mix = (to: number, from: number, rotation: number) => [
  ...localGet(to),
  ...localGet(from),
  ...ADD,
  ...localSet(to),
  ...localGet(from),
  ...i32Const(rotation),
  ...SHIFT_LEFT,
  ...localGet(from),
  ...i32Const(32 - rotation),
  ...SHIFT_RIGHT,
  ...OR,
  ...localGet(to),
  ...XOR,
  ...localSet(from),
];

/** Adds the key, turned by `turn`, to the words. */
const inject = (turn: number) =>
  [0, 1, 2, 3].flatMap((word) => [
    ...localGet(WORDS + word),
    ...localGet(SPLATS + ((word + turn) % KEYS)),
    ...ADD,
    ...(word === 3 ? [...i32Const(turn), ...SPLAT, ...ADD] : []),
    ...localSet(WORDS + word),
  ]);

/** Four lanes from byte `AT` of each array on. */
function fourLanes(bytesAnArray: number): number[] {
  const code = [
    ...localGet(AT),
    ...load(0),
    ...localGet(SPLATS),
    ...ADD,
    ...localSet(WORDS),
    ...localGet(AT),
    ...load(bytesAnArray),
    ...localGet(SPLATS + 1),
    ...ADD,
    ...localSet(WORDS + 1),
    ...localGet(STREAMS),
    ...localSet(WORDS + 2),
    ...localGet(ENTITIES),
    ...localSet(WORDS + 3),
  ];
  for (let round = 0; round < ROUNDS; round++) {
    const [first, second] = ROTATIONS[round % ROTATIONS.length];
    const [b, d] = round % 2 === 0 ? [1, 3] : [3, 1];
    code.push(...mix(WORDS, WORDS + b, first), ...mix(WORDS + 2, WORDS + d, second));
    if (round % 4 === 3) code.push(...inject((round + 1) / 4));
  }
  for (let word = 0; word < 4; word++)
    code.push(...localGet(AT), ...localGet(WORDS + word), ...store((2 + word) * bytesAnArray));
  return code;
}

/** blocks(count, stream, entity, key 0 to 4): the counters' and the words' arrays lie one after the other from 0 on. */
function moduleBytes(bytesAnArray: number): Uint8Array {
  const parameters = [I32, I32, I32, ...Array<number>(KEYS).fill(I32)];
  const splats = [...Array(KEYS).keys()].flatMap((key) => [
    ...localGet(KEY + key),
    ...SPLAT,
    ...localSet(SPLATS + key),
  ]);
  const body = [
    ...list([
      [...unsigned(1), I32],
      [...unsigned(KEYS + 2 + 4), V128],
    ]),
    ...splats,
    // the key adds 0 to the last two words
    ...localGet(STREAM),
    ...SPLAT,
    ...localSet(STREAMS),
    ...localGet(ENTITY),
    ...SPLAT,
    ...localSet(ENTITIES),
    ...[0x03, 0x40], // loop
    ...fourLanes(bytesAnArray),
    ...localGet(AT),
    ...i32Const(16),
    ...I32_ADD,
    0x22, // local.tee
    AT,
    ...localGet(COUNT),
    ...i32Const(2),
    0x74, // i32.shl: lanes to bytes
    ...I32_LESS,
    ...[0x0d, 0x00], // br_if: once more
    0x0b, // end of the loop
    0x0b, // end of the function
  ];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list([[FUNCTION, ...list(parameters.map((type) => [type])), ...list([])]])),
    ...section(2, list([[...name('lanes'), ...name('memory'), 0x02, 0x00, 1]])),
    ...section(3, list([[0]])),
    ...section(7, list([[...name('blocks'), 0x00, 0]])),
    ...section(10, list([sized(body)])),
  ]);
}

type Blocks = (count: number, stream: number, entity: number, ...key: readonly number[]) => void;

export const laneMemory = (): LaneMemory => new Memory({ initial: 1 });

let compiled: object | undefined;

/**
 * A function that computes the blocks of the lanes in `memory`, where six arrays of `lanes` 32-bit words each stand one after the other:
 * trial, event, and the four words. Nothing where the machine has no vectors of 128 bits.
 */
export function simdBlocks(memory: LaneMemory, lanes: number): Blocks | undefined {
  try {
    compiled ??= new Module(moduleBytes(lanes * 4));
    return new Instance(compiled, { lanes: { memory } }).exports.blocks;
  } catch (error) {
    if (error instanceof CompileError) return undefined;
    throw error;
  }
}
