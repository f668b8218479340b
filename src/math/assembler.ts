/**
 * Puts WebAssembly modules together: for loops that every run goes through from its first moment, a module is ready at once where plain code
 * would first be interpreted, then compiled several times over.
 *
 * Expressions nest as they would be written: `f64.add(x, f64.mul(y, z))`. There are no fused operations, so numbers come out as they do in
 * plain code.
 *
 * Source of the encoding: WebAssembly Core Specification 2.0, chapter 5 (binary format) with its vector instructions.
 */

/** Instructions in order, nested as it comes. */
export type Code = number | readonly Code[];
/** A parameter or a variable of a function; by itself it reads it. */
export type Local = readonly [read: 0x20, ...place: number[]];

export const I32 = 0x7f;
export const F64 = 0x7c;
export const V128 = 0x7b;
export type ValueType = typeof I32 | typeof F64 | typeof V128;

const VOID = 0x40;
const END = 0x0b;

/** Numbers of one byte, and locals of one: most are, and a module has thousands of them. */
const SMALL = Array.from({ length: 128 }, (_, value): readonly number[] => [value]);
const LOCALS = Array.from({ length: 128 }, (_, place): Local => [0x20, place]);

function unsigned(value: number): readonly number[] {
  if (value < 128) return SMALL[value];
  const bytes: number[] = [];
  for (let rest = value; ;) {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest ? low | 0x80 : low);
    if (!rest) return bytes;
  }
}

function signed(value: number): readonly number[] {
  if (value >= -64 && value < 64) return SMALL[value & 0x7f];
  const bytes: number[] = [];
  for (let rest = value; ;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const isLast = (rest === 0 && !(low & 0x40)) || (rest === -1 && (low & 0x40) !== 0);
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return bytes;
  }
}

function doubleBytes(value: number): number[] {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setFloat64(0, value, true);
  return Array.from({ length: 8 }, (_, at) => bytes.getUint8(at));
}

const unary = (operation: number) => (value: Code) => [value, operation];
const binary = (operation: number) => (one: Code, other: Code) => [one, other, operation];
/** @param alignment as a power of two */
const loading = (operation: number, alignment: number) =>
  (address: Code, offset = 0) => [address, operation, alignment, unsigned(offset)]; // prettier-ignore
const storing = (operation: number, alignment: number) =>
  (address: Code, value: Code, offset = 0) => [address, value, operation, alignment, unsigned(offset)]; // prettier-ignore

/** Whole numbers of 32 bits; `load8` and `store8` are of bytes. */
export const i32 = {
  const: (value: number): Code => [0x41, signed(value | 0)],
  isZero: unary(0x45),
  /** How many bits are set. */
  countBits: unary(0x69),
  equal: binary(0x46),
  notEqual: binary(0x47),
  less: binary(0x48),
  /** Less as a number without sign, as addresses are. */
  lessUnsigned: binary(0x49),
  greater: binary(0x4a),
  atLeast: binary(0x4e),
  add: binary(0x6a),
  sub: binary(0x6b),
  mul: binary(0x6c),
  and: binary(0x71),
  or: binary(0x72),
  xor: binary(0x73),
  shiftLeft: binary(0x74),
  shiftRight: binary(0x75),
  shiftRightUnsigned: binary(0x76),
  /** Of a double, towards zero, at most the outermost whole number; 0 of what is none. */
  truncate: (value: Code): Code => [value, 0xfc, 0x02],
  load: loading(0x28, 2),
  load8: loading(0x2d, 0),
  store: storing(0x36, 2),
  store8: storing(0x3a, 0),
};

