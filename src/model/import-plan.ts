import { circleIn, tellCircle } from '../controls/requires.ts';
import type { ControlFields } from '../controls/control.ts';
import type { InvalidInput } from '../errors.ts';
import type { ScenarioFields } from '../scenarios/scenario.ts';
import type { ThreatFields } from '../threats/threat.ts';
import { MODEL_KINDS, type ModelKind, type Named } from './definition.ts';
import { DEFINITIONS, type Item, type Model, type Problem, type Stored } from './exchange.ts';
import { at, attempt, readFields } from './fields.ts';
import { matchItems, type Match } from './import-match.ts';
import { isSameJson } from './same.ts';
import { shown } from './shown.ts';

/** An entity to be written, with all that it then states. */
export interface Write {
  readonly kind: ModelKind;
  readonly id: string;
  readonly fields: Named;
  /** What is stored of it; absent for a new one. */
  readonly stored?: Stored;
}

/**
 * What an import would write, and what is wrong with it. References are names: of the file, and of what is stored beside it. An entity
 * that the file names is patched by what the file states of it; one that comes out as it was is not written.
 *
 * @param model all that is stored
 * @param newId gives a new entity its id
 */
export function planImport(
  items: readonly Item[],
  model: Model,
  newId: (kind: ModelKind) => string,
): { readonly writes: readonly Write[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const matches = matchItems(items, model, newId, problems);
  const names = namesAfter(matches, model);
  const outcomes = matches.flatMap((match) => readItem(match, names, problems));
  if (problems.length === 0) checkModel(outcomes, model, problems);
  return { writes: outcomes.filter(isChanged), problems };
}

interface Outcome extends Write {
  readonly item: Item;
}

const isChanged = ({ kind, fields, stored }: Write): boolean =>
  !stored ||
  Object.keys(DEFINITIONS[kind].rules).some((key) => !isSameJson(valueOf(fields, key), valueOf(stored, key)));

const valueOf = (fields: object, key: string): unknown => (fields as Readonly<Record<string, unknown>>)[key];

/** The names that all entities have once the import is done, both ways. */
interface Names {
  readonly toId: Readonly<Record<ModelKind, ReadonlyMap<string, string>>>;
  readonly toName: ReadonlyMap<string, string>;
}

function namesAfter(matches: readonly Match[], model: Model): Names {
  const toName = new Map(
    MODEL_KINDS.flatMap((kind) => model[kind].map(({ id, name }) => [id, name] as const)),
  );
  for (const { id, name } of matches) toName.set(id, name);
  const kinds = { asset: new Map(), threat: new Map(), scenario: new Map(), control: new Map() } as Record<
    ModelKind,
    Map<string, string>
  >;
  for (const kind of MODEL_KINDS) for (const { id } of model[kind]) kinds[kind].set(toName.get(id) ?? '', id);
  for (const { item, id, name } of matches) kinds[item.kind].set(name, id);
  return { toId: kinds, toName };
}

function readItem({ item, id, stored }: Match, names: Names, problems: Problem[]): Outcome[] {
  const definition = DEFINITIONS[item.kind];
  let sound = true;
  const tell = (fault: InvalidInput) => {
    sound = false;
    problems.push({ line: item.line, field: fault.field, message: fault.message });
  };
  // What is stored speaks in names, like the file, so that a patch may name either.
  const before =
    stored && definition.mapReferences(stored, (_kind, other) => names.toName.get(other) ?? other, '');
  const named = attempt(() => readFields(definition.rules, item.input, item.path, before, tell), tell);
  if (!named || !sound) return [];
  attempt(() => definition.check(named, item.path, named.name), tell);
  const fields = definition.mapReferences(
    named,
    (kind, name, path) => {
      const other = names.toId[kind].get(name);
      if (other !== undefined) return other;
      sound = false;
      problems.push({
        line: item.line,
        field: path,
        message: `there is no ${kind} with the name ${shown(name)}`,
      });
      return name;
    },
    item.path,
  );
  return sound ? [{ item, kind: item.kind, id, fields, stored }] : [];
}

/** What must hold in the model as a whole once the import is done. */
function checkModel(outcomes: readonly Outcome[], model: Model, problems: Problem[]): void {
  checkEnabling(outcomes, model, problems);
  checkRequires(outcomes, model, problems);
}

/** All of one kind as it will be. */
const after = <F extends Named>(
  kind: ModelKind,
  outcomes: readonly Outcome[],
  model: Model,
): Map<string, F> =>
  new Map([
    ...model[kind].map((stored) => [stored.id, stored as unknown as F] as const),
    ...outcomes
      .filter((it) => it.kind === kind)
      .map(({ id, fields }) => [id, fields as unknown as F] as const),
  ]);

function checkEnabling(outcomes: readonly Outcome[], model: Model, problems: Problem[]): void {
  const threats = after<ThreatFields>('threat', outcomes, model);
  const stating = new Map(outcomes.map((outcome) => [outcome.id, outcome.item]));
  for (const [id, { name, threatId }] of after<ScenarioFields>('scenario', outcomes, model)) {
    if (!threats.get(threatId)?.enabling) continue;
    const own = stating.get(id);
    const item = own ?? stating.get(threatId);
    problems.push({
      line: item?.line,
      field: at(item?.path ?? '', own ? 'threatId' : 'enabling'),
      message: own
        ? 'needs a threat that strikes: this one is enabling, and can only be an entry of scenarios'
        : `is the threat of scenario ${JSON.stringify(name)}`,
    });
  }
}

function checkRequires(outcomes: readonly Outcome[], model: Model, problems: Problem[]): void {
  const controls = after<ControlFields>('control', outcomes, model);
  const circle = circleIn(new Map([...controls].map(([id, { requires }]) => [id, requires])));
  if (!circle) return;
  const onCircle = new Set(circle);
  const item = outcomes.find(({ id }) => onCircle.has(id))?.item;
  problems.push({
    line: item?.line,
    field: at(item?.path ?? '', 'requires'),
    message: tellCircle(circle.map((id) => controls.get(id)?.name ?? id)),
  });
}
