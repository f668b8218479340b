import { InvalidInput } from '../errors.ts';
import { at } from '../model/fields.ts';

/**
 * A threat that only opens doors strikes nothing itself.
 *
 * @param enabling whether the threat of the scenario is such a one
 * @throws {InvalidInput}
 */
export function refuseEnabling(enabling: boolean, path: string): void {
  if (enabling)
    throw new InvalidInput(
      'needs a threat that strikes: this one is enabling, and can only be an entry of scenarios',
      at(path, 'threatId'),
    );
}
