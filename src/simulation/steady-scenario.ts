import type {
  CompiledLoss,
  CompiledPlan,
  CompiledScenario,
  Variant,
  VariantControl,
  VariantEffect,
} from './compile.ts';
import type { EventShape } from './event-table.ts';
import type { Parameter } from './parameters.ts';
import type { RebaseConstants } from './rebase-constants.ts';

/** Whether nothing about a scenario's controls changes in the course of a trial, and its events cost money and nothing else. */
export function isSteady({ variants, aiCapable }: CompiledScenario, shape: EventShape): boolean {
  if (shape.hasRecords || shape.hasHours) return false;
  const isSteadyControl = ({ leadTime, failures, evasion }: VariantControl) =>
    leadTime < 0 && failures < 0 && (evasion < 0 || !aiCapable.includes(true));
  const effectsOf = ({ attempts, susceptibility, losses }: Variant) => [
    ...[...attempts, ...susceptibility].flatMap(({ effects }) => effects),
    ...losses.flat(2),
  ];
  return variants.every(
    (variant) =>
      variant.weaknesses < 0 &&
      variant.controls.every(isSteadyControl) &&
      effectsOf(variant).every(({ fading }) => fading === null),
  );
}

/** What is known of a scenario before any attempt on it. */
export interface SteadyScenario {
  readonly scenario: CompiledScenario;
  readonly constants: RebaseConstants;
  readonly variants: readonly SteadyVariant[];
  /** Mechanisms by the block that holds their uniforms, so that each is drawn once for all variants. */
  readonly mechanisms: readonly { readonly block: number; readonly uses: readonly MechanismUse[] }[];
  readonly losses: readonly { readonly block: number; readonly losses: readonly SteadyLoss[] }[];
  /** By form of the table, whether primary and whether secondary losses take it. */
  readonly forms: readonly { readonly hasPrimary: boolean; readonly hasSecondary: boolean }[];
  /** Whether every variant stops some attempts: then only what one of them lets through need be drawn any further. */
  readonly isThinned: boolean;
  /** The first variant that leaves what an event costs as it is; -1 where none does. */
  readonly plain: number;
}

export interface SteadyVariant {
  readonly variant: Variant;
  /** Whether each control acts on every attempt, and whether all do. */
  readonly always: readonly boolean[];
  readonly isAlways: boolean;
  readonly isThinned: boolean;
  /** Whether it leaves what an event costs as it is. */
  readonly isPlain: boolean;
  /** For each of LOSS_FACTORS, what its effects leave of it. */
  readonly left: readonly FactorLeft[];
}

/** What the effects on a factor leave of it: a share that is the same for all attempts, and of that what groups leave that must be asked for each. */
export interface FactorLeft {
  readonly fixed: number;
  readonly varying: readonly (readonly VariantEffect[])[];
}

interface MechanismUse {
  readonly variant: number;
  readonly word: number;
  readonly effects: readonly VariantEffect[];
  /** Whether none before it, in order of blocks, is the variant's. */
  readonly isFirst: boolean;
  /** The share that it stops, where that is the same for all attempts. */
  readonly fixed?: number;
}

interface SteadyLoss {
  readonly loss: CompiledLoss;
  readonly isPrimary: boolean;
  /** Place of its form in the table's. */
  readonly form: number;
  /** Whether none before it, primary or secondary as it is, takes its form. */
  readonly isFirst: boolean;
}

/** Finds what is known of one. */
export function steadyScenario(
  { scenarios, parameters }: CompiledPlan,
  place: number,
  constants: RebaseConstants,
  shape: EventShape,
): SteadyScenario {
  const scenario = scenarios[place];
  /** The share that the strongest of overlapping effects stops, if it is the same for all attempts. */
  function fixedShare(effects: readonly VariantEffect[], always: readonly boolean[]): number | undefined {
    let most = 0;
    for (const { control, touches, efficacy } of effects) {
      if (!always[control] || touches.includes(false) || parameters[efficacy].sampler) return undefined;
      most = Math.max(most, parameters[efficacy].mean);
    }
    return most;
  }

  const variants = scenario.variants.map((variant): SteadyVariant => {
    const always: boolean[] = [];
    for (const { coverage, requires } of variant.controls)
      always.push(isConstant(parameters[coverage], 1) && requires.every((needed) => always[needed]));
    const left = variant.losses.map((groups): FactorLeft => {
      const varying = groups.filter((effects) => fixedShare(effects, always) === undefined);
      const fixed = groups.reduce(
        (product, effects) => product * (1 - (fixedShare(effects, always) ?? 0)),
        1,
      );
      return { fixed, varying };
    });
    return {
      variant,
      always,
      isAlways: always.every(Boolean),
      isThinned: variant.attempts.length + variant.susceptibility.length > 0,
      isPlain: variant.losses.every((groups) => groups.length === 0),
      left,
    };
  });
  const byBlock = new Map<number, Omit<MechanismUse, 'isFirst'>[]>();
  variants.forEach(({ variant, always }, its) => {
    for (const { uniform, effects } of [...variant.attempts, ...variant.susceptibility]) {
      const uses = byBlock.get(uniform >> 2) ?? [];
      byBlock.set(uniform >> 2, uses);
      const fixed = fixedShare(effects, always);
      uses.push({ variant: its, word: uniform & 3, effects, ...(fixed !== undefined && { fixed }) });
    }
  });
  const seen = new Set<number>();
  const mechanisms = [...byBlock].map(([block, uses]) => ({
    block,
    uses: uses.map((use): MechanismUse => {
      const isFirst = !seen.has(use.variant);
      seen.add(use.variant);
      return { ...use, isFirst };
    }),
  }));
  const { primary, secondary } = scenario;
  const lossBlocks = new Map<number, SteadyLoss[]>();
  for (const losses of [primary, secondary])
    losses.forEach((loss, at) => {
      const inBlock = lossBlocks.get(loss.place >> 1) ?? [];
      lossBlocks.set(loss.place >> 1, inBlock);
      inBlock.push({
        loss,
        isPrimary: losses === primary,
        form: shape.forms.indexOf(loss.form),
        isFirst: losses.findIndex(({ form }) => form === loss.form) === at,
      });
    });
  return {
    scenario,
    constants,
    variants,
    mechanisms,
    losses: [...lossBlocks].map(([block, losses]) => ({ block, losses })),
    forms: shape.forms.map((form) => ({
      hasPrimary: primary.some((loss) => loss.form === form),
      hasSecondary: secondary.some((loss) => loss.form === form),
    })),
    isThinned: variants.every(({ isThinned }) => isThinned),
    plain: variants.findIndex(({ isPlain }) => isPlain),
  };
}

const isConstant = ({ sampler, mean }: Parameter, value: number): boolean => !sampler && mean === value;
