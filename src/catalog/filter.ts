import type { Stance } from '../controls/control.ts';
import { controlOf } from './catalog.ts';
import type { CatalogControl, CatalogThreat } from './parts.ts';

/** Which threats of the catalogue to show; null and absent ask for nothing. */
export interface ThreatsWanted {
  readonly text?: string | null;
  readonly category?: string | null;
  readonly aiCapable?: boolean | null;
  readonly enabling?: boolean | null;
}

/** Which controls of the catalogue to show; null and absent ask for nothing. */
export interface ControlsWanted {
  readonly text?: string | null;
  readonly stance?: Stance | null;
  readonly aiBased?: boolean | null;
  /** The id of a catalogue threat that it acts on, itself or by testing controls that do. */
  readonly threatId?: string | null;
  /** The id of a specification of the HIPAA Security Rule that it helps to meet. */
  readonly hipaaSpecification?: string | null;
}

/** @example isWantedThreat(threatOf('T-BEC', ''), { category: 'fraud' }) // true */
export const isWantedThreat = (threat: CatalogThreat, wanted: ThreatsWanted): boolean =>
  has(threat, wanted.text) &&
  is(threat.category, wanted.category) &&
  is(threat.aiCapable, wanted.aiCapable) &&
  is(threat.enabling, wanted.enabling);

/** @example isWantedControl(controlOf('O-BAS', ''), { stance: 'DEFENSIVE' }) // false */
export const isWantedControl = (control: CatalogControl, wanted: ControlsWanted): boolean =>
  has(control, wanted.text) &&
  is(control.stance, wanted.stance) &&
  is(control.aiBased, wanted.aiBased) &&
  (!wanted.threatId || actsOn(control, wanted.threatId)) &&
  (!wanted.hipaaSpecification || control.hipaa.includes(wanted.hipaaSpecification));

const is = <T>(value: T, wanted: T | null | undefined): boolean =>
  wanted === null || wanted === undefined || value === wanted;

/** Whether a text stands in its id, name or description, in capitals or not. */
const has = (
  { id, name, description }: CatalogThreat | CatalogControl,
  text: string | null | undefined,
): boolean => !text || `${id}\n${name}\n${description}`.toLowerCase().includes(text.toLowerCase());

const actsOn = ({ effects, tests }: CatalogControl, threatId: string): boolean =>
  effects.some(({ threats }) => threats?.includes(threatId)) ||
  (tests?.controls ?? []).some((id) =>
    controlOf(id, 'controls').effects.some(({ threats }) => threats?.includes(threatId)),
  );
