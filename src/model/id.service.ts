import { randomBytes } from 'node:crypto';

/**
 * An id for something new: its kind, then a version 7 UUID without dashes, so that ids sort by the time of their making.
 *
 * Source: RFC 9562, section 5.7.
 *
 * @example newId('asset') // 'asset_0199f7c0a4e87a0c8f6b3d2e1c4a5b60'
 */
export function newId(kind: string): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  return `${kind}_${bytes.toString('hex')}`;
}
