import type { Distribution } from '../math/distribution.ts';
import { sampler, type Sampler } from '../math/quantile-table.ts';

/** A sampler whose law is found and whose table is built when it is first used: a plan is also compiled where nothing is sampled. */
export function lazySampler(law: () => Distribution): Sampler {
  let built: Sampler | undefined;
  const its = (): Sampler => (built ??= sampler(law()));
  return {
    sample: (distance, upper) => its().sample(distance, upper),
    fill: (...to) => its().fill(...to),
    get table() {
      return its().table;
    },
    get exponent() {
      return its().exponent;
    },
  };
}
