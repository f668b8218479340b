import type { Estimate } from '../math/estimate.ts';
import { requirementsOf } from './requirements.ts';
import { isInFull, type NamingControl } from './status.ts';

interface Control extends NamingControl {
  readonly id: string;
}

interface Change {
  readonly controlId: string;
  /** Absent: as the control has it. */
  readonly coverage?: Estimate;
}

/**
 * What portfolios meet of the law that the controls in place do not, in the order of the rule. A requirement that a decision meets is met
 * with either, so nobody gains it.
 *
 * @param alternatives ids of requirements that a current decision meets
 * @returns asked of a portfolio and of what it changes; ids
 * @example gainsOver([], [])([{ id: 'mfa', hipaaSpecifications: ['312.d'] }]) // ['312.d']
 */
export function gainsOver(
  inPlace: readonly Control[],
  alternatives: readonly string[],
): (portfolio: readonly Control[], changes?: readonly Change[]) => string[] {
  // what is not changed is looked at once, whatever the number of portfolios
  const unchanged = new Map<Control, readonly string[]>();
  const metBy = (control: Control, coverage?: Estimate): readonly string[] => {
    if (control.hipaaSpecifications.length === 0) return [];
    if (coverage) return isInFull({ coverage }) ? control.hipaaSpecifications : [];
    const known = unchanged.get(control) ?? (isInFull(control) ? control.hipaaSpecifications : []);
    unchanged.set(control, known);
    return known;
  };
  const before = new Set([...inPlace.flatMap((control) => metBy(control)), ...alternatives]);
  return (portfolio, changes = []) => {
    const coverages = new Map(changes.map(({ controlId, coverage }) => [controlId, coverage]));
    return inOrder(portfolio.flatMap((control) => metBy(control, coverages.get(control.id)))).filter(
      (id) => !before.has(id),
    );
  };
}

/** Requirements of the law, each once, in its order; other ids are left out. */
export function inOrder(ids: readonly string[]): string[] {
  const named = new Set(ids);
  return requirementsOf('CURRENT')
    .map(({ id }) => id)
    .filter((id) => named.has(id));
}
