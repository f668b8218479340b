/** Bytes that are turned into text at once: a multiple of three, as each three are four letters, and so few that their memory is used again. */
const CHUNK_BYTES = 49_152;

/**
 * Doubles as text, for results that keep many: base64 of their bytes, the low ones first. A list of numbers would be as long and take ten
 * times as long to write and to read.
 *
 * @example doublesOf(textOf(Float64Array.of(0.1, -2))) // 0.1, -2
 */
export function textOf({ buffer, byteOffset, byteLength }: Float64Array): string {
  let text = '';
  for (let at = 0; at < byteLength; at += CHUNK_BYTES)
    text += Buffer.from(buffer, byteOffset + at, Math.min(CHUNK_BYTES, byteLength - at)).toString('base64');
  return text;
}

/** The doubles of `textOf`. */
export function doublesOf(text: string): Float64Array {
  const bytes = Uint8Array.from(Buffer.from(text, 'base64')); // in a buffer of their own, from its beginning on
  return new Float64Array(bytes.buffer);
}
