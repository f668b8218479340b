import { Field, Float, InputType, ObjectType, UseMiddleware, type MiddlewareFn } from 'type-graphql';
import { Column } from 'typeorm';
import { BASES, distribution, SHAPES, type Domain, type Estimate } from '../math/estimate.ts';
import { newEnum } from './enum.type.ts';
import { ESTIMATE_DOMAINS, type EstimateName } from './estimates.ts';
import type { Rule } from './fields.ts';
import { asked } from './told.ts';

export const EstimateShape = newEnum('EstimateShape', SHAPES, 'The shapes that an estimate may have.', {
  CONSTANT: 'value, for certain.',
  UNIFORM: 'Anything from low to high alike.',
  TRIANGULAR: 'From low to high, most often likely.',
  PERT: 'From low to high, most often likely; smoother than TRIANGULAR; concentration says how sure.',
  NORMAL: '5% fall below low and 5% above high; cut to what the quantity can be.',
  LOGNORMAL: '5% fall below low and 5% above high; above 0, with a long tail.',
  BETA: 'On 0 to 1, by alpha and beta.',
  GAMMA: 'By shapeParameter and scale.',
  EMPIRICAL: 'One of values, each as often as its weight says; alike without weights.',
  LOGNORMAL_GPD: 'LOGNORMAL below threshold, and above it a Pareto tail by tailShape and tailScale.',
});
export const Basis = newEnum('Basis', BASES, 'Where an estimate comes from.', {
  MEASURED: 'From the organisation’s own records.',
  PUBLISHED: 'From a publication, named in source.',
  EXPERT: 'A judgement of someone who knows.',
  ASSUMED: 'Taken for want of better.',
});

/** Field by field, what an estimate may state; which of them depends on its shape. */
const says = {
  value: 'CONSTANT: the value.',
  low: 'The lowest value; of NORMAL, LOGNORMAL and LOGNORMAL_GPD the 5th percentile.',
  likely: 'TRIANGULAR and PERT: the most likely value.',
  high: 'The highest value; of NORMAL, LOGNORMAL and LOGNORMAL_GPD the 95th percentile.',
  concentration: 'PERT: how tightly it gathers about likely. Absent: 4.',
  alpha: 'BETA: its first parameter, above 0.',
  beta: 'BETA: its second parameter, above 0.',
  shapeParameter: 'GAMMA: its shape, above 0.',
  scale: 'GAMMA: its scale, in the unit of the quantity.',
  values: 'EMPIRICAL: the values.',
  weights: 'EMPIRICAL: how often each value comes, in any unit. Absent: alike.',
  threshold: 'LOGNORMAL_GPD: where the tail begins, in the unit of the quantity.',
  tailShape: 'LOGNORMAL_GPD: how heavy the tail is (xi), below 1.',
  tailScale: 'LOGNORMAL_GPD: the scale of the tail (beta), in the unit of the quantity.',
  source: 'Where it comes from: a publication, a report, a person.',
  note: 'What else to know of it.',
} as const;

const part = (description: string) => ({ nullable: true, description });

@InputType({ description: 'One uncertain quantity: the unit is that of the field it stands in.' })
export class EstimateInput {
  @Field(() => EstimateShape)
  shape!: Estimate['shape'];

  @Field(() => Float, part(says.value))
  value?: number | null;

  @Field(() => Float, part(says.low))
  low?: number | null;

  @Field(() => Float, part(says.likely))
  likely?: number | null;

  @Field(() => Float, part(says.high))
  high?: number | null;

  @Field(() => Float, part(says.concentration))
  concentration?: number | null;

  @Field(() => Float, part(says.alpha))
  alpha?: number | null;

  @Field(() => Float, part(says.beta))
  beta?: number | null;

  @Field(() => Float, part(says.shapeParameter))
  shapeParameter?: number | null;

  @Field(() => Float, part(says.scale))
  scale?: number | null;

  @Field(() => [Float], part(says.values))
  values?: number[] | null;

  @Field(() => [Float], part(says.weights))
  weights?: number[] | null;

  @Field(() => Float, part(says.threshold))
  threshold?: number | null;

