import type { ExceedancePoint } from '../../simulation/result.ts';
import { numberWords, percent } from '../../words.ts';
import { html, Html, type Content } from '../html.ts';

interface Curve {
  readonly points: readonly ExceedancePoint[];
  readonly title: Content;
  /** For whoever cannot see it. */
  readonly says: string;
  readonly axis: string;
  readonly tick: (threshold: number) => string;
  readonly marks?: readonly { readonly at: number; readonly says: string }[];
  readonly width: number;
  readonly height: number;
}

const LEFT = 40;
const RIGHT = 14;
const TOP = 14;
const BOTTOM = 34;
/** How high a curve's grid may be, and how far its lines are apart. */
const GRIDS = [
  { most: 0.01, step: 0.0025 },
  { most: 0.05, step: 0.01 },
  { most: 0.25, step: 0.05 },
  { most: 0.5, step: 0.1 },
  { most: 0.75, step: 0.25 },
  { most: 1, step: 0.25 },
] as const;

/** How likely a year is worse than what stands below, with its sampling interval as a band. */
export function curve({ points, title, says, axis, tick, marks = [], width, height }: Curve): Html {
  const { first, last } = decades(points);
  const seen = points.filter(({ threshold }) => 10 ** first <= threshold && threshold <= 10 ** last);
  const { most, step } =
    GRIDS.find((grid) => seen.every(({ high }) => high <= grid.most)) ?? GRIDS[GRIDS.length - 1];
  const lines = Array.from({ length: Math.round(most / step) + 1 }, (_, at) => at * step);
  const x = (value: number) =>
    place(LEFT + ((Math.log10(value) - first) / (last - first)) * (width - LEFT - RIGHT));
  const y = (share: number) => place(TOP + (1 - share / most) * (height - TOP - BOTTOM));
  const line = (of: 'probability' | 'low' | 'high', list = seen) =>
    list.map((point) => `${x(point.threshold)},${y(point[of])}`).join(' ');
  const band = `${line('high')} ${line('low', seen.toReversed())}`;
  const ticks = Array.from({ length: last - first + 1 }, (_, at) => 10 ** (first + at));
  const bottom = height - BOTTOM;
  return html` <figure>
    <figcaption>${title}</figcaption>
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${says}">
      ${lines.map((share) => html`<path d="M${LEFT} ${y(share)}H${width - RIGHT}" stroke="#d5dce2" /><text x="${LEFT - 6}" y="${place(y(share) + 4)}" text-anchor="end">${gridPercent(share)}</text>`)}
      ${ticks.map((value, at) => html`<path d="M${x(value)} ${bottom}v4" stroke="#4c5866" /><text x="${x(value)}" y="${bottom + 16}" text-anchor="${at === ticks.length - 1 ? 'end' : 'middle'}">${tick(value)}</text>`)}
      <text x="${(width + LEFT - RIGHT) / 2}" y="${height - 4}" text-anchor="middle">${axis}</text>
      <polygon points="${band}" fill="#0b4f5c" fill-opacity="0.2" />
      <polyline points="${line('probability')}" fill="none" stroke="#0b4f5c" stroke-width="2" />
      ${marks
        .filter(({ at }) => at >= 10 ** first && at <= 10 ** last)
        .map(({ at, says }, row) => {
          const isLeft = row % 2 === 0 || x(at) > width * 0.85;
          return html`<path d="M${x(at)} ${TOP}V${bottom}" stroke="#1a2027" stroke-dasharray="3 3" /><text
              class="named"
              x="${place(x(at) + (isLeft ? -5 : 5))}"
              y="${TOP + 10 + row * 14}"
              text-anchor="${isLeft ? 'end' : 'start'}"
              >${says}</text
            >`;
        })}
    </svg>
  </figure>`;
}

/** The powers of ten between which the curve falls from its most to nothing. */
function decades(points: readonly ExceedancePoint[]): { first: number; last: number } {
  const most = points[0].probability;
  const falling = points.filter(({ probability }) => probability > 0 && probability < most);
  const ends = falling.length > 0 ? falling : points;
  const first = Math.floor(Math.log10(ends[0].threshold) + NEARLY);
  const last = Math.ceil(Math.log10(ends.at(-1)!.threshold) - NEARLY);
  return { first, last: Math.max(last, first + 1) };
}

/** A grid's power of ten may miss its last digit. */
const NEARLY = 1e-9;

const place = (x: number): number => Number(x.toFixed(1));

const gridPercent = (share: number): string => (share === 0 ? '0%' : percent(share));

/** A power of ten as a tick of an axis. */
export const short = (value: number): string =>
  value >= 1e9
    ? `${numberWords(value / 1e9)}B`
    : value >= 1e6
      ? `${numberWords(value / 1e6)}M`
      : value >= 1e3
        ? `${numberWords(value / 1e3)}k`
        : numberWords(value);
