import { assumed, published, type CatalogControl } from '../parts.ts';

const CLAIMS_WITH_EDR = published(
  0.15,
  0.4,
  0.83,
  ['S-SOPMDR'],
  'Claims of USD 500,000 with it, of 3 million with protection of computers only: a vendor’s correlation, so 83% is the upper end.',
);

const CLAIMS_WITH_MDR = published(
  0.2,
  0.5,
  0.97,
  ['S-SOPMDR', 'S-SOP25'],
  'Claims of USD 75,000 with it, of 3 million with protection of computers only: a vendor’s correlation and the ceiling. Lack of people is the cause that victims name most.',
);

const BREACHES_WITH_AUTOMATION = published(
  0.08,
  0.22,
  0.33,
  ['S-IBM24', 'S-IBM25'],
  'USD 3.84 million a breach where AI and automation are used widely, 5.72 where not at all: 33% is the upper end.',
);

/**
 * What sees intruders, and what throws them out. Early containment lowers all that a breach costs: hours, records, work, and the suits
 * that follow from the records. Those who sell it each claim the same saving, so they share a mechanism and only the best counts.
 */
export const DETECTION_CONTROLS: readonly CatalogControl[] = [
  {
    id: 'D-EDR',
    name: 'Endpoint detection and response',
    stance: 'DEFENSIVE',
    functions: ['LOSS_DETECTION', 'LOSS_RESPONSE'],
    description:
      'An agent on computers and servers stops what intruders are known to do and lets analysts cut a machine off. ' +
      'Insurers see fewer and smaller claims with it, but the figures are correlations, and one comes from who sells it. ' +
      'In tests, alarms often stay silent: see that it reports.',
    aiBased: false,
    annualCost: assumed(90_000, 210_000, 480_000),
    staffFte: 0.9,
    monthsToEffect: 3,
    coverage: assumed(0.75, 0.87, 0.95, 'Devices and old servers cannot carry the agent.'),
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'stopped on the computer',
        efficacy: assumed(
          0.2,
          0.4,
          0.55,
          'Marsh McLennan (2023) ranks it third among controls, after hardening and privileged access; 2.2 times fewer claims is recalled, not seen, and is the upper end.',
        ),
        threats: ['T-RANSOM-EHR', 'T-RANSOM-BACKUP', 'T-EXTORT-ONLY'],
      },
      {
        factors: ['OUTAGE', 'RECORDS', 'PRIMARY_LOSS', 'SECONDARY_LOSS'],
        mechanism: 'early containment',
        efficacy: CLAIMS_WITH_EDR,
        threats: ['T-RANSOM-EHR', 'T-EDGE-EXPLOIT', 'T-SW-SUPPLY'],
      },
      {
        factors: ['RECORDS', 'PRIMARY_LOSS', 'SECONDARY_LOSS'],
        mechanism: 'early containment',
        efficacy: CLAIMS_WITH_EDR,
        threats: ['T-EXTORT-ONLY'],
      },
    ],
    failures: {
      failuresPerYear: published(
        0.8,
        2,
        4,
        ['S-PICUS'],
        'Chosen so that, with these days, it works 64% of the time: of simulated attacks 59% were prevented (2023).',
      ),
      discoveryDays: assumed(30, 75, 150),
      repairDays: assumed(2, 7, 21),
    },
    hipaa: ['308.a.5.ii.B', '308.a.6.ii'],
    goals: ['ENH-06'],
    mitigations: ['M1049', 'M1040'],
  },
  {
    id: 'D-MDR',
    name: '24x7 managed detection and response',
    stance: 'DEFENSIVE',
    functions: ['LOSS_DETECTION', 'LOSS_RESPONSE'],
    description:
      'An outside team watches the agents on computers day and night and cuts machines off within minutes. ' +
      'Victims of ransomware name lack of people more than any other cause; the great savings claimed are a seller’s, so the range is wide.',
    aiBased: false,
    annualCost: assumed(200_000, 480_000, 1_100_000),
    staffFte: 0.8,
    monthsToEffect: 3,
    coverage: assumed(0.75, 0.87, 0.95, 'It sees what carries the agent.'),
    requires: ['D-EDR'],
    effects: [
      {
        factors: ['OUTAGE', 'RECORDS', 'PRIMARY_LOSS', 'SECONDARY_LOSS'],
        mechanism: 'early containment',
        efficacy: CLAIMS_WITH_MDR,
        threats: ['T-RANSOM-EHR', 'T-EDGE-EXPLOIT'],
      },
      {
        factors: ['OUTAGE', 'PRIMARY_LOSS'],
        mechanism: 'early containment',
        efficacy: CLAIMS_WITH_MDR,
        threats: ['T-RANSOM-BACKUP'],
      },
      {
        factors: ['RECORDS', 'PRIMARY_LOSS', 'SECONDARY_LOSS'],
        mechanism: 'early containment',
        efficacy: CLAIMS_WITH_MDR,
        threats: ['T-EXTORT-ONLY', 'T-CLOUD-ACCT'],
      },
    ],
    failures: {
      failuresPerYear: assumed(0.3, 1, 2, 'A list of contacts grows old, or leave to isolate is withdrawn.'),
      discoveryDays: assumed(20, 45, 90),
      repairDays: assumed(1, 5, 15),
    },
    hipaa: ['308.a.1.ii.D', '308.a.6.ii'],
    goals: ['ENH-06'],
    mitigations: ['M1040', 'M1047'],
  },
  {
    id: 'D-SIEM',
    name: 'Central logging and audit review',
    stance: 'DEFENSIVE',
    functions: ['LOSS_DETECTION'],
    description:
      'Logs of systems, sign-ins and records come to one place, with rules that raise alerts and people who read them. ' +
      'Insurers see fewer claims with it, a correlation; without care for its rules, one simulated attack in seven raised an alert.',
    aiBased: false,
    annualCost: assumed(120_000, 300_000, 780_000),
    staffFte: 1.3,
    monthsToEffect: 3,
    coverage: assumed(0.7, 0.85, 0.95, 'Old systems and devices write no log that anyone collects.'),
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'alert acted upon',
        efficacy: assumed(
          0.1,
          0.25,
          0.54,
          'Marsh McLennan (2023) ranks it fourth among controls; 2.2 times fewer claims is recalled, not seen, and is the upper end.',
        ),
        threats: ['T-RANSOM-EHR', 'T-EXTORT-ONLY'],
      },
      {
        factors: ['RECORDS', 'PRIMARY_LOSS', 'SECONDARY_LOSS'],
        mechanism: 'found before all is copied',
        efficacy: published(
          0.05,
          0.2,
          0.4,
          ['S-MTR26'],
          'Ours: intruders are there 9 days when found from inside, 25 when others tell, 64% shorter; half are found from inside already, and the most is taken early.',
        ),
        threats: ['T-INSIDER-THEFT', 'T-CLOUD-ACCT', 'T-ESPIONAGE'],
      },
      {
        factors: ['PRIMARY_LOSS'],
        mechanism: 'early containment',
        efficacy: published(
          0.05,
          0.2,
          0.4,
          ['S-MTR26'],
          'Ours, from the same days: what is found sooner has changed less.',
        ),
        threats: ['T-DATA-TAMPER'],
      },
    ],
    failures: {
      failuresPerYear: published(
        1.5,
        3,
        6,
        ['S-PICUS'],
        'Chosen so that, with these days, it works 43% of the time: of simulated attacks 37% were logged and 16% raised an alert (2023), one in seven in 2025.',
      ),
      discoveryDays: assumed(40, 90, 180),
      repairDays: assumed(3, 14, 40),
    },
    hipaa: ['308.a.1.ii.D', '308.a.5.ii.C', '312.b'],
    goals: ['ENH-08'],
    mitigations: ['M1047', 'AML.M0024'],
  },
  {
    id: 'D-SOAR',
    name: 'Security automation in operations',
    stance: 'DEFENSIVE',
    functions: ['LOSS_DETECTION', 'LOSS_RESPONSE'],
    description:
      'Playbooks sort alerts and take the first steps, such as locking an account, without waiting for a person. ' +
      'A survey finds breaches a third cheaper where AI and automation are used widely; firms that can afford them differ in much else. ' +
      'It acts on the alerts of central logging and is worth no more than they are.',
    aiBased: false,
    annualCost: assumed(120_000, 320_000, 800_000),
    staffFte: 0.5,
    monthsToEffect: 3,
    coverage: assumed(0.7, 0.85, 0.95, 'It acts where it has been given the rights to act.'),
    requires: ['D-SIEM'],
    effects: [
      {
        factors: ['OUTAGE', 'RECORDS', 'PRIMARY_LOSS', 'SECONDARY_LOSS'],
        mechanism: 'early containment',
        efficacy: BREACHES_WITH_AUTOMATION,
        threats: ['T-RANSOM-EHR'],
      },
      {
        factors: ['RECORDS', 'PRIMARY_LOSS', 'SECONDARY_LOSS'],
        mechanism: 'early containment',
        efficacy: BREACHES_WITH_AUTOMATION,
        threats: ['T-EXTORT-ONLY', 'T-PHISH-MAILBOX', 'T-CLOUD-ACCT'],
      },
    ],
    failures: {
      failuresPerYear: assumed(
        0.5,
        1.5,
        3,
        'An update elsewhere breaks a step, and the playbook ends without a word.',
      ),
      discoveryDays: assumed(30, 75, 150),
      repairDays: assumed(2, 7, 20),
    },
    hipaa: ['308.a.1.ii.D', '308.a.6.ii'],
    goals: ['ENH-06'],
    mitigations: ['M1040'],
  },
  {
    id: 'D-CTI',
    name: 'Threat intelligence and Health-ISAC sharing',
    stance: 'DEFENSIVE',
    functions: ['VARIANCE_IDENTIFICATION', 'DECISION_SUPPORT'],
    description:
      'Warnings of campaigns, of flaws under attack and of leaked passwords come from other hospitals and from those who watch the criminals. ' +
      'No study shows what it saves; it is worth what patching, logging and hunting make of it.',
    aiBased: false,
    annualCost: assumed(12_000, 44_000, 120_000),
    staffFte: 0.4,
    monthsToEffect: 3,
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'early warning',
        efficacy: assumed(0.02, 0.08, 0.2),
        threats: ['T-EDGE-EXPLOIT', 'T-MASS-EXPLOIT', 'T-AI-AUTOEXPLOIT'],
      },
      {
        factors: ['VARIANCE_DISCOVERY'],
        mechanism: 'early warning',
        efficacy: assumed(
          0.03,
          0.1,
          0.19,
          'Chosen so that logging works 2 to 15% more of the time: who knows what to look for sees sooner that it is not there.',
        ),
        controls: ['D-PATCH', 'D-SIEM'],
        assetKinds: ['APPLICATION', 'NETWORK'],
      },
    ],
    hipaa: ['308.a.1.ii.A', '308.a.5.ii.A'],
    goals: ['ENH-06'],
    mitigations: ['M1019'],
  },
  {
    id: 'D-AI-DETECT',
    name: 'AI-based threat detection',
    stance: 'DEFENSIVE',
    functions: ['LOSS_DETECTION', 'LOSS_RESPONSE'],
    description:
      'A model learns what is normal in the hospital, devices included, and raises or isolates what is not. ' +
      'It may see what no rule describes, but it can be taught wrongly and be walked around, and its savings are those that automation claims too. ' +
      'It learns from the central logs and cannot do without them.',
    aiBased: true,
    annualCost: assumed(100_000, 260_000, 650_000),
    staffFte: 0.7,
    monthsToEffect: 3,
    coverage: assumed(0.7, 0.85, 0.95, 'What sends it no data it does not see.'),
    requires: ['D-SIEM'],
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'alert acted upon',
        efficacy: assumed(0.15, 0.35, 0.6, 'Somewhat above rules alone.'),
        threats: ['T-RANSOM-EHR', 'T-RANSOM-BACKUP', 'T-EXTORT-ONLY', 'T-ESPIONAGE', 'T-MEDDEV'],
      },
      {
        factors: ['OUTAGE', 'RECORDS', 'PRIMARY_LOSS', 'SECONDARY_LOSS'],
        mechanism: 'early containment',
        efficacy: BREACHES_WITH_AUTOMATION,
        threats: ['T-RANSOM-EHR'],
      },
      {
        factors: ['OUTAGE', 'PRIMARY_LOSS'],
        mechanism: 'early containment',
        efficacy: BREACHES_WITH_AUTOMATION,
        threats: ['T-RANSOM-BACKUP', 'T-MEDDEV'],
      },
      {
        factors: ['RECORDS', 'PRIMARY_LOSS', 'SECONDARY_LOSS'],
        mechanism: 'early containment',
        efficacy: BREACHES_WITH_AUTOMATION,
        threats: ['T-EXTORT-ONLY', 'T-ESPIONAGE', 'T-PHISH-MAILBOX', 'T-CLOUD-ACCT'],
      },
    ],
    failures: {
      failuresPerYear: assumed(0.3, 1, 2.5, 'The hospital changes and the model’s idea of normal does not.'),
      discoveryDays: assumed(45, 90, 180),
      repairDays: assumed(5, 20, 60, 'It learns anew.'),
    },
    evasionProbability: assumed(
      0.1,
      0.3,
      0.7,
      'Wide: tools of attack succeed often in the laboratory, seldom unseen in the field.',
    ),
    poisoningsPerYear: assumed(0.01, 0.05, 0.25, 'No count of incidents exists.'),
    hipaa: ['308.a.1.ii.D', '308.a.6.ii'],
    goals: ['ENH-06'],
    mitigations: ['M1031', 'M1040'],
  },
  {
    id: 'D-EMAIL-AI',
    name: 'AI-based mail filtering',
    stance: 'DEFENSIVE',
    functions: ['LOSS_PREVENTION'],
    description:
      'A model learns who writes to whom and how, and holds back mail that does not fit, even where no rule knows it. ' +
      'Vendors claim much and no independent trial was found; attackers who write with AI can vary a lure until it passes. ' +
      'It does what other mail filters do, so only the better of the two counts.',
    aiBased: true,
    annualCost: assumed(60_000, 150_000, 380_000),
    staffFte: 0.4,
    monthsToEffect: 1,
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'mail filtering',
        efficacy: assumed(0.3, 0.55, 0.8, 'Above rules alone; vendors claim more.'),
        threats: ['T-PHISH-MAILBOX', 'T-AI-PHISH', 'T-BEC'],
      },
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'mail filtering',
        efficacy: assumed(0.03, 0.11, 0.25, 'Only the part that comes by mail, in the same proportion.'),
        threats: ['T-RANSOM-EHR'],
      },
    ],
    failures: {
      failuresPerYear: assumed(0.5, 1.5, 3, 'Exceptions and senders held as safe pile up.'),
      discoveryDays: assumed(45, 100, 220, 'Nobody sees what was let through.'),
      repairDays: assumed(1, 5, 14),
    },
    evasionProbability: assumed(0.15, 0.35, 0.7, 'Lures are varied until one passes.'),
    poisoningsPerYear: assumed(0.02, 0.1, 0.4, 'Users and attackers both teach it what is wanted.'),
    hipaa: ['308.a.5.ii.B'],
    goals: ['ESS-02'],
    mitigations: ['M1031', 'M1049'],
  },
  {
    id: 'D-CONTROL-MON',
    name: 'Monitoring of controls',
    stance: 'DEFENSIVE',
    functions: ['VARIANCE_IDENTIFICATION'],
    description:
      'Each day somebody or something checks that agents report, logs arrive, copies end well and exemptions expire. ' +
      'It stops no attacker; it shortens the time for which a control is broken and nobody knows. ' +
      'That controls break unseen is well shown by simulated attacks; how much a daily check finds is judgement.',
    aiBased: false,
    annualCost: assumed(40_000, 100_000, 250_000),
    staffFte: 0.7,
    monthsToEffect: 3,
    effects: [
      {
        factors: ['VARIANCE_DISCOVERY'],
        mechanism: 'health checks',
        efficacy: assumed(0.2, 0.45, 0.7, 'It sees what stops, not what runs on and does nothing.'),
        controls: [
          'D-MFA',
          'D-MFA-PR',
          'D-PAM',
          'D-OFFBOARD',
          'D-ZTNA',
          'D-HARDEN',
          'D-PATCH',
          'D-VULN-SCAN',
          'D-CSPM',
          'D-EMAIL-GW',
          'D-EMAIL-AI',
          'D-DMARC',
          'D-EDR',
          'D-MDR',
          'D-SIEM',
          'D-NDR',
          'D-SOAR',
          'D-AI-DETECT',
          'D-AI-MON',
          'D-SNOOP-MON',
          'D-DLP',
          'D-ENC-REST',
          'D-MDM',
          'D-WAF-API',
          'D-DDOS',
          'D-BACKUP',
        ],
      },
    ],
    hipaa: ['308.a.1.ii.B', '308.a.8'],
    goals: ['ENH-10'],
    mitigations: ['M1047'],
  },
];
