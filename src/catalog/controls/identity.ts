import { assumed, published, type CatalogControl } from '../parts.ts';

const RECALLED_PAM =
  'A study of claims ranks it second: 2.9 times fewer, a number from memory and a correlation, so that its 66% is the upper end (Marsh McLennan 2023).';

const LESS_WITHIN_REACH = assumed(0.05, 0.2, 0.4);

/** Who may come in, and how far. */
export const IDENTITY_CONTROLS: readonly CatalogControl[] = [
  {
    id: 'D-MFA',
    name: 'Multi-factor sign-in',
    stance: 'DEFENSIVE',
    functions: ['LOSS_PREVENTION'],
    description:
      'A code or a push message beside the password for remote access, mail, administrators and patient records. ' +
      'For single accounts the evidence is the best in this catalogue: 99% fewer are taken over. For whole organisations insurers see far less, 29%, since intruders use the doors that were left out.',
    aiBased: false,
    annualCost: assumed(72_000, 180_000, 420_000),
    staffFte: 0.8,
    monthsToEffect: 3,
    coverage: assumed(0.75, 0.88, 0.96, 'Old systems and shared accounts are left out.'),
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'strong authentication',
        efficacy: published(
          0.7,
          0.93,
          0.99,
          ['S-MSMFA', 'S-GOOG19'],
          'Accounts were taken over 99.2% less, 98.6% where the password had leaked: the upper end, as organisations leave gaps that accounts do not.',
        ),
        threats: ['T-CRED-STUFF', 'T-CLOUD-ACCT'],
      },
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'strong authentication',
        efficacy: published(
          0.4,
          0.75,
          0.96,
          ['S-GOOG19', 'S-MARSH23'],
          'Text messages stopped 96% of bulk phishing and 76% of aimed attacks: upper end and mode. The low end leans towards the 29% seen in claims, since codes and prompts can be relayed.',
        ),
        threats: ['T-PHISH-MAILBOX', 'T-AI-PHISH', 'T-REMOTE-SUPPORT'],
      },
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'strong authentication',
        efficacy: published(
          0.15,
          0.29,
          0.5,
          ['S-MARSH23'],
          'Claims were 1.4 times rarer with it everywhere, which is 29%: a correlation. Attempts that come in by phishing or stolen passwords meet the stronger figure for those.',
        ),
        threats: ['T-RANSOM-EHR', 'T-RANSOM-BACKUP', 'T-EXTORT-ONLY'],
      },
    ],
    failures: {
      failuresPerYear: assumed(0.5, 1, 2, 'Exemptions that stay, old protocols that come back.'),
      discoveryDays: assumed(60, 120, 240),
      repairDays: assumed(3, 10, 30),
    },
    hipaa: ['308.a.5.ii.D', '312.d'],
    goals: ['ESS-03'],
    mitigations: ['M1032'],
  },
  {
    id: 'D-MFA-PR',
    name: 'Phishing-resistant sign-in',
    stance: 'DEFENSIVE',
    functions: ['LOSS_PREVENTION'],
    description:
      'Keys and passkeys that answer only the true site, so that there is nothing to give away. ' +
      'Keys stopped every attack in a large study of accounts. What remains is the service desk that hands out a new key, and the systems that cannot use one.',
    aiBased: false,
    upfrontCost: assumed(150_000, 350_000, 800_000, 'Keys, enrolment of all staff, changes to old systems.'),
    annualCost: assumed(200_000, 480_000, 1_100_000),
    staffFte: 0.8,
    monthsToEffect: 9,
    coverage: assumed(0.7, 0.85, 0.95, 'Shared workstations and old systems come last.'),
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'strong authentication',
        efficacy: published(
          0.8,
          0.95,
          0.999,
          ['S-GOOG19'],
          'Security keys stopped all attacks of the study; less is expected where another way of signing in remains.',
        ),
        threats: ['T-MFA-BYPASS', 'T-CRED-STUFF', 'T-PHISH-MAILBOX', 'T-AI-PHISH', 'T-CLOUD-ACCT'],
      },
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'strong authentication',
        efficacy: assumed(0.1, 0.3, 0.6, 'A caller who asks for a reset is met by the desk, not by the key.'),
        threats: ['T-VISH-HELPDESK'],
      },
    ],
    failures: {
      failuresPerYear: assumed(0.2, 0.5, 1.5, 'A weaker second way is switched on again.'),
      discoveryDays: assumed(60, 120, 240),
      repairDays: assumed(3, 10, 30),
    },
    hipaa: ['312.d'],
    goals: ['ESS-03'],
    mitigations: ['M1032'],
  },
  {
    id: 'D-PAM',
    name: 'Privileged access management',
    stance: 'DEFENSIVE',
    functions: ['LOSS_PREVENTION'],
    description:
      'Administrators work with two accounts, and the powerful one comes from a vault, for an hour, with a reason. ' +
      'Insurers rank it second among all controls; that is a correlation, and its number is recalled rather than seen.',
    aiBased: false,
    upfrontCost: assumed(
      120_000,
      300_000,
      700_000,
      'Finding every powerful account and moving it into the vault.',
    ),
    annualCost: assumed(120_000, 300_000, 720_000),
    staffFte: 1.3,
    monthsToEffect: 9,
    coverage: assumed(0.65, 0.8, 0.92, 'Accounts of services and of devices stay outside longest.'),
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'privilege control',
        efficacy: assumed(0.15, 0.35, 0.66, RECALLED_PAM),
        threats: ['T-RANSOM-EHR', 'T-RANSOM-BACKUP', 'T-EXTORT-ONLY', 'T-EDGE-EXPLOIT'],
      },
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'privilege control',
        efficacy: assumed(0.2, 0.45, 0.7),
        threats: ['T-INSIDER-SABOTAGE', 'T-REMOTE-SUPPORT'],
      },
    ],
    failures: {
      failuresPerYear: assumed(0.5, 1.5, 3, 'New powerful accounts appear outside the vault.'),
      discoveryDays: assumed(60, 120, 240),
      repairDays: assumed(3, 10, 30),
    },
    hipaa: ['308.a.4.ii.B', '308.a.4.ii.C', '312.a.2.i'],
    goals: ['ESS-09'],
    mitigations: ['M1018', 'M1026'],
  },
  {
    id: 'D-LEAST-PRIV',
    name: 'Access by role, with an account for each person',
    stance: 'DEFENSIVE',
    functions: ['LOSS_PREVENTION'],
    description:
      'Everyone has an account of their own and sees what the role needs; rights are granted by someone who answers for them, and a clearing house within the group is kept apart in the same way. ' +
      'A stolen account then reaches less, and a curious colleague fewer records. How much less is our judgment.',
    aiBased: false,
    annualCost: assumed(40_000, 110_000, 280_000),
    staffFte: 1.1,
    monthsToEffect: 3,
    coverage: assumed(0.8, 0.9, 0.97, 'Care needs wide access in some places.'),
    effects: [
      {
        factors: ['ATTEMPTS'],
        mechanism: 'need to know',
        efficacy: assumed(0.05, 0.2, 0.45),
        threats: ['T-INSIDER-SNOOP'],
      },
      {
        factors: ['RECORDS', 'PRIMARY_LOSS'],
        mechanism: 'need to know',
        efficacy: LESS_WITHIN_REACH,
        threats: ['T-PHISH-MAILBOX', 'T-INSIDER-THEFT', 'T-EXTORT-ONLY'],
      },
      {
        factors: ['PRIMARY_LOSS'],
        mechanism: 'need to know',
        efficacy: LESS_WITHIN_REACH,
        threats: ['T-DATA-TAMPER'],
      },
    ],
    failures: {
      failuresPerYear: assumed(0.5, 1, 2, 'Rights pile up with each change of post.'),
      discoveryDays: assumed(60, 150, 365),
      repairDays: assumed(5, 15, 40),
    },
    hipaa: ['308.a.3.ii.A', '308.a.4.ii.A', '308.a.4.ii.B', '308.a.4.ii.C', '312.a.2.i'],
    goals: ['ESS-08'],
    mitigations: ['M1018', 'M1022', 'AML.M0005'],
  },
  {
    id: 'D-OFFBOARD',
    name: 'Access that ends with the job',
    stance: 'DEFENSIVE',
    functions: ['LOSS_PREVENTION'],
    description:
      'Accounts, badges and tokens end within hours of leaving, and change with the post, driven by the personnel system. ' +
      'It closes a door that most employers leave open for weeks. The share of cases that it stops is a judgment, as few were ever counted.',
    aiBased: false,
    annualCost: assumed(12_000, 36_000, 90_000),
    staffFte: 0.2,
    monthsToEffect: 3,
    coverage: assumed(
      0.75,
      0.9,
      0.97,
      'Agency staff, students and visiting physicians are not in the personnel system.',
    ),
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'access that ends with the job',
        efficacy: assumed(0.1, 0.3, 0.55),
        threats: ['T-INSIDER-SABOTAGE', 'T-INSIDER-THEFT'],
      },
    ],
    failures: {
      failuresPerYear: assumed(
        0.5,
        1.5,
        3,
        'The feed from the personnel system stops, or a new system is not joined to it.',
      ),
      discoveryDays: assumed(30, 90, 180),
      repairDays: assumed(1, 5, 15),
    },
    hipaa: ['308.a.3.ii.C', '308.a.4.ii.C'],
    goals: ['ESS-06'],
    mitigations: ['M1018'],
  },
  {
    id: 'D-BREAKGLASS',
    name: 'Emergency access with review',
    stance: 'DEFENSIVE',
    functions: ['LOSS_PREVENTION', 'LOSS_DETECTION'],
    description:
      'In an emergency a clinician may open any record, says why, and every such case is looked at afterwards. ' +
      'So nobody needs standing access to everything, and care goes on when sign-in fails. Its effect on losses is small and estimated.',
    aiBased: false,
    annualCost: assumed(6_000, 20_000, 48_000),
    staffFte: 0.2,
    monthsToEffect: 3,
    effects: [
      {
        factors: ['ATTEMPTS'],
        mechanism: 'need to know',
        efficacy: assumed(0.02, 0.08, 0.2),
        threats: ['T-INSIDER-SNOOP'],
      },
      {
        factors: ['OUTAGE', 'PRIMARY_LOSS'],
        mechanism: 'manual fallback',
        efficacy: assumed(0.01, 0.05, 0.15),
        threats: ['T-IT-FAILURE'],
      },
    ],
    failures: {
      failuresPerYear: assumed(0.3, 1, 2, 'The review is dropped, or the emergency accounts no longer work.'),
      discoveryDays: assumed(60, 150, 365),
      repairDays: assumed(2, 7, 20),
    },
    hipaa: ['308.a.1.ii.D', '312.a.2.ii'],
    goals: [],
    mitigations: ['M1036'],
  },
  {
    id: 'D-ZTNA',
    name: 'Brokered remote and vendor access',
    stance: 'DEFENSIVE',
    functions: ['LOSS_PREVENTION'],
    description:
      'Nobody dials into the network: staff and vendors reach one application, for one session, through a broker that records it and can end it. ' +
      'It takes away the exposed gateways by which many attacks begin. The size of the effect is a judgment.',
    aiBased: false,
    upfrontCost: assumed(40_000, 120_000, 300_000, 'Moving every remote user and vendor to the broker.'),
    annualCost: assumed(96_000, 260_000, 640_000),
    staffFte: 0.4,
    monthsToEffect: 6,
    coverage: assumed(0.75, 0.9, 0.97, 'Makers of devices insist on lines of their own.'),
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'brokered sessions',
        efficacy: assumed(0.15, 0.4, 0.65),
        threats: ['T-REMOTE-SUPPORT', 'T-EDGE-EXPLOIT', 'T-CRED-STUFF'],
      },
    ],
    failures: {
      failuresPerYear: assumed(0.3, 1, 2, 'A vendor or a department opens a way around it.'),
      discoveryDays: assumed(45, 120, 240),
      repairDays: assumed(2, 7, 20),
    },
    hipaa: ['312.d', '312.e.2.ii'],
    goals: ['ESS-03'],
    mitigations: ['M1035', 'M1037'],
  },
  {
    id: 'D-CALLBACK',
    name: 'Call-back for payments, resets and odd requests',
    stance: 'DEFENSIVE',
    functions: ['LOSS_PREVENTION'],
    description:
      'New bank details, password resets and whatever is unusual are confirmed over a number that is already known. ' +
      'It costs almost nothing and does not depend on hearing that a voice is false. How often staff truly call is a judgment, and what the range rests on.',
    aiBased: false,
    annualCost: assumed(2_000, 12_000, 36_000),
    staffFte: 0.1,
    monthsToEffect: 3,
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'second channel',
        efficacy: assumed(
          0.4,
          0.7,
          0.92,
          'Listeners spot a false voice 73% of the time (Mai et al., PLOS ONE 2023); a number that is known cannot be faked.',
        ),
        threats: ['T-BEC', 'T-AI-DEEPFAKE', 'T-VISH-HELPDESK'],
      },
    ],
    failures: {
      failuresPerYear: assumed(
        0.5,
        1.5,
        3,
        'A desk under pressure leaves the step out, until someone looks.',
      ),
      discoveryDays: assumed(30, 90, 200),
      repairDays: assumed(1, 5, 15),
    },
    hipaa: ['308.a.5.ii.D', '312.d'],
    goals: ['ESS-02'],
    mitigations: ['M1060', 'AML.M0034'],
  },
  {
    id: 'D-PHYSICAL',
    name: 'Guarded rooms and certified destruction',
    stance: 'DEFENSIVE',
    functions: ['LOSS_PREVENTION'],
    description:
      'Badges, rules for visitors, locked workstations, repairs on record, and drives and paper that are destroyed with a certificate. ' +
      'A hospital stays open to the public, so walls help only so far; destruction that is done is complete. Both figures are judgments.',
    aiBased: false,
    annualCost: assumed(40_000, 120_000, 360_000),
    staffFte: 1.2,
    monthsToEffect: 3,
    coverage: assumed(0.7, 0.85, 0.95, 'Wards, clinics off the campus and rented space differ.'),
    effects: [
      {
        factors: ['ATTEMPTS'],
        mechanism: 'physical barrier',
        efficacy: assumed(0.1, 0.3, 0.5),
        threats: ['T-PHYS-INTRUSION', 'T-LOST-DEVICE'],
      },
      {
        factors: ['ATTEMPTS'],
        mechanism: 'unreadable data',
        efficacy: assumed(0.4, 0.7, 0.9),
        threats: ['T-DISPOSAL'],
      },
    ],
    failures: {
      failuresPerYear: assumed(
        0.3,
        1,
        2.5,
        'Doors are wedged open, badges are lent, a new firm takes the paper.',
      ),
      discoveryDays: assumed(20, 60, 180),
      repairDays: assumed(1, 5, 20),
    },
    hipaa: ['310.a.2.ii', '310.a.2.iii', '310.a.2.iv', '310.c', '310.d.2.i', '310.d.2.ii'],
    goals: [],
    mitigations: ['M1034'],
  },
];
