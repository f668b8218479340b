import { grouped } from '../words.ts';
import type { Analysis } from './analysis.ts';

const MOST_NAMES = 20;

type Facts = Omit<Analysis, 'limits' | 'plan'>;

/** What an analysis does not know, as far as the model itself can tell. */
export function limitsOf({ assets, threats, scenarios, basisCounts, inputs, overall }: Facts): string[] {
  const idleThreats = threats.filter((it) => it.strikes === 0 && it.opensDoor === 0);
  const idleAssets = assets.filter((it) => it.scenarios === 0);
  const uncounted = assets.filter((it) => it.holds === 'UNCOUNTED');
  const stated = scenarios.filter(({ statedAs }) => statedAs === 'CURRENT').length;
  const judged = basisCounts.ASSUMED + basisCounts.EXPERT;
  const said = [
    'It knows the scenarios that are listed and no others. A threat to an asset for which no scenario was written adds nothing to any figure here.',
    idleThreats.length > 0 &&
      `${share(idleThreats.length, threats.length, 'threat')} of the run ${idleThreats.length === 1 ? 'takes' : 'take'} part in no scenario: ${names(idleThreats)}.`,
    idleAssets.length > 0 &&
      `${share(idleAssets.length, assets.length, 'asset')} of the run ${idleAssets.length === 1 ? 'is' : 'are'} struck by no scenario directly, and can only be reached through assets on which they depend: ${names(idleAssets)}.`,
    uncounted.length > 0 &&
      `How many records ${uncounted.length === 1 ? 'this asset holds' : 'these assets hold'} is not stated, so nothing limits what a breach exposes: ${names(uncounted)}.`,
    judged > 0 &&
      `${grouped(judged)} of ${grouped(inputs.length)} estimates rest on assumption or on expert judgement, not on measurement or publication; they are marked in the list of inputs. A figure is no better known than they are.`,
    'The credible range tells what follows from the uncertainty that the estimates state. It does not tell how wrong the form of the model may be, nor what an estimate that is too narrow leaves out.',
    'Likelihood is stated for each scenario and simulated for all of them together: the run keeps what each scenario loses, not how often each one happened.',
    'A rank by expected loss says little of rare disasters: the share of the worst years stands beside it for that reason.',
    overall.expectedOutageHours.value > 0 &&
      'Harm to patients is not priced. Hours of outage and people whose records are exposed are given beside the losses.',
    stated > 0 &&
      `${share(stated, scenarios.length, 'scenario')} ${stated === 1 ? 'is' : 'are'} stated as things are with the controls in place. What those controls contribute to that follows from the estimates of their effects alone.`,
    'Status of safeguards follows from what the organisation states of its controls. It has not been audited by this analysis, and no figure here is legal advice.',
  ];
  return said.filter((it) => it !== false);
}

const share = (some: number, all: number, what: string): string =>
  `${grouped(some)} of ${grouped(all)} ${what}${all === 1 ? '' : 's'}`;

function names(list: readonly { readonly name: string }[]): string {
  const first = list.slice(0, MOST_NAMES).map(({ name }) => name);
  const more = list.length - first.length;
  return `${first.join('; ')}${more > 0 ? `; and ${grouped(more)} more` : ''}`;
}
