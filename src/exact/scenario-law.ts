import type { Nodes } from '../simulation/severity.ts';
import { mixedPoisson } from './counts.ts';
import { eventMoments, type EventKind } from './event-law.ts';
import { kindSpectrum, newSpectrum, type Grid, type Spectrum } from './spectrum.ts';

/** What a year of one scenario may cost: one law for each draw of what is drawn once per trial, with the draw's weight. */
export type ScenarioLaw = readonly ScenarioDraw[];

export interface ScenarioDraw {
  readonly weight: number;
  /** Loss events per year: its law, which may be given by points that lack the utmost tail, and its mean. */
  readonly losses: Nodes;
  readonly meanLosses: number;
  readonly kinds: readonly EventKind[];
}

/** US dollars per year of a scenario under one draw, and their variance; Infinity where there is none. */
export function drawMoments({ losses, meanLosses, kinds }: ScenarioDraw): {
  readonly mean: number;
  readonly variance: number;
} {
  const { mean, meanSquare } = eventMoments(kinds);
  const ofRate = losses.values.reduce(
    (sum, rate, i) => sum + losses.weights[i] * (rate - meanLosses) ** 2,
    0,
  );
  return { mean: meanLosses * mean, variance: meanLosses * meanSquare + ofRate * mean * mean };
}

/** US dollars per year of a scenario. */
export const scenarioMean = (scenario: ScenarioLaw): number =>
  scenario.reduce((sum, draw) => sum + draw.weight * drawMoments(draw).mean, 0);

/** A draw whose numbers of events are told apart where they are few. */
interface CountedDraw extends ScenarioDraw {
  /** The chances of 0, 1, 2 ... events at the rates where they are few. */
  readonly counts: Float64Array;
  /** The rates where they are many. */
  readonly many: Nodes;
}

/** A scenario made ready for windows of any width. */
export interface CountedScenario {
  readonly draws: readonly CountedDraw[];
  /**
   * A loss that a year is as good as never below, US dollars; above 0 only where events are so many that a window from 0 would be mostly
   * empty.
   */
  readonly leastUsd: number;
}

/**
 * Up to this rate, numbers of events are told apart one by one: a term takes a twentieth of the time of an exponential. More where each
 * number has a loss of its own probability.
 */
const TOLD_APART = { usually: 100, ofAtoms: 600 } as const;
const NEGLIGIBLE = 1e-13;
/** A compound Poisson of losses from 0 up is below its mean by more than this many deviations once in 1e17. */
const DEVIATIONS = 9;

export function countedScenario(scenario: ScenarioLaw): CountedScenario {
  const draws = scenario.map((draw): CountedDraw => {
    const most = hasAtoms(draw.kinds) ? TOLD_APART.ofAtoms : TOLD_APART.usually;
    return {
      ...draw,
      counts: mixedPoisson(only(draw.losses, (rate) => rate <= most)),
      many: only(draw.losses, (rate, weight) => rate > most && weight > NEGLIGIBLE),
    };
  });
  return { draws, leastUsd: Math.min(...draws.map(leastLoss)) };
}

function only({ values, weights }: Nodes, keeps: (rate: number, weight: number) => boolean): Nodes {
  const kept: number[] = [];
  for (let i = 0; i < values.length; i++) if (keeps(values[i], weights[i])) kept.push(i);
  return {
    values: Float64Array.from(kept, (i) => values[i]),
    weights: Float64Array.from(kept, (i) => weights[i]),
  };
}

/** Whether an event of some kind may cost a sum of its own probability. */
export const hasAtoms = (kinds: readonly EventKind[]): boolean =>
  kinds.some(({ primary }) => primary.every(({ law }) => law.atoms.length > 0));

function leastLoss({ counts, many, kinds }: CountedDraw): number {
  if (counts.some((chance) => chance > NEGLIGIBLE)) return 0;
  const rate = Math.min(...many.values);
  const { mean, meanSquare } = eventMoments(kinds);
  const usd = rate * mean - DEVIATIONS * Math.sqrt(rate * meanSquare);
  return usd > 0 ? usd : 0;
}

/** The transform of a year's loss, less what it is never below. */
export function scenarioSpectrum(grid: Grid, { draws, leastUsd }: CountedScenario): Spectrum {
  const into = newSpectrum(grid);
  for (const draw of draws) {
    const event = newSpectrum(grid);
    for (const kind of draw.kinds) {
      const its = kindSpectrum(grid, kind);
      for (let k = 0; k < event.re.length; k++) {
        event.re[k] += kind.chance * its.re[k];
        event.im[k] += kind.chance * its.im[k];
      }
    }
    addSeries(into, event, draw, leastUsd);
    addExponentials(grid, into, event, draw, leastUsd);
  }
  return into;
}

/** Below e^-40 nothing shows. */
const FAINT = -40;

/** Adds the sum of chances[n] x event^n. */
function addSeries(
  into: Spectrum,
  event: Spectrum,
  { counts: chances, weight }: CountedDraw,
  fromUsd: number,
): void {
  if (fromUsd > 0) return; // so few events never happen
  for (let k = 0; k < into.re.length; k++) {
    const eventRe = event.re[k];
    const eventIm = event.im[k];
    // high powers of a small number do not show
    const depth = Math.log(eventRe * eventRe + eventIm * eventIm) / 2;
    const last = depth < 0 ? Math.min(chances.length - 1, Math.ceil(FAINT / depth)) : chances.length - 1;
    let re = 0;
    let im = 0;
    for (let n = last; n >= 0; n--) {
      const product = re * eventRe - im * eventIm + chances[n];
      im = re * eventIm + im * eventRe;
      re = product;
    }
    into.re[k] += weight * re;
    into.im[k] += weight * im;
  }
}

/** Adds the mean over the rates of many events of exp(rate x (event - 1) + s x fromUsd). */
function addExponentials(
  { tilt, frequencies }: Grid,
  into: Spectrum,
  event: Spectrum,
  { many: { values, weights }, weight }: CountedDraw,
  fromUsd: number,
): void {
  const lowest = values.reduce((low, value) => Math.min(low, value), Infinity);
  for (let k = 0; k < into.re.length; k++) {
    // most frequencies show nothing of so many events, whatever their rate
    if (lowest * (event.re[k] - 1) + tilt * fromUsd < FAINT) continue;
    for (let i = 0; i < values.length; i++) {
      const depth = values[i] * (event.re[k] - 1) + tilt * fromUsd;
      if (depth < FAINT) continue;
      const size = weight * weights[i] * Math.exp(depth);
      const turn = values[i] * event.im[k] + frequencies[k] * fromUsd;
      into.re[k] += size * Math.cos(turn);
      into.im[k] += size * Math.sin(turn);
    }
  }
}
