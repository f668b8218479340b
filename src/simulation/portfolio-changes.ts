import type { PlanChange } from './plan-changes.ts';
import type { Plan, PlanControl } from './plan.ts';

/**
 * Controls that come into a portfolio, each after what it requires, and that leave it, each before. A change of status alone counts as
 * coming: it tells under what a CURRENT scenario was stated.
 */
export function portfolioChanges(from: Plan, to: Plan) {
  const standings = [from, to].map(({ controls, baseline }) => {
    const byId = new Map(controls.map((control) => [control.id, control]));
    const members = new Set(baseline.controlIds);
    return (id: string): Standing => ({ control: byId.get(id), acts: members.has(id) });
  });
  const [before, after] = standings;
  const all = new Map([...from.controls, ...to.controls].map((control) => [control.id, control]));
  const inOrder = requiredFirst(
    [...all.values()].sort((a, b) => a.number - b.number),
    all,
  );
  const changes = inOrder.flatMap(({ id }) => {
    const [was, is] = [before(id), after(id)];
    const isSame = standingWords(was) === standingWords(is) && was.control?.status === is.control?.status;
    return isSame ? [] : [{ id, was, is }];
  });
  const leaves = ({ was, is }: (typeof changes)[number]) => was.acts && !is.acts;
  const changeOf =
    (stage: string) =>
    ({ id, was, is }: (typeof changes)[number]): PlanChange => ({
      entityId: id,
      field: 'portfolio',
      before: standingWords(was),
      after: standingWords(is),
      stage,
      apply: ({ controls, members }) => {
        const now = controls.get(id);
        if (!is.control) controls.delete(id);
        else controls.set(id, now ? { ...now, status: is.control.status } : is.control);
        if (is.acts) members.add(id);
        else members.delete(id);
      },
    });
  return {
    leaving: changes.filter(leaves).toReversed().map(changeOf('controls that left')),
    coming: changes.filter((it) => !leaves(it)).map(changeOf('controls that came')),
  };
}

/** How a control stands in a plan. */
interface Standing {
  readonly control?: PlanControl;
  readonly acts: boolean;
}

const standingWords = ({ control, acts }: Standing): string | undefined => {
  if (!control) return undefined;
  if (control.status === 'IN_PLACE') return acts ? 'in place' : 'removed';
  return acts ? 'added' : 'proposed';
};

/** The same controls, each after those that it requires. */
function requiredFirst(
  controls: readonly PlanControl[],
  byId: ReadonlyMap<string, PlanControl>,
): PlanControl[] {
  const order = new Set<PlanControl>();
  const visited = new Set<PlanControl>();
  const visit = (control: PlanControl): void => {
    if (visited.has(control)) return;
    visited.add(control);
    for (const id of control.requires) {
      const needed = byId.get(id);
      if (needed) visit(needed);
    }
    order.add(control);
  };
  controls.forEach(visit);
  return [...order];
}
