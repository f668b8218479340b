import { LOSS_FACTORS } from '../controls/effects.ts';
import type { Estimate } from '../math/estimate.ts';
import type { Fading, Schedule, ThinningGroup, Variant, VariantControl, VariantEffect } from './compile.ts';
import { leadTimeParameter, type episodeCompiler } from './compile-episodes.ts';
import type { ParameterTable } from './parameters.ts';
import type { Factor, Plan, PlanAsset, PlanControl, PlanEffect } from './plan.ts';
import { entity, ENTITY } from './streams.ts';
import type { Touch } from './touching.ts';

/** The effects on one factor, by mechanism. */
type Mechanisms = ReadonlyMap<string, readonly VariantEffect[]>;
const NOTHING: Mechanisms = new Map();
const CERTAIN: Estimate = { shape: 'CONSTANT', value: 1, basis: 'ASSUMED' };

/** Compiles how portfolios meet scenarios, and collects the renewal schedules of what fades. */
export function variantCompiler(
  plan: Plan,
  table: ParameterTable,
  episodes: ReturnType<typeof episodeCompiler>,
) {
  const schedules = scheduleTable();
  const mechanismPlaces = new Map(plan.mechanisms.map((mechanism, place) => [mechanism, place]));

  function compileControl(
    control: PlanControl,
    members: readonly PlanControl[],
    requires: readonly number[],
  ): VariantControl {
    const key = entity(ENTITY.CONTROL, control.number);
    return {
      number: control.number,
      coverage: table.index(control.coverage ?? CERTAIN, 'SHARE', key, 'coverage'),
      leadTime: leadTimeParameter(table, control),
      evasion:
        control.aiBased && control.evasionProbability
          ? table.index(control.evasionProbability, 'SHARE', key, 'evasionProbability')
          : -1,
      failures: episodes.ofControl(control, members),
      requires,
    };
  }

  function fadingOf(
    { halfLifeDays, renewEveryDays }: PlanEffect,
    control: PlanControl,
    members: readonly PlanControl[],
  ): Fading | null {
    if (!halfLifeDays) return null;
    return {
      halfLifeDays,
      schedule: renewEveryDays ? schedules.index(control, renewEveryDays) : -1,
      leadTime: leadTimeParameter(table, control),
      programmes: episodes.renewing(control, members),
    };
  }

  return {
    schedules: schedules.list as readonly Schedule[],

    /**
     * @param asset that is struck
     * @param members the controls of a portfolio
     * @param touchesOf how each touches the scenario
     */
    compileVariant(
      asset: PlanAsset,
      members: readonly PlanControl[],
      touchesOf: (control: PlanControl) => readonly Touch[],
    ): Variant {
      const touching = members.filter((member) => touchesOf(member).length > 0);
      const places = requiredFirst(touching, members);
      const controls = [...places.values()].map(({ control, requires }) =>
        compileControl(control, members, requires),
      );
      const byFactor = new Map<Factor, Map<string, VariantEffect[]>>();
      for (const member of touching) {
        const key = entity(ENTITY.CONTROL, member.number);
        for (const { effect, place, touches } of touchesOf(member))
          addTo(byFactor, effect, {
            control: places.get(member.id)!.place,
            efficacy: table.index(effect.efficacy, 'SHARE', key, 'efficacy', place),
            touches,
            fading: fadingOf(effect, member, members),
          });
      }
      const mechanismsOf = (factor: Factor): Mechanisms => byFactor.get(factor) ?? NOTHING;
      const { weaknessBypasses: bypasses } = asset;
      const thinning = (factor: 'ATTEMPTS' | 'SUSCEPTIBILITY') =>
        Array.from(mechanismsOf(factor), ([mechanism, effects]): ThinningGroup => ({
          uniform: mechanismPlaces.get(mechanism)! * 2 + (factor === 'ATTEMPTS' ? 0 : 1),
          bypassed: factor === 'SUSCEPTIBILITY' && (!bypasses || bypasses.includes(mechanism)),
          effects,
        }));
      return {
        controls,
        attempts: thinning('ATTEMPTS'),
        susceptibility: thinning('SUSCEPTIBILITY'),
        losses: LOSS_FACTORS.map((factor) => [...mechanismsOf(factor).values()]),
        weaknesses: episodes.ofAsset(asset, members),
      };
    },
  };
}

interface Place {
  readonly control: PlanControl;
  /** Among those that matter. */
  readonly place: number;
  /** The places of those that it requires. */
  readonly requires: readonly number[];
}

/** Some of a portfolio's controls and what they require, by id: each after those that it requires. */
function requiredFirst(
  some: readonly PlanControl[],
  members: readonly PlanControl[],
): ReadonlyMap<string, Place> {
  const byId = new Map(members.map((member) => [member.id, member]));
  const places = new Map<string, Place>();
  const collect = (control: PlanControl): number => {
    const known = places.get(control.id);
    if (known) return known.place;
    const requires = control.requires.map((id) => collect(byId.get(id)!));
    const place = places.size;
    places.set(control.id, { control, place, requires });
    return place;
  };
  some.forEach(collect);
  return places;
}

function addTo(
  byFactor: Map<Factor, Map<string, VariantEffect[]>>,
  { factor, mechanism }: PlanEffect,
  its: VariantEffect,
): void {
  const mechanisms = byFactor.get(factor);
  const list = mechanisms?.get(mechanism);
  if (list) list.push(its);
  else if (mechanisms) mechanisms.set(mechanism, [its]);
  else byFactor.set(factor, new Map([[mechanism, [its]]]));
}

function scheduleTable() {
  const list: Schedule[] = [];
  const known = new Map<string, number>();
  return {
    list,
    /** One phase for each control and interval; intervals of a control are numbered in stored order of its effects. */
    index(control: PlanControl, everyDays: number): number {
      const key = `${control.id} ${everyDays}`;
      let at = known.get(key);
      if (at === undefined) {
        const intervals = [...new Set(control.effects.map(({ renewEveryDays }) => renewEveryDays ?? 0))];
        at =
          list.push({
            entity: entity(ENTITY.CONTROL, control.number),
            place: intervals.indexOf(everyDays),
            everyDays,
          }) - 1;
        known.set(key, at);
      }
      return at;
    },
  };
}
