/**
 * What came, short enough to repeat in a message and never the whole of something large.
 *
 * @example shown(['a']) // 'a list'
 * @example shown('x'.repeat(99)) // '"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…"'
 */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'string') {
    const short = [...value.slice(0, 80)].slice(0, 40).join('');
    return JSON.stringify(short.length < value.length ? `${short}…` : short);
  }
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