/** Doubles. */
export const f64 = {
  const: (value: number): Code => [0x44, doubleBytes(value)],
  equal: binary(0x61),
  notEqual: binary(0x62),
  less: binary(0x63),
  greater: binary(0x64),
  atMost: binary(0x65),
  atLeast: binary(0x66),
  abs: unary(0x99),
  negative: unary(0x9a),
  floor: unary(0x9c),
  sqrt: unary(0x9f),
  add: binary(0xa0),
  sub: binary(0xa1),
  mul: binary(0xa2),
  div: binary(0xa3),
  min: binary(0xa4),
  max: binary(0xa5),
  ofSigned: unary(0xb7),
  ofUnsigned: unary(0xb8),
  /** The upper 32 bits: sign, exponent and the first 20 bits of the mantissa. */
  highWord: (value: Code): Code => [value, 0xbd, 0x42, 32, 0x88, 0xa7],
  /** 2 to a whole power from -1022 to 1023. */
  powerOfTwo: (power: Code): Code => [i32.add(power, i32.const(1023)), 0xac, 0x42, 52, 0x86, 0xbf],
  load: loading(0x2b, 3),
  store: storing(0x39, 3),
};

const vector = (operation: number) => [0xfd, unsigned(operation)];
const vectorUnary = (operation: number) => (value: Code) => [value, vector(operation)];
const vectorBinary = (operation: number) => (one: Code, other: Code) => [one, other, vector(operation)];
/** Bytes of two vectors in a row: the first eight of the one and the last eight of the other. */
const FIRST_AND_LAST = [0, 1, 2, 3, 4, 5, 6, 7, 24, 25, 26, 27, 28, 29, 30, 31];
const BOTH_FIRST = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];
const BOTH_LAST = [8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31];

const vectorLoad = (address: Code, offset = 0): Code => [address, vector(0x00), 4, unsigned(offset)];
const vectorStore = (address: Code, value: Code, offset = 0): Code => [
  address,
  value,
  vector(0x0b),
  4,
  unsigned(offset),
];
const wordBytes = (value: number): Code => [0, 8, 16, 24].map((bits) => (value >>> bits) & 0xff);

/** All 128 bits. */
export const v128 = {
  and: vectorBinary(0x4e),
  /** The bits of the first that the second has not. */
  andNot: vectorBinary(0x4f),
  or: vectorBinary(0x50),
  xor: vectorBinary(0x51),
  /** Bits of the first where the mask has them, of the second elsewhere. */
  bitSelect: (yes: Code, no: Code, mask: Code): Code => [yes, no, mask, vector(0x52)],
  /** 1 where any bit is set. */
  anyTrue: vectorUnary(0x53),
};

/** Four whole numbers of 32 bits; comparisons give all bits of a lane, or none. */
export const i32x4 = {
  const: (...values: readonly [number, number, number, number]): Code => [
    vector(0x0c),
    values.map(wordBytes),
  ],
  splat: vectorUnary(0x11),
  /** The first and the last four of eight of 16 bits, with their signs. */
  ofFirst: vectorUnary(0xa7),
  ofLast: vectorUnary(0xa8),
  /** One of the four, by place. */
  lane: (value: Code, place: 0 | 1 | 2 | 3): Code => [value, vector(0x1b), place],
  or: v128.or,
  xor: v128.xor,
  greaterUnsigned: vectorBinary(0x3c),
  shiftLeft: vectorBinary(0xab),
  shiftRight: vectorBinary(0xac),
  shiftRightUnsigned: vectorBinary(0xad),
  add: vectorBinary(0xae),
  sub: vectorBinary(0xb1),
  mul: vectorBinary(0xb5),
  max: vectorBinary(0xb8),
  load: vectorLoad,
  store: vectorStore,
};

/** Sixteen bytes. */
export const i8x16 = {
  splat: vectorUnary(0x0f),
  /** What comparisons of four by four words gave, in order. */
  ofComparisons: (words: readonly [Code, Code, Code, Code]): Code => [
    [words[0], words[1], vector(0x85)],
    [words[2], words[3], vector(0x85)],
    vector(0x65),
  ],
};

/** Eight whole numbers of 16 bits. */
export const i16x8 = {
  /** Of eight bytes without a sign. */
  load8: (address: Code): Code => [address, vector(0x02), 3, unsigned(0)],
  negative: vectorUnary(0x81),
};

