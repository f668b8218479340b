import type { PlanChange } from './plan-changes.ts';

/** Fields that are named of changes told together. */
const MOST_NAMES = 5;

/**
 * Changes that follow each other under one key, told as one.
 *
 * @example told(changes, ({ stage }) => stage) // '24 changed assets', '3 scenarios that came'
 */
export function told(
  changes: readonly PlanChange[],
  keyOfChange: (change: PlanChange) => string,
): PlanChange[] {
  const groups: PlanChange[][] = [];
  for (const change of changes) {
    const group = groups.at(-1);
    if (group && keyOfChange(group[0]) === keyOfChange(change)) group.push(change);
    else groups.push([change]);
  }
  return groups.map((group): PlanChange => {
    if (group.length === 1) return group[0];
    const [{ entityId, stage }] = group;
    const isOneEntity = group.every((it) => it.entityId === entityId);
    const isOneStage = group.every((it) => it.stage === stage);
    const fields = [...new Set(group.map(({ field }) => field))];
    const more = fields.length - MOST_NAMES;
    const named = [...fields.slice(0, MOST_NAMES), ...(more > 0 ? [`${more} more`] : [])].join(', ');
    return {
      ...(isOneEntity && entityId !== undefined && { entityId }),
      field: isOneEntity || !isOneStage ? named : `${new Set(group.map((it) => it.entityId)).size} ${stage}`,
      stage,
      apply: (draft) => group.forEach((it) => it.apply(draft)),
    };
  });
}
