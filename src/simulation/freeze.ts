import { gainsOver } from '../compliance/gained.ts';
import { CallerError, InvalidInput, NotFound } from '../errors.ts';
import type { Estimate } from '../math/estimate.ts';
import { at } from '../model/fields.ts';
import { shown } from '../model/shown.ts';
import { askedPortfolio, type AskedPortfolio } from './asked-portfolio.ts';
import { mechanismOrder } from './mechanism-order.ts';
import { byNumber, planAsset, planControl, planScenario, planThreat, type Model } from './model-rows.ts';
import type { Insurance, Plan, PlanOption, Portfolio } from './plan.ts';
import { checkRebase } from './rebase.ts';
import type { ComparisonRequest, RunRequest, SimulationRequest } from './request.ts';
import { ENGINE_VERSION } from './version.ts';
import { checkWork } from './work.ts';

/** Later money is worth less by this share a year, where a caller does not say. */
export const DISCOUNT_RATE: Estimate = {
  shape: 'CONSTANT',
  value: 0.03,
  basis: 'ASSUMED',
  source: 'OMB Circular A-4 (2003): the lower of its two real rates',
};
/** US dollars per full-time person and year, where a caller does not say. */
export const COST_PER_FTE: Estimate = { shape: 'CONSTANT', value: 120_000, basis: 'ASSUMED' };

/**
 * The plan of a simulation: the controls in place, less those removed, with those added and changed.
 *
 * @param seed a decimal number, 0 to 2^64 - 1: the one asked for, or one that was chosen
 * @param path where the request stands in what the caller sent, such as `input`
 * @throws {InvalidInput | NotFound} whatever keeps the plan from being run, told before there is a job
 */
export const freezeSimulation = (
  model: Model,
  request: SimulationRequest,
  seed: string,
  path: string,
): Plan => checked(simulationPlan(model, request, seed, path), path);

/**
 * The same where nothing will be sampled: how much work it would be, and whether what is CURRENT can be rebased, is left to the caller.
 *
 * @throws {InvalidInput | NotFound} for what does not fit the model
 */
export function simulationPlan(model: Model, request: SimulationRequest, seed: string, path: string): Plan {
  const { insurance, precision } = request;
  const portfolio = askedPortfolio(model.controls, request, path);
  const baseline = {
    ...portfolioOf(portfolio),
    ...(insurance && { insurance: policy(insurance) }),
  };
  return frozenPlan(model, request, path, {
    seed,
    baseline,
    options: [],
    controlIds: baseline.controlIds,
    ...(precision !== undefined && { precision }),
    discountRate: DISCOUNT_RATE,
    costPerFte: COST_PER_FTE,
  });
}

/**
 * The plan of a comparison: the controls in place, under the insurance in force, against each option.
 *
 * @throws {InvalidInput | NotFound} as for a simulation
 */
export function freezeComparison(model: Model, request: ComparisonRequest, seed: string, path: string): Plan {
  const { currentInsurance } = request;
  const inPlace = askedPortfolio(model.controls, { changeControls: [] }, path);
  const gainedBy = gainsOver(inPlace.controls, model.alternatives ?? []);
  const insured = (insurance: Insurance | undefined) => insurance && { insurance: policy(insurance) };
  const options = request.options.map((option, place): PlanOption => {
    const asked = inOption(option.name, () =>
      askedPortfolio(model.controls, option, at(path, `options.${place}`)),
    );
    const hipaaGained = gainedBy(asked.controls, asked.changes);
    return {
      name: option.name,
      ...portfolioOf(asked),
      addedControlIds: idsOf(asked.added),
      removedControlIds: idsOf(asked.removed),
      ...(hipaaGained.length > 0 && { hipaaGained }),
      ...insured(option.insurance ?? currentInsurance),
    };
  });
  const plan = frozenPlan(model, request, path, {
    seed,
    baseline: { ...portfolioOf(inPlace), ...insured(currentInsurance) },
    options,
    controlIds: options.flatMap(({ addedControlIds }) => addedControlIds),
    discountRate: request.discountRate ?? DISCOUNT_RATE,
    costPerFte: request.costPerFte ?? COST_PER_FTE,
  });
  return checked(plan, path);
}

/** Names the option in whatever it is refused for: a caller who sent fifty should not have to count them. */
function inOption<T>(name: string, ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof CallerError)) throw error;
    throw new CallerError(error.code, `in the option ${shown(name)}, ${error.message}`, error.field);
  }
}

type Decided = Pick<Plan, 'seed' | 'baseline' | 'options' | 'precision' | 'discountRate' | 'costPerFte'> & {
  /** Of controls that some portfolio has, beside those in place. */
  readonly controlIds: readonly string[];
};

/** The part of a plan that a request and the model decide. */
export function frozenPlan(
  model: Model,
  request: RunRequest,
  path: string,
  { controlIds, ...decided }: Decided,
): Plan {
  const had = new Set(controlIds);
  return {
    formatVersion: 1,
    engineVersion: ENGINE_VERSION,
    assets: byNumber(model.assets).map(planAsset),
    threats: byNumber(model.threats).map(planThreat),
    scenarios: byNumber(askedScenarios(model, request, path)).map(planScenario),
    controls: byNumber(model.controls.filter(({ id, status }) => status === 'IN_PLACE' || had.has(id))).map(
      planControl,
    ),
    mechanisms: mechanismOrder(model),
    horizonYears: request.horizonYears,
    trials: request.trials,
    ...decided,
  };
}

/** The plan, if it can be run. @throws {InvalidInput} else */
export function checked(plan: Plan, path: string): Plan {
  checkWork(plan, path);
  checkRebased(plan, path);
  return plan;
}

/** A CURRENT scenario that the controls in place would stop entirely has no frequency that they could leave. */
function checkRebased(plan: Plan, path: string): void {
  try {
    checkRebase(plan);
  } catch (error) {
    if (!(error instanceof InvalidInput) || error.field === undefined) throw error;
    throw new InvalidInput(error.message, at(path, error.field));
  }
}

function askedScenarios({ scenarios }: Model, { scenarioIds }: RunRequest, path: string) {
  if (scenarios.length === 0)
    throw new InvalidInput(
      'the model needs at least one scenario before it can be simulated; it has none',
      at(path, 'scenarioIds'),
    );
  if (!scenarioIds) return scenarios;
  const byId = new Map(scenarios.map((scenario) => [scenario.id, scenario]));
  return scenarioIds.map((id, place) => {
    const scenario = byId.get(id);
    if (!scenario)
      throw new NotFound('no scenario of your organisation has this id', at(path, `scenarioIds.${place}`));
    return scenario;
  });
}

const portfolioOf = ({ controls, changes }: AskedPortfolio): Portfolio => ({
  controlIds: idsOf(controls),
  changes: changes.map((change) => withoutAbsent(change)),
});

const policy = (insurance: Insurance): Insurance => withoutAbsent(insurance);

const withoutAbsent = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;

const idsOf = (list: readonly { readonly id: string }[]): string[] => list.map(({ id }) => id);
