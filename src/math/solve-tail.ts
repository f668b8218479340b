/**
 * A law whose logarithm of a tail share is to meet a given one: where it stands at a point, and how it changes. All laws here have a
 * log-concave density in their coordinate, so both tails are log-concave too.
 */
export interface TailPoint {
  /** ln(tail share / wanted share). */
  error: number;
  /** Its derivative. */
  slope: number;
  /** Second derivative over first. */
  curvature: number;
}

/**
 * Where a concave function of slope `sign` (1 or -1) is 0: Halley's steps, held inside what is known to enclose the answer. Because it
 * is concave, a Newton step from either side lands on the flat-free side and then climbs to the answer without passing it.
 *
 * @param evaluate fills a point; an error of -Infinity (a share below the smallest number) is understood
 */
export function solveTail(
  start: number,
  sign: 1 | -1,
  evaluate: (u: number, into: TailPoint) => void,
): number {
  const point: TailPoint = { error: 0, slope: 0, curvature: 0 };
  let low = -Infinity;
  let high = Infinity;
  let u = start;
  for (let round = 0; round < 200; round++) {
    evaluate(u, point);
    const { error, slope, curvature } = point;
    if (error === 0) return u;
    if (error * sign < 0) low = u;
    else high = u;
    const newton = -error / slope;
    const bend = (newton * curvature) / 2;
    let step = bend > -0.5 && bend < 0.5 ? newton / (1 + bend) : newton;
    if (!(step > -30 && step < 30)) step = error * sign < 0 ? 30 : -30;
    let next = u + step;
    if (!(next > low && next < high)) {
      if (Math.abs(step) <= 1e-14 * (1 + Math.abs(u))) return u;
      next = low > -Infinity && high < Infinity ? low + (high - low) / 2 : next;
    }
    // the error left by Halley's step is of its third power, in units of what bends the function
    if (Math.abs(next - u) * Math.max(1, Math.abs(slope), Math.abs(curvature)) <= 1e-5) return next;
    u = next;
  }
  return u;
}
