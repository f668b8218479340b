import { gainsOver } from '../compliance/gained.ts';
import { InvalidInput, NotFound } from '../errors.ts';
import { at } from '../model/fields.ts';
import { shown } from '../model/shown.ts';
import { checkAdded } from '../simulation/asked-portfolio.ts';
import { checked, COST_PER_FTE, DISCOUNT_RATE, frozenPlan } from '../simulation/freeze.ts';
import { byNumber, type Model } from '../simulation/model-rows.ts';
import type { Plan } from '../simulation/plan.ts';
import type { OptimizationRequest } from '../simulation/request.ts';
import { leastAllowed, limitsOf } from './candidates.ts';
import { costOf } from './choice-problem.ts';

type ControlRow = Model['controls'][number];

/** Beyond this a search says too little. */
const MOST_CANDIDATES = 200;

/**
 * The plan of a search for the best controls: what is in place, and what there is to choose from.
 *
 * @param seed a decimal number, 0 to 2^64 - 1: the one asked for, or one that was chosen
 * @param path where the request stands in what the caller sent, such as `input`
 * @throws {InvalidInput | NotFound} whatever keeps it from being searched, told before there is a job
 */
export function freezeOptimization(
  model: Model,
  request: OptimizationRequest,
  seed: string,
  path: string,
): Plan {
  const inPlace = byNumber(model.controls.filter(({ status }) => status === 'IN_PLACE'));
  const required = requiredControls(model, request, path);
  const candidates = candidatesOf(model, inPlace, request, required, path);
  const ids = candidates.map(({ id }) => id);
  const excludes = candidates.flatMap((one, place) =>
    candidates
      .slice(place + 1)
      .flatMap((other): [string, string][] => (exclude(one, other) ? [[one.id, other.id]] : [])),
  );
  const baseline = { controlIds: inPlace.map(({ id }) => id), changes: [] };
  const gainedBy = gainsOver(inPlace, model.alternatives ?? []);
  const hipaaGained = candidates.map((control) => gainedBy([control]));
  const { objective, budget, staffFte, frontierPoints } = request;
  const choice = {
    candidateControlIds: ids,
    objective,
    ...(budget !== undefined && { budget }),
    ...(staffFte !== undefined && { staffFte }),
    requiredControlIds: byNumber(required).map(({ id }) => id),
    excludes,
    frontierPoints,
    ...(hipaaGained.some((ids) => ids.length > 0) && { hipaaGained }),
  };
  const plan: Plan = {
    ...frozenPlan(model, request, path, {
      seed,
      baseline,
      options: [],
      controlIds: ids,
      discountRate: DISCOUNT_RATE,
      costPerFte: COST_PER_FTE,
    }),
    choice,
  };
  checkRequired(plan, candidates, path);
  return checked(plan, path);
}

function requiredControls(
  { controls }: Model,
  { requiredControlIds = [] }: OptimizationRequest,
  path: string,
): ControlRow[] {
  return requiredControlIds.map((id, place) => {
    const field = at(path, `requiredControlIds.${place}`);
    const control = controls.find((it) => it.id === id);
    if (!control) throw new NotFound('no control of your organisation has this id', field);
    checkAdded(control, field);
    return control;
  });
}

/** In order of their number: those asked for, or all that could be had; what is required is among them, and all that a member requires in turn. */
function candidatesOf(
  { controls }: Model,
  inPlace: readonly ControlRow[],
  { candidateControlIds }: OptimizationRequest,
  required: readonly ControlRow[],
  path: string,
): ControlRow[] {
  const byId = new Map(controls.map((control) => [control.id, control]));
  const isThere = new Set(inPlace.map(({ id }) => id));
  const rivalOf = (control: ControlRow) => inPlace.find((other) => exclude(control, other));
  const named = candidateControlIds?.map((id, place) => {
    const field = at(path, `candidateControlIds.${place}`);
    const control = byId.get(id);
    if (!control) throw new NotFound('no control of your organisation has this id', field);
    checkAdded(control, field);
    return control;
  });
  const asked = named ?? controls.filter((it) => it.status === 'PROPOSED' && !rivalOf(it));
  const members = new Map([...asked, ...required].map((control) => [control.id, control]));
  if (members.size === 0)
    throw new InvalidInput(
      'needs at least one control to choose from; none is PROPOSED that what is in place does not exclude',
      at(path, 'candidateControlIds'),
    );
  const field = (control: ControlRow): string => {
    const place = candidateControlIds?.indexOf(control.id) ?? -1;
    if (place >= 0) return at(path, `candidateControlIds.${place}`);
    const other = required.indexOf(control);
    return at(path, other >= 0 ? `requiredControlIds.${other}` : 'candidateControlIds');
  };
  for (const control of members.values()) {
    const rival = rivalOf(control);
    if (rival)
      throw new InvalidInput(
        `the control ${shown(control.name)} cannot be chosen: ${shown(rival.name)}, which is IN_PLACE, excludes it`,
        field(control),
      );
    for (const id of control.requires) {
      if (isThere.has(id) || members.has(id)) continue;
      // one that nobody named and that cannot act is left out
      if (!named && !required.includes(control)) members.delete(control.id);
      else
        throw new InvalidInput(
          `the control ${shown(control.name)} needs ${shown(byId.get(id)!.name)}, which is neither IN_PLACE nor a candidate`,
          field(control),
        );
    }
  }
  if (members.size > MOST_CANDIDATES)
    throw new InvalidInput(
      `needs at most ${MOST_CANDIDATES} controls to choose from, got ${members.size}`,
      at(path, 'candidateControlIds'),
    );
  return byNumber([...members.values()]);
}

const exclude = (one: ControlRow, other: ControlRow): boolean =>
  one.excludes.includes(other.id) || other.excludes.includes(one.id);

/** What is required must fit together, and into the limits. */
function checkRequired(plan: Plan, candidates: readonly ControlRow[], path: string): void {
  const limits = limitsOf(plan, plan.choice!);
  const least = leastAllowed(limits);
  const chosen = candidates.filter((_, place) => least[place] === 1);
  for (const one of chosen)
    for (const other of chosen)
      if (one !== other && exclude(one, other))
        throw new InvalidInput(
          `the controls ${shown(one.name)} and ${shown(other.name)} are required, but exclude each other`,
          at(path, 'requiredControlIds'),
        );
  const { costUsd, staffFte } = costOf(limits, least);
  const names = chosen.map(({ name }) => shown(name)).join(', ');
  if (costUsd > limits.budgetUsd)
    throw new InvalidInput(
      `needs at least ${Math.ceil(costUsd)} US dollars for what is required (${names}), got ${limits.budgetUsd}`,
      at(path, 'budget'),
    );
  if (staffFte > limits.staffFte)
    throw new InvalidInput(
      `needs at least ${staffFte} full-time people for what is required (${names}), got ${limits.staffFte}`,
      at(path, 'staffFte'),
    );
}
