import { createHmac } from 'node:crypto';

/**
 * What is kept of a key. A keyed hash is enough: a key is 256 random bits, so there is nothing to guess slowly, and looking
 * one up by its hash tells no timing of the key.
 *
 * @param secret the server's; without it a copy of the table proves nothing
 */
export const hashKey = (secret: Buffer, key: string): Buffer =>
  createHmac('sha256', secret).update(key).digest();

/** How a key is shown in lists. @example prefixOf('rip_AbCdEfGhIj') // 'rip_AbCd' */
export const prefixOf = (key: string): string => key.slice(0, 8);

/**
 * The key in an `Authorization: Bearer …` header; undefined when there is none that could be one.
 *
 * @example bearerOf('Bearer rip_0123456789012345678901234567') // 'rip_0123456789012345678901234567'
 */
export const bearerOf = (authorization: string | undefined): string | undefined =>
  /^bearer +([\x21-\x7e]{32,512})$/i.exec(authorization ?? '')?.[1];
