import type { Distribution } from '../math/distribution.ts';
import { sampler, type Sampler } from '../math/quantile-table.ts';

/** A sampler whose table is built when it is first used: a plan is also compiled where nothing is sampled. */
export function lazySampler(law: Distribution): Sampler {
  let built: Sampler | undefined;
  return {
    sample: (distance, upper) => (built ??= sampler(law)).sample(distance, upper),
    fill: (...to) => (built ??= sampler(law)).fill(...to),
    get table() {
      return (built ??= sampler(law)).table;
    },
    get exponent() {
      return (built ??= sampler(law)).exponent;
    },
  };
}
