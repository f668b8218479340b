import { assumed, type CatalogControl } from '../parts.ts';

const DILIGENCE_NOTE =
  'Settlements after ransomware each name a missing risk analysis, but none says how much less was paid with one.';

const CONTRACT = assumed(
  0.05,
  0.15,
  0.35,
  'Indemnities are capped and suppliers go bankrupt: hence the width.',
);

const SCRUTINY = assumed(0.03, 0.12, 0.3, 'No study compares hospitals with and without it.');

const COMPONENTS = assumed(0.03, 0.1, 0.25);

/** Who decides, what is there, and what is agreed with others. */
export const GOVERNANCE_CONTROLS: readonly CatalogControl[] = [
  {
    id: 'D-RISK-ANALYSIS',
    name: 'Risk analysis and risk management plan',
    stance: 'DEFENSIVE',
    functions: ['DECISION_SUPPORT'],
    description:
      'Each year the risks to patient data are put in figures, and every one that is not accepted gets an owner and a date. ' +
      'That regulators punish its absence is on record; how far it lowers losses is our judgment. It helps most by keeping other controls working.',
    aiBased: false,
    annualCost: assumed(36_000, 110_000, 300_000),
    staffFte: 0.5,
    monthsToEffect: 3,
    effects: [
      {
        factors: ['SECONDARY_PROBABILITY', 'SECONDARY_LOSS'],
        mechanism: 'documented diligence',
        efficacy: assumed(0.01, 0.05, 0.15, DILIGENCE_NOTE),
        threats: ['T-RANSOM-EHR', 'T-PHISH-MAILBOX', 'T-CLOUD-MISCONF', 'T-LOST-DEVICE'],
      },
      {
        factors: ['VARIANCE_DISCOVERY', 'VARIANCE_REPAIR'],
        mechanism: 'governance',
        efficacy: assumed(
          0.04,
          0.12,
          0.28,
          'What makes these controls work 2%, 6% or 15% more of the time where half a failure is open on average.',
        ),
        controls: ['D-PATCH', 'D-VENDOR-RISK', 'D-BACKUP'],
      },
      {
        factors: ['VARIANCE_REPAIR'],
        mechanism: 'governance',
        efficacy: assumed(0.02, 0.06, 0.15, 'Holes with an owner and a date are closed a little sooner.'),
        assetKinds: ['APPLICATION', 'DATA_STORE', 'NETWORK', 'ENDPOINTS'],
      },
    ],
    hipaa: ['308.a.1.ii.A', '308.a.1.ii.B', '308.a.8'],
    goals: [],
    mitigations: ['M1047'],
  },
  {
    id: 'D-ASSET-INV',
    name: 'Inventory of systems, devices and data flows',
    stance: 'DEFENSIVE',
    functions: ['VARIANCE_IDENTIFICATION', 'DECISION_SUPPORT'],
    description:
      'A list, kept up to date by the network itself, of what computers, programs, medical devices and stores of data there are and who depends on them. ' +
      'Nobody has measured what it saves. Its worth is that other controls miss less, so look at it together with patching, scanning and segmentation.',
    aiBased: false,
    annualCost: assumed(96_000, 280_000, 720_000),
    staffFte: 0.5,
    monthsToEffect: 6,
    coverage: assumed(
      0.7,
      0.85,
      0.95,
      'Devices that speak seldom, and what departments buy themselves, are missed.',
    ),
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'governance',
        efficacy: assumed(0.02, 0.08, 0.2),
        threats: ['T-EDGE-EXPLOIT', 'T-MEDDEV', 'T-CLOUD-MISCONF', 'T-LOST-DEVICE'],
      },
      {
        factors: ['VARIANCE_DISCOVERY', 'VARIANCE_REPAIR'],
        mechanism: 'governance',
        efficacy: assumed(
          0.1,
          0.23,
          0.45,
          'What makes these controls work 5%, 12% or 25% more of the time where half a failure is open on average.',
        ),
        controls: ['D-PATCH', 'D-VULN-SCAN', 'D-SEGMENT'],
      },
      {
        factors: ['VARIANCE_DISCOVERY'],
        mechanism: 'governance',
        efficacy: assumed(
          0.02,
          0.08,
          0.2,
          'Taken as large as its effect on attacks: a hole is sooner found where the system is known.',
        ),
        assetKinds: ['APPLICATION', 'DATA_STORE', 'NETWORK', 'ENDPOINTS', 'MEDICAL_DEVICES'],
      },
    ],
    failures: {
      failuresPerYear: assumed(
        0.5,
        1,
        2,
        'A part of the network drops out of sight, or the list is no longer tended.',
      ),
      discoveryDays: assumed(60, 150, 300),
      repairDays: assumed(3, 14, 40),
    },
    hipaa: ['308.a.1.ii.A', '308.a.7.ii.E', '310.d.2.iii'],
    goals: ['ENH-01'],
    mitigations: ['M1016'],
  },
  {
    id: 'D-SANCTION',
    name: 'Screening, clear rules and consequences for staff',
    stance: 'DEFENSIVE',
    functions: ['DECISION_SUPPORT', 'VARIANCE_PREVENTION'],
    description:
      'One official answers for security, people are checked before they get access, and breaches of the rules have consequences that everyone knows. ' +
      'It deters those who would look, take or share on purpose. No trial has measured by how much.',
    aiBased: false,
    annualCost: assumed(8_000, 24_000, 60_000),
    staffFte: 0.2,
    monthsToEffect: 3,
    effects: [
      {
        factors: ['ATTEMPTS'],
        mechanism: 'accountability',
        efficacy: assumed(0.05, 0.15, 0.3),
        threats: ['T-INSIDER-SNOOP', 'T-INSIDER-THEFT', 'T-AI-SHADOW'],
      },
    ],
    hipaa: ['308.a.1.ii.C', '308.a.2', '308.a.3.ii.B'],
    goals: [],
    mitigations: ['M1036'],
  },
  {
    id: 'D-DOCS',
    name: 'Written policies and six years of evidence',
    stance: 'DEFENSIVE',
    functions: ['DECISION_SUPPORT'],
    description:
      'Policies are written, reviewed and at hand, and decisions and deeds can still be proved six years later. ' +
      'It stops nobody; it counts when regulators and courts ask afterwards, and how much it saves then is our judgment.',
    aiBased: false,
    annualCost: assumed(8_000, 28_000, 72_000),
    staffFte: 0.3,
    monthsToEffect: 3,
    effects: [
      {
        factors: ['SECONDARY_PROBABILITY', 'SECONDARY_LOSS'],
        mechanism: 'documented diligence',
        efficacy: assumed(0.005, 0.02, 0.06, DILIGENCE_NOTE),
        threats: ['T-RANSOM-EHR', 'T-PHISH-MAILBOX', 'T-LOST-DEVICE'],
      },
    ],
    hipaa: ['316.a', '316.b.2.i', '316.b.2.ii', '316.b.2.iii'],
    goals: [],
    mitigations: ['M1047'],
  },
  {
    id: 'D-VENDOR-RISK',
    name: 'Security review of suppliers',
    stance: 'DEFENSIVE',
    functions: ['LOSS_PREVENTION', 'VARIANCE_IDENTIFICATION'],
    description:
      'Suppliers are sorted by the data that they hold and by how badly they would be missed; the important ones show evidence before they get access, and there is a plan for leaving each. ' +
      'Most patient records are lost at suppliers, yet no study says how many reviews prevent: expect little from questionnaires alone.',
    aiBased: false,
    annualCost: assumed(72_000, 210_000, 540_000),
    staffFte: 0.9,
    monthsToEffect: 6,
    coverage: assumed(
      0.6,
      0.8,
      0.92,
      'Some departments buy without asking, and some suppliers give no evidence.',
    ),
    effects: [
      {
        factors: ['ATTEMPTS'],
        mechanism: 'supplier scrutiny',
        efficacy: SCRUTINY,
        threats: ['T-BA-BREACH', 'T-SW-SUPPLY', 'T-MASS-EXPLOIT', 'T-AI-SUPPLY'],
      },
      {
        factors: ['RECORDS', 'PRIMARY_LOSS'],
        mechanism: 'supplier scrutiny',
        efficacy: SCRUTINY,
        threats: ['T-BA-BREACH'],
      },
      {
        factors: ['OUTAGE', 'PRIMARY_LOSS'],
        mechanism: 'supplier scrutiny',
        efficacy: SCRUTINY,
        threats: ['T-VENDOR-OUTAGE'],
      },
      {
        factors: ['VARIANCE_DISCOVERY'],
        mechanism: 'supplier scrutiny',
        efficacy: assumed(0.03, 0.12, 0.3, 'Taken as large as its effect on attacks.'),
        assetKinds: ['THIRD_PARTY'],
      },
    ],
    failures: {
      failuresPerYear: assumed(
        0.2,
        0.5,
        1.2,
        'Reviews lapse, or a supplier that has become critical keeps its old rank.',
      ),
      discoveryDays: assumed(60, 120, 270),
      repairDays: assumed(20, 45, 120),
    },
    hipaa: ['308.a.1.ii.B', '308.b.3'],
    goals: ['ESS-10', 'ENH-03'],
    mitigations: ['M1016', 'AML.M0023'],
  },
  {
    id: 'D-BAA',
    name: 'Business associate agreements',
    stance: 'DEFENSIVE',
    functions: ['DECISION_SUPPORT', 'LOSS_RESPONSE'],
    description:
      'Contracts, and agreements with public bodies, that set when suppliers must report, what they pay, how little data they get, how soon service is back, and that their own suppliers owe the same. ' +
      'The law asks for them. What they save depends on what the supplier can pay, so the range is wide and ours.',
    aiBased: false,
    annualCost: assumed(8_000, 28_000, 72_000),
    staffFte: 0.3,
    monthsToEffect: 3,
    coverage: assumed(0.85, 0.95, 0.99, 'Old contracts and free services are overlooked.'),
    effects: [
      {
        factors: ['RECORDS', 'PRIMARY_LOSS', 'SECONDARY_LOSS'],
        mechanism: 'contract',
        efficacy: CONTRACT,
        threats: ['T-BA-BREACH'],
      },
      {
        factors: ['OUTAGE', 'PRIMARY_LOSS'],
        mechanism: 'contract',
        efficacy: CONTRACT,
        threats: ['T-VENDOR-OUTAGE'],
      },
    ],
    hipaa: ['308.b.3', '314.a.2.i', '314.a.2.ii', '314.a.2.iii'],
    goals: ['ESS-10', 'ENH-03'],
    mitigations: [],
  },
  {
    id: 'D-SBOM',
    name: 'Lists of components in software, devices and models',
    stance: 'DEFENSIVE',
    functions: ['VARIANCE_IDENTIFICATION'],
    description:
      'Makers say what parts their software, devices and AI models are built from, so that when a part turns out to be flawed the hospital knows within hours where it runs. ' +
      'It saves time only where somebody then acts. There is no measured benefit yet.',
    aiBased: false,
    annualCost: assumed(18_000, 66_000, 180_000),
    staffFte: 0.3,
    monthsToEffect: 3,
    coverage: assumed(0.4, 0.6, 0.85, 'Many makers give no list, above all of older devices.'),
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'known components',
        efficacy: COMPONENTS,
        threats: ['T-SW-SUPPLY', 'T-MASS-EXPLOIT', 'T-MEDDEV', 'T-AI-SUPPLY'],
      },
      {
        factors: ['VARIANCE_DISCOVERY'],
        mechanism: 'known components',
        efficacy: assumed(0.03, 0.1, 0.25, 'Taken as large as its effect on attacks.'),
        assetKinds: ['APPLICATION', 'MEDICAL_DEVICES', 'AI_MODEL'],
      },
    ],
    hipaa: ['308.a.1.ii.A'],
    goals: ['ENH-02'],
    mitigations: ['M1013', 'M1051', 'AML.M0023'],
  },
  {
    id: 'D-TRACKER',
    name: 'Control of trackers on web pages',
    stance: 'DEFENSIVE',
    functions: ['LOSS_PREVENTION'],
    description:
      'What others’ code runs on the hospital’s pages is known, and none of it runs where patients sign in or look for care. ' +
      'That code which is gone sends nothing needs no study; how soon new code comes back with the next campaign is our guess.',
    aiBased: false,
    annualCost: assumed(6_000, 24_000, 66_000),
    staffFte: 0.1,
    monthsToEffect: 3,
    effects: [
      {
        factors: ['ATTEMPTS'],
        mechanism: 'removed trackers',
        efficacy: assumed(0.5, 0.8, 0.95),
        threats: ['T-WEB-TRACKING'],
      },
    ],
    failures: {
      failuresPerYear: assumed(0.5, 1.5, 4, 'A campaign or a new page brings trackers back.'),
      discoveryDays: assumed(30, 90, 240),
      repairDays: assumed(1, 5, 15),
    },
    hipaa: ['308.a.1.ii.A', '308.b.3'],
    goals: [],
    mitigations: ['M1021'],
  },
  {
    id: 'D-CHANGE',
    name: 'Change control',
    stance: 'DEFENSIVE',
    functions: ['VARIANCE_PREVENTION'],
    description:
      'Changes to clinical systems and to security settings are reviewed, tried on a few machines first, and can be taken back. ' +
      'It prevents outages that nobody intended, and keeps other controls from breaking unseen. Both figures are judgments.',
    aiBased: false,
    annualCost: assumed(16_000, 52_000, 140_000),
    staffFte: 0.5,
    monthsToEffect: 3,
    coverage: assumed(
      0.7,
      0.85,
      0.95,
      'Urgent changes, and those that suppliers push by themselves, pass it by.',
    ),
    effects: [
      {
        factors: ['ATTEMPTS'],
        mechanism: 'staged changes',
        efficacy: assumed(0.1, 0.25, 0.45),
        threats: ['T-IT-FAILURE', 'T-CLOUD-MISCONF'],
      },
      {
        factors: ['VARIANCE_FREQUENCY'],
        mechanism: 'staged changes',
        efficacy: assumed(0.05, 0.15, 0.35, 'Only failures that a planned change causes.'),
        controls: [
          'D-MFA',
          'D-MFA-PR',
          'D-PAM',
          'D-ZTNA',
          'D-EMAIL-GW',
          'D-EMAIL-AI',
          'D-DMARC',
          'D-ENC-TRANSIT',
          'D-DLP',
          'D-HARDEN',
          'D-SEGMENT',
          'D-EDR',
          'D-SIEM',
          'D-NDR',
          'D-WAF-API',
          'D-CSPM',
          'D-BACKUP',
        ],
      },
    ],
    hipaa: ['308.a.8'],
    goals: ['ENH-10'],
    mitigations: ['M1054'],
  },
];
