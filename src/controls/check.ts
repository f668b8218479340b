import { InvalidInput } from '../errors.ts';
import { at } from '../model/fields.ts';
import type { PlanEffect } from '../simulation/plan.ts';
import type { ControlFields } from './control.ts';
import { FACTOR_KINDS } from './effects.ts';

/**
 * What must hold between the fields of a control.
 *
 * @param self what a reference to itself would hold; absent while it has no id
 * @throws {InvalidInput} names the field
 */
export function checkControl(control: ControlFields, path: string, self?: string): void {
  control.effects.forEach((effect, place) => checkEffect(effect, at(path, `effects.${place}`)));
  checkFailures(control, path);
  checkOthers(control, path, self);
  const { tests } = control;
  if (tests && !tests.controlIds && !tests.assetIds)
    throw new InvalidInput('needs controlIds or assetIds: what it tests', at(path, 'tests'));
}

function checkEffect(effect: PlanEffect, path: string): void {
  const variance = FACTOR_KINDS[effect.factor] === 'variance';
  const stray = variance
    ? (['threatIds', 'scenarioIds', 'categories', 'halfLifeDays', 'renewEveryDays'] as const)
    : (['controlIds'] as const);
  for (const field of stray)
    if (effect[field] !== undefined)
      throw new InvalidInput(`cannot be stated for the factor ${effect.factor}`, at(path, field));
  if (variance && !effect.controlIds && !effect.assetIds)
    throw new InvalidInput(`needs controlIds or assetIds: what the factor ${effect.factor} acts on`, path);
  if (effect.renewEveryDays !== undefined && effect.halfLifeDays === undefined)
    throw new InvalidInput(
      'can be stated only with halfLifeDays: what does not fade needs no renewal',
      at(path, 'renewEveryDays'),
    );
}

function checkFailures(control: ControlFields, path: string): void {
  const { aiBased, evasionProbability, poisoningsPerYear, failuresPerYear, discoveryDays } = control;
  if (evasionProbability && !aiBased)
    throw new InvalidInput('can be stated only where aiBased is true', at(path, 'evasionProbability'));
  if (poisoningsPerYear && !aiBased)
    throw new InvalidInput('can be stated only where aiBased is true', at(path, 'poisoningsPerYear'));
  if ((failuresPerYear || poisoningsPerYear) && !discoveryDays)
    throw new InvalidInput(
      'must be stated where failuresPerYear or poisoningsPerYear is',
      at(path, 'discoveryDays'),
    );
}

function checkOthers({ requires, excludes }: ControlFields, path: string, self?: string): void {
  for (const [field, ids] of Object.entries({ requires, excludes })) {
    const own = ids.findIndex((id) => id === self);
    if (own >= 0) throw new InvalidInput('needs another control than itself', at(path, `${field}.${own}`));
  }
  const required = new Set(requires);
  const both = excludes.findIndex((id) => required.has(id));
  if (both >= 0) throw new InvalidInput('cannot be both required and excluded', at(path, `excludes.${both}`));
}
