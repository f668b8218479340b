import type { CatalogThreat } from '../parts.ts';
import { AI_THREATS } from './ai.ts';

/** Every threat of the catalogue. */
export const THREATS: readonly CatalogThreat[] = [...AI_THREATS];
