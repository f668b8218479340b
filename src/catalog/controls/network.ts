import { assumed, published, type CatalogControl } from '../parts.ts';

/** The network in parts, its doors, and who watches what passes. */
export const NETWORK_CONTROLS: readonly CatalogControl[] = [
  {
    id: 'D-SEGMENT',
    name: 'Network segmentation',
    stance: 'DEFENSIVE',
    functions: ['LOSS_PREVENTION', 'LOSS_RESPONSE'],
    description:
      'The network is cut into zones for devices, servers, staff and guests, with rules between them, so that an intruder in one does not have them all. ' +
      'Its numbers come from a vendor’s surveys. It is a project of a year or more, and rules that grow loose undo it.',
    aiBased: false,
    upfrontCost: assumed(300_000, 800_000, 2_200_000, 'Switches, firewalls and the moving of every device.'),
    annualCost: assumed(
      90_000,
      260_000,
      760_000,
      'A fifth of the project is taken out of the cost of a whole year.',
    ),
    staffFte: 1.9,
    monthsToEffect: 12,
    coverage: assumed(0.6, 0.8, 0.92, 'Old buildings and shared devices stay in one flat network.'),
    effects: [
      {
        factors: ['OUTAGE', 'RECORDS', 'PRIMARY_LOSS', 'SECONDARY_LOSS'],
        mechanism: 'zones',
        efficacy: published(
          0.1,
          0.33,
          0.6,
          ['S-AKAM'],
          'Contained 33% faster; recovered in 4 hours instead of 15 with six areas cut off, 73%, of which the upper end stays short. A vendor’s surveys.',
        ),
        threats: ['T-RANSOM-EHR'],
      },
      {
        factors: ['OUTAGE', 'PRIMARY_LOSS'],
        mechanism: 'zones',
        efficacy: published(0.1, 0.33, 0.6, ['S-AKAM'], 'As above: a vendor’s surveys.'),
        threats: ['T-RANSOM-BACKUP', 'T-OT-FACILITY'],
      },
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'zones',
        efficacy: assumed(0.15, 0.4, 0.65),
        threats: ['T-MEDDEV', 'T-PHYS-INTRUSION', 'T-IMAGING-EXPOSE'],
      },
    ],
    failures: {
      failuresPerYear: assumed(0.8, 2, 4, 'A rule opened for one day that stays open.'),
      discoveryDays: assumed(60, 150, 300),
      repairDays: assumed(3, 14, 40),
    },
    hipaa: ['308.a.1.ii.B', '312.a'],
    goals: ['ENH-07'],
    mitigations: ['M1030', 'M1037', 'M1035'],
  },
  {
    id: 'D-WAF-API',
    name: 'Web and API protection',
    stance: 'DEFENSIVE',
    functions: ['LOSS_PREVENTION'],
    description:
      'A filter before portals and interfaces refuses requests that are malformed, too many, or ask for another patient’s data. ' +
      'It also limits how often a model may be asked. No study says how much it stops: the figures are judgement.',
    aiBased: false,
    annualCost: assumed(32_000, 100_000, 280_000),
    staffFte: 0.2,
    monthsToEffect: 3,
    coverage: assumed(0.7, 0.85, 0.95, 'Some interfaces are reached past it.'),
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'web filtering',
        efficacy: assumed(0.1, 0.35, 0.6),
        threats: ['T-PORTAL-API', 'T-CRED-STUFF'],
      },
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'web filtering',
        efficacy: assumed(0.1, 0.3, 0.55, 'Limits on the number of questions.'),
        threats: ['T-AI-DENIAL', 'T-AI-EXTRACT'],
      },
    ],
    failures: {
      failuresPerYear: assumed(
        0.5,
        1.5,
        3,
        'Rules set to watch only after a false alarm, interfaces added behind its back.',
      ),
      discoveryDays: assumed(30, 90, 200),
      repairDays: assumed(1, 5, 14),
    },
    hipaa: ['308.a.1.ii.B', '312.a'],
    goals: [],
    mitigations: ['M1037', 'M1050', 'M1035', 'AML.M0004'],
  },
  {
    id: 'D-DDOS',
    name: 'DDoS protection and DNS resilience',
    stance: 'DEFENSIVE',
    functions: ['LOSS_PREVENTION', 'LOSS_RESPONSE'],
    description:
      'A provider upstream cleans floods of traffic before they reach the hospital, and a second name service stands by. ' +
      'The technique is old and does what it says where it is switched on; the shares are judgement.',
    aiBased: false,
    annualCost: assumed(30_000, 90_000, 250_000),
    staffFte: 0,
    monthsToEffect: 3,
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'traffic cleaning',
        efficacy: assumed(0.4, 0.7, 0.92),
        threats: ['T-DDOS'],
      },
      {
        factors: ['OUTAGE', 'PRIMARY_LOSS'],
        mechanism: 'traffic cleaning',
        efficacy: assumed(0.2, 0.45, 0.7),
        threats: ['T-DDOS'],
      },
    ],
    failures: {
      failuresPerYear: assumed(0.1, 0.3, 1, 'A new address that is not behind it.'),
      discoveryDays: assumed(30, 120, 300),
      repairDays: assumed(1, 3, 10),
    },
    hipaa: ['308.a.1.ii.B'],
    goals: [],
    mitigations: ['M1037'],
  },
  {
    id: 'D-NDR',
    name: 'Network detection',
    stance: 'DEFENSIVE',
    functions: ['LOSS_DETECTION'],
    description:
      'Sensors watch the traffic between systems, and so see pumps, scanners and building controls that can carry no agent. ' +
      'What it saves beside agents on computers is judgement; the two overlap where both see an intruder.',
    aiBased: false,
    annualCost: assumed(96_000, 260_000, 640_000),
    staffFte: 0.4,
    monthsToEffect: 3,
    coverage: assumed(0.6, 0.8, 0.92, 'Branch sites without a sensor.'),
    effects: [
      {
        factors: ['OUTAGE', 'RECORDS', 'PRIMARY_LOSS', 'SECONDARY_LOSS'],
        mechanism: 'early containment',
        efficacy: assumed(0.03, 0.15, 0.35),
        threats: ['T-RANSOM-EHR'],
      },
      {
        factors: ['OUTAGE', 'PRIMARY_LOSS'],
        mechanism: 'early containment',
        efficacy: assumed(0.03, 0.15, 0.35),
        threats: ['T-MEDDEV', 'T-OT-FACILITY'],
      },
      {
        factors: ['RECORDS', 'PRIMARY_LOSS', 'SECONDARY_LOSS'],
        mechanism: 'early containment',
        efficacy: assumed(0.03, 0.15, 0.35),
        threats: ['T-ESPIONAGE'],
      },
    ],
    failures: {
      failuresPerYear: assumed(0.5, 1.5, 3, 'A change in the network leaves a sensor without traffic.'),
      discoveryDays: assumed(45, 100, 200),
      repairDays: assumed(3, 10, 30),
    },
    hipaa: ['308.a.1.ii.D', '312.b'],
    goals: ['ENH-06'],
    mitigations: ['M1031'],
  },
];
