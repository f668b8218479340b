import type { ParameterTable } from '../simulation/parameters.ts';
import { changedControl } from '../simulation/portfolio.ts';
import type { Plan, PlanControl, PlanOption } from '../simulation/plan.ts';
import { entity, ENTITY } from '../simulation/streams.ts';

/** What the options of a plan cost, as places in the list of parameters. */
export interface CompiledCosts {
  readonly discountRate: number;
  readonly costPerFte: number;
  readonly options: readonly OptionCost[];
}

export interface OptionCost {
  /** Paid at once. */
  readonly upfront: readonly number[];
  /** Paid each year, and saved each year. */
  readonly annual: readonly number[];
  readonly saved: readonly number[];
  /** People more than the baseline has; below 0 when people are saved. */
  readonly staffFte: number;
  /** US dollars a year more than the baseline's policy. */
  readonly premiumUsd: number;
}

/**
 * What each option adds to the baseline's spending: all of what it adds; for a control in place that it changes, the upfront sum that the
 * change states and the difference in annual cost and people; less the annual cost and people of what it removes.
 */
export function compileCosts(plan: Plan, table: ParameterTable): CompiledCosts {
  const organization = entity(ENTITY.ORGANIZATION, 0);
  const byId = new Map(plan.controls.map((control) => [control.id, control]));

  function cost(control: PlanControl, field: 'upfrontCost' | 'annualCost'): number[] {
    const estimate = control[field];
    return estimate ? [table.index(estimate, 'MONEY', entity(ENTITY.CONTROL, control.number), field)] : [];
  }

  function optionCost(option: PlanOption): OptionCost {
    const upfront: number[] = [];
    const annual: number[] = [];
    const saved: number[] = [];
    let staffFte = 0;
    for (const id of option.addedControlIds) {
      const control = changedControl(byId.get(id)!, option);
      upfront.push(...cost(control, 'upfrontCost'));
      annual.push(...cost(control, 'annualCost'));
      staffFte += control.staffFte;
    }
    for (const id of option.removedControlIds) {
      const control = byId.get(id)!;
      saved.push(...cost(control, 'annualCost'));
      staffFte -= control.staffFte;
    }
    for (const change of option.changes) {
      if (option.addedControlIds.includes(change.controlId)) continue;
      const before = byId.get(change.controlId)!;
      const after = changedControl(before, option);
      if (change.upfrontCost) upfront.push(...cost(after, 'upfrontCost'));
      if (change.annualCost) {
        annual.push(...cost(after, 'annualCost'));
        saved.push(...cost(before, 'annualCost'));
      }
      staffFte += after.staffFte - before.staffFte;
    }
    const premiumUsd = (option.insurance?.premium ?? 0) - (plan.baseline.insurance?.premium ?? 0);
    return { upfront, annual, saved, staffFte, premiumUsd };
  }

  return {
    discountRate: table.index(plan.discountRate, 'GROWTH', organization, 'discountRate'),
    costPerFte: table.index(plan.costPerFte, 'MONEY', organization, 'costPerFte'),
    options: plan.options.map(optionCost),
  };
}

/** The parameters that an option's cost depends on. */
export function costParameters({ costs }: { readonly costs: CompiledCosts }, option: number): number[] {
  const { upfront, annual, saved } = costs.options[option];
  return [...upfront, ...annual, ...saved, costs.costPerFte];
}

/** What an option costs at once, and then each year, in US dollars, under one trial's parameters. */
export function costUsd(
  { costs }: { readonly costs: CompiledCosts },
  option: number,
  value: (parameter: number) => number,
) {
  const { upfront, annual, saved, staffFte, premiumUsd } = costs.options[option];
  const sum = (places: readonly number[]) => {
    let usd = 0;
    for (const place of places) usd += value(place);
    return usd;
  };
  return {
    upfrontUsd: sum(upfront),
    annualUsd: sum(annual) - sum(saved) + staffFte * value(costs.costPerFte) + premiumUsd,
  };
}

/** What a dollar of each year counts today: (1 + d)^-(y - 1/2), as it comes on average in the middle of its year. */
export function discountFactors(discountRate: number, into: Float64Array): Float64Array {
  const yearly = 1 / (1 + discountRate);
  let factor = Math.sqrt(yearly);
  for (let year = 0; year < into.length; year++) {
    into[year] = factor;
    factor *= yearly;
  }
  return into;
}
