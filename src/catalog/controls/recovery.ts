import { assumed, published, type CatalogControl } from '../parts.ts';

const RECOVERY_WITH_COPIES = published(
  0.25,
  0.55,
  0.87,
  ['S-SOPBK'],
  'The bill is eight times higher where the copies fall too, so 87% is the upper end.',
);

const REHEARSED = published(
  0.03,
  0.12,
  0.33,
  ['S-IBM23', 'S-IRISX'],
  'Plan and tests save 5.2% of the cost of a breach by a survey; among the largest losses a bungled response costs 2.8 times as much, of which the upper end takes half.',
);

const WITH_THE_POLICE = published(
  0.02,
  0.09,
  0.15,
  ['S-IBM23'],
  'Ours: USD 470,000 less a ransomware attack, about 9% of its mean cost.',
);

/** What shortens the bad days and lowers their bill. None of it keeps data from being copied; only a rehearsed response ends the copying sooner. */
export const RECOVERY_CONTROLS: readonly CatalogControl[] = [
  {
    id: 'D-BACKUP',
    name: 'Immutable offline backups with tested restore',
    stance: 'DEFENSIVE',
    functions: ['LOSS_RESPONSE'],
    description:
      'Daily copies of clinical systems that not even an administrator can change, some of them offline, and restored now and then to see that they can be. ' +
      'Victims whose copies fell paid eight times as much to recover, by a vendor’s survey; but many copies do not restore when needed.',
    aiBased: false,
    annualCost: assumed(120_000, 360_000, 960_000),
    staffFte: 0.6,
    monthsToEffect: 3,
    coverage: assumed(
      0.75,
      0.9,
      0.97,
      'Some systems are not in the plan, or not in the order in which they are needed.',
    ),
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'copies out of reach',
        efficacy: assumed(0.4, 0.7, 0.9),
        threats: ['T-RANSOM-BACKUP'],
      },
      {
        factors: ['OUTAGE', 'PRIMARY_LOSS'],
        mechanism: 'restored from clean copies',
        efficacy: RECOVERY_WITH_COPIES,
        threats: ['T-RANSOM-EHR', 'T-RANSOM-BACKUP'],
      },
      {
        factors: ['OUTAGE', 'PRIMARY_LOSS'],
        mechanism: 'restored from clean copies',
        efficacy: assumed(0.15, 0.35, 0.6),
        threats: ['T-IT-FAILURE', 'T-INSIDER-SABOTAGE', 'T-DATA-TAMPER'],
      },
    ],
    failures: {
      failuresPerYear: published(
        0.8,
        2,
        4,
        ['S-NEP22', 'S-SOP25'],
        'Chosen so that, with these days, copies restore 55% of the time: 20.6% of victims restored from them in 2016 to 2021, 51% in 2025.',
      ),
      discoveryDays: assumed(45, 100, 250, 'Often found when they are needed.'),
      repairDays: assumed(2, 8, 25),
    },
    hipaa: ['308.a.7.ii.A', '308.a.7.ii.D', '310.d.2.iv'],
    goals: ['ESS-07'],
    mitigations: ['M1053'],
  },
  {
    id: 'D-DR72',
    name: '72-hour recovery capability and criticality ranking',
    stance: 'DEFENSIVE',
    functions: ['LOSS_RESPONSE'],
    description:
      'A second, clean place to run the most critical systems, brought up within 72 hours in an order that is written down. ' +
      'Lost revenue was 81% of what one well-described attack cost, so hours are what to save; how many this saves is judgement. ' +
      'It starts from clean copies and cannot do without them.',
    aiBased: false,
    upfrontCost: assumed(200_000, 600_000, 1_800_000, 'The second place, and the move into it.'),
    annualCost: assumed(
      160_000,
      520_000,
      1_600_000,
      'A fifth of the project is taken out of the cost of a whole year.',
    ),
    staffFte: 1.1,
    monthsToEffect: 12,
    requires: ['D-BACKUP'],
    effects: [
      {
        factors: ['OUTAGE', 'PRIMARY_LOSS'],
        mechanism: 'second site',
        efficacy: assumed(
          0.1,
          0.3,
          0.55,
          'Scripps Health lost USD 91.6 of 112.7 million in revenue over four weeks (2021): a shorter outage is the lever.',
        ),
        threats: ['T-RANSOM-EHR', 'T-RANSOM-BACKUP', 'T-VENDOR-OUTAGE', 'T-IT-FAILURE'],
      },
    ],
    failures: {
      failuresPerYear: assumed(0.5, 1.5, 3, 'Systems change and the second place does not.'),
      discoveryDays: assumed(60, 180, 365),
      repairDays: assumed(5, 20, 60),
    },
    hipaa: ['308.a.7.ii.B', '308.a.7.ii.D', '308.a.7.ii.E', '310.a.2.i'],
    goals: ['ESS-07', 'ENH-09'],
    mitigations: ['M1053'],
  },
  {
    id: 'D-DOWNTIME',
    name: 'Clinical downtime procedures and emergency mode',
    stance: 'DEFENSIVE',
    functions: ['LOSS_RESPONSE'],
    description:
      'Paper forms, charts that can still be read, and rules for sending patients elsewhere, practised on the wards. ' +
      'What it saves in money is judgement; its first worth is care that goes on, which the figures leave out.',
    aiBased: false,
    annualCost: assumed(24_000, 72_000, 180_000),
    staffFte: 0.7,
    monthsToEffect: 3,
    effects: [
      {
        factors: ['OUTAGE', 'PRIMARY_LOSS'],
        mechanism: 'manual fallback',
        efficacy: assumed(0.05, 0.15, 0.35),
        threats: ['T-RANSOM-EHR', 'T-VENDOR-OUTAGE', 'T-IT-FAILURE', 'T-MEDDEV', 'T-DDOS'],
        halfLifeDays: 270,
        renewEveryDays: 730,
      },
    ],
    hipaa: ['308.a.7.ii.C', '310.a.2.i', '312.a.2.ii'],
    goals: ['ESS-07'],
    mitigations: ['M1060'],
  },
  {
    id: 'D-IR-PLAN',
    name: 'Incident response plan, team and retainer',
    stance: 'DEFENSIVE',
    functions: ['LOSS_RESPONSE'],
    description:
      'Who decides, who calls whom, with counsel and experts under contract before they are needed. ' +
      'A survey puts the saving at a twentieth of the cost of a breach; bungled responses cost almost three times as much. ' +
      'A plan that nobody practises fades.',
    aiBased: false,
    annualCost: assumed(48_000, 130_000, 330_000),
    staffFte: 0.6,
    monthsToEffect: 3,
    effects: [
      {
        factors: ['OUTAGE', 'RECORDS', 'PRIMARY_LOSS', 'SECONDARY_LOSS'],
        mechanism: 'rehearsed response',
        efficacy: REHEARSED,
        threats: ['T-RANSOM-EHR'],
        halfLifeDays: 270,
        renewEveryDays: 730,
      },
      {
        factors: ['RECORDS', 'PRIMARY_LOSS', 'SECONDARY_LOSS'],
        mechanism: 'rehearsed response',
        efficacy: REHEARSED,
        threats: ['T-EXTORT-ONLY', 'T-PHISH-MAILBOX', 'T-BA-BREACH', 'T-CLOUD-ACCT', 'T-INSIDER-THEFT'],
        halfLifeDays: 270,
        renewEveryDays: 730,
      },
    ],
    hipaa: ['308.a.6.ii'],
    goals: ['ESS-07', 'ENH-09'],
    mitigations: ['M1047'],
  },
  {
    id: 'D-LAWENF',
    name: 'Law enforcement engagement playbook',
    stance: 'DEFENSIVE',
    functions: ['LOSS_RESPONSE'],
    description:
      'Names and numbers at the FBI and at the bank, and who may call them, agreed before the day. ' +
      'Victims who called saved about a tenth of what ransomware cost, by a survey; a payment to criminals can sometimes be called back if the bank hears of it at once.',
    aiBased: false,
    annualCost: assumed(2_000, 8_000, 20_000),
    staffFte: 0,
    monthsToEffect: 3,
    effects: [
      {
        factors: ['OUTAGE', 'PRIMARY_LOSS'],
        mechanism: 'law enforcement',
        efficacy: WITH_THE_POLICE,
        threats: ['T-RANSOM-EHR'],
        halfLifeDays: 365,
        renewEveryDays: 365,
      },
      {
        factors: ['PRIMARY_LOSS'],
        mechanism: 'law enforcement',
        efficacy: WITH_THE_POLICE,
        threats: ['T-EXTORT-ONLY', 'T-BEC'],
        halfLifeDays: 365,
        renewEveryDays: 365,
      },
    ],
    hipaa: ['308.a.6.ii'],
    goals: [],
    mitigations: [],
  },
];
