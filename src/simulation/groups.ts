import type { CompiledPlan } from './compile.ts';
import { eventShape, type EventShape } from './event-table.ts';
import { LOSS_FORMS } from './plan.ts';

/** What a loss is told apart by: places in one list, scenarios first, then assets, categories and loss forms. */
export interface Parts {
  readonly scenarios: number;
  readonly assets: number;
  readonly categories: number;
  readonly forms: number;
  readonly count: number;
}

/** What a scenario gives to a group: all its loss, one of its forms (by place in its `forms`), what the struck asset bears, what others do. */
export type Contribution =
  | { readonly column: number; readonly kind: 'loss' | 'struck' }
  | { readonly column: number; readonly kind: 'form'; readonly form: number }
  | { readonly column: number; readonly kind: 'borne'; readonly asset: number };

/** Where the cents of a part are found: most groups are all scenarios, or one, and need no column of their own. */
export type PartSource =
  | { readonly kind: 'nothing' | 'total' }
  | { readonly kind: 'scenario'; readonly scenario: number }
  | { readonly kind: 'column'; readonly column: number };

/** What a scenario gives to a column. */
export interface Member {
  readonly scenario: number;
  readonly contribution: Contribution;
}

export interface Groups {
  readonly parts: Parts;
  /** By part. */
  readonly sources: readonly PartSource[];
  readonly columns: number;
  /** By scenario. */
  readonly contributions: readonly (readonly Contribution[])[];
  /** By column, what has columns of its own to give; costs that pass from one asset to another are added from the rows. */
  readonly members: readonly (readonly Member[])[];
  readonly shapes: readonly EventShape[];
}

type Without<T> = T extends unknown ? Omit<T, 'column'> : never;
type Given = { readonly scenario: number } & Without<Contribution>;

/** Finds what each part of the losses is made of. */
export function groupsOf({ scenarios, assets, categories }: CompiledPlan): Groups {
  const shapes = scenarios.map((scenario) => eventShape(scenario, assets));
  const bearers = scenarios.map(({ asset }, place) =>
    shapes[place].isBorne ? reachableFrom(asset, assets) : [],
  );
  const members: Given[][] = [
    ...scenarios.map((_, scenario): Given[] => [{ scenario, kind: 'loss' }]),
    ...assets.map((_, asset) =>
      scenarios.flatMap(({ asset: struck }, scenario): Given[] => {
        if (struck === asset) return [{ scenario, kind: shapes[scenario].isBorne ? 'struck' : 'loss' }];
        return bearers[scenario].includes(asset) ? [{ scenario, kind: 'borne', asset }] : [];
      }),
    ),
    ...categories.map((_, category) =>
      scenarios.flatMap((its, scenario): Given[] =>
        its.category === category ? [{ scenario, kind: 'loss' }] : [],
      ),
    ),
    ...LOSS_FORMS.map((_, form) =>
      shapes.flatMap(({ forms }, scenario): Given[] => {
        if (!forms.includes(form)) return [];
        return forms.length === 1
          ? [{ scenario, kind: 'loss' }]
          : [{ scenario, kind: 'form', form: forms.indexOf(form) }];
      }),
    ),
  ];

  const contributions: Contribution[][] = scenarios.map(() => []);
  const membersOfColumns: Member[][] = [];
  const sources = members.map((given): PartSource => {
    const isWhole = given.every(({ kind }) => kind === 'loss');
    if (given.length === 0) return { kind: 'nothing' };
    if (isWhole && given.length === 1) return { kind: 'scenario', scenario: given[0].scenario };
    if (isWhole && given.length === scenarios.length) return { kind: 'total' };
    const column = membersOfColumns.length;
    const ofColumn: Member[] = [];
    for (const { scenario, ...its } of given) {
      const contribution = { column, ...its } as Contribution;
      contributions[scenario].push(contribution);
      if (contribution.kind !== 'borne') ofColumn.push({ scenario, contribution });
    }
    membersOfColumns.push(ofColumn);
    return { kind: 'column', column };
  });
  const parts = {
    scenarios: 0,
    assets: scenarios.length,
    categories: scenarios.length + assets.length,
    forms: scenarios.length + assets.length + categories.length,
    count: members.length,
  };
  return {
    parts,
    sources,
    columns: membersOfColumns.length,
    contributions,
    members: membersOfColumns,
    shapes,
  };
}

/** All assets that an outage or a breach of one can reach along dependencies. */
function reachableFrom(start: number, assets: CompiledPlan['assets']): number[] {
  const reached = [start];
  for (const at of reached)
    for (const { asset } of assets[at].dependents) if (!reached.includes(asset)) reached.push(asset);
  return reached.slice(1);
}
