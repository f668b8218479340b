import { assumed, published, type CatalogControl } from '../parts.ts';

/** What keeps data unread, unsent and unlooked at. */
export const DATA_CONTROLS: readonly CatalogControl[] = [
  {
    id: 'D-ENC-REST',
    name: 'Encryption of stored data',
    stance: 'DEFENSIVE',
    functions: ['LOSS_PREVENTION', 'LOSS_RESPONSE'],
    description:
      'Disks of laptops, phones, servers and storage media are encrypted so that an altered file shows, with keys kept apart and central. ' +
      'By law a lost device is then no breach, which is why its effect there is as good as certain. Against an intruder who is signed in it does little.',
    aiBased: false,
    annualCost: assumed(36_000, 96_000, 240_000),
    staffFte: 0.4,
    monthsToEffect: 3,
    coverage: assumed(0.88, 0.95, 0.99, 'Private devices, memory sticks and old machines.'),
    effects: [
      {
        factors: ['RECORDS', 'PRIMARY_LOSS', 'SECONDARY_PROBABILITY'],
        mechanism: 'unreadable data',
        efficacy: published(
          0.85,
          0.96,
          0.995,
          ['S-URMC', 'S-LIFE'],
          'Follows from the rule: no notice is due, since encrypted data do not count as unsecured (45 CFR 164.402); the settlements show what one unencrypted laptop costs. What is left is the device itself, and cases where the proof or the key is missing.',
        ),
        threats: ['T-LOST-DEVICE', 'T-DISPOSAL'],
      },
      {
        factors: ['RECORDS', 'PRIMARY_LOSS'],
        mechanism: 'unreadable data',
        efficacy: assumed(
          0.02,
          0.08,
          0.25,
          'None of the records in the large hacks of 2025 was encrypted (AHA); but an intruder with rights reads what they open.',
        ),
        threats: ['T-EXTORT-ONLY', 'T-BA-BREACH'],
      },
    ],
    failures: {
      failuresPerYear: assumed(
        0.1,
        0.4,
        1,
        'A batch of devices goes out unencrypted, or keys lie beside the data.',
      ),
      discoveryDays: assumed(60, 120, 240),
      repairDays: assumed(3, 10, 30),
    },
    hipaa: ['312.a.2.iv', '312.c.2'],
    goals: ['ESS-05'],
    mitigations: ['M1041', 'AML.M0012'],
  },
  {
    id: 'D-ENC-TRANSIT',
    name: 'Encryption of data on the way',
    stance: 'DEFENSIVE',
    functions: ['LOSS_PREVENTION'],
    description:
      'Portals, interfaces, images and mail travel encrypted and signed, inside the hospital too, so that nobody on the line can read or change them. ' +
      'On the internet this is taken for granted; inside, results and orders often travel in the clear. The effect is a judgment with a wide range.',
    aiBased: false,
    annualCost: assumed(12_000, 42_000, 120_000),
    staffFte: 0.2,
    monthsToEffect: 3,
    coverage: assumed(0.7, 0.85, 0.95, 'Old interfaces and devices speak only in the clear.'),
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'protected transport',
        efficacy: assumed(0.1, 0.35, 0.7),
        threats: ['T-DATA-TAMPER', 'T-PHYS-INTRUSION'],
      },
    ],
    failures: {
      failuresPerYear: assumed(
        0.3,
        1,
        2,
        'A certificate ends and checks are switched off to keep things running.',
      ),
      discoveryDays: assumed(30, 120, 300),
      repairDays: assumed(2, 10, 40),
    },
    hipaa: ['312.e.2.i', '312.e.2.ii'],
    goals: ['ESS-05'],
    mitigations: ['M1041', 'AML.M0012'],
  },
  {
    id: 'D-DLP',
    name: 'Data loss prevention',
    stance: 'DEFENSIVE',
    functions: ['LOSS_DETECTION', 'LOSS_PREVENTION'],
    description:
      'What leaves by mail, web, stick or printer is searched for patient data, and held back or questioned. ' +
      'It is good against haste and clumsy theft, poor against those who know it is there: in tests the copying of data was the step least often stopped.',
    aiBased: false,
    annualCost: assumed(60_000, 170_000, 420_000),
    staffFte: 0.7,
    monthsToEffect: 3,
    coverage: assumed(0.6, 0.8, 0.92, 'Personal devices, cloud services and encrypted traffic are not seen.'),
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'data leaving noticed',
        efficacy: assumed(0.1, 0.3, 0.55),
        threats: ['T-INSIDER-THEFT', 'T-MISDELIVERY', 'T-AI-SHADOW'],
      },
      {
        factors: ['RECORDS', 'PRIMARY_LOSS'],
        mechanism: 'data leaving noticed',
        efficacy: assumed(
          0.02,
          0.1,
          0.25,
          'In simulated attacks only 18% of copying out was stopped (Picus Security, 2023).',
        ),
        threats: ['T-EXTORT-ONLY'],
      },
    ],
    failures: {
      failuresPerYear: assumed(
        1,
        2,
        4,
        'Rules are loosened after complaints, or a new way out is not covered.',
      ),
      discoveryDays: assumed(45, 120, 270),
      repairDays: assumed(3, 14, 40),
    },
    hipaa: ['308.a.1.ii.D', '310.d.2.iii'],
    goals: [],
    mitigations: ['M1057'],
  },
  {
    id: 'D-MDM',
    name: 'Management of devices, with lock and wipe',
    stance: 'DEFENSIVE',
    functions: ['LOSS_PREVENTION', 'LOSS_RESPONSE'],
    description:
      'Computers and phones are registered, keep to set rules, lock themselves after minutes, and can be found and wiped when lost. ' +
      'A wipe reaches only a device that comes online again, so encryption does more for lost ones. The figures are judgments.',
    aiBased: false,
    annualCost: assumed(36_000, 96_000, 240_000),
    staffFte: 0.4,
    monthsToEffect: 3,
    coverage: assumed(0.8, 0.9, 0.97, 'Devices that staff own are enrolled in part.'),
    effects: [
      {
        factors: ['RECORDS', 'PRIMARY_LOSS', 'SECONDARY_PROBABILITY'],
        mechanism: 'unreadable data',
        efficacy: assumed(0.2, 0.45, 0.7),
        threats: ['T-LOST-DEVICE'],
      },
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'hardened configuration',
        efficacy: assumed(0.03, 0.1, 0.25, 'Screens that lock themselves.'),
        threats: ['T-PHYS-INTRUSION', 'T-INSIDER-SNOOP'],
      },
    ],
    failures: {
      failuresPerYear: assumed(0.5, 1, 2, 'Devices stop reporting; wards have the lock switched off.'),
      discoveryDays: assumed(30, 90, 180),
      repairDays: assumed(2, 7, 21),
    },
    hipaa: ['310.b', '310.c', '310.d.2.iii', '312.a.2.iii'],
    goals: [],
    mitigations: ['M1034', 'M1042'],
  },
  {
    id: 'D-SNOOP-MON',
    name: 'Record access analytics with same-day warning',
    stance: 'DEFENSIVE',
    functions: ['LOSS_DETECTION', 'LOSS_PREVENTION'],
    description:
      'Looks at who opened which record, finds visits without need, and warns the person the same day. ' +
      'In a trial in a hospital 2% of those warned did it again, against 40% of the others. The first visit it cannot prevent, so the likely effect here is lower.',
    aiBased: false,
    upfrontCost: assumed(
      20_000,
      60_000,
      150_000,
      'Connecting records and staff lists, and learning what is usual.',
    ),
    annualCost: assumed(48_000, 130_000, 300_000),
    staffFte: 0.6,
    monthsToEffect: 3,
    coverage: assumed(0.7, 0.85, 0.95, 'Systems beside the main record keep poor logs.'),
    effects: [
      {
        factors: ['ATTEMPTS'],
        mechanism: 'same-day warning',
        efficacy: published(
          0.3,
          0.6,
          0.95,
          ['S-JAMAEM'],
          'Repeats fell from 90 of 225 to 4 of 219, by 95%: the upper end, as first visits are not covered.',
        ),
        threats: ['T-INSIDER-SNOOP'],
      },
      {
        factors: ['RECORDS', 'PRIMARY_LOSS'],
        mechanism: 'found before all is copied',
        efficacy: assumed(0.1, 0.3, 0.6),
        threats: ['T-INSIDER-THEFT'],
      },
    ],
    failures: {
      failuresPerYear: assumed(0.3, 1, 2, 'The feed of access logs stops, or warnings are no longer read.'),
      discoveryDays: assumed(30, 75, 150),
      repairDays: assumed(2, 7, 20),
    },
    hipaa: ['308.a.1.ii.C', '308.a.1.ii.D', '312.b'],
    goals: ['ENH-06'],
    mitigations: ['M1047'],
  },
  {
    id: 'D-EMAIL-GW',
    name: 'E-mail filtering',
    stance: 'DEFENSIVE',
    functions: ['LOSS_PREVENTION', 'LOSS_DETECTION'],
    description:
      'Sender, content and links of a mail are checked before it is delivered, and links are opened at a distance. ' +
      'Filters stop the mass; government test teams got their aimed mail through nearly always, so the range is wide.',
    aiBased: false,
    annualCost: assumed(64_000, 160_000, 400_000),
    staffFte: 0.3,
    monthsToEffect: 3,
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'mail filtering',
        efficacy: assumed(
          0.15,
          0.4,
          0.7,
          'At 192 health organisations test teams got past the filter 96% of the time with aimed mail (CISA, fiscal years 2019-2020).',
        ),
        threats: ['T-PHISH-MAILBOX', 'T-BEC', 'T-AI-PHISH'],
      },
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'mail filtering',
        efficacy: assumed(0.02, 0.08, 0.2, 'Only the part that arrives by mail.'),
        threats: ['T-RANSOM-EHR'],
      },
    ],
    failures: {
      failuresPerYear: assumed(0.5, 1.5, 3, 'Exceptions and senders held as safe pile up.'),
      discoveryDays: assumed(20, 45, 90),
      repairDays: assumed(1, 3, 10),
    },
    hipaa: ['308.a.5.ii.B'],
    goals: ['ESS-02'],
    mitigations: ['M1021', 'M1031', 'M1049'],
  },
  {
    id: 'D-DMARC',
    name: 'Mail authentication at enforcement',
    stance: 'DEFENSIVE',
    functions: ['LOSS_PREVENTION'],
    description:
      'Mail in the hospital’s own name that carries no valid signature is refused (SPF, DKIM, DMARC). ' +
      'It ends exact forgery and nothing else: look-alike names and hijacked mailboxes pass. So the vendor’s 77% is not believed, and the range stays below it.',
    aiBased: false,
    upfrontCost: assumed(
      10_000,
      30_000,
      80_000,
      'Finding all who send in the hospital’s name, and making them sign.',
    ),
    annualCost: assumed(6_000, 24_000, 72_000),
    staffFte: 0.1,
    monthsToEffect: 3,
    coverage: assumed(0.6, 0.8, 0.95, 'Some senders of the hospital cannot sign yet.'),
    effects: [
      {
        factors: ['ATTEMPTS'],
        mechanism: 'proof of sender',
        efficacy: published(
          0.05,
          0.2,
          0.5,
          ['S-DMARC'],
          'A vendor reports 77% fewer hostile mails. Cut to 20% by judgment, and to half at most, since forgery of the exact name is a part of them only.',
        ),
        threats: ['T-BEC', 'T-PHISH-MAILBOX'],
      },
    ],
    failures: {
      failuresPerYear: assumed(0.2, 0.6, 1.5, 'The rule is relaxed for a new sender and stays so.'),
      discoveryDays: assumed(30, 75, 150),
      repairDays: assumed(1, 5, 15),
    },
    hipaa: ['312.e.2.i'],
    goals: ['ESS-02'],
    mitigations: ['M1054'],
  },
];
