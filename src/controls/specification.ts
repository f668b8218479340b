import { InvalidInput } from '../errors.ts';
import type { Read } from '../model/fields.ts';
import { shown } from '../model/shown.ts';

const SPECIFICATION = /^3\d\d(\.[A-Za-z0-9]{1,5}){1,7}$/;

/**
 * The id of a standard or specification of the HIPAA Security Rule: its section in 45 CFR 164 and its paragraphs, between dots.
 *
 * @example specification('308.a.1.ii.A', 'input.hipaaSpecifications.0') // 45 CFR 164.308(a)(1)(ii)(A)
 */
export const specification: Read<string> = (value, path) => {
  if (typeof value !== 'string' || !SPECIFICATION.test(value))
    throw new InvalidInput(`needs a specification such as 308.a.1.ii.A, got ${shown(value)}`, path);
  return value;
};
