import { compileCosts, type CompiledCosts } from '../investment/cost.ts';
import { distribution, type Domain, type Estimate } from '../math/estimate.ts';
import type { Sampler } from '../math/quantile-table.ts';
import { lazySampler } from './lazy-sampler.ts';
import { episodeCompiler, type EpisodeSource, type Programme } from './compile-episodes.ts';
import { variantCompiler } from './compile-variant.ts';
import { parameterTable, type Parameter, type SamplerOf } from './parameters.ts';
import { LOSS_FORMS, type Plan, type PlanScenario, type Portfolio } from './plan.ts';
import { portfolioControls } from './portfolio.ts';
import { contestProbability } from './severity.ts';
import { entity, ENTITY } from './streams.ts';
import { touchTable } from './touching.ts';

/** A plan as numbers: every reference is a place in a list, every estimate a parameter or a sampler. */
export interface CompiledPlan {
  readonly plan: Plan;
  readonly parameters: readonly Parameter[];
  readonly scenarios: readonly CompiledScenario[];
  readonly assets: readonly CompiledAsset[];
  readonly programmes: readonly Programme[];
  readonly episodes: readonly EpisodeSource[];
  /** Renewal schedules of fading effects: one phase a trial for each control and interval. */
  readonly schedules: readonly Schedule[];
  /** Sorted names of the threats' categories. */
  readonly categories: readonly string[];
  readonly costs: CompiledCosts;
}

export interface Schedule {
  readonly entity: number;
  readonly place: number;
  readonly everyDays: number;
}

export interface CompiledAsset {
  readonly number: number;
  /** Records held; -1 where none are stated. */
  readonly records: number;
  /** Parameters; -1 where none is stated. */
  readonly costPerRecord: number;
  readonly recordsExponent: number;
  readonly outageCostPerHour: number;
  readonly exploitability: number;
  /** Assets that go down or are exposed with this one, by the dependencies that name it. */
  readonly dependents: readonly Dependent[];
}

export interface Dependent {
  readonly asset: number;
  /** The dependency's place in the whole model, which keys its draws. */
  readonly place: number;
  readonly propagation: number;
  readonly exposure: number;
}

export interface CompiledLoss {
  readonly sampler: Sampler;
  readonly form: number;
  /** Place among the losses of the scenario, which keys its draw. */
  readonly place: number;
}

export interface CompiledScenario {
  readonly scenario: PlanScenario;
  readonly entity: number;
  readonly asset: number;
  readonly category: number;
  readonly volatility: number;
  /** Parameters whose product is the yearly rate of attempts. */
  readonly rates: readonly number[];
  readonly growth: number;
  /** A share, as a parameter; -1 where there is none. */
  readonly susceptibility: number;
  readonly capability?: Sampler;
  readonly resistance?: Sampler;
  /** P(capability > resistance); 1 where they are not stated. */
  readonly winProbability: number;
  /** Upper ends of the entries' shares, cumulated in stored order. */
  readonly entryEnds: readonly number[];
  /** Whether an attempt by each entry (0: no named way) is by an attacker with AI. */
  readonly aiCapable: readonly boolean[];
  readonly primary: readonly CompiledLoss[];
  readonly secondary: readonly CompiledLoss[];
  readonly secondaryProbability: number;
  readonly records?: Sampler;
  readonly outageHours?: Sampler;
  /** Whether an event exposes records along dependencies. */
  readonly exposes: boolean;
  readonly variants: readonly Variant[];
  /** For each portfolio, the place of its variant. */
  readonly variantOfPortfolio: readonly number[];
  /** The variant of the portfolio of all that is IN_PLACE, which a CURRENT scenario is rebased on; -1 for INHERENT. */
  readonly statedVariant: number;
}

/** How one or more portfolios meet one scenario. */
export interface Variant {
  /** The controls that matter, each after those it requires. */
  readonly controls: readonly VariantControl[];
  readonly attempts: readonly ThinningGroup[];
  readonly susceptibility: readonly ThinningGroup[];
  /** For each of LOSS_FACTORS, the groups of effects that share a mechanism. */
  readonly losses: readonly (readonly VariantEffect[])[][];
  /** The struck asset's weaknesses, as a place in `episodes`; -1 for none. */
  readonly weaknesses: number;
}

export interface VariantControl {
  readonly number: number;
  readonly coverage: number;
  /** Parameter in days; -1 where it acts from the start. */
  readonly leadTime: number;
  /** Parameter, for controls that attackers with AI may evade; -1 otherwise. */
  readonly evasion: number;
  /** Its failures, as a place in `episodes`; -1 where it does not fail. */
  readonly failures: number;
  readonly requires: readonly number[];
}

