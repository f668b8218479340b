import { canonicalJson, sha256 } from './hash.ts';
import type { Plan } from './plan.ts';

/** What a rebase depends on: two plans of which this is the same have the same. */
export const rebaseKey = ({ engineVersion, assets, threats, scenarios, controls }: Plan): string =>
  sha256(
    canonicalJson({
      engineVersion,
      assets,
      threats,
      scenarios,
      controls: controls.filter(({ status }) => status === 'IN_PLACE'),
    }),
  );
