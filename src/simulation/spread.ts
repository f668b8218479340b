import type { CompiledPlan } from './compile.ts';
import type { Dimension } from './lattice.ts';
import { ABOUT, type Moment } from './moment.ts';

/** What an event on an asset takes down, and whose records it exposes, at a moment. */
export interface Spreading {
  /** US dollars per hour of an asset and of all that goes down with it. */
  hourlyUsd(asset: number): number;
  /** Assets whose records are exposed beside its own. */
  exposed(asset: number): readonly number[];
}

/** What falls, or is exposed, with an asset, by point. */
interface Spread {
  downMove: number;
  hourlyUsd: number;
  exposedMove: number;
  exposed: number[];
}

export function createSpreading({ assets }: CompiledPlan, { lattice, values }: Moment): Spreading {
  const { coordinate, dimension } = lattice;
  const dependencies = assets.reduce((count, { dependents }) => count + dependents.length, 0);
  const byDependency = (about: number) =>
    Array.from({ length: dependencies }, (_, place) => dimension(about + place, 0));
  const propagationDimensions = byDependency(ABOUT.PROPAGATION);
  const exposureDimensions = byDependency(ABOUT.EXPOSURE);
  const spreads = assets.map((): Spread => ({ downMove: -1, hourlyUsd: 0, exposedMove: -1, exposed: [] }));

  /** The assets that an event reaches from the struck one, each dependency with a chance of its own. */
  function reach(
    start: number,
    along: readonly Dimension[],
    which: 'propagation' | 'exposure',
    into: number[],
  ) {
    into.length = 0;
    for (let next = -1; next < into.length; next++)
      for (const dependent of assets[next < 0 ? start : into[next]].dependents) {
        if (dependent.asset === start || into.includes(dependent.asset)) continue;
        const chance = values[dependent[which]];
        if (chance <= 0) continue;
        if (chance < 1 && !(coordinate(along[dependent.place]) < chance)) continue;
        into.push(dependent.asset);
      }
  }

  const hourly = (asset: number): number =>
    assets[asset].outageCostPerHour < 0 ? 0 : values[assets[asset].outageCostPerHour];

  const down: number[] = [];
  function hourlyWith(asset: number): number {
    const spread = spreads[asset];
    if (spread.downMove !== lattice.moves()) {
      spread.downMove = lattice.moves();
      reach(asset, propagationDimensions, 'propagation', down);
      spread.hourlyUsd = hourly(asset);
      for (const other of down) spread.hourlyUsd += hourly(other);
    }
    return spread.hourlyUsd;
  }

  function exposedWith(asset: number): readonly number[] {
    const spread = spreads[asset];
    if (spread.exposedMove !== lattice.moves()) {
      spread.exposedMove = lattice.moves();
      reach(asset, exposureDimensions, 'exposure', spread.exposed);
    }
    return spread.exposed;
  }

  return { hourlyUsd: hourlyWith, exposed: exposedWith };
}
