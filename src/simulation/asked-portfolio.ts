import type { ControlFields } from '../controls/control.ts';
import { InvalidInput, NotFound } from '../errors.ts';
import { at } from '../model/fields.ts';
import { shown } from '../model/shown.ts';
import { byNumber, type Stored } from './model-rows.ts';
import type { ControlChange } from './plan.ts';
import type { PortfolioRequest } from './request.ts';

type ControlRow = Stored<ControlFields>;

/** The controls that act once a request is met, and what it took to get there. Each list is in order of the controls' numbers. */
export interface AskedPortfolio {
  readonly controls: readonly ControlRow[];
  readonly added: readonly ControlRow[];
  readonly removed: readonly ControlRow[];
  readonly changes: readonly ControlChange[];
}

/**
 * The controls in place, less what a request removes, with what it adds and changes.
 *
 * @param controls all of the model
 * @param path where the request stands in what the caller sent, such as `input.options.0`
 * @throws {NotFound} for an id of no control
 * @throws {InvalidInput} for a request that makes no sense: adding what is in place, RETIRED or excluded, removing what is not
 * in place, changing what is in neither
 */
export function askedPortfolio(
  controls: readonly ControlRow[],
  request: PortfolioRequest,
  path: string,
): AskedPortfolio {
  const byId = new Map(controls.map((control) => [control.id, control]));
  const find = (id: string, field: string): ControlRow => {
    const control = byId.get(id);
    if (!control) throw new NotFound('no control of your organisation has this id', field);
    return control;
  };
  const findAll = (list: 'addControlIds' | 'removeControlIds') =>
    (request[list] ?? []).map((id, place) => {
      const field = at(path, `${list}.${place}`);
      return { control: find(id, field), field };
    });

  const added = findAll('addControlIds');
  const removed = findAll('removeControlIds');
  const both = removed.find(({ control }) => added.some((other) => other.control.id === control.id));
  if (both)
    throw new InvalidInput(
      `the control ${shown(both.control.name)} is added and removed at once`,
      both.field,
    );
  for (const { control, field } of added) checkAdded(control, field);
  for (const { control, field } of removed)
    if (control.status !== 'IN_PLACE')
      throw new InvalidInput(
        `only what is IN_PLACE can be removed; the control ${shown(control.name)} is ${control.status}`,
        field,
      );

  const gone = new Set(removed.map(({ control }) => control.id));
  const staying = controls.filter(({ id, status }) => status === 'IN_PLACE' && !gone.has(id));
  const portfolio = byNumber([...staying, ...added.map(({ control }) => control)]);
  for (const { control, field } of added) checkExcludes(control, portfolio, field);

  const changes = request.changeControls.map((change, place) => {
    const field = at(path, `changeControls.${place}`);
    const control = find(change.controlId, at(field, 'controlId'));
    if (!portfolio.includes(control))
      throw new InvalidInput(
        gone.has(control.id)
          ? `the control ${shown(control.name)} is removed here: it cannot be changed as well`
          : `only what is IN_PLACE or added here can be changed; the control ${shown(control.name)} is ${control.status}`,
        at(field, 'controlId'),
      );
    checkChange(control, change, field);
    return { change, number: control.number };
  });

  return {
    controls: portfolio,
    added: byNumber(added.map(({ control }) => control)),
    removed: byNumber(removed.map(({ control }) => control)),
    changes: byNumber(changes).map(({ change }) => change),
  };
}

/** @throws {InvalidInput} for a control that cannot be added, since it is not PROPOSED */
export function checkAdded({ name, status }: ControlRow, field: string): void {
  if (status === 'IN_PLACE')
    throw new InvalidInput(`the control ${shown(name)} is IN_PLACE already: it cannot be added`, field);
  if (status === 'RETIRED')
    throw new InvalidInput(
      `the control ${shown(name)} is RETIRED: it cannot be added unless it is made PROPOSED again`,
      field,
    );
}

function checkExcludes(control: ControlRow, portfolio: readonly ControlRow[], field: string): void {
  const rival = portfolio.find(
    (other) => control.excludes.includes(other.id) || other.excludes.includes(control.id),
  );
  if (rival)
    throw new InvalidInput(
      `the controls ${shown(control.name)} and ${shown(rival.name)} exclude each other: only one of them can be had`,
      field,
    );
}

/** A new number must have something to act on. */
function checkChange(control: ControlRow, change: ControlChange, path: string): void {
  const { controlId: _, ...numbers } = change;
  const stated = (Object.keys(numbers) as (keyof typeof numbers)[]).filter(
    (key) => numbers[key] !== undefined,
  );
  if (stated.length === 0)
    throw new InvalidInput(
      `the control ${shown(control.name)} needs at least one new number, got none`,
      path,
    );

  const testing = stated.find((key) => TESTING.includes(key));
  if (testing && !control.tests)
    throw new InvalidInput(
      `the control ${shown(control.name)} has no test programme to change`,
      at(path, testing),
    );

  const deceiving = stated.find((key) => DECEIVING.includes(key));
  if (deceiving && !control.aiBased)
    throw new InvalidInput(
      `the control ${shown(control.name)} is not AI-based: it can be neither evaded nor poisoned`,
      at(path, deceiving),
    );

  const breaks = Boolean(
    change.failuresPerYear ??
    control.failuresPerYear ??
    change.poisoningsPerYear ??
    control.poisoningsPerYear,
  );
  const finding = stated.find((key) => FINDING.includes(key));
  if (finding && !breaks)
    throw new InvalidInput(
      `the control ${shown(control.name)} states no failuresPerYear: state them beside it, or there is nothing to find and repair`,
      at(path, finding),
    );
  const breaking = stated.find((key) => BREAKING.includes(key));
  if (breaking && !(change.discoveryDays ?? control.discoveryDays))
    throw new InvalidInput(
      `needs discoveryDays beside it: the control ${shown(control.name)} states none`,
      at(path, breaking),
    );
}

const TESTING: readonly string[] = ['everyDays', 'findProbability', 'fixProbability'];
const FINDING: readonly string[] = ['discoveryDays', 'repairDays'];
const BREAKING: readonly string[] = ['failuresPerYear', 'poisoningsPerYear'];
const DECEIVING: readonly string[] = ['evasionProbability', 'poisoningsPerYear'];
