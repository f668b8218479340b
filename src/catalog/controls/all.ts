import type { CatalogControl } from '../parts.ts';

/** Every control of the catalogue. */
export const CONTROLS: readonly CatalogControl[] = [];
