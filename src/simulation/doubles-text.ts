/**
 * Doubles as text, for results that keep many: base64 of their bytes, the low ones first. A list of numbers would be as long and take ten
 * times as long to write and to read.
 *
 * @example doublesOf(textOf(Float64Array.of(0.1, -2))) // 0.1, -2
 */
export const textOf = ({ buffer, byteOffset, byteLength }: Float64Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');

/** The doubles of `textOf`. */
export function doublesOf(text: string): Float64Array {
  const bytes = Uint8Array.from(Buffer.from(text, 'base64')); // in a buffer of their own, from its beginning on
  return new Float64Array(bytes.buffer);
}
