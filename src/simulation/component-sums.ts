import { LOSS_FACTORS } from '../controls/effects.ts';
import type { Availability } from './availability.ts';
import type { ThinningGroup, VariantControl, VariantEffect } from './compile.ts';
import type { Component } from './components.ts';
import type { Dimension } from './lattice.ts';
import { ABOUT, type Moment } from './moment.ts';

/** States of one component that are added up; where there are more, the states of further controls are drawn from the lattice. */
export const MOST_STATES = 64;
const RECORDS = LOSS_FACTORS.indexOf('RECORDS');
const SECONDARY_PROBABILITY = LOSS_FACTORS.indexOf('SECONDARY_PROBABILITY');
const SECONDARY_LOSS = LOSS_FACTORS.indexOf('SECONDARY_LOSS');
/** Sections of a component's groups. */
const [FACED, BYPASSED, FIRST_FACTOR] = [0, 1, 2];

/** What the controls of a component do to an attempt at a moment, on average over which of them are up. */
export interface ComponentSums {
  readonly lowersRecords: boolean;
  /**
   * By path (an attempt that wins against resistance, an exploit): the chance to pass; then [2 + 2 * factor + path], by LOSS_FACTORS: passing x
   * what is left; of SECONDARY_LOSS, of both secondary factors together.
   */
  readonly passes: Float64Array;
  /** Of a component that lowers records, by state: [2 * state + path] passing in it, and the share of the records that is left. */
  stateCount: number;
  readonly statePass: Float64Array;
  readonly stateRecordsLeft: Float64Array;
}

/** Doubles of `passes`. */
export const PASSES = 2 + 2 * LOSS_FACTORS.length;
/** Where in `passes` those of a factor are. */
export const passesOf = (factor: number): number => 2 + 2 * factor;

/** Finds the sums of a component at the moment at hand; the same object is filled anew. */
export type FindSums = () => ComponentSums;

/** A component of one or more variants, and what was found of it at a moment; flat, as it is looked at millions of times. */
interface PreparedComponent extends ComponentSums {
  /** By control, parameters and sources of episodes, -1 for none. */
  readonly coverageOf: Int32Array;
  readonly leadTimeOf: Int32Array;
  readonly failuresOf: Int32Array;
  readonly evasionOf: Int32Array;
  readonly states: readonly Dimension[];
  /** By control, those that it requires; absent where none requires another. */
  readonly requires?: readonly (readonly number[])[];
  /**
   * Sections of groups of effects that share a mechanism: what faces each attempt, what an exploit passes, then each loss factor of `factors`. Of
   * a section how many groups there are, of each group how many effects, of each effect its control and its place in `shares`.
   */
  readonly groups: Int32Array;
  /** By section, what the controls that are up leave. */
  readonly lefts: Float64Array;
  /** The loss factors that it lowers, and those that it does not. */
  readonly factors: Int32Array;
  readonly otherFactors: Int32Array;
  /** By effect: its control, its efficacy (a parameter), and the place of its fading (-1: none). */
  readonly controlOf: Int32Array;
  readonly efficacyOf: Int32Array;
  readonly fadingOf: Int32Array;
  readonly shares: Float64Array;
  move: number;
}

/**
 * Gives, for a component, what finds its sums at the moment at hand. Components that are the same share them, whatever scenarios and
 * variants they are of.
 *
 * @param most controls of a component
 */
