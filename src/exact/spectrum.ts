import { atomUsd, type EventKind, type Part } from './event-law.ts';
import { realFourier, type RealFourier } from './fourier.ts';
import { newKept } from '../math/kept.ts';
import type { ContinuousLaw, SeverityLaw } from './severity-law.ts';

/**
 * A window of losses that is looked at, and the frequencies that show it. All transforms are E[exp(-s X)] at s = tilt + i frequency: the
 * tilt makes what lies beyond the window count less by e^-20, so that it does not come back at the window's start.
 */
export interface Grid {
  readonly step: number;
  readonly points: number;
  readonly tilt: number;
  /** 0 to points / 2, equally spaced. */
  readonly frequencies: Float64Array;
  readonly fourier: RealFourier;
  /** What spreading mass over neighbouring points does to a transform, undone. */
  readonly unspread: Spectrum;
  /** Of laws and scales that were asked for before, and how many. */
  readonly spectra: Map<SeverityLaw, Map<number, Spectrum>>;
  held: number;
}

export interface Spectrum {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** e^-20 of what lies beyond the window comes back; rounding grows by e^10 in its middle, up to which it is read. */
const TILT_OVER_WINDOW = 20;

export const newSpectrum = ({ frequencies }: Pick<Grid, 'frequencies'>): Spectrum => ({
  re: new Float64Array(frequencies.length),
  im: new Float64Array(frequencies.length),
});

/** Windows come in few widths, so that most of what one preview asks for was found by the one before. */
const WIDTHS_PER_OCTAVE = 4;
const keep = newKept<Grid>(8);
/** Eight megabytes of one window. */
const MOST_HELD = 1e6;

/**
 * A window of at least a width.
 *
 * @param leastUsd how far it reaches at least, above 0; it reaches up to a fifth farther
 */
export function gridOf(leastUsd: number, points: number): Grid {
  const width = Math.ceil(Math.log2(leastUsd) * WIDTHS_PER_OCTAVE);
  return keep(`${width} ${points}`, () => newGrid(2 ** (width / WIDTHS_PER_OCTAVE), points));
}

function newGrid(windowUsd: number, points: number): Grid {
  const step = windowUsd / points;
  const tilt = TILT_OVER_WINDOW / windowUsd;
  const frequencies = Float64Array.from({ length: points / 2 + 1 }, (_, k) => (2 * Math.PI * k) / windowUsd);
  const unspread = newSpectrum({ frequencies });
  for (let k = 0; k < frequencies.length; k++) {
    // the transform of a triangle of two steps is (sinh z / z)^2, z = s step / 2
    const a = (tilt * step) / 2;
    const b = (frequencies[k] * step) / 2;
    const re = Math.sinh(a) * Math.cos(b);
    const im = Math.cosh(a) * Math.sin(b);
    const size = re * re + im * im;
    const ratioRe = (a * re + b * im) / size;
    const ratioIm = (b * re - a * im) / size;
    unspread.re[k] = ratioRe * ratioRe - ratioIm * ratioIm;
    unspread.im[k] = 2 * ratioRe * ratioIm;
  }
  return {
    step,
    points,
    tilt,
    frequencies,
    fourier: realFourier(points),
    unspread,
    spectra: new Map(),
    held: 0,
  };
}

/** The transform of what an event of one kind costs. */
export function kindSpectrum(grid: Grid, { primary, secondary, secondaryChance }: EventKind): Spectrum {
  const into = newSpectrum(grid);
  into.re.fill(1);
  for (const part of primary) multiply(into, partSpectrum(grid, part));
  if (secondaryChance === 0 || secondary.length === 0) return into;
  const second = newSpectrum(grid);
  second.re.fill(secondaryChance);
  for (const part of secondary) multiply(second, partSpectrum(grid, part));
  for (let k = 0; k < second.re.length; k++) second.re[k] += 1 - secondaryChance;
  multiply(into, second);
  return into;
}

export function multiply({ re, im }: Spectrum, by: Spectrum): void {
  for (let k = 0; k < re.length; k++) {
    const product = re[k] * by.re[k] - im[k] * by.im[k];
    im[k] = re[k] * by.im[k] + im[k] * by.re[k];
    re[k] = product;
  }
}

/** Adds a point of mass to a transform: mass x exp(-s usd), turned on from one frequency to the next. */
export function addPoint({ tilt, frequencies }: Grid, { re, im }: Spectrum, usd: number, mass: number): void {
  const turn = frequencies[1] * usd;
  const c = Math.cos(turn);
  const s = Math.sin(turn);
  let atRe = mass * Math.exp(-tilt * usd);
  let atIm = 0;
  for (let k = 0; k < frequencies.length; k++) {
    re[k] += atRe;
    im[k] += atIm;
    const next = atRe * c + atIm * s;
    atIm = atIm * c - atRe * s;
    atRe = next;
  }
}

function partSpectrum(grid: Grid, { law, scale }: Part): Spectrum {
  if (grid.held * grid.points > MOST_HELD) {
    grid.spectra.clear();
    grid.held = 0;
  }
  const ofLaw = grid.spectra.get(law) ?? new Map<number, Spectrum>();
  grid.spectra.set(law, ofLaw);
  const known = ofLaw.get(scale);
  if (known) return known;
  const { atoms, continuous } = law;
  const found = continuous ? continuousSpectrum(grid, continuous, scale) : newSpectrum(grid);
  for (const { value, mass } of atoms) addPoint(grid, found, atomUsd(value, scale), mass);
  ofLaw.set(scale, found);
  grid.held++;
  return found;
}

/** Narrower than this many steps, a law is better seen as its points than on the grid. */
const NARROW_STEPS = 4;

/** The undoing itself is more than 1 at frequency 0, by the tilt: (1 - (tilt step)^2 / 12). */
const ROUNDED_UP = 1 + 1e-6;

function continuousSpectrum(grid: Grid, law: ContinuousLaw, scale: number): Spectrum {
  const { step, points, tilt, fourier, unspread } = grid;
  const found = newSpectrum(grid);
  if (law.standardDeviation * scale < NARROW_STEPS * step) {
    law.points.values.forEach((value, i) => addPoint(grid, found, value * scale, law.points.weights[i]));
    return found;
  }
  // mass spread over the two points beside it, its mean kept, is a second difference of the integrated distribution function
  const integrated = new Float64Array(points + 1);
  law.integrated.fill(step / scale, integrated);
  const masses = new Float64Array(points);
  const perStep = scale / step;
  const fade = Math.exp(-tilt * step);
  let left = 1;
  for (let j = 0; j < points; j++) {
    const before = j > 0 ? integrated[j - 1] : 0;
    masses[j] = (before - 2 * integrated[j] + integrated[j + 1]) * perStep * left;
    left *= fade;
  }
  fourier.forward(masses, found.re, found.im);
  if (mayUnspread(found, unspread)) multiply(found, unspread);
  return found;
}

/**
 * A spike within a step or two has all frequencies: the grid cannot tell them from one another, and undoing would make a transform larger
 * than any law has, which many events would raise to a power. There the spread stays, which keeps the mean and adds a sixth of a squared
 * step to the variance.
 */
function mayUnspread({ re, im }: Spectrum, by: Spectrum): boolean {
  const most = re[0] * re[0];
  for (let k = 0; k < re.length; k++) {
    const size = (re[k] * re[k] + im[k] * im[k]) * (by.re[k] * by.re[k] + by.im[k] * by.im[k]);
    if (size > most * ROUNDED_UP) return false;
  }
  return true;
}
