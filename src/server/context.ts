import type { EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.ts';
import type { Loaders } from './loaders.ts';

/** What every resolver is given: one request of one known caller. */
export interface Context {
  readonly db: EntityManager;
  readonly viewer: Viewer;
  readonly loaders: Loaders;
  /** Names the request in the log and in every error. */
  readonly correlationId: string;
}
