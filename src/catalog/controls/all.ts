import type { CatalogControl } from '../parts.ts';
import { AI_SAFEGUARDS } from './ai-safeguards.ts';
import { DATA_CONTROLS } from './data.ts';
import { DETECTION_CONTROLS } from './detection.ts';
import { GOVERNANCE_CONTROLS } from './governance.ts';
import { IDENTITY_CONTROLS } from './identity.ts';
import { NETWORK_CONTROLS } from './network.ts';
import { OFFENSIVE_AI } from './offensive-ai.ts';
import { OFFENSIVE_PEOPLE } from './offensive-people.ts';
import { OFFENSIVE_TESTS } from './offensive-tests.ts';
import { RECOVERY_CONTROLS } from './recovery.ts';
import { SYSTEM_CONTROLS } from './systems.ts';
import { TRAINING_CONTROLS } from './training.ts';

/** Every control of the catalogue, the defensive ones first. */
export const CONTROLS: readonly CatalogControl[] = [
  ...GOVERNANCE_CONTROLS,
  ...TRAINING_CONTROLS,
  ...IDENTITY_CONTROLS,
  ...DATA_CONTROLS,
  ...SYSTEM_CONTROLS,
  ...NETWORK_CONTROLS,
  ...DETECTION_CONTROLS,
  ...RECOVERY_CONTROLS,
  ...AI_SAFEGUARDS,
  ...OFFENSIVE_TESTS,
  ...OFFENSIVE_PEOPLE,
  ...OFFENSIVE_AI,
];
