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

/** What the controls of a component do to an attempt at a moment, on average over which of them are up. */
export interface ComponentSums {
  readonly lowersRecords: boolean;
  /** By path (an attempt that wins against resistance, an exploit): the chance to pass. */
  readonly pass: Float64Array;
  /** [2 * factor + path], by LOSS_FACTORS: passing x what is left; of SECONDARY_LOSS, of both secondary factors together. */
  readonly left: Float64Array;
  /** Of a component that lowers records, by state: [2 * state + path] passing in it, and the share of the records that is left. */
  stateCount: number;
  readonly statePass: Float64Array;
  readonly stateRecordsLeft: Float64Array;
}

/** Finds the sums of a component at the moment at hand; the same object is filled anew. */
export type FindSums = () => ComponentSums;

/** Groups of effects that share a mechanism, flat: how many there are, then the places of each one's control and share in the component. */
type Groups = Int32Array;

/** A component of one or more variants, and what was found of it at a moment. */
interface PreparedComponent extends ComponentSums, Pick<Component, 'controls'> {
  /** Whether a control of it requires another. */
  readonly isChained: boolean;
  readonly states: readonly Dimension[];
  /** Of ATTEMPTS, and of SUSCEPTIBILITY what an exploit does not pass. */
  readonly faced: Groups;
  /** Of SUSCEPTIBILITY what an exploit passes. */
  readonly bypassed: Groups;
  /** The loss factors that it lowers, ascending, and how. */
  readonly factors: readonly number[];
  readonly otherFactors: readonly number[];
  readonly losses: readonly Groups[];
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
  const open: number[] = [];

  /** What the strongest operative effect of each group leaves. */
  function leftOf(groups: Groups, shares: Float64Array): number {
    let product = 1;
    for (let at = 0; at < groups.length;) {
      let strongest = 0;
      const end = at + 1 + 2 * groups[at];
      for (at++; at < end; at += 2)
        if (operative[groups[at]] === 1 && shares[groups[at + 1]] > strongest)
          strongest = shares[groups[at + 1]];
      product *= 1 - strongest;
    }
    return product;
  }

  /** Adds one state of a component, as `operative` has it. */
  function addState(into: PreparedComponent, weight: number): void {
    const { faced, bypassed, factors, losses, shares, pass, left: passLeft } = into;
    const exploit = weight * leftOf(faced, shares);
    const normal = exploit * leftOf(bypassed, shares);
    pass[0] += normal;
    pass[1] += exploit;
    let probability = 1;
    for (let i = 0; i < factors.length; i++) {
      const factor = factors[i];
      let its = leftOf(losses[i], shares);
      if (factor === SECONDARY_PROBABILITY) probability = its;
      else if (factor === SECONDARY_LOSS) its *= probability;
      else if (factor === RECORDS) {
        const at = into.stateCount++;
        into.statePass[2 * at] = normal;
        into.statePass[2 * at + 1] = exploit;
        into.stateRecordsLeft[at] = its;
      }
      passLeft[2 * factor] += normal * its;
      passLeft[2 * factor + 1] += exploit * its;
    }
  }

  /** Adds up all states of a component at the point at hand, once for all variants that have it. */
  function addUp(into: PreparedComponent): void {
    into.move = lattice.moves();
    const { controls, states, controlOf, efficacyOf, fadingOf, shares, otherFactors } = into;
    into.pass.fill(0);
    into.left.fill(0);
    into.stateCount = 0;
    open.length = 0;
    for (let at = 0; at < controls.length; at++) {
      const chance = chanceOf(controls[at]);
      chances[at] = chance;
      if (chance > 0 && chance < 1 && 2 << open.length <= MOST_STATES) {
        open.push(at);
      } else
        fixed[at] = operative[at] = Number(
          chance === 1 || (chance > 0 && lattice.coordinate(states[at]) < chance),
        );
    }
    for (let i = 0; i < shares.length; i++) {
      if (chances[controlOf[i]] === 0) shares[i] = 0;
      else
        shares[i] =
          fadingOf[i] < 0
            ? values[efficacyOf[i]]
            : values[efficacyOf[i]] * availability.freshness(fadingOf[i]);
    }
    for (let bits = 0; bits < 1 << open.length; bits++) {
      let weight = 1;
      for (let i = 0; i < open.length; i++) {
        const up = (bits >> i) & 1;
        operative[open[i]] = up;
        weight *= up ? chances[open[i]] : 1 - chances[open[i]];
      }
      if (into.isChained) {
        // one that stood up in the state before may have been put down for want of another
        for (let at = 0; at < controls.length; at++) {
          if (open.indexOf(at) < 0) operative[at] = fixed[at];
          for (const needed of controls[at].requires) if (operative[needed] === 0) operative[at] = 0;
        }
      }
      addState(into, weight);
    }
    for (const factor of otherFactors) {
      into.left[2 * factor] = into.pass[0];
      into.left[2 * factor + 1] = into.pass[1];
    }
  }

  /** How likely a control is to act on an attempt, if what it requires does. */
  function chanceOf(control: VariantControl): number {
    if (!(lattice.coordinate(coverageDimension) < values[control.coverage])) return 0;
    if (moment.year >= 0 && control.leadTime >= 0 && moment.day < values[control.leadTime]) return 0;
    const up = control.failures < 0 ? 1 : availability.noneOpen(control.failures);
    return control.evasion >= 0 ? up * (1 - values[control.evasion]) : up;
  }

  function prepare(component: Component): PreparedComponent {
    const effects: VariantEffect[] = [];
    const flat = (groups: readonly (readonly VariantEffect[])[]): Groups =>
      Int32Array.from(
        groups.flatMap((group) => [
          group.length,
          ...group.flatMap((effect) => [effect.control, effects.push(effect) - 1]),
        ]),
      );
    const { controls, attempts, susceptibility, losses, lowersRecords } = component;
    const effectsOf = (groups: readonly ThinningGroup[]) => groups.map((group) => group.effects);
    const factors = losses.flatMap((groups, factor) => (groups.length > 0 ? [factor] : []));
    // both secondary factors count where either does
    if (factors.includes(SECONDARY_PROBABILITY) && !factors.includes(SECONDARY_LOSS))
      factors.push(SECONDARY_LOSS);
    return {
      controls,
      states: controls.map(({ number }) => lattice.dimension(ABOUT.STATE, number)),
      faced: flat([...effectsOf(attempts), ...effectsOf(susceptibility.filter(({ bypassed }) => !bypassed))]),
      bypassed: flat(effectsOf(susceptibility.filter(({ bypassed }) => bypassed))),
      factors,
      otherFactors: LOSS_FACTORS.flatMap((_, factor) => (factors.includes(factor) ? [] : [factor])),
      losses: factors.map((factor) => flat(losses[factor])),
      lowersRecords,
      isChained: controls.some(({ requires }) => requires.length > 0),
      controlOf: Int32Array.from(effects, ({ control }) => control),
      efficacyOf: Int32Array.from(effects, ({ efficacy }) => efficacy),
      fadingOf: Int32Array.from(effects, ({ fading }) => (fading ? availability.fadingPlace(fading) : -1)),
      shares: new Float64Array(effects.length),
      move: -1,
      pass: new Float64Array(2),
      left: new Float64Array(2 * LOSS_FACTORS.length),
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
      if (its.move !== lattice.moves()) addUp(its);
      return its;
    };
  };
}
