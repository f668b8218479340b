import type { CatalogThreat } from '../parts.ts';
import { AI_THREATS } from './ai.ts';
import { ENTRY_THREATS } from './entry.ts';
import { ERROR_THREATS } from './error.ts';
import { EXTORTION_THREATS } from './extortion.ts';
import { FRAUD_THREATS } from './fraud.ts';
import { INSIDER_THREATS } from './insider.ts';
import { INTRUSION_THREATS } from './intrusion.ts';
import { PHYSICAL_THREATS } from './physical.ts';
import { THIRD_PARTY_THREATS } from './third-party.ts';

/** Every threat of the catalogue. What it knows of each, and where from, stands in the file of its category. */
export const THREATS: readonly CatalogThreat[] = [
  ...EXTORTION_THREATS,
  ...ENTRY_THREATS,
  ...FRAUD_THREATS,
  ...INSIDER_THREATS,
  ...ERROR_THREATS,
  ...PHYSICAL_THREATS,
  ...THIRD_PARTY_THREATS,
  ...INTRUSION_THREATS,
  ...AI_THREATS,
];
