import { shown } from '../model/shown.ts';
import type { Plan } from './plan.ts';

/** What to bear in mind when reading a plan's figures, found without computing anything. */
export function planWarnings(plan: Plan): string[] {
  return portfoliosOf(plan).flatMap(({ of, controlIds }) => idleControls(plan, controlIds, of));
}

const portfoliosOf = ({ baseline, options }: Plan) => [
  { of: options.length > 0 ? 'in what is in place' : 'here', controlIds: baseline.controlIds },
  ...options.map(({ name, controlIds }) => ({ of: `in the option ${shown(name)}`, controlIds })),
];

/** Controls that never act, since what they require is not there. */
function idleControls({ controls }: Plan, controlIds: readonly string[], of: string): string[] {
  const there = new Set(controlIds);
  return controls
    .filter(({ id, requires }) => there.has(id) && requires.some((it) => !there.has(it)))
    .map(({ name }) => `the control ${shown(name)} never acts ${of}: a control that it requires is missing`);
}
