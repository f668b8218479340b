import { LOSS_FORMS } from './plan.ts';

const FORMS = LOSS_FORMS.length;

/**
 * The loss events of one trial, each field an array of its own, and filled anew each trial: events are made by the million, objects would
 * cost more than the simulation.
 */
export class EventLog {
  count = 0;
  scenario = new Int32Array(64);
  variant = new Int32Array(64);
  /** From 0. */
  year = new Int32Array(64);
  /** From the start of the run. */
  day = new Float64Array(64);
  lossCents = new Float64Array(64);
  records = new Float64Array(64);
  outageHours = new Float64Array(64);
  /** LOSS_FORMS.length an event. */
  formCents = new Float64Array(64 * FORMS);
  /** Where the event's costs borne by other assets than the struck one begin in `bornBy` and `bornCents`; they end where the next begin. */
  bornFrom = new Int32Array(65);
  bornBy = new Int32Array(64);
  bornCents = new Float64Array(64);

  clear(): void {
    this.count = 0;
  }

  /** Makes room for the event at `count`. */
  reserve(): void {
    const { count } = this;
    if (count < this.scenario.length) return;
    this.scenario = longer(this.scenario, Int32Array);
    this.variant = longer(this.variant, Int32Array);
    this.year = longer(this.year, Int32Array);
    this.day = longer(this.day, Float64Array);
    this.lossCents = longer(this.lossCents, Float64Array);
    this.records = longer(this.records, Float64Array);
    this.outageHours = longer(this.outageHours, Float64Array);
    this.formCents = longer(this.formCents, Float64Array);
    this.bornFrom = longer(this.bornFrom, Int32Array);
  }

  /** Notes a cost of the event at `count` that another asset bears; `at` counts on from `bornFrom[count]`. */
  bear(at: number, asset: number, cents: number): void {
    if (at >= this.bornBy.length) {
      this.bornBy = longer(this.bornBy, Int32Array);
      this.bornCents = longer(this.bornCents, Float64Array);
    }
    this.bornBy[at] = asset;
    this.bornCents[at] = cents;
  }
}

function longer<T extends Int32Array | Float64Array>(array: T, type: new (length: number) => T): T {
  const copy = new type(array.length * 2);
  copy.set(array as never);
  return copy;
}
