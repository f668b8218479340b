import type { CompiledPlan } from './compile.ts';
import type { EventLog } from './event-log.ts';
import { LOSS_FORMS } from './plan.ts';

const FORMS = LOSS_FORMS.length;
/** Records from which an event is a breach, and one that HHS must be told of without delay (45 CFR 164.408). */
const BREACH_RECORDS = 1;
const LARGE_BREACH_RECORDS = 500;

/** What happened in a cell, as bits. */
export const HAPPENED = { breach: 1, largeBreach: 2 } as const;

/**
 * The events of one trial, added up by scenario, variant and year: a cell. However many portfolios share a variant, and however many events
 * there were, each portfolio then adds up a few cells. Arrays are filled anew each trial.
 */
export interface Cells {
  readonly count: () => number;
  scenario: Int32Array;
  variant: Int32Array;
  year: Int32Array;
  lossCents: Float64Array;
  records: Float64Array;
  outageHours: Float64Array;
  happened: Uint8Array;
  /** LOSS_FORMS.length a cell. */
  formCents: Float64Array;
  /** What other assets than the struck one bear, [cell * assets + asset]; which they are stands in `borneBy`. */
  borneCents: Float64Array;
  /** By cell. */
  readonly borneBy: number[][];
  /** Adds up the events of a trial. */
  fill(log: EventLog): void;
}

export function createCells(compiled: CompiledPlan): Cells {
  const years = compiled.plan.horizonYears;
  const assets = compiled.assets.length;
  const firstUnit: number[] = [];
  let units = 0;
  for (const { variants } of compiled.scenarios) {
    firstUnit.push(units);
    units += variants.length;
  }
  const cellOf = new Int32Array(units * years).fill(-1);
  const used: number[] = [];
  let count = 0;
  const cells: Cells = {
    count: () => count,
    scenario: new Int32Array(0),
    variant: new Int32Array(0),
    year: new Int32Array(0),
    lossCents: new Float64Array(0),
    records: new Float64Array(0),
    outageHours: new Float64Array(0),
    happened: new Uint8Array(0),
    formCents: new Float64Array(0),
    borneCents: new Float64Array(0),
    borneBy: [],
    fill,
  };
  grow(64);

  function grow(length: number): void {
    const longer = <T extends Int32Array | Float64Array | Uint8Array>(from: T, to: T): T => {
      to.set(from as never);
      return to;
    };
    cells.scenario = longer(cells.scenario, new Int32Array(length));
    cells.variant = longer(cells.variant, new Int32Array(length));
    cells.year = longer(cells.year, new Int32Array(length));
    cells.lossCents = longer(cells.lossCents, new Float64Array(length));
    cells.records = longer(cells.records, new Float64Array(length));
    cells.outageHours = longer(cells.outageHours, new Float64Array(length));
    cells.happened = longer(cells.happened, new Uint8Array(length));
    cells.formCents = longer(cells.formCents, new Float64Array(length * FORMS));
    cells.borneCents = longer(cells.borneCents, new Float64Array(length * assets));
    while (cells.borneBy.length < length) cells.borneBy.push([]);
  }

  function open(scenario: number, variant: number, year: number): number {
    if (count === cells.scenario.length) grow(2 * count);
    const at = count++;
    cells.scenario[at] = scenario;
    cells.variant[at] = variant;
    cells.year[at] = year;
    cells.lossCents[at] = cells.records[at] = cells.outageHours[at] = cells.happened[at] = 0;
    cells.formCents.fill(0, at * FORMS, (at + 1) * FORMS);
    const { borneBy, borneCents } = cells;
    for (const asset of borneBy[at]) borneCents[at * assets + asset] = 0;
    borneBy[at].length = 0;
    return at;
  }

  function fill(log: EventLog): void {
    for (const key of used) cellOf[key] = -1;
    used.length = 0;
    count = 0;
    for (let i = 0; i < log.count; i++) {
      const key = (firstUnit[log.scenario[i]] + log.variant[i]) * years + log.year[i];
      let at = cellOf[key];
      if (at < 0) {
        at = cellOf[key] = open(log.scenario[i], log.variant[i], log.year[i]);
        used.push(key);
      }
      const records = log.records[i];
      cells.lossCents[at] += log.lossCents[i];
      cells.records[at] += records;
      cells.outageHours[at] += log.outageHours[i];
      if (records >= BREACH_RECORDS) cells.happened[at] |= HAPPENED.breach;
      if (records >= LARGE_BREACH_RECORDS) cells.happened[at] |= HAPPENED.largeBreach;
      for (let form = 0; form < FORMS; form++)
        cells.formCents[at * FORMS + form] += log.formCents[i * FORMS + form];
      for (let from = log.bornFrom[i]; from < log.bornFrom[i + 1]; from++) {
        const cents = log.bornCents[from];
        if (cents === 0) continue;
        const place = at * assets + log.bornBy[from];
        if (cells.borneCents[place] === 0) cells.borneBy[at].push(log.bornBy[from]);
        cells.borneCents[place] += cents;
      }
    }
  }

  return cells;
}

/** For each scenario and variant, the portfolios that meet it, as places in the list given. */
export const portfoliosOf = (
  { scenarios }: CompiledPlan,
  portfolios: readonly number[],
): readonly (readonly Int32Array[])[] =>
  scenarios.map(({ variants, variantOfPortfolio }) =>
    variants.map((_, variant) =>
      Int32Array.from(
        portfolios.flatMap((portfolio, place) => (variantOfPortfolio[portfolio] === variant ? [place] : [])),
      ),
    ),
  );