export function componentSums(moment: Moment, availability: Availability, most: number) {
  const { lattice, values } = moment;
  const coverageDimension = lattice.dimension(ABOUT.COVERAGE, 0);
  const known = new Map<string, PreparedComponent>();
  const operative = new Uint8Array(most);
  const fixed = new Uint8Array(most);
  const chances = new Float64Array(most);
  /** Controls of a component whose states are added up. */
  const open = new Int32Array(most);

  /** How likely each control is to act on an attempt, if what it requires does. */
  function findChances({ coverageOf, leadTimeOf, failuresOf, evasionOf }: PreparedComponent): void {
    const covered = lattice.coordinate(coverageDimension);
    for (let at = 0; at < coverageOf.length; at++) {
      let chance = 0;
      if (covered < values[coverageOf[at]] && !isBefore(leadTimeOf[at])) {
        chance = failuresOf[at] < 0 ? 1 : availability.openOf(failuresOf[at]).none;
        if (evasionOf[at] >= 0) chance *= 1 - values[evasionOf[at]];
      }
      chances[at] = chance;
    }
  }

  const isBefore = (leadTime: number): boolean =>
    moment.year >= 0 && leadTime >= 0 && moment.day < values[leadTime];

  function findShares({ shares, controlOf, efficacyOf, fadingOf }: PreparedComponent): void {
    for (let i = 0; i < shares.length; i++) {
      if (chances[controlOf[i]] === 0) shares[i] = 0;
      else if (fadingOf[i] < 0) shares[i] = values[efficacyOf[i]];
      else shares[i] = values[efficacyOf[i]] * availability.freshness(fadingOf[i]);
    }
  }

  /** Sets controls that are up for certain or not at all; returns how many are open. */
  function fixStates({ states }: PreparedComponent): number {
    let count = 0;
    for (let at = 0; at < states.length; at++) {
      const chance = chances[at];
      if (chance > 0 && chance < 1 && 2 << count <= MOST_STATES) open[count++] = at;
      else
        fixed[at] = operative[at] =
          chance === 1 || (chance > 0 && lattice.coordinate(states[at]) < chance) ? 1 : 0;
    }
    return count;
  }

  /** Puts down what is up but lacks what it requires; one that stood up in the state before may have been put down then. */
  function putDown(requires: readonly (readonly number[])[], count: number): void {
    for (let at = 0; at < requires.length; at++) {
      if (!isOpen(at, count)) operative[at] = fixed[at];
      for (const needed of requires[at]) if (operative[needed] === 0) operative[at] = 0;
    }
  }

  function isOpen(control: number, count: number): boolean {
    for (let i = 0; i < count; i++) if (open[i] === control) return true;
    return false;
  }

  /** What the strongest operative effect of each group leaves, by section. */
  function findLefts({ groups, shares, lefts }: PreparedComponent): void {
    for (let section = 0, at = 0; section < lefts.length; section++) {
      let product = 1;
      for (let more = groups[at++]; more > 0; more--) {
        let strongest = 0;
        for (let effects = groups[at++]; effects > 0; effects--, at += 2) {
          const share = shares[groups[at + 1]];
          if (operative[groups[at]] === 1 && share > strongest) strongest = share;
        }
        product *= 1 - strongest;
      }
      lefts[section] = product;
    }
  }

  /** Adds up all states of a component at the point at hand, once for all variants that have it. */
  function addUp(into: PreparedComponent): void {
    const { passes, lefts, factors, otherFactors, statePass, stateRecordsLeft, requires } = into;
    findChances(into);
    findShares(into);
    const count = fixStates(into);
    passes.fill(0);
    into.stateCount = 0;
    for (let bits = 0; bits < 1 << count; bits++) {
      let weight = 1;
      for (let i = 0; i < count; i++) {
        const up = (bits >> i) & 1;
        operative[open[i]] = up;
        weight *= up ? chances[open[i]] : 1 - chances[open[i]];
      }
      if (requires) putDown(requires, count);
      findLefts(into);
      const exploit = weight * lefts[FACED];
      const normal = exploit * lefts[BYPASSED];
      passes[0] += normal;
      passes[1] += exploit;
      let probability = 1;
      for (let i = 0; i < factors.length; i++) {
        const factor = factors[i];
        let its = lefts[FIRST_FACTOR + i];
        if (factor === SECONDARY_PROBABILITY) probability = its;
        else if (factor === SECONDARY_LOSS) its *= probability;
        else if (factor === RECORDS) {
          const at = into.stateCount++;
          statePass[2 * at] = normal;
          statePass[2 * at + 1] = exploit;
          stateRecordsLeft[at] = its;
        }
        passes[passesOf(factor)] += normal * its;
        passes[passesOf(factor) + 1] += exploit * its;
      }
    }
    for (let i = 0; i < otherFactors.length; i++) {
      passes[passesOf(otherFactors[i])] = passes[0];
      passes[passesOf(otherFactors[i]) + 1] = passes[1];
    }
  }

  function prepare({
    controls,
    attempts,
    susceptibility,
    losses,
    lowersRecords,
  }: Component): PreparedComponent {
    const effects: VariantEffect[] = [];
    const flat = (groups: readonly (readonly VariantEffect[])[]): readonly number[] => [
      groups.length,
      ...groups.flatMap((group) => [
        group.length,
        ...group.flatMap((effect) => [effect.control, effects.push(effect) - 1]),
      ]),
    ];
    const effectsOf = (groups: readonly ThinningGroup[]) => groups.map((group) => group.effects);
    const factors = losses.flatMap((groups, factor) => (groups.length > 0 ? [factor] : []));
    // both secondary factors count where either does
    if (factors.includes(SECONDARY_PROBABILITY) && !factors.includes(SECONDARY_LOSS))
      factors.push(SECONDARY_LOSS);
    const groups = [
      ...flat([...effectsOf(attempts), ...effectsOf(susceptibility.filter(({ bypassed }) => !bypassed))]),
      ...flat(effectsOf(susceptibility.filter(({ bypassed }) => bypassed))),
      ...factors.flatMap((factor) => flat(losses[factor])),
    ];
    const ofControls = (number: (control: VariantControl) => number) => Int32Array.from(controls, number);
    return {
      coverageOf: ofControls(({ coverage }) => coverage),
      leadTimeOf: ofControls(({ leadTime }) => leadTime),
      failuresOf: ofControls(({ failures }) => failures),
      evasionOf: ofControls(({ evasion }) => evasion),
      states: controls.map(({ number }) => lattice.dimension(ABOUT.STATE, number)),
      requires: controls.some(({ requires }) => requires.length > 0)
        ? controls.map(({ requires }) => requires)
        : undefined,
      groups: Int32Array.from(groups),
      lefts: new Float64Array(FIRST_FACTOR + factors.length),
      factors: Int32Array.from(factors),
      otherFactors: Int32Array.from(
        LOSS_FACTORS.flatMap((_, factor) => (factors.includes(factor) ? [] : [factor])),
      ),
      lowersRecords,
      controlOf: Int32Array.from(effects, ({ control }) => control),
      efficacyOf: Int32Array.from(effects, ({ efficacy }) => efficacy),
      fadingOf: Int32Array.from(effects, ({ fading }) => (fading ? availability.fadingPlace(fading) : -1)),
      shares: new Float64Array(effects.length),
      move: -1,
      passes: new Float64Array(PASSES),
      stateCount: 0,
      statePass: new Float64Array(lowersRecords ? 2 * MOST_STATES : 0),
      stateRecordsLeft: new Float64Array(lowersRecords ? MOST_STATES : 0),
    };
  }

  return (component: Component): FindSums => {
    const key = JSON.stringify(component);
    const its = known.get(key) ?? prepare(component);
    known.set(key, its);
    return () => {
      if (its.move !== lattice.moves()) {
        its.move = lattice.moves();
        addUp(its);
      }
      return its;
    };
  };
}
