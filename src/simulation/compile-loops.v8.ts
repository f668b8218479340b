import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 compile loops of WebAssembly once, optimised, as their files are loaded. Left to itself it compiles a loop when it is first called, and
 * again, better, once it has turned out to be busy, and a short run is over by then. Programs that simulate import this before all else, as
 * the flags hold for what is compiled after them; nothing else in them is WebAssembly.
 */
for (const flag of ['--no-wasm-lazy-compilation', '--no-liftoff']) setFlagsFromString(flag);
