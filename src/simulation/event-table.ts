import { createArena, type Arena } from '../math/arena.ts';
import type { CentsRoom } from './cents-room.ts';
import type { CompiledAsset, CompiledScenario } from './compile.ts';
import { LOSS_FORMS } from './plan.ts';

/** What one variant of the scenario lets each attempt of the table cost; each field an array of its own, aligned with the table's rows. */
export interface VariantColumns {
  /** 1 where a loss event comes of the attempt; where none does, all else is 0. */
  happens: Uint8Array;
  lossCents: Float64Array;
  /** Empty where the scenario has none. */
  records: Float64Array;
  outageHours: Float64Array;
  /** By place in the table's `forms`; where one form takes all, `lossCents` itself. */
  formCents: Float64Array[];
  /** Where a row's costs borne by other assets than the struck one begin in `bornBy` and `bornCents`; they end where the next row's begin. */
  bornFrom: Int32Array;
  bornBy: Int32Array;
  bornCents: Float64Array;
}

/** What a scenario's events can have. */
export interface EventShape {
  /** Loss forms, as places in LOSS_FORMS. */
  readonly forms: readonly number[];
  readonly hasRecords: boolean;
  readonly hasHours: boolean;
  /** Whether other assets than the struck one may bear a part. */
  readonly isBorne: boolean;
}

/** Room for so many from the start: what is outgrown stays in the arena. */
const FIRST_ROWS = 256;

/** What the events of a scenario can have, whatever the portfolio. */
export function eventShape(scenario: CompiledScenario, assets: readonly CompiledAsset[]): EventShape {
  const { primary, secondary, asset, exposes } = scenario;
  const spreads = assets[asset].dependents.length > 0;
  const hasHours = scenario.outageHours !== undefined;
  const hasRecords = scenario.records !== undefined || (exposes && spreads);
  const forms = new Set([...primary, ...secondary].map(({ form }) => form));
  if (hasHours) forms.add(LOSS_FORMS.indexOf('PRODUCTIVITY'));
  if (hasRecords) forms.add(LOSS_FORMS.indexOf('RESPONSE'));
  return { forms: [...forms], hasRecords, hasHours, isBorne: spreads && (hasHours || hasRecords) };
}

/**
 * The attempts of one scenario that at least one variant lets through, over a block of trials and in their order; filled anew for each
 * block: events are made by the million, objects would cost more than the simulation.
 */
export class EventTable {
  count = 0;
  /** Whether some event may cost nothing; false only where none does. */
  mayBeCostless = false;
  /** Within the block. */
  trial: Int32Array = new Int32Array(0);
  /** trial * years + year, both from 0. */
  cell: Int32Array = new Int32Array(0);
  /** From the start of the run. */
  day: Float64Array = new Float64Array(0);
  readonly variants: readonly VariantColumns[];

  /** @param cents where its cents are, if not in columns of its own: until another table is filled there */
  constructor(
    readonly shape: EventShape,
    variants: number,
    /** Where its columns are. */
    readonly arena: Arena = createArena(),
    readonly cents?: CentsRoom,
  ) {
    const none = new Float64Array(0);
    this.variants = Array.from({ length: variants }, () => ({
      happens: new Uint8Array(0),
      lossCents: none,
      records: none,
      outageHours: none,
      formCents: shape.forms.map(() => none),
      bornFrom: new Int32Array(1),
      bornBy: new Int32Array(0),
      bornCents: none,
    }));
  }

  clear(): void {
    this.count = 0;
    this.mayBeCostless = false;
  }

  /** Makes room for so many rows. */
  reserve(rows: number): void {
    if (rows <= this.trial.length) return;
    const { forms, hasRecords, hasHours, isBorne } = this.shape;
    const length = Math.max(FIRST_ROWS, 2 * this.trial.length, rows);
    const doubles = (before: Float64Array) => longer(before, this.arena.doubles(length));
    this.trial = longer(this.trial, this.arena.words(length));
    this.cell = longer(this.cell, this.arena.words(length));
    this.day = doubles(this.day);
    const { cents } = this;
    let place = 0;
    const ofCents = cents ? (before: Float64Array) => longer(before, cents.column(place++, length)) : doubles;
    for (const columns of this.variants) {
      columns.happens = longer(columns.happens, this.arena.bytes(length));
      columns.lossCents = ofCents(columns.lossCents);
      if (hasRecords) columns.records = doubles(columns.records);
      if (hasHours) columns.outageHours = doubles(columns.outageHours);
      columns.formCents =
        forms.length === 1 ? [columns.lossCents] : columns.formCents.map((before) => ofCents(before));
      if (isBorne) columns.bornFrom = longer(columns.bornFrom, this.arena.words(length + 1));
    }
  }

  /** Makes room for so many more costs that other assets bear, behind those of the last row; tells whether any moved. */
  reserveBorne(costs: number): boolean {
    let moved = false;
    for (const columns of this.variants) {
      const needed = columns.bornFrom[this.count] + costs;
      if (needed <= columns.bornBy.length) continue;
      const length = Math.max(FIRST_ROWS, 2 * columns.bornBy.length, needed);
      columns.bornBy = longer(columns.bornBy, this.arena.words(length));
      columns.bornCents = longer(columns.bornCents, this.arena.doubles(length));
      moved = true;
    }
    return moved;
  }
}

function longer<T extends Uint8Array | Int32Array | Float64Array>(array: T, into: T): T {
  if (into !== array) into.set(array as never);
  return into;
}
