import { freezeComparison, freezeSimulation } from '../../src/simulation/freeze.ts';
import type { Plan } from '../../src/simulation/plan.ts';
import { parseComparison, parseSimulation } from '../../src/simulation/request.ts';
import { idsByName, readModel, type ModelFile } from '../support/model-file.ts';
import type { Work, WorkOption } from './works.ts';

/** What of a work is asked for; absent, all of it. */
export interface Asked {
  readonly trials?: number;
  /** The first so many. */
  readonly scenarios?: number;
  /** By place from 1; none: the baseline alone. */
  readonly options?: readonly number[];
  /** Each frequency times this. */
  readonly frequencyTimes?: number;
}

const SEED = '20261125';

/** The plan of a work, made as the API makes it: an import, a request, a freeze. Only the database in between is left out. */
export function planOf(work: Work, asked: Asked = {}): Plan {
  const model = readModel(moreFrequent(work.model(), asked.frequencyTimes ?? 1));
  const { horizonYears } = work;
  const request = {
    horizonYears,
    trials: asked.trials ?? work.trials,
    ...(asked.scenarios && { scenarioIds: model.scenarios.slice(0, asked.scenarios).map(({ id }) => id) }),
  };
  const options = asked.options?.map((place) => optionAt(work, place)) ?? work.options;
  if (options.length === 0) return freezeSimulation(model, parseSimulation(request, 'input'), SEED, 'input');
  const ids = idsByName(model.controls);
  const comparison = {
    ...request,
    options: options.map(({ name, adds }) => ({ name, addControlIds: adds.map((it) => ids.get(it)) })),
  };
  return freezeComparison(model, parseComparison(comparison, 'input'), SEED, 'input');
}

function optionAt({ options }: Work, place: number): WorkOption {
  const option = options[place - 1];
  if (!option) throw new Error(`needs an option from 1 to ${options.length}, got ${place}`);
  return option;
}

/** A file whose scenarios happen more often; their frequencies are PERT. */
function moreFrequent(file: ModelFile, factor: number): ModelFile {
  if (factor === 1) return file;
  const scaled = (scenario: object) =>
    Object.fromEntries(
      Object.entries(scenario).map(([field, value]) => [
        field,
        field.endsWith('Frequency')
          ? {
              ...value,
              low: value.low * factor,
              likely: value.likely * factor,
              high: value.high * factor,
            }
          : value,
      ]),
    );
  return { ...file, scenarios: file.scenarios.map(scaled) };
}
