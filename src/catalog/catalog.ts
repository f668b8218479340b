import { InvalidInput } from '../errors.ts';
import type { Read } from '../model/fields.ts';
import { shown } from '../model/shown.ts';
import { CONTROLS } from './controls/all.ts';
import type { CatalogControl, CatalogThreat } from './parts.ts';
import { THREATS } from './threats/all.ts';

const threats = new Map(THREATS.map((it) => [it.id, it]));
const controls = new Map(CONTROLS.map((it) => [it.id, it]));

/** Parses the id of a catalogue threat at the door. */
export const catalogThreatId: Read<string> = (value, path) => idOf(threats, 'threat', 'T-BEC', value, path);

/** Parses the id of a catalogue control at the door. */
export const catalogControlId: Read<string> = (value, path) =>
  idOf(controls, 'control', 'D-MFA', value, path);

/**
 * The threat of the catalogue with an id.
 *
 * @throws {InvalidInput} in words where there is none
 * @example threatOf('T-BEC', 'catalogId').category // 'fraud'
 */
export const threatOf = (id: string, path: string): CatalogThreat =>
  threats.get(id) ?? strange('threat', 'T-BEC', id, path);

/**
 * The control of the catalogue with an id.
 *
 * @throws {InvalidInput} in words where there is none
 * @example controlOf('O-REDTEAM', 'catalogId').stance // 'OFFENSIVE'
 */
export const controlOf = (id: string, path: string): CatalogControl =>
  controls.get(id) ?? strange('control', 'D-MFA', id, path);

function idOf(
  all: ReadonlyMap<string, unknown>,
  kind: string,
  example: string,
  value: unknown,
  path: string,
): string {
  return typeof value === 'string' && all.has(value) ? value : strange(kind, example, value, path);
}

function strange(kind: string, example: string, value: unknown, path: string): never {
  throw new InvalidInput(
    `needs the id of a ${kind} in the catalogue such as ${example}, got ${shown(value)}`,
    path,
  );
}