  @Field(() => Float, part(says.tailShape))
  tailShape?: number | null;

  @Field(() => Float, part(says.tailScale))
  tailScale?: number | null;

  @Field(() => Basis, { nullable: true, defaultValue: 'ASSUMED' })
  basis?: Estimate['basis'] | null;

  @Field(() => String, part(says.source))
  source?: string | null;

  @Field(() => String, part(says.note))
  note?: string | null;
}

/** An estimate as the API shows it: with what follows from it. */
@ObjectType('Estimate', {
  simpleResolvers: true,
  description: 'One uncertain quantity: the unit is that of the field it stands in.',
})
export class EstimateType {
  @Field(() => EstimateShape)
  shape!: Estimate['shape'];

  @Field(() => Float, part(says.value))
  value?: number;

  @Field(() => Float, part(says.low))
  low?: number;

  @Field(() => Float, part(says.likely))
  likely?: number;

  @Field(() => Float, part(says.high))
  high?: number;

  @Field(() => Float, part(says.concentration))
  concentration?: number;

  @Field(() => Float, part(says.alpha))
  alpha?: number;

  @Field(() => Float, part(says.beta))
  beta?: number;

  @Field(() => Float, part(says.shapeParameter))
  shapeParameter?: number;

  @Field(() => Float, part(says.scale))
  scale?: number;

  @Field(() => [Float], part(says.values))
  values?: readonly number[];

  @Field(() => [Float], part(says.weights))
  weights?: readonly number[];

  @Field(() => Float, part(says.threshold))
  threshold?: number;

  @Field(() => Float, part(says.tailShape))
  tailShape?: number;

  @Field(() => Float, part(says.tailScale))
  tailScale?: number;

  @Field(() => Basis)
  basis!: Estimate['basis'];

  @Field(() => String, part(says.source))
  source?: string;

  @Field(() => String, part(says.note))
  note?: string;

  @Field(() => Float, { description: 'Its mean.' })
  mean!: number;

  @Field(() => Float, { description: 'The value that 5% fall below.' })
  p5!: number;

  @Field(() => Float, { description: 'The value that half fall below.' })
  p50!: number;

  @Field(() => Float, { description: 'The value that 95% fall below.' })
  p95!: number;
}

/** What the API shows of an estimate; what follows from it is worked out only where it is asked for. */
export function showEstimate(estimate: Estimate, domain: Domain): EstimateType {
  let law: ReturnType<typeof distribution> | undefined;
  const known = () => (law ??= distribution(estimate, domain));
  return {
    ...estimate,
    get mean() {
      return known().mean;
    },
    get p5() {
      return known().quantile(0.05);
    },
    get p50() {
      return known().quantile(0.5);
    },
    get p95() {
      return known().quantile(0.95);
    },
  };
}

type EstimateDecorator = (target: object, key: EstimateName) => void;

/**
 * Shows the estimate in a field. The name of the field says what it is of, and so what it may be.
 *
 * @param otherwise what is shown where none is stated; without it, null
 */
export const EstimateField =
  ({ says: description, needed }: Rule<unknown>, otherwise?: Estimate): EstimateDecorator =>
  (target, key) => {
    const show: MiddlewareFn = async (_data, next) => {
      const estimate = ((await next()) as Estimate | null | undefined) ?? otherwise;
      return estimate ? showEstimate(estimate, ESTIMATE_DOMAINS[key]) : null;
    };
    Field(() => EstimateType, { description, nullable: !needed && !otherwise, simple: false })(target, key);
    UseMiddleware(show)(target, key);
  };

/** The same, for a field that is a column of its own. */
export const EstimateColumn =
  (rule: Rule<unknown>, otherwise?: Estimate): EstimateDecorator =>
  (target, key) => {
    EstimateField(rule, otherwise)(target, key);
    Column('jsonb', { nullable: true })(target, key);
  };

/** Asks for an estimate in an input. */
export const EstimateOption =
  (rule: Rule<unknown>): EstimateDecorator =>
  (target, key) =>
    Field(() => EstimateInput, asked(rule))(target, key);
