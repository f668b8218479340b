import { moduleBytes, type Routine } from './assembler.ts';

/**
 * Memory that modules of WebAssembly and arrays share. Arrays are taken from it one after the other and last as long as it does; their
 * `byteOffset` is the address by which a module knows them.
 */
export interface Arena {
  bytes(length: number): Uint8Array;
  words(length: number): Int32Array;
  doubles(length: number): Float64Array;
  /** What has been taken so far. */
  mark(): number;
  /** Gives back all that was taken since a mark. */
  release(mark: number): void;
  readonly memory: SharedMemory;
}

/** What is used of WebAssembly: the types for Node leave it to those for browsers. */
interface WebAssemblyInterface {
  readonly CompileError: new () => Error;
  readonly Memory: new (size: {
    readonly initial: number;
    readonly maximum: number;
    readonly shared: true;
  }) => SharedMemory;
  readonly Module: new (bytes: Uint8Array) => CompiledModule;
  readonly Instance: new (
    module: CompiledModule,
    imports: { readonly outside: { readonly memory: SharedMemory } },
  ) => { readonly exports: object };
}

/** Shared, since only then do arrays stay valid when it grows; it never leaves its thread. */
export interface SharedMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

export interface CompiledModule {
  readonly kind?: 'module';
}

const { CompileError, Memory, Module, Instance } = (
  globalThis as unknown as { readonly WebAssembly: WebAssemblyInterface }
).WebAssembly;

const PAGE_BYTES = 65536;
/** 1 MiB, of which only what is used takes any. */
const FIRST_PAGES = 16;
/** All that addresses of 32 bits reach, 4 GiB; what is not used takes nothing. */
const MOST_PAGES = 65536;
/** What vectors of 128 bits are aligned to. */
const ALIGNMENT = 16;

export function createArena(): Arena {
  const memory = new Memory({ initial: FIRST_PAGES, maximum: MOST_PAGES, shared: true });
  let end = ALIGNMENT; // nothing is at 0, which may so stand for what is not there
  function take(bytes: number): number {
    const from = end;
    end += Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    const { byteLength } = memory.buffer;
    // all other memories that are shared are told of it: rather once much than often
    const room = Math.min(2 * byteLength, MOST_PAGES * PAGE_BYTES);
    if (end > byteLength) memory.grow(Math.ceil((Math.max(end, room) - byteLength) / PAGE_BYTES));
    return from;
  }
  return {
    memory,
    bytes(length) {
      const at = take(length);
      return new Uint8Array(memory.buffer, at, length);
    },
    words(length) {
      const at = take(4 * length);
      return new Int32Array(memory.buffer, at, length);
    },
    doubles(length) {
      const at = take(8 * length);
      return new Float64Array(memory.buffer, at, length);
    },
    mark: () => end,
    release(mark) {
      new Uint8Array(memory.buffer, mark, end - mark).fill(0);
      end = mark;
    },
  };
}

/**
 * Compiles functions to a module. Files do so as they are loaded, so that a program has its loops as soon as it has its code, as a library that
 * was compiled beforehand would.
 */
export const compiled = (routines: readonly Routine[]): CompiledModule =>
  new Module(moduleBytes(routines, MOST_PAGES));

/** The same of functions that not every machine can have, such as those of vectors: nothing where it lacks what they need. */
export function compiledIfPossible(routines: readonly Routine[]): CompiledModule | undefined {
  try {
    return compiled(routines);
  } catch (error) {
    if (error instanceof CompileError) return undefined;
    throw error;
  }
}

/** The functions of a module at work on an arena. */
export const functionsOn = <F extends object>(module: CompiledModule, { memory }: Arena): F =>
  new Instance(module, { outside: { memory } }).exports as F;
