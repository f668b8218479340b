import { LOSS_FACTORS } from '../controls/effects.ts';
import type { CompiledPlan, VariantEffect } from './compile.ts';
import type { AttemptLuck, Luck } from './luck.ts';
import { variability } from './variability.ts';

const SECONDARY_PROBABILITY = LOSS_FACTORS.indexOf('SECONDARY_PROBABILITY');
const SECONDARY_LOSS = LOSS_FACTORS.indexOf('SECONDARY_LOSS');
const RECORDS = LOSS_FACTORS.indexOf('RECORDS');
const NONE: readonly number[] = [];
const NOWHERE = { byPoint: false, byYear: false };

/** Whether luck makes no difference to any attempt: all controls always act, and nothing is reached but the struck asset. */
export const isCertain = (compiled: CompiledPlan): boolean =>
  compiled.scenarios.every(({ asset, entryEnds, variants }) => {
    const hasDependents = compiled.assets[asset].dependents.length > 0;
    return variants.every(
      (variant) =>
        variant.weaknesses < 0 &&
        !variability(compiled, variant, entryEnds.length > 0, hasDependents).byPoint,
    );
  });

/** The luck of such a plan: one state, in which every control is up. */
export function certainLuck({ scenarios, assets }: CompiledPlan, values: Float64Array): Luck {
  const answer: AttemptLuck = {
    success: 0,
    left: new Float64Array(LOSS_FACTORS.length),
    states: 1,
    stateSuccess: new Float64Array(1),
    stateRecordsLeft: new Float64Array(1),
  };

  /** What the strongest effect of a mechanism leaves. */
  function leftBy(effects: readonly VariantEffect[]): number {
    let strongest = 0;
    for (const { efficacy, touches } of effects)
      if (touches[0] && values[efficacy] > strongest) strongest = values[efficacy];
    return 1 - strongest;
  }

  let moments = 0;
  const count = () => {
    moments++;
  };
  return {
    begin: count,
    redraw: count,
    move: count,
    moment: () => moments,
    varies: () => NOWHERE,
    exposed: () => NONE,
    hourlyUsd(place) {
      const { asset, outageHours } = scenarios[place];
      const { outageCostPerHour } = assets[asset];
      return outageHours && outageCostPerHour >= 0 ? values[outageCostPerHour] : 0;
    },
    at(place, variantPlace) {
      const { susceptibility, winProbability, variants } = scenarios[place];
      const variant = variants[variantPlace];
      let success = susceptibility >= 0 ? values[susceptibility] : winProbability;
      for (const { effects } of variant.attempts) success *= leftBy(effects);
      for (const { effects } of variant.susceptibility) success *= leftBy(effects);
      const { left } = answer;
      for (let factor = 0; factor < left.length; factor++) {
        let its = 1;
        for (const effects of variant.losses[factor]) its *= leftBy(effects);
        left[factor] = its;
      }
      answer.stateRecordsLeft[0] = left[RECORDS];
      left[SECONDARY_LOSS] *= left[SECONDARY_PROBABILITY];
      for (let factor = 0; factor < left.length; factor++) left[factor] *= success;
      answer.success = answer.stateSuccess[0] = success;
      return answer;
    },
  };
}