/** Two whole numbers of 64 bits. */
export const i64x2 = {
  /** The first and the last two of four words, with their signs. */
  ofFirst: vectorUnary(0xc7),
  ofLast: vectorUnary(0xc8),
  /** Of two words, with and without a sign. */
  loadSigned: (address: Code, offset = 0): Code => [address, vector(0x05), 3, unsigned(offset)],
  loadUnsigned: (address: Code, offset = 0): Code => [address, vector(0x06), 3, unsigned(offset)],
  /** Both the same, of which the halves are given as words. */
  const: (high: number, low: number): Code => i32x4.const(low, high, low, high),
  add: vectorBinary(0xce),
  shiftLeft: vectorBinary(0xcb),
  shiftRightUnsigned: vectorBinary(0xcd),
};

/** Two doubles; comparisons give all bits of a lane, or none. */
export const f64x2 = {
  /** Both the same. */
  const: (value: number): Code => [vector(0x0c), doubleBytes(value), doubleBytes(value)],
  splat: vectorUnary(0x14),
  of: (one: Code, other: Code): Code => [one, vector(0x14), other, vector(0x22), 1],
  /** One of the two, by place. */
  lane: (value: Code, place: 0 | 1): Code => [value, vector(0x21), place],
  /** Two doubles from two addresses. */
  loadEach: (one: Code, other: Code, offset = 0): Code => [
    other,
    [one, vector(0x5d), 3, unsigned(offset)],
    vector(0x57),
    3,
    unsigned(offset),
    1,
  ],
  equal: vectorBinary(0x47),
  less: vectorBinary(0x49),
  greater: vectorBinary(0x4a),
  atMost: vectorBinary(0x4b),
  atLeast: vectorBinary(0x4c),
  floor: vectorUnary(0x75),
  abs: vectorUnary(0xec),
  add: vectorBinary(0xf0),
  sub: vectorBinary(0xf1),
  mul: vectorBinary(0xf2),
  /** The other where that is less, or greater, and else the one. */
  lesser: vectorBinary(0xf6),
  larger: vectorBinary(0xf7),
  div: vectorBinary(0xf3),
  /** With another number in one of the two places. */
  withLane: (value: Code, place: 0 | 1, number: Code): Code => [value, number, vector(0x22), place],
  /** The first of the one and the second of the other. */
  outer: (one: Code, other: Code): Code => [one, other, vector(0x0d), FIRST_AND_LAST],
  /** The first of both. */
  firsts: (one: Code, other: Code): Code => [one, other, vector(0x0d), BOTH_FIRST],
  /** The second of both. */
  lasts: (one: Code, other: Code): Code => [one, other, vector(0x0d), BOTH_LAST],
  load: vectorLoad,
  store: vectorStore,
};

export const set = (local: Local, value: Code): Code => [
  value,
  0x21,
  local.length === 2 ? SMALL[local[1]] : (local.slice(1) as number[]),
];
/** One of two values, both of which are computed. */
export const select = (condition: Code, yes: Code, no: Code): Code => [yes, no, condition, 0x1b];
export const when = (condition: Code, yes: Code, no?: Code): Code =>
  no === undefined ? [condition, 0x04, VOID, yes, END] : [condition, 0x04, VOID, yes, 0x05, no, END];
/** Does something at least once, and again as long as a condition holds. */
export const repeatWhile = (body: Code, condition: Code): Code => [0x03, VOID, body, condition, 0x0d, 0, END];
/** Does something as long as a condition holds. */
export const whileTrue = (condition: Code, body: Code): Code => when(condition, repeatWhile(body, condition));
/** Counts a local from 0 to `count`, exclusive. */
export const times = (counter: Local, count: Code, body: Code): Code => [
  set(counter, i32.const(0)),
  whileTrue(i32.less(counter, count), [body, set(counter, i32.add(counter, i32.const(1)))]),
];
/**
 * Counts a local from 0 to `count`, exclusive, by two.
 *
 * @param find what to do at each
 * @param both what to do then where both are below `count`
 * @param one what to do then where only the first is
 */
