import { LOSS_FACTORS } from '../controls/effects.ts';
import { exp, pow } from '../math/elementary.ts';
import { normalQuantile } from '../math/normal.ts';
import { poissonQuantile } from '../math/poisson.ts';
import { isUpper, seedWords, tailDistance, threefry, uniform32, uniform53 } from '../math/threefry.ts';
import type { Sampler } from '../math/quantile-table.ts';
import type { CompiledPlan, CompiledScenario, ThinningGroup, Variant, VariantEffect } from './compile.ts';
import { EventLog } from './event-log.ts';
import { parameterDraws, parameterMeans } from './parameters.ts';
import { LOSS_FORMS } from './plan.ts';
import type { RebaseConstants } from './rebase-constants.ts';
import { entity, ENTITY, eventOfYear, PURPOSE, stream } from './streams.ts';
import { trialState } from './trial-state.ts';

const FORMS = LOSS_FORMS.length;
const PRODUCTIVITY = LOSS_FORMS.indexOf('PRODUCTIVITY');
const RESPONSE = LOSS_FORMS.indexOf('RESPONSE');
const PRIMARY_LOSS = LOSS_FACTORS.indexOf('PRIMARY_LOSS');
const OUTAGE = LOSS_FACTORS.indexOf('OUTAGE');
const RECORDS = LOSS_FACTORS.indexOf('RECORDS');
const SECONDARY_PROBABILITY = LOSS_FACTORS.indexOf('SECONDARY_PROBABILITY');
const SECONDARY_LOSS = LOSS_FACTORS.indexOf('SECONDARY_LOSS');
const DAYS_A_YEAR = 365;
/** Cost per record is stated at this many records. */
const RECORDS_BASE = 10_000;

export interface Kernel {
  /**
   * Simulates one trial for all portfolios at once; the log holds its events until the next call. Its parameters are drawn for trial
   * `knowledge`: another future under the same knowledge where that differs.
   */
  simulate(trial: number, knowledge?: number): EventLog;
  /** The parameters of the trial simulated last. */
  readonly values: Float64Array;
}

/**
 * The hot loop: one trial is one simulated future of the horizon. Each attempt is drawn once and put to each variant of its scenario, so
 * portfolios differ only in what they keep of the same draws. Plain loops over typed arrays, since this runs millions of times.
 */
