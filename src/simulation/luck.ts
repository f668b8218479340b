import { LOSS_FACTORS } from '../controls/effects.ts';
import { exp } from '../math/elementary.ts';
import { createAvailability } from './availability.ts';
import type { CompiledPlan } from './compile.ts';
import {
  componentSums,
  MOST_STATES,
  PASSES,
  passesOf,
  type ComponentSums,
  type FindSums,
} from './component-sums.ts';
import { componentsOf, variantOfEntry } from './components.ts';
import { createLattice } from './lattice.ts';
import { entryOf } from './meeting.ts';
import { ABOUT, type Moment } from './moment.ts';
import { createSpreading } from './spread.ts';
import { variability } from './variability.ts';

/**
 * What luck can do to one attempt, given what we do not know: who is covered, how it came in, whether a control is down or evaded, when
 * tests ran, what falls with the struck asset. The kernel draws these. Here thinning is integrated out; whether controls are up comes from
 * the closed form of their availability, and all their states are added up; the rest are dimensions of a lattice of points. So an
 * expectation given the parameters takes few points. Used for the rebase and for credible ranges.
 *
 * Dimensions are keyed by what they are about, so the same point means the same luck for every scenario and portfolio.
 */
export interface Luck {
  /** Starts on a set of `points` (a power of two), with the parameters as they are now; another `draw` or seed, another lattice. */
  begin(seed: string, draw: number, points: number): void;
  /** Takes up the parameters as they are now, on the same lattice. */
  redraw(): void;
  /** Goes to a point and a year; `year` counts from 0, or is -1 for the long run before any lead time. */
  move(point: number, year: number): void;
  /** Counts what it began, took up and moved to: what was found under an older count is stale. */
  moment(): number;
  /** What the point at hand says of one variant of a scenario. */
  at(scenario: number, variant: number): AttemptLuck;
  /** US dollars per hour of a scenario's struck asset and of all that goes down with it; 0 where it states no outage. */
  hourlyUsd(scenario: number): number;
  /** Assets whose records are exposed beside the struck one. */
  exposed(scenario: number): readonly number[];
  /** Whether points differ at all for a variant, and whether years do. */
  varies(scenario: number, variant: number): { readonly byPoint: boolean; readonly byYear: boolean };
}

/** Expectations over the states of controls; the same object is filled anew at each call. */
export interface AttemptLuck {
  /** Probability that the attempt becomes a loss event. */
  success: number;
  /** E[success x what is left of a factor], by LOSS_FACTORS; that of SECONDARY_LOSS is of both secondary factors together. */
  readonly left: Float64Array;
  /** The states in which different shares of the records are left: E[success in that state], and the share. */
  states: number;
  readonly stateSuccess: Float64Array;
  readonly stateRecordsLeft: Float64Array;
}

/**
 * Points are visited one after the other, each for all scenarios and variants, so what they share (how many failures are open, when
 * tests ran, what falls with an asset) is found once a point.
 */
export function createLuck(compiled: CompiledPlan, values: Float64Array): Luck {
  const { scenarios, assets } = compiled;
  const lattice = createLattice();
  const { dimension, coordinate } = lattice;
  const moment: Moment = { lattice, values, year: -1, day: 0, draws: 0 };
  const timeDimension = dimension(ABOUT.TIME, 0);
  const availability = createAvailability(compiled, moment);
  const spreading = createSpreading(compiled, moment);
  const most = Math.max(
    1,
    ...scenarios.flatMap(({ variants }) => variants.map(({ controls }) => controls.length)),
  );
  const sumsOf = componentSums(moment, availability, most);
  const entryDimensions = scenarios.map(({ entity }) => dimension(ABOUT.ENTRY, entity));
  const prepared = scenarios.map(({ variants }): (FindSums[][] | undefined)[] =>
    variants.map(() => undefined),
  );

  /** By entry, what finds the sums of each component of a variant; found when first asked for, as a rebase asks for few variants. */
  function componentsBy(scenario: number, variant: number): FindSums[][] {
    const { aiCapable, variants } = scenarios[scenario];
    return (prepared[scenario][variant] ??= aiCapable.map((capable, entry) =>
      componentsOf(variantOfEntry(variants[variant], entry, capable)).map(sumsOf),
    ));
  }

  const NONE: readonly number[] = [];
  const answer: AttemptLuck = {
    success: 0,
    left: new Float64Array(LOSS_FACTORS.length),
    states: 0,
    stateSuccess: new Float64Array(MOST_STATES),
    stateRecordsLeft: new Float64Array(MOST_STATES),
  };
  /** Of all components together, see `ComponentSums`. */
  const product = new Float64Array(PASSES);

  let moments = 0;
  return {
    begin(seed, draw, points) {
      moments++;
      lattice.begin(seed, draw, points);
      moment.draws++;
    },

    redraw() {
      moments++;
      moment.draws++;
    },

    move(point, year) {
      moments++;
      lattice.move(point);
      moment.year = year;
      moment.day = year < 0 ? 0 : (year + coordinate(timeDimension)) * 365;
    },

    moment: () => moments,

    hourlyUsd: (scenario) =>
      scenarios[scenario].outageHours ? spreading.hourlyUsd(scenarios[scenario].asset) : 0,
    exposed: (scenario) =>
      scenarios[scenario].exposes ? spreading.exposed(scenarios[scenario].asset) : NONE,

    varies(scenario, variant) {
      const { asset, entryEnds, variants } = scenarios[scenario];
      const hasDependents = assets[asset].dependents.length > 0;
      return variability(compiled, variants[variant], entryEnds.length > 0, hasDependents);
    },

    at(scenarioPlace, variantPlace) {
      const scenario = scenarios[scenarioPlace];
      const variant = scenario.variants[variantPlace];
      const { entryEnds } = scenario;
      const entry = entryEnds.length > 0 ? entryOf(entryEnds, coordinate(entryDimensions[scenarioPlace])) : 0;
      const components = componentsBy(scenarioPlace, variantPlace)[entry];
      let others = 1;
      let othersExploit = 1;
      let ofRecords: ComponentSums | undefined;
      product.fill(1);
      for (let i = 0; i < components.length; i++) {
        const component = components[i]();
        const { passes } = component;
        for (let at = 0; at < PASSES; at++) product[at] *= passes[at];
        if (component.lowersRecords) ofRecords = component;
        else {
          others *= passes[0];
          othersExploit *= passes[1];
        }
      }

      const wins = scenario.susceptibility >= 0 ? values[scenario.susceptibility] : scenario.winProbability;
      let exploited = 0;
      if (variant.weaknesses >= 0)
        exploited =
          1 -
          exp(-values[assets[scenario.asset].exploitability] * availability.openOf(variant.weaknesses).mean);
      const won = (1 - exploited) * wins;
      answer.success = won * product[0] + exploited * product[1];
      for (let factor = 0; factor < LOSS_FACTORS.length; factor++)
        answer.left[factor] = won * product[passesOf(factor)] + exploited * product[passesOf(factor) + 1];
      answer.states = ofRecords?.stateCount ?? 1;
      answer.stateSuccess[0] = answer.success;
      answer.stateRecordsLeft[0] = 1;
      if (ofRecords)
        for (let at = 0; at < answer.states; at++) {
          const { statePass, stateRecordsLeft } = ofRecords;
          answer.stateSuccess[at] =
            won * others * statePass[2 * at] + exploited * othersExploit * statePass[2 * at + 1];
          answer.stateRecordsLeft[at] = stateRecordsLeft[at];
        }
      return answer;
    },
  };
}
