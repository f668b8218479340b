import type { Plan, PlanOption, Portfolio } from '../simulation/plan.ts';

/** The portfolios that a plan's answers need, each once, and where each part of each option stands among them. */
export interface Arms {
  readonly portfolios: readonly Portfolio[];
  /** For each option the four arms of its synergy. */
  readonly options: readonly OptionArms[];
}

export interface OptionArms {
  /** The option itself. */
  readonly both: number;
  readonly defensive: number;
  readonly offensive: number;
  /** Only what it removes, and its changes to controls that it does not add. */
  readonly neither: number;
}

/** The baseline is the first portfolio. Options that touch the same controls in the same way share one. */
export function armsOf(plan: Plan): Arms {
  const portfolios: Portfolio[] = [];
  const known = new Map<string, number>();
  const stance = new Map(plan.controls.map(({ id, stance: its }) => [id, its]));

  function place(controlIds: readonly string[], changes: Portfolio['changes']): number {
    const acting = changes.filter(({ controlId }) => controlIds.includes(controlId));
    const key = JSON.stringify([controlIds, acting]);
    let at = known.get(key);
    if (at === undefined) {
      at = portfolios.push({ controlIds, changes: acting }) - 1;
      known.set(key, at);
    }
    return at;
  }

  place(plan.baseline.controlIds, plan.baseline.changes);
  const options = plan.options.map((option: PlanOption, at): OptionArms => {
    // of the sets of a frontier only the last one, the best, is looked at by its parts
    if (plan.choice && at < plan.options.length - 1) {
      const whole = place(option.controlIds, option.changes);
      return { both: whole, defensive: whole, offensive: whole, neither: whole };
    }
    const without = (dropped: string) =>
      option.controlIds.filter((id) => !(option.addedControlIds.includes(id) && stance.get(id) === dropped));
    const neither = option.controlIds.filter((id) => !option.addedControlIds.includes(id));
    return {
      both: place(option.controlIds, option.changes),
      defensive: place(without('OFFENSIVE'), option.changes),
      offensive: place(without('DEFENSIVE'), option.changes),
      neither: place(neither, option.changes),
    };
  });
  return { portfolios, options };
}
