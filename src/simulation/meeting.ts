import { LOSS_FACTORS } from '../controls/effects.ts';
import { pow } from '../math/elementary.ts';
import type { Sampler } from '../math/quantile-table.ts';
import { isUpper, tailDistance, uniform32, type Threefry } from '../math/threefry.ts';
import type { Attempts } from './attempts.ts';
import { BLOCK_TRIALS } from './block.ts';
import type { CompiledPlan, CompiledScenario, ThinningGroup, Variant, VariantEffect } from './compile.ts';
import { bear, type EventTable, type VariantColumns } from './event-table.ts';
import { LOSS_FORMS } from './plan.ts';
import type { RebaseConstants } from './rebase-constants.ts';
import { PURPOSE, stream } from './streams.ts';
import type { TrialState } from './trial-state.ts';
import { wholeCents } from './whole-cents.ts';

const FORMS = LOSS_FORMS.length;
const PRODUCTIVITY = LOSS_FORMS.indexOf('PRODUCTIVITY');
const RESPONSE = LOSS_FORMS.indexOf('RESPONSE');
const PRIMARY_LOSS = LOSS_FACTORS.indexOf('PRIMARY_LOSS');
const OUTAGE = LOSS_FACTORS.indexOf('OUTAGE');
const RECORDS = LOSS_FACTORS.indexOf('RECORDS');
const SECONDARY_PROBABILITY = LOSS_FACTORS.indexOf('SECONDARY_PROBABILITY');
const SECONDARY_LOSS = LOSS_FACTORS.indexOf('SECONDARY_LOSS');
/** Cost per record is stated at this many records. */
const RECORDS_BASE = 10_000;

/** Puts attempts to the variants of their scenario, one after the other, and notes what each lets through. */
export type Meet = (place: number, attempts: Attempts, table: EventTable) => void;

/**
 * The whole tree of model.md, sections 2 to 4: each attempt is drawn once and put to each variant of its scenario, so portfolios differ only
 * in what they keep of the same draws. Plain loops over typed arrays, since this runs millions of times.
 *
 * @param columns the parameters of the block
 */
