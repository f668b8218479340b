import { assumed, published, type CatalogControl } from '../parts.ts';

/**
 * Tests that look for what is broken: holes in systems, and defences that no longer defend.
 *
 * Offence stops no attacker by itself. The reference credits each test with a lower vulnerability and with more reliable defences; here
 * the first is left out and the second is a test programme, from which the model computes both: what is found and fixed is a hole that is
 * closed and a defence that works again. To keep the stated effect as well would count one benefit twice. For the same reason these
 * controls have no direct effect at all.
 *
 * A run finds the same thing with the same chance each time, but never what its method cannot see: `reachShare` is narrow where one kind
 * of failure is looked at, wide where testers may try all that an intruder may.
 */
export const OFFENSIVE_TESTS: readonly CatalogControl[] = [
  {
    id: 'O-PENTEST-EXT',
    name: 'Penetration test from outside',
    stance: 'OFFENSIVE',
    functions: ['VARIANCE_IDENTIFICATION'],
    description:
      'Hired testers try to enter from the internet through whatever the hospital shows there. ' +
      'They flood nothing, change nothing, and stop at the door: a system that treats patients is not entered. ' +
      'Evidence of what such tests save is thin, and a clean report speaks for its weeks and its list of addresses only.',
    aiBased: false,
    annualCost: assumed(15_000, 35_000, 90_000),
    staffFte: 0,
    monthsToEffect: 2,
    effects: [],
    tests: {
      controls: [
        'D-PATCH',
        'D-HARDEN',
        'D-ZTNA',
        'D-MFA',
        'D-MFA-PR',
        'D-WAF-API',
        'D-CSPM',
        'D-ENC-TRANSIT',
      ],
      assetKinds: ['NETWORK', 'APPLICATION', 'DATA_STORE'],
      everyDays: 365,
      findProbability: assumed(0.3, 0.5, 0.7, 'A few weeks a year, from outside.'),
      fixProbability: assumed(
        0.4,
        0.65,
        0.85,
        'Above the 26% of critical flaws that are fully fixed (Verizon DBIR 2026), as these were shown to be usable.',
      ),
      reachShare: assumed(0.4, 0.6, 0.8, 'What cannot be seen from the internet stays unseen.'),
      authorization:
        'Chief information security officer, in writing; listed addresses and agreed weeks. No denial of service, no patient data copied, ' +
        'no medical devices, a telephone number that stops the test at once. Nobody else’s systems, and no hacking back.',
    },
    hipaa: ['308.a.8', '308.a.1.ii.A'],
    goals: ['ENH-04'],
    mitigations: ['M1016'],
  },
  {
    id: 'O-PENTEST-INT',
    name: 'Penetration test from inside',
    stance: 'OFFENSIVE',
    functions: ['VARIANCE_IDENTIFICATION'],
    description:
      'Testers start where a successful intruder would, at an ordinary seat inside, and see whether they can come to rule all accounts. ' +
      'Clinical systems in use and devices at patients are out of bounds, and rights gained are given back the same day. ' +
      'A federal team that did this at a large healthcare organisation reached full control in several ways: good evidence that there is something to find, none of what it saves.',
    aiBased: false,
    annualCost: assumed(16_000, 40_000, 96_000),
    staffFte: 0.1,
    monthsToEffect: 2,
    effects: [],
    tests: {
      controls: ['D-PAM', 'D-SEGMENT', 'D-HARDEN', 'D-PATCH', 'D-LEAST-PRIV', 'D-OFFBOARD', 'D-MFA', 'D-EDR'],
      assetKinds: ['IDENTITY', 'NETWORK', 'DATA_STORE', 'ENDPOINTS', 'APPLICATION'],
      everyDays: 365,
      findProbability: published(
        0.4,
        0.6,
        0.8,
        ['S-CISARVA'],
        'From inside, testers reached control of the domain by several paths; how many they missed is not told.',
      ),
      fixProbability: assumed(
        0.4,
        0.65,
        0.85,
        'Above the 26% of critical flaws that are fully fixed (Verizon DBIR 2026), as these were shown to be usable.',
      ),
      reachShare: assumed(0.4, 0.6, 0.8, 'One seat, a few weeks, clinical systems left out.'),
      authorization:
        'Chief executive and chief information security officer, in writing; named networks and a test account. Live clinical systems and ' +
        'medical devices are left alone, backups are looked at but never altered, and the duty manager can end it with one word.',
    },
    hipaa: ['308.a.8', '308.a.1.ii.A'],
    goals: ['ENH-04'],
    mitigations: ['M1015', 'M1016'],
  },
  {
    id: 'O-PENTEST-APP',
    name: 'Test of portal, interfaces and apps',
    stance: 'OFFENSIVE',
    functions: ['VARIANCE_IDENTIFICATION'],
    description:
      'Testers with made-up patients try to read what belongs to another patient, in the portal, its apps and the interfaces that outside apps use. ' +
      'No record of a real patient is opened: a finding ends where it is proved with test data. ' +
      'Flaws of this kind are seldom found by tools, so a person’s look is worth its price, though the figures are judgment.',
    aiBased: false,
    annualCost: assumed(12_000, 36_000, 96_000),
    staffFte: 0.1,
    monthsToEffect: 2,
    effects: [],
    tests: {
      controls: ['D-DEVSECOPS', 'D-WAF-API', 'D-ENC-TRANSIT'],
      assetKinds: ['APPLICATION'],
      everyDays: 182,
      findProbability: assumed(0.4, 0.6, 0.8),
      fixProbability: assumed(0.6, 0.8, 0.95, 'Code of one’s own is quickly mended; the vendor’s is not.'),
      reachShare: assumed(0.5, 0.7, 0.9),
      authorization:
        'Director of digital services; test patients only, in the staging copy and, at agreed night hours, in production. Booking, ' +
        'prescriptions and messages of real patients are not touched.',
    },
    hipaa: ['308.a.8', '308.a.1.ii.A'],
    goals: ['ENH-04'],
    mitigations: ['M1013', 'M1016'],
  },
  {
    id: 'O-PENTEST-MED',
    name: 'Medical device test',
    stance: 'OFFENSIVE',
    functions: ['VARIANCE_IDENTIFICATION'],
    description:
      'Pumps, monitors and scanners are attacked on a bench, together with the network zone that should shield them. ' +
      'Never a device that is connected to a patient or may be needed within the hour. ' +
      'Findings are reliable for the model tested, but many can only be fenced in, since the maker no longer mends them.',
    aiBased: false,
    annualCost: assumed(20_000, 56_000, 140_000),
    staffFte: 0.1,
    monthsToEffect: 3,
    effects: [],
    tests: {
      controls: ['D-MEDDEV-ISO', 'D-SEGMENT', 'D-NDR', 'D-ZTNA'],
      assetKinds: ['MEDICAL_DEVICES'],
      everyDays: 365,
      findProbability: assumed(0.4, 0.6, 0.8),
      fixProbability: assumed(
        0.3,
        0.5,
        0.7,
        '44% of organisations run devices with known open flaws, 28% run some past support (RunSafe 2026).',
      ),
      reachShare: assumed(0.4, 0.6, 0.8, 'The models that are on the bench, not all in the house.'),
      authorization:
        'Director of clinical engineering with the makers informed; spare units or units out of use, disconnected from every patient, and ' +
        'checked by engineering before they return. Patient safety comes before any finding.',
    },
    hipaa: ['308.a.8', '308.a.1.ii.A'],
    goals: ['ENH-04', 'ENH-02'],
    mitigations: ['M1016'],
  },
  {
    id: 'O-VENDORTEST',
    name: 'Attack test of a supplier’s way in',
    stance: 'OFFENSIVE',
    functions: ['VARIANCE_IDENTIFICATION'],
    description:
      'Together with a supplier, testers see how far someone in the supplier’s place would come: by its remote access, its updates, its support desk. ' +
      'Only with the supplier’s written consent, and only as far as the hospital’s own border on the other side. ' +
      'It proves or disproves what a questionnaire claims, for the one or two suppliers a year that it can look at.',
    aiBased: false,
    annualCost: assumed(16_000, 48_000, 130_000),
    staffFte: 0.1,
    monthsToEffect: 3,
    effects: [],
    tests: {
      controls: ['D-VENDOR-RISK', 'D-ZTNA'],
      assetKinds: ['THIRD_PARTY'],
      everyDays: 365,
      findProbability: assumed(0.3, 0.5, 0.7),
      fixProbability: assumed(0.3, 0.5, 0.75, 'Half of the findings are the supplier’s to fix.'),
      reachShare: assumed(0.1, 0.25, 0.45, 'A few suppliers out of hundreds.'),
      authorization:
        'Chief information security officer and the supplier, both in writing; the connection between the two only. The supplier’s other ' +
        'customers, its live services and all medical devices are left alone.',
    },
    hipaa: ['308.b.1', '308.a.8'],
    goals: ['ENH-04', 'ESS-10'],
    mitigations: [],
  },
  {
    id: 'O-EASM',
    name: 'Outside-in discovery',
    stance: 'OFFENSIVE',
    functions: ['VARIANCE_IDENTIFICATION'],
    description:
      'A service maps month by month what the hospital shows to the internet, forgotten servers and cloud stores included, as an attacker would before choosing a way in. ' +
      'It looks and does not enter; what turns out to be another’s is left alone. ' +
      'A federal agency says that organisations it scans for free typically show 40% less within a year: its own claim, which our figures stay below.',
    aiBased: false,
    annualCost: assumed(12_000, 48_000, 130_000),
    staffFte: 0.1,
    monthsToEffect: 1,
    effects: [],
    tests: {
      controls: ['D-ASSET-INV', 'D-PATCH', 'D-CSPM', 'D-VULN-SCAN', 'D-ZTNA'],
      assetKinds: ['NETWORK', 'APPLICATION', 'DATA_STORE'],
      everyDays: 30,
      findProbability: assumed(
        0.1,
        0.3,
        0.5,
        'A hole of 120 days to discovery and 43 to repair is open about a sixth shorter; CISA claims 40% less exposure in a year.',
      ),
      fixProbability: assumed(
        0.25,
        0.5,
        0.75,
        'From the 26% of critical flaws that are fully fixed (Verizon DBIR 2026) upward, as what faces the internet comes first.',
      ),
      reachShare: assumed(0.4, 0.6, 0.8, 'What faces the internet.'),
      authorization:
        'Chief information security officer; names and addresses that the hospital owns or rents, looked at from public networks. No ' +
        'sign-in is tried and nothing is changed; devices of patients and staff are out of scope.',
    },
    hipaa: ['308.a.1.ii.A'],
    goals: ['ENH-01', 'ENH-04'],
    mitigations: ['M1056'],
  },
  {
    id: 'O-BUGBOUNTY',
    name: 'Rewards for reported flaws',
    stance: 'OFFENSIVE',
    functions: ['VARIANCE_IDENTIFICATION'],
    description:
      'Researchers anywhere may attack listed targets and are paid for each flaw that is real. ' +
      'The targets hold invented patients and stand apart from care; anything else is outside the promise not to sue. ' +
      'It finds what a fixed team would not think of, but what it finds depends on who happens to look, so the range is wide.',
    aiBased: false,
    annualCost: assumed(
      24_000,
      72_000,
      210_000,
      'An award is USD 1,000 in the mean, 500 in the median (HackerOne, 7th report): most of the money is platform and sorting.',
    ),
    staffFte: 0.3,
    monthsToEffect: 3,
    effects: [],
    tests: {
      controls: ['D-DEVSECOPS', 'D-WAF-API', 'D-CSPM'],
      assetKinds: ['APPLICATION'],
      everyDays: 30,
      findProbability: assumed(0.02, 0.08, 0.2, 'Someone may look at any time; most months nobody finds it.'),
      fixProbability: assumed(0.5, 0.75, 0.9, 'Who has paid for a finding wants it closed.'),
      reachShare: assumed(0.3, 0.5, 0.7, 'The listed targets.'),
      authorization:
        'General counsel and chief information security officer, by published rules; isolated copies with invented patients. Live care ' +
        'systems, devices, staff and offices are excluded, and real data met by chance are reported and deleted.',
    },
    hipaa: ['308.a.8', '308.a.1.ii.A'],
    goals: ['ENH-02', 'ENH-04'],
    mitigations: ['M1016'],
  },
  {
    id: 'O-VDP',
    name: 'Open door for finders of flaws',
    stance: 'OFFENSIVE',
    functions: ['VARIANCE_IDENTIFICATION'],
    description:
      'A published address and a promise: who reports a flaw in good faith is thanked and not sued. ' +
      'It invites nobody to touch care systems or to open a patient’s record. ' +
      'It costs little and brings little, now and then something grave; no study says how much.',
    aiBased: false,
    annualCost: assumed(2_000, 10_000, 28_000),
    staffFte: 0.1,
    monthsToEffect: 1,
    effects: [],
    tests: {
      controls: ['D-PATCH', 'D-CSPM', 'D-WAF-API'],
      assetKinds: ['APPLICATION', 'NETWORK', 'DATA_STORE'],
      everyDays: 30,
      findProbability: assumed(0.005, 0.02, 0.05, 'Unasked and unpaid: few look.'),
      fixProbability: assumed(0.4, 0.65, 0.85),
      reachShare: assumed(0.2, 0.4, 0.6, 'What a stranger sees.'),
      authorization:
        'General counsel, by a published policy; good faith, public systems, no more than proves the flaw. No denial of service, no patient ' +
        'data kept, no medical devices, no pressure on staff.',
    },
    hipaa: ['308.a.1.ii.A'],
    goals: ['ENH-02'],
    mitigations: ['M1016'],
  },
  {
    id: 'O-CREDAUDIT',
    name: 'Password audit',
    stance: 'OFFENSIVE',
    functions: ['VARIANCE_IDENTIFICATION'],
    description:
      'The hospital tries to guess its own passwords as thieves do, and compares them with those that were leaked elsewhere. ' +
      'The guesses stay on one sealed machine, nobody reads a person’s password, and owners are asked to change it. ' +
      'A guessed password is proof, but of that one thing only: weak ones were a main finding when a federal team tested a healthcare organisation.',
    aiBased: false,
    annualCost: assumed(2_000, 8_000, 24_000),
    staffFte: 0.1,
    monthsToEffect: 1,
    effects: [],
    tests: {
      controls: ['D-PAM', 'D-MFA', 'D-OFFBOARD'],
      assetKinds: ['IDENTITY'],
      everyDays: 91,
      findProbability: assumed(
        0.5,
        0.75,
        0.9,
        'Weak passwords opened doors in the CISA assessment of December 2023.',
      ),
      fixProbability: assumed(0.6, 0.8, 0.95, 'A password is changed in a day; that of a device is not.'),
      reachShare: assumed(0.1, 0.2, 0.35, 'Passwords, and accounts that should be gone.'),
      authorization:
        'Chief information security officer and privacy officer; password hashes on a sealed machine that is wiped afterwards. Accounts of ' +
        'medical devices are told to engineering and never locked, patients’ portal passwords are not tried.',
    },
    hipaa: ['308.a.5.ii.D', '308.a.8'],
    goals: ['ENH-04'],
    mitigations: ['M1027'],
  },
  {
    id: 'O-BAS',
    name: 'Breach and attack simulation',
    stance: 'OFFENSIVE',
    functions: ['VARIANCE_IDENTIFICATION'],
    description:
      'Harmless copies of an intruder’s steps run every month and show which defences did not stop, record or report them. ' +
      'They run on marked machines and test accounts, never on systems at the bedside. ' +
      'In a vendor’s own counts only one simulated attack in six or seven raised an alarm: much to find, though it sees no more than what it can imitate.',
    aiBased: false,
    annualCost: assumed(30_000, 78_000, 180_000),
    staffFte: 0.3,
    monthsToEffect: 2,
    effects: [],
    tests: {
      controls: [
        'D-EDR',
        'D-SIEM',
        'D-DLP',
        'D-EMAIL-GW',
        'D-EMAIL-AI',
        'D-DMARC',
        'D-AI-DETECT',
        'D-NDR',
        'D-MDR',
        'D-HARDEN',
        'D-SEGMENT',
        'D-WAF-API',
      ],
      assetKinds: [],
      everyDays: 30,
      findProbability: assumed(
        0.5,
        0.75,
        0.9,
        'What does not react to a known step is seen at once; Picus (2023, 2025) counted 14 to 16% that raised an alert.',
      ),
      fixProbability: assumed(0.4, 0.65, 0.85, 'Most findings are settings; some wait for an owner.'),
      reachShare: assumed(0.4, 0.6, 0.8, 'It sees the failures of what it can imitate.'),
      authorization:
        'Chief information security officer; test accounts and marked machines, in agreed hours. No clinical system, no medical device, no ' +
        'real patient data, and each step can be undone.',
    },
    hipaa: ['308.a.8'],
    goals: ['ENH-04'],
    mitigations: ['M1016'],
  },
];