export function createKernel(compiled: CompiledPlan, rebase: readonly RebaseConstants[]): Kernel {
  const { plan, parameters, scenarios, assets, categories } = compiled;
  const seed = seedWords(plan.seed);
  const random = threefry(seed.low, seed.high);
  const values = parameterMeans(parameters);
  const drawParameters = parameterDraws(parameters, random, values);
  const state = trialState(compiled, values, random);
  const log = new EventLog();
  const years = plan.horizonYears;

  // the trial and the attempt at hand
  let trial = 0;
  let event = 0;
  let scenario!: CompiledScenario;
  let constants!: RebaseConstants;
  let day = 0;
  let forCoverage = 0;
  let forExploit = 0;
  let forSecondary = 0;
  let entry = 0;
  let wins = false;

  // what the attempt would cost without any control, drawn when a first variant lets it pass
  let drawn = false;
  const primaryUsd = new Float64Array(FORMS);
  const secondaryUsd = new Float64Array(FORMS);
  let secondaryProbability = 0;
  let secondaryScale = 1;
  let rawRecords = 0;
  let rawHours = 0;
  const down: number[] = [];
  const exposed: number[] = [];
  const exposedRecords: number[] = [];

  const shocks = new Float64Array(years * categories.length);
  const operative = new Uint8Array(
    Math.max(1, ...scenarios.flatMap(({ variants }) => variants.map(({ controls }) => controls.length))),
  );
  const reached = new Uint8Array(assets.length);
  const hoursCostUsd = new Float64Array(assets.length);
  const recordsCostUsd = new Float64Array(assets.length);

  function sample(from: Sampler, place: number): number {
    random.block(trial, event, stream(PURPOSE.LOSS, place >> 1), scenario.entity);
    const at = (place & 1) * 2;
    const first = random.words[at];
    return from.sample(tailDistance(first, random.words[at + 1]), isUpper(first));
  }

  function isOperative(variant: Variant): void {
    const { controls } = variant;
    for (let i = 0; i < controls.length; i++) {
      const control = controls[i];
      operative[i] = 0;
      if (!(forCoverage < values[control.coverage])) continue;
      if (control.leadTime >= 0 && day < values[control.leadTime]) continue;
      let met = true;
      for (const needed of control.requires) if (!operative[needed]) met = false;
      if (!met) continue;
      if (control.evasion >= 0 && scenario.aiCapable[entry]) {
        random.block(trial, event, stream(PURPOSE.EVASION, control.number), scenario.entity);
        if (uniform32(random.words[0]) < values[control.evasion]) continue;
      }
      if (control.failures >= 0 && state.isOpenOn(control.failures, day)) continue;
      operative[i] = 1;
    }
  }

  function strongest(effects: readonly VariantEffect[]): number {
    let most = 0;
    for (const { control, touches, efficacy, fading } of effects) {
      if (!operative[control] || !touches[entry]) continue;
      const share = fading ? values[efficacy] * state.freshness(fading, day) : values[efficacy];
      if (share > most) most = share;
    }
    return most;
  }

  function isStopped(groups: readonly ThinningGroup[], exploit: boolean): boolean {
    for (const { uniform, bypassed, effects } of groups) {
      if (exploit && bypassed) continue;
      const share = strongest(effects);
      if (share === 0) continue;
      random.block(trial, event, stream(PURPOSE.MECHANISM, uniform >> 2), scenario.entity);
      if (uniform32(random.words[uniform & 3]) < share) return true;
    }
    return false;
  }

  function left(groups: readonly (readonly VariantEffect[])[]): number {
    let product = 1;
    for (const effects of groups) product *= 1 - strongest(effects);
    return product;
  }

  /** Walks the dependencies from the struck asset, each open with its own probability and draw. */
  function walk(purpose: number, into: number[], which: 'propagation' | 'exposure'): void {
    into.length = 0;
    const start = scenario.asset;
    if (!assets[start].dependents.length) return;
    reached[start] = 1;
    let current = start;
    for (let next = 0; ; next++) {
      for (const dependent of assets[current].dependents) {
        if (reached[dependent.asset]) continue;
        const probability = values[dependent[which]];
        if (probability <= 0) continue;
        random.block(trial, event, stream(purpose, dependent.place >> 2), scenario.entity);
        if (!(uniform32(random.words[dependent.place & 3]) < probability)) continue;
        reached[dependent.asset] = 1;
        into.push(dependent.asset);
      }
      if (next >= into.length) break;
      current = into[next];
    }
    reached[start] = 0;
    for (const asset of into) reached[asset] = 0;
  }

  function drawLosses(): void {
    drawn = true;
    const { losses: scales } = constants;
    primaryUsd.fill(0);
    for (const { sampler, form, place } of scenario.primary)
      primaryUsd[form] += sample(sampler, place) * scales[PRIMARY_LOSS];
    secondaryUsd.fill(0);
    secondaryProbability = 0;
    if (scenario.secondaryProbability >= 0) {
      const stated = values[scenario.secondaryProbability] * scales[SECONDARY_PROBABILITY];
      secondaryProbability = Math.min(1, stated);
      secondaryScale = scales[SECONDARY_LOSS] * (stated > 1 ? stated : 1);
      for (const { sampler, form, place } of scenario.secondary)
        secondaryUsd[form] += sample(sampler, place) * secondaryScale;
    }
    const losses = scenario.primary.length + scenario.secondary.length;
    rawHours = scenario.outageHours ? sample(scenario.outageHours, losses) * scales[OUTAGE] : 0;
    if (rawHours > 0) walk(PURPOSE.PROPAGATION, down, 'propagation');
    else down.length = 0;

    const held = assets[scenario.asset].records;
    const asked = scenario.records ? sample(scenario.records, losses + 1) * scales[RECORDS] : 0;
    rawRecords = held >= 0 ? Math.min(asked, held) : asked;
    exposed.length = 0;
    exposedRecords.length = 0;
    if (scenario.exposes) {
      walk(PURPOSE.EXPOSURE, exposed, 'exposure');
      const share = held > 0 ? rawRecords / held : 1;
      for (const asset of exposed) exposedRecords.push(Math.max(0, assets[asset].records) * share);
    }
  }

  function recordsUsd(asset: number, records: number): number {
    const { costPerRecord, recordsExponent } = assets[asset];
    if (costPerRecord < 0 || records <= 0) return 0;
    const scaled = pow(records / RECORDS_BASE, values[recordsExponent]);
    return values[costPerRecord] * RECORDS_BASE * scaled * constants.recordCost;
  }

  /** Writes the event as this variant leaves it, if it does not stop it. */
  function meet(place: number, variant: Variant): void {
    let exploit = false;
    if (variant.weaknesses >= 0) {
      const open = state.openOn(variant.weaknesses, day);
      const exploitability = values[assets[scenario.asset].exploitability];
      exploit = open > 0 && forExploit < 1 - pow(1 - exploitability, open);
    }
    if (!wins && !exploit) return;
    isOperative(variant);
    if (isStopped(variant.attempts, false) || isStopped(variant.susceptibility, exploit)) return;
    if (!drawn) drawLosses();

    const { losses: effects } = variant;
    const primaryLeft = left(effects[PRIMARY_LOSS]);
    const hours = rawHours === 0 ? 0 : rawHours * left(effects[OUTAGE]);
    const ofRecords = left(effects[RECORDS]);
    const hasSecondary =
      secondaryProbability > 0 && forSecondary < secondaryProbability * left(effects[SECONDARY_PROBABILITY]);
    const secondaryLeft = hasSecondary ? left(effects[SECONDARY_LOSS]) : 0;

    log.reserve();
    const at = log.count;
    const struck = scenario.asset;
    let productivityUsd = 0;
    if (hours > 0) {
      productivityUsd = hoursCostUsd[struck] = hourlyUsd(struck) * hours;
      for (const asset of down) productivityUsd += hoursCostUsd[asset] = hourlyUsd(asset) * hours;
    }
    let records = rawRecords * ofRecords;
    let responseUsd = (recordsCostUsd[struck] = recordsUsd(struck, records));
    for (let i = 0; i < exposed.length; i++) {
      const exposedHere = exposedRecords[i] * ofRecords;
      records += exposedHere;
      responseUsd += recordsCostUsd[exposed[i]] = recordsUsd(exposed[i], exposedHere);
    }

    let totalCents = 0;
    for (let form = 0; form < FORMS; form++) {
      let usd = primaryUsd[form] * primaryLeft;
      if (form === PRODUCTIVITY) usd += productivityUsd;
      if (form === RESPONSE) usd += responseUsd;
      if (hasSecondary) usd += secondaryUsd[form] * secondaryLeft;
      const cents = Math.floor(usd * 100 + 0.5);
      log.formCents[at * FORMS + form] = cents;
      totalCents += cents;
    }
    let born = log.bornFrom[at];
    if (hours > 0)
      for (const asset of down) log.bear(born++, asset, Math.floor(hoursCostUsd[asset] * 100 + 0.5));
    for (const asset of exposed) log.bear(born++, asset, Math.floor(recordsCostUsd[asset] * 100 + 0.5));
    log.bornFrom[at + 1] = born;
    log.scenario[at] = scenarioPlace;
    log.variant[at] = place;
    log.year[at] = Math.floor(day / DAYS_A_YEAR);
    log.day[at] = day;
    log.lossCents[at] = totalCents;
    log.records[at] = records;
    log.outageHours[at] = hours;
    log.count++;
  }

  const hourlyUsd = (asset: number): number =>
    assets[asset].outageCostPerHour < 0 ? 0 : values[assets[asset].outageCostPerHour];

  let scenarioPlace = 0;

  function attempt(): void {
    const { words } = random;
    random.block(trial, event, stream(PURPOSE.ATTEMPT), scenario.entity);
    day += uniform32(words[0]) * DAYS_A_YEAR;
    forCoverage = uniform32(words[1]);
    const forSuccess = uniform32(words[2]);
    const forEntry = uniform32(words[3]);
    random.block(trial, event, stream(PURPOSE.ATTEMPT_MORE), scenario.entity);
    forExploit = uniform32(words[0]);
    forSecondary = uniform32(words[1]);
    const { entryEnds, susceptibility, capability, resistance, variants } = scenario;
    entry = 0;
    for (let i = 0; i < entryEnds.length; i++)
      if (forEntry < entryEnds[i]) {
        entry = i + 1;
        break;
      }
    if (susceptibility >= 0) wins = forSuccess < values[susceptibility];
    else if (capability && resistance) {
      random.block(trial, event, stream(PURPOSE.CONTEST), scenario.entity);
      const forCapability = words[0];
      const forResistance = words[2];
      const strength = capability.sample(tailDistance(forCapability, words[1]), isUpper(forCapability));
      wins = strength > resistance.sample(tailDistance(forResistance, words[3]), isUpper(forResistance));
    } else wins = true;
    drawn = false;
    for (let place = 0; place < variants.length; place++) meet(place, variants[place]);
  }

  function drawClimate(): void {
    for (let category = 0; category < categories.length; category++)
      for (let year = 0; year < years; year++) {
        random.block(trial, year + 1, stream(PURPOSE.CLIMATE), entity(ENTITY.CATEGORY, category));
        shocks[category * years + year] = normalQuantile(uniform53(random.words[0], random.words[1]));
      }
  }
  const hasClimate = scenarios.some(({ volatility }) => volatility > 0);

  return {
    values,
    simulate(at, knowledge = at) {
      trial = at;
      log.clear();
      drawParameters(knowledge);
      state.begin(trial);
      if (hasClimate) drawClimate();
      for (scenarioPlace = 0; scenarioPlace < scenarios.length; scenarioPlace++) {
        scenario = scenarios[scenarioPlace];
        constants = rebase[scenarioPlace];
        const { rates, growth, category, volatility } = scenario;
        let rate = constants.rate;
        for (const parameter of rates) rate *= values[parameter];
        const growthFactor = growth < 0 ? 1 : 1 + values[growth];
        let forNextCount = 0;
        for (let year = 0; year < years; year++) {
          const shock =
            volatility > 0
              ? exp(volatility * shocks[category * years + year] - (volatility * volatility) / 2)
              : 1;
          let forCount = forNextCount;
          if (year % 2 === 0) {
            // one block serves two years
            const { words } = random;
            random.block(trial, year >> 1, stream(PURPOSE.ATTEMPT_COUNT), scenario.entity);
            forCount = uniform53(words[0], words[1]);
            forNextCount = uniform53(words[2], words[3]);
          }
          const attempts = poissonQuantile(forCount, rate * shock);
          for (let i = 0; i < attempts; i++) {
            event = eventOfYear(year + 1, i);
            day = year * DAYS_A_YEAR;
            attempt();
          }
          rate *= growthFactor;
        }
      }
      return log;
    },
  };
}
