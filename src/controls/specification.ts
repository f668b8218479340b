import { nearWords } from '../compliance/near.ts';
import { SPECIFICATION_IDS } from '../compliance/requirements.ts';
import { InvalidInput } from '../errors.ts';
import type { Read } from '../model/fields.ts';
import { shown } from '../model/shown.ts';

/**
 * The id of a standard or specification of the HIPAA Security Rule, or of a requirement that is only proposed: none other means anything.
 *
 * @example specification('308.a.1.ii.A', 'input.hipaaSpecifications.0') // 45 CFR 164.308(a)(1)(ii)(A)
 */
export const specification: Read<string> = (value, path) => {
  if (typeof value === 'string' && SPECIFICATION_IDS.has(value)) return value;
  const near = typeof value === 'string' ? nearWords(value) : '';
  throw new InvalidInput(`needs a specification such as 308.a.1.ii.A, got ${shown(value)}${near}`, path);
};
