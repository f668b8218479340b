import type { CompiledPlan } from './compile.ts';
import type { Parameter } from './parameters.ts';
import type { PlanScenario } from './plan.ts';
import type { SensitivityData } from './result.ts';
import { ENTITY, kindAndNumber } from './streams.ts';

/** An uncertain quantity as an analyst knows it. */
export interface Input extends Pick<SensitivityData, 'entity' | 'field'> {
  /** A parameter that stands for it. */
  readonly parameter: number;
}

/**
 * The uncertain inputs of a plan, in the order in which its parameters were found. What a portfolio changes of a control is drawn with what is
 * stored of it, so both are one input: whoever learns the one learns the other.
 */
export function inputsOf({ plan, parameters }: CompiledPlan): Input[] {
  const known = new Set<string>();
  return parameters.flatMap((parameter, at): Input[] => {
    if (!parameter.sampler) return [];
    const { entity, stream } = parameter;
    const key = `${entity} ${stream}`;
    if (known.has(key)) return [];
    known.add(key);
    const { kind, number } = kindAndNumber(entity);
    const list = LISTS[kind];
    if (!list) return [{ field: parameter.field, parameter: at }];
    const place = plan[list].findIndex((it) => it.number === number);
    const scenario = list === 'scenarios' ? plan.scenarios[place] : undefined;
    return [{ entity: { list, place }, field: fieldName(parameter, scenario), parameter: at }];
  });
}

const LISTS: Readonly<Record<number, NonNullable<SensitivityData['entity']>['list'] | undefined>> = {
  [ENTITY.ASSET]: 'assets',
  [ENTITY.THREAT]: 'threats',
  [ENTITY.SCENARIO]: 'scenarios',
  [ENTITY.CONTROL]: 'controls',
};

/** A parameter's field as the API names it. */
function fieldName({ field, place }: Parameter, scenario: PlanScenario | undefined): string {
  switch (field) {
    case 'rate':
      return scenario?.lossEventFrequency ? 'lossEventFrequency' : 'threatEventFrequency';
    case 'efficacy':
      return `effects[${place}].efficacy`;
    case 'propagationProbability':
    case 'exposureProbability':
      return `dependsOn[${place}].${field}`;
    case 'findProbability':
    case 'fixProbability':
    case 'reachShare':
      return `tests.${field}`;
    default:
      return field;
  }
}
