import { parseAsset } from '../../src/assets/asset.ts';
import { parseControl } from '../../src/controls/control.ts';
import { parseScenario } from '../../src/scenarios/scenario.ts';
import type { Model } from '../../src/simulation/model-rows.ts';
import { parseThreat } from '../../src/threats/threat.ts';

export const constant = (value: number) => ({ shape: 'CONSTANT', value });

const row = <F extends object>(fields: F, id: string, number: number) => ({ ...fields, id, number });

const control = (number: number, id: string, input: object) =>
  row(parseControl({ name: id, stance: 'DEFENSIVE', ...input }, 'input'), id, number);

const effect = (mechanism: string, efficacy = 0.5) => ({
  factor: 'SUSCEPTIBILITY',
  efficacy: constant(efficacy),
  mechanism,
});

/** A small hospital: rows out of order, as a database may give them. */
export const hospital: Model = {
  assets: [
    row(
      parseAsset({ name: 'Portal', kind: 'APPLICATION', dependsOn: [{ assetId: 'ehr' }] }, 'input'),
      'portal',
      2,
    ),
    row(
      parseAsset(
        {
          name: 'EHR',
          kind: 'APPLICATION',
          description: 'not in a plan',
          records: 250_000,
          costPerRecord: {
            shape: 'PERT',
            low: 10,
            likely: 30,
            high: 90,
            basis: 'PUBLISHED',
            source: 'a study',
          },
        },
        'input',
      ),
      'ehr',
      1,
    ),
  ],
  threats: [row(parseThreat({ name: 'Ransomware', category: 'extortion' }, 'input'), 'ransomware', 1)],
  scenarios: [
    row(
      parseScenario(
        {
          name: 'Portal down',
          assetId: 'portal',
          threatId: 'ransomware',
          effect: 'AVAILABILITY',
          lossEventFrequency: constant(0.5),
          primaryLosses: [{ form: 'RESPONSE', magnitude: constant(1000) }],
        },
        'input',
      ),
      'portal-down',
      2,
    ),
    row(
      parseScenario(
        {
          name: 'EHR stolen',
          assetId: 'ehr',
          threatId: 'ransomware',
          effect: 'CONFIDENTIALITY',
          threatEventFrequency: constant(4),
          susceptibility: constant(0.25),
          records: constant(5000),
        },
        'input',
      ),
      'ehr-stolen',
      1,
    ),
  ],
  controls: [
    control(4, 'red-team', {
      stance: 'OFFENSIVE',
      tests: {
        controlIds: ['mfa'],
        everyDays: 180,
        findProbability: constant(0.8),
        authorization: 'CISO, all of it',
      },
    }),
    control(1, 'mfa', {
      status: 'IN_PLACE',
      effects: [effect('strong sign-in')],
      failuresPerYear: constant(1),
      discoveryDays: constant(90),
    }),
    control(2, 'backups', { status: 'IN_PLACE', effects: [effect('restore')], excludes: ['tapes'] }),
    control(3, 'edr', { effects: [effect('endpoint detection')], requires: ['soc'] }),
    control(5, 'tapes', { effects: [effect('restore')] }),
    control(6, 'old', { status: 'RETIRED', effects: [effect('antivirus')] }),
    control(7, 'soc', {}),
    control(8, 'xdr', { excludes: ['edr'] }),
  ],
};
