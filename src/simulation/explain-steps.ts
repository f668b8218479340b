import { told } from './told-together.ts';
import { planChanges, type PlanChange } from './plan-changes.ts';
import { draftOf, scopeOf, type PlanDraft, type ScenarioScope } from './plan-draft.ts';
import type { Plan } from './plan.ts';

/** States of scenarios that may be worked out, over all changes: a few seconds' work. Beyond, changes are told together. */
export const MOST_STATES = 120;
/** Changes times scenarios: a few seconds go into finding out what each touches. */
const MOST_LOOKS = 20_000;

/** How finely changes are told. */
type Grain = (changes: readonly PlanChange[]) => PlanChange[];
const GRAINS: readonly Grain[] = [
  (changes) => [...changes],
  (changes) => told(changes, ({ stage, entityId }) => `${stage} ${entityId}`),
  (changes) => told(changes, ({ stage }) => stage),
];

/** A scenario in the state of a draft: two states of one key are the same. */
export interface ScenarioState {
  readonly key: string;
  /** The same for what its rebase depends on. */
  readonly rebaseKey: string;
  readonly draft?: PlanDraft;
  readonly scope?: ScenarioScope;
}

/** A change, and the scenarios that it touches. */
export interface Step {
  readonly change: PlanChange;
  readonly moved: readonly {
    readonly id: string;
    readonly before: ScenarioState;
    readonly after: ScenarioState;
  }[];
}

/** The changes as finely as a few seconds allow, and how many states of scenarios are to be worked out for them. */
export async function explainSteps(
  from: Plan,
  to: Plan,
  pause: () => Promise<void>,
): Promise<{ readonly steps: readonly Step[]; readonly states: number }> {
  const fine = planChanges(from, to);
  const scenarios = from.scenarios.length + to.scenarios.length;
  for (let grain = 0; ; grain++) {
    const isLast = grain === GRAINS.length - 1;
    const changes = GRAINS[grain](fine);
    if (!isLast && changes.length * scenarios > MOST_LOOKS) continue;
    const steps = await stepsOf(from, changes, pause);
    const keys = steps.flatMap(({ moved }) => moved.flatMap(({ before, after }) => [before.key, after.key]));
    const states = new Set(keys).size;
    if (isLast || states <= MOST_STATES) return { steps, states };
  }
}

/** Each change with the scenarios that it touches. */
async function stepsOf(
  from: Plan,
  changes: readonly PlanChange[],
  pause: () => Promise<void>,
): Promise<Step[]> {
  const serialOf = serials();
  const draft = draftOf(from);
  let before = statesOf(draft, serialOf);
  const steps: Step[] = [];
  for (const change of changes) {
    change.apply(draft);
    const after = statesOf(draft, serialOf);
    const moved = [...new Set([...before.keys(), ...after.keys()])].flatMap((id) => {
      const [was, is] = [before.get(id) ?? ABSENT, after.get(id) ?? ABSENT];
      return was.key === is.key ? [] : [{ id, before: was, after: is }];
    });
    steps.push({ change, moved });
    before = after;
    await pause();
  }
  return steps;
}

/** The states of all scenarios that have what they need, by id. */
function statesOf(draft: PlanDraft, serialOf: (part: object) => number): Map<string, ScenarioState> {
  // what is kept of a state must not move on with the draft
  const kept = { ...draft, members: new Set(draft.members), changes: new Map(draft.changes) };
  return new Map(
    [...draft.scenarios.values()].flatMap((scenario) => {
      const scope = scopeOf(draft, scenario);
      return scope ? [[scenario.id, { ...keysOf(kept, scope, serialOf), draft: kept, scope }] as const] : [];
    }),
  );
}

/** A scenario that is not there. */
export const ABSENT: ScenarioState = { key: '', rebaseKey: '' };

/** Names what a scenario's part depends on. Parts of a draft are never changed in place, so each stands for itself. */
function keysOf(
  { horizonYears, members, changes }: PlanDraft,
  { scenario, threats, assets, controls }: ScenarioScope,
  serialOf: (part: object) => number,
): Pick<ScenarioState, 'key' | 'rebaseKey'> {
  const stated = [scenario, ...threats, ...assets].map(serialOf).join();
  const inPlace = controls.filter(({ status }) => status === 'IN_PLACE');
  const acting = controls.filter(({ id }) => members.has(id));
  const rebaseKey = `${stated}; ${inPlace.map(serialOf).join()}`;
  const portfolio = acting.map((it) => `${serialOf(it)} ${serialOf(changes.get(it.id) ?? NO_CHANGE)}`).join();
  return { key: `${rebaseKey}; ${portfolio}; ${horizonYears}`, rebaseKey };
}

const NO_CHANGE = {};

function serials(): (part: object) => number {
  const known = new WeakMap<object, number>();
  let next = 0;
  return (part) => {
    const serial = known.get(part) ?? next++;
    known.set(part, serial);
    return serial;
  };
}
