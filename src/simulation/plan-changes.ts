import { differences, pathText, withDifference, type Difference, type Path } from './differences.ts';
import type { Plan } from './plan.ts';
import type { PlanDraft } from './plan-draft.ts';
import { portfolioChanges } from './portfolio-changes.ts';
import { wordsOf } from './words.ts';

/** One step from one plan towards another. */
export interface PlanChange {
  /** What changed; absent where several things did, or the run itself. */
  readonly entityId?: string;
  readonly field: string;
  /** In words; absent where nothing was stated, or where several changes are told as one. */
  readonly before?: string;
  readonly after?: string;
  /** Changes of one stage are of one kind; see `planChanges`. */
  readonly stage: string;
  apply(draft: PlanDraft): void;
}

type List = 'assets' | 'threats' | 'scenarios' | 'controls';
type Entity = { readonly id: string; readonly number: number; readonly name: string };

/** What makes no difference to an expected loss: names, and what things cost. */
const IDLE: Readonly<Record<List | 'changes', readonly string[]>> = {
  assets: ['id', 'number', 'name'],
  threats: ['id', 'number', 'name'],
  scenarios: ['id', 'number', 'name'],
  controls: ['id', 'number', 'name', 'stance', 'status', 'upfrontCost', 'annualCost', 'staffFte'],
  changes: ['controlId', 'upfrontCost', 'annualCost', 'staffFte'],
};

/** Fields that make sense together only: once another set of them is stated, they change together. */
const TOGETHER: readonly (readonly string[])[] = [
  [
    'lossEventFrequency',
    'threatEventFrequency',
    'contactFrequency',
    'probabilityOfAction',
    'susceptibility',
    'threatCapability',
    'resistanceStrength',
  ],
  ['weaknessesPerYear', 'weaknessDiscoveryDays', 'weaknessRepairDays', 'exploitability'],
  ['failuresPerYear', 'poisoningsPerYear', 'discoveryDays', 'repairDays'],
  ['aiBased', 'evasionProbability'],
];

/**
 * What turns one plan into another, as far as the expected annual loss of its baseline can tell, in the order in which it is applied: the
 * horizon; scenarios that leave; controls that leave the portfolio, those that require others first; threats, then assets, that come, and what
 * changed of them; what changed of scenarios; of controls, as stored and then as the run changes them; controls that come, those that
 * others require first; scenarios that come; assets and threats that leave. Inside a stage by the number of the entity, inside an entity
 * by the name of the field. So what comes is there before it is referred to, and what leaves is referred to no more.
 */
