import type { Plan, PlanControl, Portfolio } from './plan.ts';

/**
 * The controls of a portfolio that can ever act, in order of their number, with its changes applied. One that requires what the portfolio
 * lacks never acts, and is left out with all that requires it in turn.
 */
export function portfolioControls(plan: Plan, portfolio: Portfolio): PlanControl[] {
  const members = new Set(portfolio.controlIds);
  for (let before = -1; before !== members.size;) {
    before = members.size;
    for (const { id, requires } of plan.controls)
      if (members.has(id) && !requires.every((needed) => members.has(needed))) members.delete(id);
  }
  return plan.controls
    .filter(({ id }) => members.has(id))
    .map((control) => changedControl(control, portfolio));
}

/** A control with the numbers that a portfolio's change gives it. */
export function changedControl(control: PlanControl, portfolio: Portfolio): PlanControl {
  const change = portfolio.changes.find(({ controlId }) => controlId === control.id);
  if (!change) return control;
  const { controlId: _, everyDays, findProbability, fixProbability, ...own } = change;
  const tests = control.tests && {
    ...control.tests,
    ...(everyDays !== undefined && { everyDays }),
    ...(findProbability && { findProbability }),
    ...(fixProbability && { fixProbability }),
  };
  return { ...control, ...own, ...(tests && { tests }) };
}
