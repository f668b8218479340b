import type { AssetKind } from '../../assets/asset.ts';
import { assumed, published, type CatalogControl } from '../parts.ts';

/** What a hospital's own staff can scan and update. Medical devices and models wait for their makers. */
const OWN_SYSTEMS: readonly AssetKind[] = ['APPLICATION', 'DATA_STORE', 'NETWORK', 'IDENTITY', 'ENDPOINTS'];

/** Systems that are built, set up and kept up to date so that there is less to attack. */
export const SYSTEM_CONTROLS: readonly CatalogControl[] = [
  {
    id: 'D-HARDEN',
    name: 'Automated secure configuration',
    stance: 'DEFENSIVE',
    functions: ['LOSS_PREVENTION', 'VARIANCE_PREVENTION'],
    description:
      'A tool holds the settings of servers, computers and the cloud at a safe baseline and puts back what drifts. ' +
      'No control goes with fewer insurance claims, but who hardens well does much else well: take that figure as the most that it can do.',
    aiBased: false,
    annualCost: assumed(72_000, 190_000, 480_000),
    staffFte: 0.9,
    monthsToEffect: 6,
    coverage: assumed(0.7, 0.85, 0.95, 'Old systems and those under a maker’s warranty keep their settings.'),
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'hardened configuration',
        efficacy: published(
          0.2,
          0.45,
          0.82,
          ['S-MARSH23'],
          'Claims nearly six times rarer (5.58, 82%, as recalled) with it: a correlation, so the upper end.',
        ),
        threats: ['T-RANSOM-EHR', 'T-RANSOM-BACKUP', 'T-EXTORT-ONLY', 'T-EDGE-EXPLOIT', 'T-CRYPTOJACK'],
      },
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'hardened configuration',
        efficacy: assumed(0.1, 0.3, 0.5),
        threats: ['T-CLOUD-MISCONF'],
      },
      {
        factors: ['VARIANCE_FREQUENCY'],
        mechanism: 'hardened configuration',
        efficacy: assumed(
          0.05,
          0.2,
          0.4,
          'Holes made by settings open less often; flaws in products do not.',
        ),
        assetKinds: OWN_SYSTEMS,
      },
    ],
    failures: {
      failuresPerYear: assumed(
        0.8,
        2,
        4,
        'Exemptions that stay and machines that drop out. Simulated attacks were prevented in 59% of tries (Picus, 2023), where all believed in their settings.',
      ),
      discoveryDays: assumed(60, 150, 365, 'Its own report looks well without them.'),
      repairDays: assumed(3, 10, 30),
    },
    hipaa: ['308.a.1.ii.B', '308.a.5.ii.B'],
    goals: ['ENH-10'],
    mitigations: ['M1028', 'M1042', 'M1054'],
  },
  {
    id: 'D-PATCH',
    name: 'Seven-day patching of high-severity flaws',
    stance: 'DEFENSIVE',
    functions: ['VARIANCE_CORRECTION'],
    description:
      'Serious flaws are fixed within a week, where the sector’s median is 43 days. ' +
      'Insurers saw half as many claims from those who do so; how much of that is the patching, nobody measured. ' +
      'It needs people and windows in which systems may stop.',
    aiBased: false,
    annualCost: assumed(60_000, 180_000, 480_000),
    staffFte: 1.8,
    monthsToEffect: 3,
    coverage: assumed(
      0.7,
      0.85,
      0.95,
      'Systems past support, and those that may not stop, are patched late or never.',
    ),
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'patching',
        efficacy: published(
          0.2,
          0.45,
          0.65,
          ['S-MARSH23', 'S-DBIR26'],
          'Ours: half as many claims, and more where a flaw is the way in, up to what 7 days instead of a median of 43 can shut, less the flaws used before a fix exists.',
        ),
        threats: ['T-EDGE-EXPLOIT', 'T-AI-AUTOEXPLOIT', 'T-MASS-EXPLOIT'],
      },
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'patching',
        efficacy: published(
          0.15,
          0.33,
          0.5,
          ['S-MARSH23'],
          'Claims half as frequent: a correlation, so the upper end.',
        ),
        threats: ['T-RANSOM-EHR', 'T-RANSOM-BACKUP', 'T-EXTORT-ONLY'],
      },
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'patching',
        efficacy: assumed(
          0.05,
          0.2,
          0.4,
          'Much waits for the makers: 44% of organisations run devices with known open flaws, 28% past support (RunSafe, 2026).',
        ),
        threats: ['T-MEDDEV', 'T-PORTAL-API', 'T-IMAGING-EXPOSE'],
      },
      {
        factors: ['VARIANCE_REPAIR'],
        mechanism: 'patching',
        efficacy: published(
          0.5,
          0.7,
          0.84,
          ['S-DBIR26'],
          'From the median of 43 days to 7 is 84%: the upper end.',
        ),
        assetKinds: OWN_SYSTEMS,
      },
      {
        factors: ['VARIANCE_REPAIR'],
        mechanism: 'patching',
        efficacy: assumed(0.05, 0.2, 0.4, 'The maker must release a fix and allow it.'),
        assetKinds: ['MEDICAL_DEVICES'],
      },
      {
        factors: ['VARIANCE_REPAIR'],
        mechanism: 'patching',
        efficacy: assumed(0.05, 0.15, 0.35, 'Agents and baselines are sent out again by the same route.'),
        controls: ['D-HARDEN', 'D-EDR'],
      },
    ],
    failures: {
      failuresPerYear: assumed(
        0.5,
        2,
        4,
        'Machines that updates no longer reach, updates held back and forgotten.',
      ),
      discoveryDays: assumed(30, 90, 180),
      repairDays: assumed(3, 10, 30),
    },
    hipaa: ['308.a.1.ii.B', '308.a.5.ii.B'],
    goals: ['ESS-01', 'ENH-05'],
    mitigations: ['M1051'],
  },
  {
    id: 'D-VULN-SCAN',
    name: 'Continuous vulnerability and exposure scanning',
    stance: 'DEFENSIVE',
    functions: ['VARIANCE_IDENTIFICATION'],
    description:
      'Scanners look for known flaws without pause, from the internet and from inside; CISA does the outer part for free. ' +
      'The evidence is the agency’s own, on those who asked for it. A scan closes nothing: its worth is in what gets fixed.',
    aiBased: false,
    annualCost: assumed(0, 32_000, 120_000, 'Nothing where CISA scans.'),
    staffFte: 0.3,
    monthsToEffect: 3,
    coverage: assumed(0.7, 0.85, 0.95, 'Devices that a scan could disturb are left out.'),
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'scanning',
        efficacy: published(
          0.1,
          0.25,
          0.4,
          ['S-CYHY', 'S-CISACPG'],
          'Exposure 40% smaller within a year, by the agency’s account: the upper end. It holds where findings are fixed.',
        ),
        threats: ['T-EDGE-EXPLOIT', 'T-MASS-EXPLOIT', 'T-CLOUD-MISCONF'],
      },
      {
        factors: ['VARIANCE_DISCOVERY'],
        mechanism: 'scanning',
        efficacy: published(
          0.1,
          0.25,
          0.4,
          ['S-CYHY', 'S-CISACPG'],
          'Exposure 40% smaller within a year, by the agency’s account, taken as the same share of the days that a hole stays unknown.',
        ),
        assetKinds: OWN_SYSTEMS,
      },
      {
        factors: ['VARIANCE_DISCOVERY'],
        mechanism: 'scanning',
        efficacy: assumed(
          0.06,
          0.17,
          0.33,
          'Chosen so that hardening works 5 to 30% more of the time: a scan shows the machines that baselines and updates have lost.',
        ),
        controls: ['D-HARDEN', 'D-PATCH'],
      },
    ],
    failures: {
      failuresPerYear: assumed(0.5, 1, 2.5, 'Its account expires, or a new network is not on its list.'),
      discoveryDays: assumed(45, 100, 200),
      repairDays: assumed(2, 7, 20),
    },
    hipaa: ['308.a.1.ii.A', '308.a.8'],
    goals: ['ESS-01'],
    mitigations: ['M1016', 'AML.M0016'],
  },
  {
    id: 'D-DEVSECOPS',
    name: 'Secure development and code scanning',
    stance: 'DEFENSIVE',
    functions: ['LOSS_PREVENTION', 'VARIANCE_IDENTIFICATION'],
    description:
      'Software that the hospital writes or adapts, such as portals and interfaces, is designed for attack, scanned and signed before it goes live. ' +
      'Breaches cost 5.6% less where it is done, by a survey of many trades; how many it prevents is our judgement. ' +
      'It does nothing for bought software.',
    aiBased: false,
    annualCost: assumed(40_000, 120_000, 320_000),
    staffFte: 1.2,
    monthsToEffect: 3,
    coverage: assumed(0.5, 0.7, 0.9, 'Much of a portal is bought, or written by others.'),
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'secure development',
        efficacy: assumed(0.1, 0.3, 0.55),
        threats: ['T-PORTAL-API', 'T-SW-SUPPLY'],
      },
      {
        factors: ['RECORDS', 'PRIMARY_LOSS', 'SECONDARY_LOSS'],
        mechanism: 'secure development',
        efficacy: published(
          0.02,
          0.056,
          0.1,
          ['S-IBM23'],
          'USD 249,278 less a breach, of a mean of 4.45 million.',
        ),
        threats: ['T-PORTAL-API', 'T-EXTORT-ONLY'],
      },
      {
        factors: ['VARIANCE_FREQUENCY', 'VARIANCE_DISCOVERY'],
        mechanism: 'secure development',
        efficacy: assumed(
          0.05,
          0.15,
          0.35,
          'Of own code only: fewer flaws go live, and later scans find some.',
        ),
        assetKinds: ['APPLICATION'],
      },
    ],
    failures: {
      failuresPerYear: assumed(0.3, 1, 2.5, 'A check is switched off to meet a date, and stays off.'),
      discoveryDays: assumed(45, 120, 240),
      repairDays: assumed(2, 7, 20),
    },
    hipaa: ['308.a.1.ii.B'],
    goals: ['ENH-05'],
    mitigations: ['M1013', 'M1045', 'AML.M0013'],
  },
  {
    id: 'D-CSPM',
    name: 'Cloud posture and SaaS app governance',
    stance: 'DEFENSIVE',
    functions: ['VARIANCE_IDENTIFICATION', 'VARIANCE_CORRECTION'],
    description:
      'A tool compares the settings of cloud accounts and online services with what is safe, and shows storage open to the world, apps with too many rights and accounts without a second factor. ' +
      'Nobody has published what it saves: all figures are judgement.',
    aiBased: false,
    annualCost: assumed(30_000, 90_000, 240_000),
    staffFte: 0.4,
    monthsToEffect: 3,
    coverage: assumed(0.6, 0.8, 0.92, 'Accounts that a department opened by itself are not joined.'),
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'hardened configuration',
        efficacy: assumed(0.25, 0.5, 0.75),
        threats: ['T-CLOUD-MISCONF'],
      },
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'hardened configuration',
        efficacy: assumed(0.05, 0.2, 0.4),
        threats: ['T-CLOUD-ACCT', 'T-CRYPTOJACK'],
      },
      {
        factors: ['VARIANCE_DISCOVERY', 'VARIANCE_REPAIR'],
        mechanism: 'scanning',
        efficacy: assumed(
          0.05,
          0.15,
          0.35,
          'Of what runs in a cloud only; some settings it puts back by itself.',
        ),
        controls: ['D-MFA', 'D-HARDEN'],
        assetKinds: ['APPLICATION', 'DATA_STORE'],
      },
    ],
    failures: {
      failuresPerYear: assumed(0.3, 1, 2, 'It loses its right to read an account.'),
      discoveryDays: assumed(45, 90, 180),
      repairDays: assumed(2, 7, 20),
    },
    hipaa: ['308.a.1.ii.B', '308.a.8', '312.a'],
    goals: ['ENH-10'],
    mitigations: ['M1047', 'M1018'],
  },
  {
    id: 'D-MEDDEV-ISO',
    name: 'Medical device security programme',
    stance: 'DEFENSIVE',
    functions: ['LOSS_PREVENTION'],
    description:
      'Devices are listed with an owner, kept in zones of their own, bought by security rules, and guarded from outside where they cannot be patched. ' +
      'One in four organisations asked had an incident on devices within a year, so the need is plain; what the programme saves is judgement.',
    aiBased: false,
    annualCost: assumed(120_000, 330_000, 780_000),
    staffFte: 1.5,
    monthsToEffect: 9,
    coverage: assumed(0.5, 0.75, 0.9, 'Devices that nobody listed, and those that wander between wards.'),
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'zones',
        efficacy: assumed(0.15, 0.4, 0.65, 'As network segmentation: the same walls, so the two overlap.'),
        threats: ['T-MEDDEV'],
      },
      {
        factors: ['OUTAGE', 'PRIMARY_LOSS'],
        mechanism: 'zones',
        efficacy: assumed(0.05, 0.2, 0.4),
        threats: ['T-MEDDEV', 'T-OT-FACILITY'],
      },
      {
        factors: ['RECORDS', 'PRIMARY_LOSS', 'SECONDARY_LOSS'],
        mechanism: 'zones',
        efficacy: assumed(0.05, 0.2, 0.4),
        threats: ['T-IMAGING-EXPOSE'],
      },
    ],
    failures: {
      failuresPerYear: assumed(0.5, 1.5, 3, 'A device is moved or replaced and lands in the wrong zone.'),
      discoveryDays: assumed(60, 180, 365),
      repairDays: assumed(5, 20, 60),
    },
    hipaa: ['308.a.1.ii.B', '310.d.2.iii'],
    goals: ['ENH-07', 'ENH-01'],
    mitigations: ['M1030', 'M1034'],
  },
];