export function planChanges(from: Plan, to: Plan): PlanChange[] {
  const names = new Map(
    [from, to].flatMap((plan) =>
      [plan.assets, plan.threats, plan.scenarios, plan.controls].flatMap((list: readonly Entity[]) =>
        list.map(({ id, name }) => [id, name] as const),
      ),
    ),
  );
  const words = (value: unknown) => (value === undefined ? undefined : wordsOf(value, (id) => names.get(id)));
  const portfolio = portfolioChanges(from, to);
  return [
    ...horizon(),
    ...leaving('scenarios'),
    ...portfolio.leaving,
    ...coming('threats'),
    ...changed('threats'),
    ...coming('assets'),
    ...changed('assets'),
    ...changed('scenarios'),
    ...changed('controls'),
    ...changedChanges(),
    ...portfolio.coming,
    ...coming('scenarios'),
    ...leaving('assets'),
    ...leaving('threats'),
  ];

  function horizon(): PlanChange[] {
    const { horizonYears } = to;
    if (from.horizonYears === horizonYears) return [];
    return [
      {
        field: 'horizonYears',
        before: words(from.horizonYears),
        after: words(horizonYears),
        stage: 'horizon',
        apply: (draft) => {
          draft.horizonYears = horizonYears;
        },
      },
    ];
  }

  function leaving(list: 'assets' | 'threats' | 'scenarios'): PlanChange[] {
    const kept = new Set(to[list].map(({ id }) => id));
    return from[list].flatMap(({ id, name }) =>
      kept.has(id)
        ? []
        : [
            {
              entityId: id,
              field: list.slice(0, -1),
              before: name,
              stage: `${list} that left`,
              apply: (draft: PlanDraft) => void draft[list].delete(id),
            },
          ],
    );
  }

  function coming(list: 'assets' | 'threats' | 'scenarios'): PlanChange[] {
    const had = new Set(from[list].map(({ id }) => id));
    return to[list].flatMap((entity) =>
      had.has(entity.id)
        ? []
        : [
            {
              entityId: entity.id,
              field: list.slice(0, -1),
              after: entity.name,
              stage: `${list} that came`,
              apply: (draft: PlanDraft) => void put(draft[list], entity),
            },
          ],
    );
  }

  function changed(list: List): PlanChange[] {
    const before = new Map<string, Entity>(from[list].map((it) => [it.id, it]));
    return to[list].flatMap((entity) => {
      const was = before.get(entity.id);
      if (!was) return [];
      return together(differing(was, entity, IDLE[list])).map((parts) =>
        changeOf(entity.id, '', `changed ${list}`, parts, (draft) => {
          const now = draft[list].get(entity.id);
          if (now) put(draft[list], applied(now, parts));
        }),
      );
    });
  }

  /** What the run itself changes of controls; named as callers ask for it. */
  function changedChanges(): PlanChange[] {
    const before = new Map(from.baseline.changes.map((it) => [it.controlId, it]));
    const after = new Map(to.baseline.changes.map((it) => [it.controlId, it]));
    const ids = [...from.controls, ...to.controls].map(({ id }) => id);
    return [...new Set(ids)].flatMap((controlId) => {
      const none = { controlId };
      const parts = differing(before.get(controlId) ?? none, after.get(controlId) ?? none, IDLE.changes);
      return together(parts).map((some) =>
        changeOf(controlId, 'changeControls.', 'controls that the runs change', some, ({ changes }) => {
          changes.set(controlId, applied(changes.get(controlId) ?? none, some));
        }),
      );
    });
  }

  function changeOf(
    entityId: string,
    prefix: string,
    stage: string,
    parts: readonly Difference[],
    apply: (draft: PlanDraft) => void,
  ): PlanChange {
    const side = (which: 'before' | 'after') => {
      if (parts.length === 1) return words(parts[0][which]);
      const stated = parts.filter((part) => part[which] !== undefined);
      return words(Object.fromEntries(stated.map((part) => [pathText(part.path), part[which]])));
    };
    return {
      entityId,
      field: parts.map(({ path }) => prefix + pathText(path)).join(', '),
      before: side('before'),
      after: side('after'),
      stage,
      apply,
    };
  }
}

const differing = (before: object, after: object, idle: readonly string[]): Difference[] =>
  differences(before, after, []).filter(({ path }) => !idle.includes(String(path[0])));

/** Each difference alone, but those together that change which fields are stated. */
function together(parts: readonly Difference[]): Difference[][] {
  const groupOf = ({ path }: Difference) => TOGETHER.find((group) => group.includes(String(path[0])));
  const isNewSet = ({ before, after }: Difference) => before === undefined || after === undefined;
  const done = new Set<Difference>();
  return parts.flatMap((part) => {
    if (done.has(part)) return [];
    const group = groupOf(part);
    const mates = parts.filter((other) => other === part || (group && groupOf(other) === group));
    const some = mates.some(isNewSet) ? mates : [part];
    for (const mate of some) done.add(mate);
    return [some];
  });
}

const applied = <T>(thing: T, parts: readonly { readonly path: Path; readonly after: unknown }[]): T =>
  parts.reduce((now, { path, after }) => withDifference(now, path, after), thing);

const put = <T extends { readonly id: string }>(into: Map<string, unknown>, entity: T) =>
  into.set(entity.id, entity);