export interface ThinningGroup {
  /** Place of the (mechanism, factor) pair, which keys its uniforms. */
  readonly uniform: number;
  /** Whether an exploit passes it. */
  readonly bypassed: boolean;
  readonly effects: readonly VariantEffect[];
}

export interface VariantEffect {
  readonly control: number;
  readonly efficacy: number;
  readonly touches: readonly boolean[];
  readonly fading: Fading | null;
}

export interface Fading {
  readonly halfLifeDays: number;
  /** Place in `schedules`; -1 where the effect is renewed at the start only (and by tests). */
  readonly schedule: number;
  /** The end of this lead time is the start, for an effect without schedule; -1: the start of the run. */
  readonly leadTime: number;
  /** Programmes whose runs renew it. */
  readonly programmes: readonly number[];
}

/**
 * Compiles a plan for a list of portfolios. The IN_PLACE portfolio is compiled besides where a scenario is CURRENT.
 *
 * @param samplerOf makes samplers of parameters, for whoever compiles many plans that share most of them
 * @throws {RangeError} when the plan refers to what it does not hold
 */
export function compilePlan(
  plan: Plan,
  portfolios: readonly Portfolio[],
  samplerOf?: SamplerOf,
): CompiledPlan {
  const table = parameterTable(samplerOf);
  const assetPlace = placesOf(plan.assets);
  const threatPlace = placesOf(plan.threats);
  const categories = [...new Set(plan.threats.map(({ category }) => category))].sort();
  const episodes = episodeCompiler(plan, table);
  const { schedules, compileVariant } = variantCompiler(plan, table, episodes);
  const inPlace: Portfolio = {
    controlIds: plan.controls.filter(({ status }) => status === 'IN_PLACE').map(({ id }) => id),
    changes: [],
  };
  const members = [...portfolios, inPlace].map((portfolio) => portfolioControls(plan, portfolio));
  const touching = touchTable(members);

  const optional = (
    estimate: Estimate | undefined,
    domain: Domain,
    index: (e: Estimate, d: Domain) => number,
  ) => (estimate ? index(estimate, domain) : -1);

  let dependencyCount = 0;
  const dependents: Dependent[][] = plan.assets.map(() => []);
  plan.assets.forEach((asset, at) => {
    const key = entity(ENTITY.ASSET, asset.number);
    asset.dependsOn.forEach((dependency, place) => {
      const upstream = assetPlace(dependency.assetId);
      dependents[upstream].push({
        asset: at,
        place: dependencyCount++,
        propagation: table.index(
          dependency.propagationProbability ?? CERTAIN,
          'SHARE',
          key,
          'propagationProbability',
          place,
        ),
        exposure: table.index(
          dependency.exposureProbability ?? NEVER,
          'SHARE',
          key,
          'exposureProbability',
          place,
        ),
      });
    });
  });

  const assets = plan.assets.map((asset, at): CompiledAsset => {
    const key = entity(ENTITY.ASSET, asset.number);
    return {
      number: asset.number,
      records: asset.records ?? -1,
      costPerRecord: optional(asset.costPerRecord, 'MONEY', (e, d) =>
        table.index(e, d, key, 'costPerRecord'),
      ),
      recordsExponent: table.index(
        asset.recordsExponent ?? DEFAULT_RECORDS_EXPONENT,
        'RECORDS_EXPONENT',
        key,
        'recordsExponent',
      ),
      outageCostPerHour: optional(asset.outageCostPerHour, 'MONEY', (e, d) =>
        table.index(e, d, key, 'outageCostPerHour'),
      ),
      exploitability: optional(asset.exploitability, 'SHARE', (e, d) =>
        table.index(e, d, key, 'exploitability'),
      ),
      dependents: dependents[at],
    };
  });

  function compileScenario(scenario: PlanScenario): CompiledScenario {
    const key = entity(ENTITY.SCENARIO, scenario.number);
    const threat = plan.threats[threatPlace(scenario.threatId)];
    const rates = scenario.lossEventFrequency
      ? [table.index(scenario.lossEventFrequency, 'RATE', key, 'rate')]
      : scenario.threatEventFrequency
        ? [table.index(scenario.threatEventFrequency, 'RATE', key, 'rate')]
        : [
            table.index(need(scenario.contactFrequency), 'RATE', key, 'contactFrequency'),
            table.index(need(scenario.probabilityOfAction), 'SHARE', key, 'probabilityOfAction'),
          ];
    let share = 0;
    const entryEnds = scenario.entries.map((entry) => (share += entry.share));
    let place = 0;
    const loss = ({
      form,
      magnitude,
    }: {
      form: (typeof LOSS_FORMS)[number];
      magnitude: Estimate;
    }): CompiledLoss => ({
      sampler: lazySampler(() => distribution(magnitude, 'MONEY')),
      form: LOSS_FORMS.indexOf(form),
      place: place++,
    });
    const severity = (estimate: Estimate | undefined, domain: Domain) =>
      estimate && lazySampler(() => distribution(estimate, domain));

    const { touchesOf, keyOf } = touching(scenario, threat);
    const variants: Variant[] = [];
    const asset = plan.assets[assetPlace(scenario.assetId)];
    // portfolios of one key have one variant, and so may others
    const ofKey = new Map<string, number>();
    const ofVariant = new Map<string, number>();
    const variantPlaces = members.map((controls, portfolio) =>
      placeOf(ofKey, keyOf(portfolio), () => {
        const variant = compileVariant(asset, controls, touchesOf);
        return placeOf(ofVariant, JSON.stringify(variant), () => variants.push(variant) - 1);
      }),
    );

    return {
      scenario,
      entity: key,
      asset: assetPlace(scenario.assetId),
      category: categories.indexOf(threat.category),
      volatility: threat.volatility,
      rates,
      growth: optional(threat.growthPerYear, 'GROWTH', (e, d) =>
        table.index(e, d, entity(ENTITY.THREAT, threat.number), 'growthPerYear'),
      ),
      susceptibility: optional(scenario.susceptibility, 'SHARE', (e, d) =>
        table.index(e, d, key, 'susceptibility'),
      ),
      capability: severity(scenario.threatCapability, 'PERCENTILE'),
      resistance: severity(scenario.resistanceStrength, 'PERCENTILE'),
      winProbability:
        scenario.threatCapability && scenario.resistanceStrength
          ? contestProbability(scenario.threatCapability, scenario.resistanceStrength)
          : 1,
      entryEnds,
      aiCapable: [
        threat.aiCapable,
        ...scenario.entries.map(
          (entry) => threat.aiCapable || plan.threats[threatPlace(entry.threatId)].aiCapable,
        ),
      ],
      primary: scenario.primaryLosses.map(loss),
      secondary: scenario.secondaryLosses.map(loss),
      secondaryProbability: optional(scenario.secondaryProbability, 'SHARE', (e, d) =>
        table.index(e, d, key, 'secondaryProbability'),
      ),
      records: severity(scenario.records, 'QUANTITY'),
      outageHours: severity(scenario.outageHours, 'QUANTITY'),
      exposes: scenario.records !== undefined || scenario.effect === 'CONFIDENTIALITY',
      variants,
      variantOfPortfolio: variantPlaces.slice(0, -1),
      statedVariant: scenario.statedAs === 'CURRENT' ? variantPlaces[variantPlaces.length - 1] : -1,
    };
  }

  const scenarios = plan.scenarios.map(compileScenario);
  return {
    plan,
    parameters: table.list,
    scenarios,
    assets,
    programmes: episodes.programmes,
    episodes: episodes.sources,
    schedules,
    categories,
    costs: compileCosts(plan, table),
  };
}

const CERTAIN: Estimate = { shape: 'CONSTANT', value: 1, basis: 'ASSUMED' };
const NEVER: Estimate = { shape: 'CONSTANT', value: 0, basis: 'ASSUMED' };
/** Jacobs 2014: ln cost grows by 0.76 per ln records. */
const DEFAULT_RECORDS_EXPONENT: Estimate = { shape: 'CONSTANT', value: 0.76, basis: 'PUBLISHED' };

function need(estimate: Estimate | undefined): Estimate {
  if (!estimate) throw new RangeError('a scenario needs a frequency');
  return estimate;
}

/** Where the entity with an id stands in a list. */
export function placesOf(list: readonly { readonly id: string }[]): (id: string) => number {
  const places = new Map(list.map(({ id }, place) => [id, place]));
  return (id) => {
    const place = places.get(id);
    if (place === undefined) throw new RangeError(`the plan does not hold ${id}`);
    return place;
  };
}

/** The place that goes with a key, found when the key is new. */
function placeOf(known: Map<string, number>, key: string, find: () => number): number {
  const at = known.get(key) ?? find();
  known.set(key, at);
  return at;
}