export function meetings(
  compiled: CompiledPlan,
  rebase: readonly RebaseConstants[],
  columns: Float64Array,
  state: TrialState,
  random: Threefry,
) {
  const { scenarios, assets } = compiled;

  // the block, the attempt at hand and its scenario
  let first = 0;
  let scenario!: CompiledScenario;
  let constants!: RebaseConstants;
  let attempts!: Attempts;
  let at = 0;
  let trial = 0;
  let event = 0;
  let entry = 0;
  let wins = false;

  // what the attempt would cost without any control, drawn when a first variant lets it pass
  let row = -1;
  const primaryUsd = new Float64Array(FORMS);
  const secondaryUsd = new Float64Array(FORMS);
  const raw = { secondaryProbability: 0, records: 0, hours: 0 };
  const down: number[] = [];
  const exposed: number[] = [];
  const exposedRecords: number[] = [];

  const operative = new Uint8Array(
    Math.max(1, ...scenarios.flatMap(({ variants }) => variants.map(({ controls }) => controls.length))),
  );
  const reached = new Uint8Array(assets.length);
  const hoursCostUsd = new Float64Array(assets.length);
  const recordsCostUsd = new Float64Array(assets.length);

  const value = (parameter: number): number => columns[parameter * BLOCK_TRIALS + trial];

  function sample(from: Sampler, place: number): number {
    random.block(first + trial, event, stream(PURPOSE.LOSS, place >> 1), scenario.entity);
    const pair = (place & 1) * 2;
    const word = random.words[pair];
    return from.sample(tailDistance(word, random.words[pair + 1]), isUpper(word));
  }

  function findOperative({ controls }: Variant): void {
    const day = attempts.day[at];
    const forCoverage = attempts.forCoverage[at];
    for (let i = 0; i < controls.length; i++) {
      const control = controls[i];
      operative[i] = 0;
      if (!(forCoverage < value(control.coverage))) continue;
      if (control.leadTime >= 0 && day < value(control.leadTime)) continue;
      let met = true;
      for (const needed of control.requires) if (!operative[needed]) met = false;
      if (!met) continue;
      if (control.evasion >= 0 && scenario.aiCapable[entry]) {
        random.block(first + trial, event, stream(PURPOSE.EVASION, control.number), scenario.entity);
        if (uniform32(random.words[0]) < value(control.evasion)) continue;
      }
      if (control.failures >= 0 && state.isOpenOn(control.failures, trial, day)) continue;
      operative[i] = 1;
    }
  }

  function strongest(effects: readonly VariantEffect[]): number {
    const day = attempts.day[at];
    let most = 0;
    for (const { control, touches, efficacy, fading } of effects) {
      if (!operative[control] || !touches[entry]) continue;
      const stated = value(efficacy);
      if (stated <= most) continue; // fading only lowers it
      const share = fading ? stated * state.freshness(fading, trial, day) : stated;
      if (share > most) most = share;
    }
    return most;
  }

  function isStopped(groups: readonly ThinningGroup[], exploit: boolean): boolean {
    for (const { uniform, bypassed, effects } of groups) {
      if (exploit && bypassed) continue;
      const share = strongest(effects);
      if (share === 0) continue;
      random.block(first + trial, event, stream(PURPOSE.MECHANISM, uniform >> 2), scenario.entity);
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
        const probability = value(dependent[which]);
        if (probability <= 0) continue;
        random.block(first + trial, event, stream(purpose, dependent.place >> 2), scenario.entity);
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
    const { losses: scales } = constants;
    primaryUsd.fill(0);
    for (const { sampler, form, place } of scenario.primary)
      primaryUsd[form] += sample(sampler, place) * scales[PRIMARY_LOSS];
    secondaryUsd.fill(0);
    raw.secondaryProbability = 0;
    if (scenario.secondaryProbability >= 0) {
      const stated = value(scenario.secondaryProbability) * scales[SECONDARY_PROBABILITY];
      raw.secondaryProbability = Math.min(1, stated);
      // a variant only lowers the chance of a secondary loss
      if (attempts.forSecondary[at] < raw.secondaryProbability) {
        const scale = scales[SECONDARY_LOSS] * (stated > 1 ? stated : 1);
        for (const { sampler, form, place } of scenario.secondary)
          secondaryUsd[form] += sample(sampler, place) * scale;
      }
    }
    const losses = scenario.primary.length + scenario.secondary.length;
    raw.hours = scenario.outageHours ? sample(scenario.outageHours, losses) * scales[OUTAGE] : 0;
    if (raw.hours > 0) walk(PURPOSE.PROPAGATION, down, 'propagation');
    else down.length = 0;

    const held = assets[scenario.asset].records;
    const asked = scenario.records ? sample(scenario.records, losses + 1) * scales[RECORDS] : 0;
    raw.records = held >= 0 ? Math.min(asked, held) : asked;
    exposed.length = 0;
    exposedRecords.length = 0;
    if (scenario.exposes) {
      walk(PURPOSE.EXPOSURE, exposed, 'exposure');
      const share = held > 0 ? raw.records / held : 1;
      for (const asset of exposed) exposedRecords.push(Math.max(0, assets[asset].records) * share);
    }
  }

  function recordsUsd(asset: number, records: number): number {
    const { costPerRecord, recordsExponent } = assets[asset];
    if (costPerRecord < 0 || records <= 0) return 0;
    const scaled = pow(records / RECORDS_BASE, value(recordsExponent));
    return value(costPerRecord) * RECORDS_BASE * scaled * constants.recordCost;
  }

  const hourlyUsd = (asset: number): number =>
    assets[asset].outageCostPerHour < 0 ? 0 : value(assets[asset].outageCostPerHour);

  /** Whether the variant lets a loss event come of the attempt; says which controls are operative on the way. */
  function passes(variant: Variant): boolean {
    let exploit = false;
    if (variant.weaknesses >= 0) {
      const open = state.openOn(variant.weaknesses, trial, attempts.day[at]);
      const exploitability = value(assets[scenario.asset].exploitability);
      exploit = open > 0 && attempts.forExploit[at] < 1 - pow(1 - exploitability, open);
    }
    if (!wins && !exploit) return false;
    findOperative(variant);
    return !isStopped(variant.attempts, false) && !isStopped(variant.susceptibility, exploit);
  }

  /** Writes the event as the variant leaves it. */
  function write({ losses: effects }: Variant, into: VariantColumns, { shape }: EventTable): void {
    const primaryLeft = left(effects[PRIMARY_LOSS]);
    const hours = raw.hours === 0 ? 0 : raw.hours * left(effects[OUTAGE]);
    const ofRecords = left(effects[RECORDS]);
    const { secondaryProbability } = raw;
    const forSecondary = attempts.forSecondary[at];
    const hasSecondary =
      forSecondary < secondaryProbability &&
      forSecondary < secondaryProbability * left(effects[SECONDARY_PROBABILITY]);
    const secondaryLeft = hasSecondary ? left(effects[SECONDARY_LOSS]) : 0;

    const struck = scenario.asset;
    let productivityUsd = 0;
    if (hours > 0) {
      productivityUsd = hoursCostUsd[struck] = hourlyUsd(struck) * hours;
      for (const asset of down) productivityUsd += hoursCostUsd[asset] = hourlyUsd(asset) * hours;
    }
    let records = raw.records * ofRecords;
    let responseUsd = (recordsCostUsd[struck] = recordsUsd(struck, records));
    for (let i = 0; i < exposed.length; i++) {
      const exposedHere = exposedRecords[i] * ofRecords;
      records += exposedHere;
      responseUsd += recordsCostUsd[exposed[i]] = recordsUsd(exposed[i], exposedHere);
    }

    let totalCents = 0;
    const { forms } = shape;
    for (let place = 0; place < forms.length; place++) {
      const form = forms[place];
      let usd = primaryUsd[form] * primaryLeft;
      if (form === PRODUCTIVITY) usd += productivityUsd;
      if (form === RESPONSE) usd += responseUsd;
      if (hasSecondary) usd += secondaryUsd[form] * secondaryLeft;
      const cents = wholeCents(usd);
      into.formCents[place][row] = cents;
      totalCents += cents;
    }
    into.happens[row] = 1;
    into.lossCents[row] = totalCents;
    if (shape.hasRecords) into.records[row] = records;
    if (shape.hasHours) into.outageHours[row] = hours;
    if (!shape.isBorne) return;
    if (hours > 0) for (const asset of down) bear(into, row, asset, wholeCents(hoursCostUsd[asset]));
    for (const asset of exposed) bear(into, row, asset, wholeCents(recordsCostUsd[asset]));
  }

  const meet: Meet = (place, some, table) => {
    attempts = some;
    scenario = scenarios[place];
    constants = rebase[place];
    const { variants, entryEnds } = scenario;
    const alwaysWins = variants.every(({ weaknesses }) => weaknesses < 0);
    for (at = 0; at < attempts.count; at++) {
      trial = attempts.trial[at];
      event = attempts.event[at];
      wins = alwaysWins || attempts.wins[at] === 1;
      entry = entryOf(entryEnds, attempts.forEntry[at]);
      row = -1;
      for (let its = 0; its < variants.length; its++) {
        if (!passes(variants[its])) continue;
        if (row < 0) {
          row = table.open(trial, attempts.cell[at], attempts.day[at]);
          drawLosses();
        }
        write(variants[its], table.variants[its], table);
      }
    }
  };

  return {
    begin(block: number): void {
      first = block;
    },
    meet,
  };
}

/** By which entry an attempt comes, from 1; 0 where by none that is named. */
export function entryOf(entryEnds: readonly number[], u: number): number {
  for (let end = 0; end < entryEnds.length; end++) if (u < entryEnds[end]) return end + 1;
  return 0;
}
