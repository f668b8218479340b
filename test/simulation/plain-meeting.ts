import { LOSS_FACTORS } from '../../src/controls/effects.ts';
import { pow } from '../../src/math/elementary.ts';
import type { Sampler } from '../../src/math/quantile-table.ts';
import { isUpper, tailDistance, uniform32, type Threefry } from '../../src/math/threefry.ts';
import type { Attempts } from '../../src/simulation/attempts.ts';
import { STRIDE } from '../../src/simulation/block.ts';
import { countsWins } from '../../src/simulation/attempt-count.ts';
import type { CompiledPlan, CompiledScenario } from '../../src/simulation/compile.ts';
import type { EventTable, VariantColumns } from '../../src/simulation/event-table.ts';
import { LOSS_FORMS } from '../../src/simulation/plan.ts';
import type { RebaseConstants } from '../../src/simulation/rebase-constants.ts';
import { entryOf, type Meet } from '../../src/simulation/meeting.ts';
import {
  sharedParts,
  type SharedControl,
  type SharedEffect,
  type SharedParts,
  type SharingVariant,
} from '../../src/simulation/shared-parts.ts';
import { PURPOSE, stream } from '../../src/simulation/streams.ts';
import { wholeCents } from '../../src/simulation/whole-cents.ts';
import { openRow } from './event-rows.ts';
import type { PlainState } from './plain-state.ts';

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

const UNKNOWN = 0;
const NO = 1;
const YES = 2;