export const byTwos = (counter: Local, count: Code, find: Code, both: Code, one: Code): Code => [
  set(counter, i32.const(0)),
  whileTrue(i32.less(counter, count), [
    find,
    when(i32.less(i32.add(counter, i32.const(1)), count), both, one),
    set(counter, i32.add(counter, i32.const(2))),
  ]),
];
/** Does one of some things, by number from 0; there is one for each number that comes. */
export const choose = (number: Code, cases: readonly Code[]): Code => {
  const branches = [0x0e, unsigned(cases.length - 1), cases.map((_, place) => unsigned(place))];
  // each case stands after a block of its own, which the number leaves, and then leaves the block about all
  const chosen = cases.reduce<Code>(
    (before, its, place) => [0x02, VOID, before, END, its, 0x0c, unsigned(cases.length - 1 - place)],
    [number, branches],
  );
  return [0x02, VOID, chosen, END];
};
/** Calls a function by its place in the module. */
export const call = (place: number, ...values: readonly Code[]): Code => [values, 0x10, unsigned(place)];
/** Computes a value that nobody needs. */
export const dropped = (value: Code): Code => [value, 0x1a];
export const returned = (value: Code): Code => [value, 0x0f];

/** The address of an item of an array whose first item is at an address. */
const item = (bits: number) => (array: Code, at: Code) =>
  i32.add(array, bits ? i32.shiftLeft(at, i32.const(bits)) : at);
/** Of bytes, of 32-bit words, and of doubles. */
export const byteAt = item(0);
export const wordAt = item(2);
export const doubleAt = item(3);

/** Sets bytes from an address on to a value. */
export const fillBytes = (address: Code, value: Code, bytes: Code): Code => [
  address,
  value,
  bytes,
  0xfc,
  0x0b,
  0x00,
];

/** Copies bytes from one address on to those from another on. */
export const copyBytes = (address: Code, from: Code, bytes: Code): Code => [
  address,
  from,
  bytes,
  0xfc,
  0x0a,
  0x00,
  0x00,
];

/** A function of a module, as it is written. */
export interface Routine {
  readonly name: string;
  readonly parameters: readonly ValueType[];
  readonly result?: ValueType;
  write(): { readonly locals: readonly ValueType[]; readonly body: Code };
}

/**
 * A function that is written when a module of it is put together, and not kept: modules that few programs need cost the others nothing.
 *
 * @param write is given the parameters and a way to have further locals; its code leaves the result, if there is one
 */
export function routine<const P extends readonly ValueType[]>(
  name: string,
  parameters: P,
  result: ValueType | undefined,
  write: (parameters: { readonly [at in keyof P]: Local }, local: (type: ValueType) => Local) => Code,
): Routine {
  const place = (at: number): Local => LOCALS[at] ?? [0x20, ...unsigned(at)];
  return {
    name,
    parameters,
    ...(result && { result }),
    write() {
      const locals: ValueType[] = [];
      const local = (type: ValueType): Local => place(parameters.length + locals.push(type) - 1);
      const body = write(parameters.map((_, at) => place(at)) as never, local);
      return { locals, body };
    },
  };
}

const list = (items: readonly Code[]): Code => [unsigned(items.length), items];
const sized = (code: Code): Code => {
  const bytes = bytesOf(code);
  return [unsigned(bytes.length), bytes];
};
const text = (value: string): Code => sized([...new TextEncoder().encode(value)]);

/** Code one byte after the other; by what the machine has for it, since a program waits for its modules when it starts. */
const bytesOf = (...code: readonly Code[]): number[] =>
  (code as readonly unknown[]).flat(Infinity) as number[];

/** The bytes of a module of some functions, which work on a memory that it is given as `memory` of `outside`. */
export function moduleBytes(routines: readonly Routine[], mostPages: number): Uint8Array {
  const section = (id: number, code: Code): Code => [id, sized(code)];
  const types = routines.map(({ parameters, result }) => [
    0x60,
    list(parameters),
    list(result === undefined ? [] : [result]),
  ]);
  const bodies = routines.map((routine) => {
    const { locals, body } = routine.write();
    return sized([list(locals.map((type) => [1, type])), body, END]);
  });
  return Uint8Array.from(
    bytesOf(
      [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      section(1, list(types)),
      // shared memory, as arrays in it stay valid when it grows
      section(2, list([[text('outside'), text('memory'), 0x02, 0x03, unsigned(0), unsigned(mostPages)]])),
      section(3, list(routines.map((_, at) => unsigned(at)))),
      section(7, list(routines.map(({ name }, at) => [text(name), 0x00, unsigned(at)]))),
      section(10, list(bodies)),
    ),
  );
}
