import { assetDefinition } from '../assets/asset.ts';
import { controlDefinition } from '../controls/control.ts';
import { scenarioDefinition } from '../scenarios/scenario.ts';
import { threatDefinition } from '../threats/threat.ts';
import type { Definition, ModelKind, Named } from './definition.ts';

export const MODEL_FORMATS = ['JSON', 'CSV_ASSETS', 'CSV_THREATS'] as const;
export type ModelFormat = (typeof MODEL_FORMATS)[number];

/** How each kind is read, for those who treat all kinds alike. */
export const DEFINITIONS: Readonly<Record<ModelKind, Definition<Named>>> = {
  asset: assetDefinition,
  threat: threatDefinition,
  scenario: scenarioDefinition,
  control: controlDefinition,
};

/** Under what key a model as JSON keeps each kind. */
export const JSON_KEYS: Readonly<Record<ModelKind, string>> = {
  asset: 'assets',
  threat: 'threats',
  scenario: 'scenarios',
  control: 'controls',
};

/** What is wrong with what was to be imported. */
export interface Problem {
  /** Of the imported text, from 1. */
  readonly line?: number;
  readonly field?: string;
  readonly message: string;
}

/** More problems than these are not told: who has so many mends the first ones and tries again. */
export const MOST_PROBLEMS = 100;

/** One entity as a file states it, not yet read. */
export interface Item {
  readonly kind: ModelKind;
  readonly line: number;
  /** Where it stands, for the fields of problems: `assets.3`, or nothing where the line says it all. */
  readonly path: string;
  readonly input: unknown;
}

/** An entity as it is stored. */
export interface Stored extends Named {
  readonly id: string;
  readonly number: number;
  readonly version: number;
  /** Of a threat or a control that was adopted. */
  readonly catalogId?: string | null;
}

/** All that an organisation has, by kind, in order of number. */
export type Model = Readonly<Record<ModelKind, readonly Stored[]>>;