/** The twin of src/simulation/meeting.ts in plain code, attempt by attempt. */
export function plainMeetings(
  compiled: CompiledPlan,
  rebase: readonly RebaseConstants[],
  columns: Float64Array,
  state: PlainState,
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
  const down = reaching(assets.length);
  const exposed = reaching(assets.length);
  const exposedRecords = new Float64Array(assets.length);

  // what was found of the attempt for one variant holds for all that share it
  const prepared: Prepared[] = [];
  let parts!: SharedParts;
  let operative!: Uint8Array;
  let stopping!: Uint8Array;
  let leaving!: Float64Array;
  const reached = new Uint8Array(assets.length);
  const hoursCostUsd = new Float64Array(assets.length);
  const recordsCostUsd = new Float64Array(assets.length);

  const value = (parameter: number): number => columns[parameter * STRIDE + trial];

  function sample(from: Sampler, place: number): number {
    random.block(first + trial, event, stream(PURPOSE.LOSS, place >> 1), scenario.entity);
    const pair = (place & 1) * 2;
    const word = random.words[pair];
    return from.sample(tailDistance(word, random.words[pair + 1]), isUpper(word));
  }

  function isOperative(place: number): boolean {
    if (operative[place] === UNKNOWN) operative[place] = acts(parts.controls[place]) ? YES : NO;
    return operative[place] === YES;
  }

  function acts({ coverage, leadTime, requires, evasion, failures, number }: SharedControl): boolean {
    if (!(attempts.forCoverage[at] < value(coverage))) return false;
    const day = attempts.day[at];
    if (leadTime >= 0 && day < value(leadTime)) return false;
    for (const needed of requires) if (!isOperative(needed)) return false;
    if (failures >= 0 && state.isOpenOn(failures, trial, day)) return false;
    if (evasion < 0 || !scenario.aiCapable[entry]) return true;
    random.block(first + trial, event, stream(PURPOSE.EVASION, number), scenario.entity);
    return !(uniform32(random.words[0]) < value(evasion));
  }

  function strongest(effects: readonly SharedEffect[]): number {
    let most = 0;
    for (const { control, touches, efficacy, fading } of effects) {
      if (!touches[entry]) continue;
      const stated = value(efficacy);
      // fading only lowers it
      if (stated <= most || !isOperative(control)) continue;
      const share = fading ? stated * state.freshness(fading, trial, attempts.day[at]) : stated;
      if (share > most) most = share;
    }
    return most;
  }

  function stops(place: number): boolean {
    if (stopping[place] === UNKNOWN) {
      const { uniform, effects } = parts.groups[place];
      const share = strongest(effects);
      stopping[place] = NO;
      if (share > 0) {
        random.block(first + trial, event, stream(PURPOSE.MECHANISM, uniform >> 2), scenario.entity);
        if (uniform32(random.words[uniform & 3]) < share) stopping[place] = YES;
      }
    }
    return stopping[place] === YES;
  }

  function left(groups: readonly number[]): number {
    let product = 1;
    for (const place of groups) {
      if (leaving[place] < 0) leaving[place] = 1 - strongest(parts.groups[place].effects);
      product *= leaving[place];
    }
    return product;
  }

  /** Walks the dependencies from the struck asset, each open with its own probability and draw. */
  function walk(purpose: number, into: Reaching, which: 'propagation' | 'exposure'): void {
    into.count = 0;
    const start = scenario.asset;
    if (!assets[start].dependents.length) return;
    const { list } = into;
    reached[start] = 1;
    let current = start;
    for (let next = 0; ; next++) {
      for (const { asset, place, [which]: parameter } of assets[current].dependents) {
        if (reached[asset]) continue;
        const probability = value(parameter);
        if (probability <= 0) continue;
        random.block(first + trial, event, stream(purpose, place >> 2), scenario.entity);
        if (!(uniform32(random.words[place & 3]) < probability)) continue;
        reached[asset] = 1;
        list[into.count++] = asset;
      }
      if (next >= into.count) break;
      current = list[next];
    }
    reached[start] = 0;
    for (let i = 0; i < into.count; i++) reached[list[i]] = 0;
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
    else down.count = 0;

    const held = assets[scenario.asset].records;
    const asked = scenario.records ? sample(scenario.records, losses + 1) * scales[RECORDS] : 0;
    raw.records = held >= 0 ? Math.min(asked, held) : asked;
    exposed.count = 0;
    if (scenario.exposes) {
      walk(PURPOSE.EXPOSURE, exposed, 'exposure');
      const share = held > 0 ? raw.records / held : 1;
      for (let i = 0; i < exposed.count; i++)
        exposedRecords[i] = Math.max(0, assets[exposed.list[i]].records) * share;
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

  /** Whether the attempt exploits a weakness, of which a variant's tests leave some open. */
  function exploits(weaknesses: number): boolean {
    const open = state.openOn(weaknesses, trial, attempts.day[at]);
    if (open === 0) return false;
    const exploitability = value(assets[scenario.asset].exploitability);
    let missesAll = 1;
    for (let i = 0; i < open; i++) missesAll *= 1 - exploitability;
    return attempts.forExploit[at] < 1 - missesAll;
  }

  /** Whether the variant lets a loss event come of the attempt; whether it is an exploit is asked only where that decides. */
  function passes({ weaknesses, faced, bypassed }: SharingVariant): boolean {
    for (const place of faced) if (stops(place)) return false;
    let needsExploit = !wins;
    for (const place of bypassed) needsExploit ||= stops(place);
    return !needsExploit || (weaknesses >= 0 && exploits(weaknesses));
  }

  /** Writes the event as the variant leaves it. */
  function write({ losses: groups }: SharingVariant, into: VariantColumns, { shape }: EventTable): void {
    const primaryLeft = left(groups[PRIMARY_LOSS]);
    const hours = raw.hours === 0 ? 0 : raw.hours * left(groups[OUTAGE]);
    const ofRecords = left(groups[RECORDS]);
    const { secondaryProbability } = raw;
    const forSecondary = attempts.forSecondary[at];
    const hasSecondary =
      forSecondary < secondaryProbability &&
      forSecondary < secondaryProbability * left(groups[SECONDARY_PROBABILITY]);
    const secondaryLeft = hasSecondary ? left(groups[SECONDARY_LOSS]) : 0;

    const struck = scenario.asset;
    let productivityUsd = 0;
    if (hours > 0) {
      productivityUsd = hoursCostUsd[struck] = hourlyUsd(struck) * hours;
      for (let i = 0; i < down.count; i++) {
        const asset = down.list[i];
        productivityUsd += hoursCostUsd[asset] = hourlyUsd(asset) * hours;
      }
    }
    let records = raw.records * ofRecords;
    let responseUsd = (recordsCostUsd[struck] = recordsUsd(struck, records));
    for (let i = 0; i < exposed.count; i++) {
      const asset = exposed.list[i];
      const exposedHere = exposedRecords[i] * ofRecords;
      records += exposedHere;
      responseUsd += recordsCostUsd[asset] = recordsUsd(asset, exposedHere);
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
    if (hours > 0)
      for (let i = 0; i < down.count; i++)
        bear(into, row, down.list[i], wholeCents(hoursCostUsd[down.list[i]]));
    for (let i = 0; i < exposed.count; i++)
      bear(into, row, exposed.list[i], wholeCents(recordsCostUsd[exposed.list[i]]));
  }

  /** Writes the event as another variant has left it. */
  function copy(from: VariantColumns, into: VariantColumns, { shape }: EventTable): void {
    into.happens[row] = 1;
    into.lossCents[row] = from.lossCents[row];
    if (shape.forms.length !== 1)
      for (let place = 0; place < shape.forms.length; place++)
        into.formCents[place][row] = from.formCents[place][row];
    if (shape.hasRecords) into.records[row] = from.records[row];
    if (shape.hasHours) into.outageHours[row] = from.outageHours[row];
    if (!shape.isBorne) return;
    for (let born = from.bornFrom[row]; born < from.bornFrom[row + 1]; born++)
      bear(into, row, from.bornBy[born], from.bornCents[born]);
  }

  const meet: Meet = (place, some, table) => {
    attempts = some;
    scenario = scenarios[place];
    constants = rebase[place];
    ({ parts, operative, stopping, leaving } = prepared[place] ??= prepare(scenario));
    const { variants } = parts;
    const alwaysWins = countsWins(scenario);
    for (at = 0; at < attempts.count; at++) {
      trial = attempts.trial[at];
      event = attempts.event[at];
      wins = alwaysWins || attempts.wins[at] === 1;
      entry = entryOf(scenario.entryEnds, attempts.forEntry[at]);
      // by hand, which is quicker for a few
      for (let i = 0; i < operative.length; i++) operative[i] = UNKNOWN;
      for (let i = 0; i < stopping.length; i++) {
        stopping[i] = UNKNOWN;
        leaving[i] = -1;
      }
      row = -1;
      for (let its = 0; its < variants.length; its++) {
        if (!passes(variants[its])) continue;
        if (row < 0) {
          row = openRow(table, trial, attempts.cell[at], attempts.day[at]);
          drawLosses();
        }
        const like = table.variants[variants[its].costsAs];
        if (like.happens[row]) copy(like, table.variants[its], table);
        else write(variants[its], table.variants[its], table);
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

/** Assets that an event reaches beside the struck one. */
interface Reaching {
  count: number;
  readonly list: Int32Array;
}

const reaching = (assets: number): Reaching => ({ count: 0, list: new Int32Array(assets) });

/** What is found of an attempt, each once: whether a control acts, whether a group stops the attempt, what a group leaves of a factor. */
interface Prepared {
  readonly parts: SharedParts;
  readonly operative: Uint8Array;
  readonly stopping: Uint8Array;
  /** Below 0: not known yet. */
  readonly leaving: Float64Array;
}

function prepare(scenario: CompiledScenario): Prepared {
  const parts = sharedParts(scenario);
  return {
    parts,
    operative: new Uint8Array(parts.controls.length),
    stopping: new Uint8Array(parts.groups.length),
    leaving: new Float64Array(parts.groups.length),
  };
}

/** Notes a cost of the last row that another asset bears. */
function bear(columns: VariantColumns, row: number, asset: number, cents: number): void {
  if (cents === 0) return;
  const at = columns.bornFrom[row + 1]++;
  if (at >= columns.bornBy.length) {
    columns.bornBy = Int32Array.from({ length: 2 * at + 1 }, (_, i) => columns.bornBy[i] ?? 0);
    columns.bornCents = Float64Array.from({ length: 2 * at + 1 }, (_, i) => columns.bornCents[i] ?? 0);
  }
  columns.bornBy[at] = asset;
  columns.bornCents[at] = cents;
}
