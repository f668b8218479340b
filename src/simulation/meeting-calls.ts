import { call, f64, i32, type Code } from '../math/assembler.ts';
import { CASE } from './meeting-fields.ts';

/** The functions of the module, in its order; those that sample want to be the first. */
export const NAMES = [
  'exp',
  'uniforms',
  'tableSamples',
  'lognormalSamples',
  'blocks',
  'countTrials',
  'block',
  'expOfSum',
  'naturalLog',
  'pow',
  'poisson',
  'latest',
  'firstRunDay',
  'phaseOf',
  'listTrials',
  'countEpisodes',
  'drawEpisodes',
  'varianceLeft',
  'foundDay',
  'isStillOpen',
  'openOn',
  'freshness',
  'take',
  'acts',
  'findOperative',
  'strongest',
  'findStopped',
  'exploits',
  'passes',
  'meet',
  'walk',
  'spread',
  'left',
  'recordsUsd',
  'cost',
  'copyCosts',
  'writeCosts',
  'fill',
  'addScaled',
  'addProducts',
  'findSecondary',
  'pickWords',
] as const;

/** Calls a function of the meeting's module. */
export const calling = (name: (typeof NAMES)[number], ...values: readonly Code[]): Code =>
  call(NAMES.indexOf(name), ...values);

/** Draws the block of random words of a trial of the block. */
export const draw = (here: Code, trial: Code, event: Code, stream: Code, entity: Code): Code =>
  calling(
    'block',
    i32.add(CASE.word(here, 'first'), trial),
    event,
    stream,
    entity,
    CASE.word(here, 'keys'),
    CASE.addressOf(here, 'words0'),
  );

export const expOf = (here: Code, x: Code): Code =>
  calling('expOfSum', x, f64.const(0), CASE.word(here, 'roots'));
export const logOf = (x: Code): Code => calling('naturalLog', x);
