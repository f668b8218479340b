import { newEnum } from '../model/enum.type.ts';
import { FACTORS } from '../simulation/plan.ts';
import { CONTROL_FUNCTIONS, CONTROL_STATUSES, STANCES } from './control.ts';

export const Stance = newEnum('Stance', STANCES, 'Whether a control defends, or tests the defence.', {
  DEFENSIVE: 'Stops attacks, or makes them cost less.',
  OFFENSIVE:
    'Finds broken controls and open holes by attacking: penetration tests, red teams, phishing simulations.',
});
export const ControlStatus = newEnum('ControlStatus', CONTROL_STATUSES, 'Whether a control is at work.', {
  IN_PLACE: 'It acts, and the numbers of CURRENT scenarios already contain it.',
  PROPOSED: 'It could be bought.',
  RETIRED: 'It is kept for the record only.',
});
export const Factor = newEnum('Factor', FACTORS, 'What an effect lowers.', {
  ATTEMPTS: 'The number of attempts.',
  SUSCEPTIBILITY: 'The share of attempts that become loss events.',
  PRIMARY_LOSS: 'What every loss event costs.',
  SECONDARY_PROBABILITY: 'The share of loss events to which others react.',
  SECONDARY_LOSS: 'What it costs when others react.',
  OUTAGE: 'Hours of outage per loss event.',
  RECORDS: 'Records exposed per loss event.',
  VARIANCE_FREQUENCY: 'How often controls fail and security holes open.',
  VARIANCE_DISCOVERY: 'How long failures and holes stay unknown to the routine.',
  VARIANCE_REPAIR: 'How long mending takes.',
});
export const ControlFunction = newEnum(
  'ControlFunction',
  CONTROL_FUNCTIONS,
  'The functions of controls in FAIR-CAM.',
);
