import type { Nodes } from '../simulation/severity.ts';
import { hasAtoms, MOST_EVENTS } from './annual-atoms.ts';
import { mixedPoisson } from './counts.ts';
import { kindMoments, type EventKind } from './event-law.ts';
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

/** US dollars per year of a scenario. */
export const scenarioMean = (scenario: ScenarioLaw): number =>
  scenario.reduce(
    (sum, { weight, meanLosses, kinds }) =>
      sum + weight * meanLosses * kinds.reduce((usd, kind) => usd + kind.chance * kindMoments(kind).mean, 0),
    0,
  );

/** Up to so many events a year, a power series in the event's transform is quicker than exponentials. */
const SHORT_SERIES = 80;
const NEGLIGIBLE = 1e-13;
/** A compound Poisson of losses from 0 up is below its mean by more than this many deviations once in 1e17. */
const DEVIATIONS = 9;

const seriesOf = ({ losses, kinds }: ScenarioDraw): Float64Array | undefined =>
  mixedPoisson(losses, hasAtoms(kinds) ? MOST_EVENTS : SHORT_SERIES);

/**
 * A loss that a year of the scenario is as good as never below, US dollars; above 0 only where events are so many that a window from 0
 * would be mostly empty.
 */
export function leastLoss(scenario: ScenarioLaw): number {
  let least = Infinity;
  for (const draw of scenario) {
    if (seriesOf(draw)) return 0;
    const { values, weights } = draw.losses;
    const rate = values.reduce(
      (low, value, i) => (weights[i] > NEGLIGIBLE ? Math.min(low, value) : low),
      Infinity,
    );
    let mean = 0;
    let meanSquare = 0;
    for (const kind of draw.kinds) {
      const its = kindMoments(kind);
      mean += kind.chance * its.mean;
      meanSquare += kind.chance * its.meanSquare;
    }
    const usd = rate * mean - DEVIATIONS * Math.sqrt(rate * meanSquare);
    least = Math.min(least, usd > 0 ? usd : 0);
  }
  return least;
}

/** The transform of a year's loss, less `fromUsd`. */
export function scenarioSpectrum(grid: Grid, scenario: ScenarioLaw, fromUsd: number): Spectrum {
  const into = newSpectrum(grid);
  for (const draw of scenario) {
    const event = newSpectrum(grid);
    for (const kind of draw.kinds) {
      const its = kindSpectrum(grid, kind);
      for (let k = 0; k < event.re.length; k++) {
        event.re[k] += kind.chance * its.re[k];
        event.im[k] += kind.chance * its.im[k];
      }
    }
    const series = fromUsd === 0 ? seriesOf(draw) : undefined;
    if (series) addSeries(into, event, series, draw.weight);
    else addExponentials(grid, into, event, draw, fromUsd);
  }
  return into;
}

/** Adds the sum of chances[n] x event^n. */
function addSeries(into: Spectrum, event: Spectrum, chances: Float64Array, weight: number): void {
  for (let k = 0; k < into.re.length; k++) {
    const eventRe = event.re[k];
    const eventIm = event.im[k];
    let re = 0;
    let im = 0;
    for (let n = chances.length - 1; n >= 0; n--) {
      const product = re * eventRe - im * eventIm + chances[n];
      im = re * eventIm + im * eventRe;
      re = product;
    }
    into.re[k] += weight * re;
    into.im[k] += weight * im;
  }
}

/** Below e^-40 nothing shows. */
const FAINT = -40;

/** Adds the mean over the rates of exp(rate x (event - 1) + s x fromUsd). */
function addExponentials(
  { tilt, frequencies }: Grid,
  into: Spectrum,
  event: Spectrum,
  { losses: { values, weights }, weight }: ScenarioDraw,
  fromUsd: number,
): void {
  for (let k = 0; k < into.re.length; k++)
    for (let i = 0; i < values.length; i++) {
      const depth = values[i] * (event.re[k] - 1) + tilt * fromUsd;
      if (depth < FAINT) continue;
      const size = weight * weights[i] * Math.exp(depth);
      const turn = values[i] * event.im[k] + frequencies[k] * fromUsd;
      into.re[k] += size * Math.cos(turn);
      into.im[k] += size * Math.sin(turn);
    }
}
