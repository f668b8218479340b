import { NOT_LAW, PROPOSAL, PROPOSED } from './proposal.ts';
import { STANDARDS } from './specifications.ts';

/** Which text of the rule to measure against. */
export const REGULATORY_PROFILES = ['CURRENT', 'NPRM_2025'] as const;
export type RegulatoryProfile = (typeof REGULATORY_PROFILES)[number];

/** One thing to be met: an implementation specification, or a standard that stands alone. */
export interface Requirement {
  readonly id: string;
  readonly citation: string;
  readonly title: string;
  /** The title of its standard. */
  readonly standard: string;
  /** Or else addressable: it may be met by an equivalent measure, with the reason written down. */
  readonly required: boolean;
  readonly asks: string;
}

/** The 53 of the Security Rule, in its order. */
const current: readonly Requirement[] = STANDARDS.flatMap(
  ({ id, paragraph, title, specifications, asks = '' }): Requirement[] =>
    specifications.length === 0
      ? [{ id, citation: `45 CFR ${paragraph}`, title, standard: title, required: true, asks }]
      : specifications.map((it) => ({ ...it, citation: citationOf(it.id), standard: title })),
);

/** The same without "addressable", and what is new. */
const proposed: readonly Requirement[] = [
  ...current.map((it) =>
    it.required
      ? it
      : {
          ...it,
          required: true,
          title: `${it.title} (proposed: required)`,
          asks: `${it.asks} ${NOT_LAW} no longer addressable.`,
        },
  ),
  ...PROPOSED.map(({ id, paragraph, topic, asks }) => ({
    id,
    citation: `Proposed 45 CFR ${paragraph}, ${PROPOSAL}`,
    title: `Proposed: ${topic}`,
    standard: 'Proposed rule of 6 January 2025, not law',
    required: true,
    asks: `${NOT_LAW} ${asks}`,
  })),
];

const byProfile: Readonly<Record<RegulatoryProfile, readonly Requirement[]>> = {
  CURRENT: current,
  NPRM_2025: proposed,
};

/** What is to be met, in the order of the rule: 53 requirements, and in the proposal 15 more. */
export const requirementsOf = (profile: RegulatoryProfile): readonly Requirement[] => byProfile[profile];

const byId = new Map([...proposed, ...current].map((it) => [it.id, it]));

/** A requirement as the law has it or, where only the proposal has it, as that does. */
export const findRequirement = (id: string): Requirement | undefined => byId.get(id);

/** Every id that a control may name: those of all standards and specifications, and of what is proposed. */
export const SPECIFICATION_IDS: ReadonlySet<string> = new Set([
  ...STANDARDS.flatMap(({ id, specifications }) => [id, ...specifications.map((it) => it.id)]),
  ...PROPOSED.map(({ id }) => id),
]);

/** @example citationOf('308.a.1.ii.A') // '45 CFR 164.308(a)(1)(ii)(A)' */
export function citationOf(id: string): string {
  const [section, ...paragraphs] = id.split('.');
  return `45 CFR 164.${section}${paragraphs.map((it) => `(${it})`).join('')}`;
}
