import type { AssetKind } from '../assets/asset.ts';
import type { ControlFunction, Stance } from '../controls/control.ts';
import type { Estimate } from '../math/estimate.ts';
import type { Effect } from '../scenarios/scenario.ts';
import type { Factor } from '../simulation/plan.ts';
import type { Mechanism } from './mechanisms.ts';

/** One figure of the catalogue: an estimate whose sources are ids of `sources.ts`. Published means that at least one is named. */
export interface Figure extends Omit<Estimate, 'source'> {
  readonly sources: readonly string[];
}

/**
 * How a threat's rate and losses grow with the organisation; `scale.ts` has the exponents and where they come from.
 * Whoever attacks from outside comes to small and large alike; mistakes, snooping and losses grow with the people who can make them.
 */
export type Grows = 'BY_ORGANISATION' | 'BY_WORKFORCE';

/** A threat that is publicly known, in figures of the reference organisation of `scale.ts`. */
export interface CatalogThreat {
  /** Such as T-BEC; never used again for another thing. */
  readonly id: string;
  readonly name: string;
  /** Threats of one category have their good and bad years together. */
  readonly category: string;
  readonly description: string;
  readonly actor: string;
  readonly aiCapable: boolean;
  /** It only opens doors to other threats: an entry of scenarios, never the threat of one. */
  readonly enabling: boolean;
  /** Ids in MITRE ATT&CK and ATLAS; `techniques.ts` has their names. */
  readonly attackTechniques: readonly string[];
  /** What it does, the most usual first. */
  readonly effects: readonly Effect[];
  /** What it strikes. */
  readonly assetKinds: readonly AssetKind[];
  /** Loss events per year, of an enabling threat too: with controls that are usual in the sector. */
  readonly lossEventFrequency: Figure;
  /** US dollars per event, all that it costs: outage, records, response, fines. LOGNORMAL. */
  readonly loss: Figure;
  readonly grows: Grows;
  /** Enabling threats by which it comes, with the shares of events that they open the door for. */
  readonly entries?: readonly { readonly threat: string; readonly share: number }[];
  readonly growthPerYear?: Figure;
  readonly volatility?: number;
  /** What it means for patients beyond money, where there is evidence or reason. */
  readonly careImpact?: string;
}

export interface CatalogEffect {
  /** Which factors it lowers, each by the same efficacy. */
  readonly factors: readonly Factor[];
  readonly mechanism: Mechanism;
  readonly efficacy: Figure;
  /** Ids of catalogue threats. Absent in a VARIANCE effect only. */
  readonly threats?: readonly string[];
  /** Of a VARIANCE effect: the catalogue controls whose failures, and the kinds of asset whose weaknesses, it acts on. */
  readonly controls?: readonly string[];
  readonly assetKinds?: readonly AssetKind[];
  readonly halfLifeDays?: number;
  readonly renewEveryDays?: number;
}

/** What a test programme covers and how well it sees. */
export interface CatalogTests {
  /** Ids of catalogue controls whose failures it can find. */
  readonly controls: readonly string[];
  /** Kinds of asset whose weaknesses it can find. */
  readonly assetKinds: readonly AssetKind[];
  readonly everyDays: number;
  readonly findProbability: Figure;
  readonly fixProbability: Figure;
  /** The share of what breaks that its method can see at all. */
  readonly reachShare: Figure;
  readonly renews?: boolean;
  /** What must be agreed before: who allows it, and what stays untouched. */
  readonly authorization: string;
}

/** A control that is publicly known, priced for the reference organisation of `scale.ts`. */
export interface CatalogControl {
  /** Such as D-MFA or O-REDTEAM; never used again for another thing. */
  readonly id: string;
  readonly name: string;
  readonly stance: Stance;
  readonly functions: readonly ControlFunction[];
  readonly description: string;
  readonly aiBased: boolean;
  /** US dollars, once. */
  readonly upfrontCost?: Figure;
  /** US dollars per year, without its people. */
  readonly annualCost: Figure;
  readonly staffFte: number;
  readonly monthsToEffect: number;
  /** Share of attempts that meet it; absent: all. */
  readonly coverage?: Figure;
  readonly effects: readonly CatalogEffect[];
  /** How it breaks without anyone knowing. */
  readonly failures?: {
    readonly failuresPerYear: Figure;
    readonly discoveryDays: Figure;
    readonly repairDays: Figure;
  };
  /** Of an AI-based control. */
  readonly evasionProbability?: Figure;
  readonly poisoningsPerYear?: Figure;
  readonly tests?: CatalogTests;
  /** Ids of catalogue controls. */
  readonly requires?: readonly string[];
  readonly excludes?: readonly string[];
  /** Specifications of the HIPAA Security Rule that it helps to meet. */
  readonly hipaa: readonly string[];
  /** HHS cybersecurity performance goals that it serves; `goals.ts` has their names. */
  readonly goals: readonly string[];
  /** Ids of mitigations in MITRE ATT&CK and ATLAS. */
  readonly mitigations: readonly string[];
}

/**
 * Low, likely and high as somebody published them, or as they follow from what was published (the note says how).
 *
 * @param sources ids of `sources.ts`, one or more
 */
export const published = (
  low: number,
  likely: number,
  high: number,
  sources: readonly [string, ...string[]],
  note?: string,
): Figure => ({ shape: 'PERT', low, likely, high, basis: 'PUBLISHED', sources, ...(note && { note }) });

/** Low, likely and high that no publication states: replace them by what you know. The note says what they rest on. */
export const assumed = (low: number, likely: number, high: number, note?: string): Figure => ({
  shape: 'PERT',
  low,
  likely,
  high,
  basis: 'ASSUMED',
  sources: [],
  ...(note && { note }),
});

/** A loss that runs from its 5% to its 95% point with a long tail. */
export const loss = (low: number, high: number, sources: readonly string[], note?: string): Figure => ({
  shape: 'LOGNORMAL',
  low,
  high,
  basis: sources.length > 0 ? 'PUBLISHED' : 'ASSUMED',
  sources,
  ...(note && { note }),
});
