import { fiftyScenarios } from './fifty-scenarios.ts';
import { hospital } from './hospital.ts';
import type { ModelFile } from '../support/model-file.ts';
import { oneScenario, wholeTree } from './one-scenario.ts';

/** A work whose speed is measured: a model and a question, as any caller would put them to the API. */
export interface Work {
  readonly horizonYears: number;
  readonly trials: number;
  /** What `importModel` takes. References are names. */
  readonly model: () => ModelFile;
  /** The options of a comparison; none asks for a simulation. */
  readonly options: readonly WorkOption[];
}

export interface WorkOption {
  readonly name: string;
  /** Names of the controls that it adds. */
  readonly adds: readonly string[];
}

/** The works that `npm run bench` knows. W1 to W3 have peers elsewhere, and exact answers. */
export const WORKS = {
  W1: oneScenario,
  W2: wholeTree,
  W3: fiftyScenarios,
  H: hospital,
} as const satisfies Record<string, Work>;

export type WorkName = keyof typeof WORKS;
