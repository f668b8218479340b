import type { Estimate } from '../math/estimate.ts';
import { ESTIMATE_DOMAINS, type EstimateName } from '../model/estimates.ts';
import { warningOf } from '../model/parse-estimate.ts';
import { shown } from '../model/shown.ts';
import type { Plan } from './plan.ts';

/** What to bear in mind when reading a plan's figures, found without computing anything. */
export function planWarnings(plan: Plan): string[] {
  return [
    ...portfoliosOf(plan).flatMap(({ of, controlIds }) => idleControls(plan, controlIds, of)),
    ...estimateWarnings(plan),
  ];
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

function estimateWarnings({
  assets,
  threats,
  scenarios,
  controls,
  baseline,
  options,
  ...plan
}: Plan): string[] {
  const { discountRate, costPerFte } = plan;
  return [
    ...assets.flatMap((it) => warningsIn(it, `the asset ${shown(it.name)}`)),
    ...threats.flatMap((it) => warningsIn(it, `the threat ${shown(it.name)}`)),
    ...scenarios.flatMap((it) => warningsIn(it, `the scenario ${shown(it.name)}`)),
    ...controls.flatMap((it) => warningsIn(it, `the control ${shown(it.name)}`)),
    ...warningsIn(baseline.changes, 'the changes to controls'),
    ...options.flatMap(({ name, changes }) =>
      warningsIn(changes, `the changes of the option ${shown(name)}`),
    ),
    ...warningsIn({ discountRate, costPerFte }, 'this comparison'),
  ];
}

/** Those of all estimates within a part of a plan: the name of a field says what quantity it is. */
function warningsIn(part: unknown, of: string): string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, value]: [string, unknown]) => {
    if (!Object.hasOwn(ESTIMATE_DOMAINS, name) || typeof value !== 'object') return warningsIn(value, of);
    const warning = warningOf(value as Estimate, ESTIMATE_DOMAINS[name as EstimateName]);
    return warning === undefined ? [] : [`${name} of ${of}: ${warning}`];
  });
}
