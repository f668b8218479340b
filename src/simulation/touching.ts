import { FACTOR_KINDS, touchedEntries } from '../controls/effects.ts';
import type { PlanControl, PlanEffect, PlanScenario, PlanThreat } from './plan.ts';

/** An effect of a control on a scenario. */
export interface Touch {
  readonly effect: PlanEffect;
  /** Among the effects of its control. */
  readonly place: number;
  /** See `touchedEntries`. */
  readonly touches: readonly boolean[];
}

/**
 * Which controls touch a scenario, and how: asked of each scenario under each portfolio, and found once. A control is known as an object, since
 * portfolios hold the same one unless they change it.
 */
export function touchTable(portfolios: readonly (readonly PlanControl[])[]) {
  const required = new Set(portfolios.flatMap((members) => members.flatMap(({ requires }) => requires)));
  const numbers = new Map<PlanControl, number>();
  for (const members of portfolios)
    for (const member of members) if (!numbers.has(member)) numbers.set(member, numbers.size);
  const aimed = [...numbers.keys()].map((control) => ({ control, ...aimedAt(control) }));
  const held = portfolios.map((members) => new Set(members.map((member) => numbers.get(member)!)));
  /** Of each portfolio, those that may matter to a scenario without touching it. */
  const besides = portfolios.map((members) =>
    members
      .filter((member) => required.has(member.id) || actsOnEpisodes(member))
      .map((member) => numbers.get(member))
      .join(),
  );

  /** How controls touch one scenario. */
  return (scenario: PlanScenario, threat: PlanThreat) => {
    // few controls of many touch any one scenario: only those are looked for in each portfolio
    const found = new Map<PlanControl, readonly Touch[]>();
    const touching: number[] = [];
    for (let number = 0; number < aimed.length; number++) {
      const its = findTouches(aimed[number], scenario, threat);
      if (its.length === 0) continue;
      found.set(aimed[number].control, its);
      touching.push(number);
    }
    return {
      touchesOf: (control: PlanControl): readonly Touch[] => found.get(control) ?? NONE,
      /** What tells portfolios apart as far as the scenario goes: those of one key meet it alike. */
      keyOf(portfolio: number): string {
        let key = besides[portfolio];
        for (const number of touching) if (held[portfolio].has(number)) key += ` ${number}`;
        return key;
      },
    };
  };
}

const actsOnEpisodes = ({ tests, effects }: PlanControl): boolean =>
  tests !== undefined || effects.some(({ factor }) => FACTOR_KINDS[factor] === 'variance');

/** Places of a control's effects that name scenarios, by scenario, and of those that name none. */
interface Aimed {
  readonly named: ReadonlyMap<string, readonly number[]>;
  readonly anywhere: readonly number[];
}

function aimedAt({ effects }: PlanControl): Aimed {
  const named = new Map<string, number[]>();
  const anywhere: number[] = [];
  effects.forEach(({ scenarioIds }, place) => {
    if (!scenarioIds) anywhere.push(place);
    for (const id of scenarioIds ?? []) {
      const places = named.get(id);
      if (places) places.push(place);
      else named.set(id, [place]);
    }
  });
  return { named, anywhere };
}

const NONE: readonly Touch[] = [];

function findTouches(
  { control: { effects }, named, anywhere }: Aimed & { readonly control: PlanControl },
  scenario: PlanScenario,
  threat: PlanThreat,
): readonly Touch[] {
  const here = named.get(scenario.id);
  if (!here && anywhere.length === 0) return NONE;
  return [...new Set([...anywhere, ...(here ?? [])])]
    .sort((one, other) => one - other)
    .flatMap((place) => {
      const touches = touchedEntries(effects[place], scenario, threat);
      return touches.includes(true) ? [{ effect: effects[place], place, touches }] : [];
    });
}
