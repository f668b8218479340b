import { assumed, published, type CatalogControl } from '../parts.ts';

/**
 * Exercises in which people play the attacker against people, who learn from it; and the lures and removals that turn an attacker's own
 * means on him, within the hospital's own walls and the law.
 *
 * As with all offence (`offensive-tests.ts`), the reference's lower vulnerability and more reliable defences are replaced by test
 * programmes, since counting both would count one benefit twice. Direct effects remain where the exercise itself acts: losses that
 * rehearsed people keep small, intruders found or lured, forged sites removed, and the near nothing that a trial found for lures by mail.
 * They are means of a programme that runs on its schedule, so they do not fade. What two exercises do in the same way has the same
 * mechanism, so the stronger counts.
 *
 * An effect on magnitude acts on the outage where care stops, on the records where they leave, and on the primary loss; on the secondary
 * loss too where the figure was measured on the whole bill of a breach.
 */
export const OFFENSIVE_PEOPLE: readonly CatalogControl[] = [
  {
    id: 'O-REDTEAM',
    name: 'Red team exercise',
    stance: 'OFFENSIVE',
    functions: ['VARIANCE_IDENTIFICATION', 'DECISION_SUPPORT'],
    description:
      'Once a year a trusted team attacks in secret, by any lawful way, towards a goal that the board chose, and the defenders do not know when. ' +
      'It stops short of care: clinical systems in use are looked at, not touched, and a word from the duty manager ends it. ' +
      'It is the truest picture of one path and says little of the others; that such teams succeed is well recorded, what it saves is not.',
    aiBased: false,
    annualCost: assumed(48_000, 96_000, 240_000),
    staffFte: 0.2,
    monthsToEffect: 3,
    effects: [
      {
        factors: ['OUTAGE', 'RECORDS', 'PRIMARY_LOSS'],
        mechanism: 'rehearsed attack',
        efficacy: assumed(0.02, 0.1, 0.25),
        threats: ['T-RANSOM-EHR'],
      },
      {
        factors: ['RECORDS', 'PRIMARY_LOSS'],
        mechanism: 'rehearsed attack',
        efficacy: assumed(0.02, 0.1, 0.25),
        threats: ['T-EXTORT-ONLY', 'T-ESPIONAGE'],
      },
    ],
    tests: {
      controls: [
        'D-SIEM',
        'D-EDR',
        'D-MDR',
        'D-IR-PLAN',
        'D-NDR',
        'D-AI-DETECT',
        'D-MFA',
        'D-MFA-PR',
        'D-PAM',
        'D-LEAST-PRIV',
        'D-HARDEN',
        'D-SEGMENT',
        'D-DLP',
        'D-EMAIL-GW',
        'D-EMAIL-AI',
        'D-CALLBACK',
      ],
      assetKinds: ['APPLICATION', 'DATA_STORE', 'NETWORK', 'IDENTITY', 'ENDPOINTS'],
      everyDays: 365,
      findProbability: published(
        0.4,
        0.6,
        0.8,
        ['S-CISARVA'],
        'From inside, testers reached control of the domain by several paths; how many they missed is not told.',
      ),
      fixProbability: assumed(0.5, 0.75, 0.9, 'The board asked, so the board hears what was done.'),
      reachShare: assumed(0.5, 0.7, 0.9, 'Any way in, but only those on the chosen path.'),
      renews: true,
      authorization:
        'Chief executive and chief information security officer, in writing; own systems only. Clinical systems in use are observed but not ' +
        'touched, no medical device, no patient is approached, a stop word for the duty manager; no hacking back at anyone met on the way.',
    },
    hipaa: ['308.a.8', '308.a.6'],
    goals: ['ENH-04'],
    mitigations: [],
  },
  {
    id: 'O-PURPLE',
    name: 'Purple team',
    stance: 'OFFENSIVE',
    functions: ['VARIANCE_IDENTIFICATION', 'VARIANCE_CORRECTION'],
    description:
      'Attackers and defenders sit side by side, try one known step after another, and mend on the spot what did not raise an alarm. ' +
      'It runs on test machines, so nothing at the bedside is at stake. ' +
      'The most direct way to find blind alarms: a vendor’s simulations raised one in only one of six or seven cases, but that rehearsal lowers losses is judgment.',
    aiBased: false,
    annualCost: assumed(18_000, 48_000, 120_000),
    staffFte: 0.2,
    monthsToEffect: 2,
    effects: [
      {
        factors: ['OUTAGE', 'RECORDS', 'PRIMARY_LOSS'],
        mechanism: 'rehearsed attack',
        efficacy: assumed(
          0.03,
          0.12,
          0.3,
          'Alarms that sound are answered: about one simulated attack in seven raised one (Picus 2025).',
        ),
        threats: ['T-RANSOM-EHR'],
      },
      {
        factors: ['RECORDS', 'PRIMARY_LOSS'],
        mechanism: 'rehearsed attack',
        efficacy: assumed(
          0.03,
          0.12,
          0.3,
          'Alarms that sound are answered: about one simulated attack in seven raised one (Picus 2025).',
        ),
        threats: ['T-EXTORT-ONLY', 'T-CLOUD-ACCT'],
      },
    ],
    tests: {
      controls: [
        'D-SIEM',
        'D-EDR',
        'D-MDR',
        'D-NDR',
        'D-AI-DETECT',
        'D-SOAR',
        'D-DLP',
        'D-EMAIL-GW',
        'D-EMAIL-AI',
        'D-PAM',
        'D-HARDEN',
        'D-SEGMENT',
      ],
      assetKinds: [],
      everyDays: 91,
      findProbability: assumed(0.5, 0.75, 0.9, 'Both sides compare what was done with what was seen.'),
      fixProbability: assumed(0.6, 0.8, 0.95, 'Those who can mend it are in the room.'),
      reachShare: assumed(0.6, 0.8, 0.95, 'Step by step through all that intruders are known to do.'),
      renews: true,
      authorization:
        'Chief information security officer; test accounts and marked machines, steps agreed beforehand. No live clinical system, no medical ' +
        'device, and a defender may halt it at any step.',
    },
    hipaa: ['308.a.8', '308.a.1.ii.D'],
    goals: ['ENH-04', 'ENH-06'],
    mitigations: [],
  },
  {
    id: 'O-HUNT',
    name: 'Threat hunting',
    stance: 'OFFENSIVE',
    functions: ['LOSS_DETECTION', 'VARIANCE_IDENTIFICATION'],
    description:
      'Analysts who think like an intruder search each month for one whom the alarms missed. ' +
      'They read the hospital’s own logs and machines; whom they find is thrown out and reported, never pursued. ' +
      'That early finding is cheaper is recorded in hundreds of cases; how much of it hunting brings about is our reading of them.',
    aiBased: false,
    annualCost: assumed(32_000, 88_000, 200_000),
    staffFte: 0.9,
    monthsToEffect: 3,
    effects: [
      {
        factors: ['OUTAGE', 'RECORDS', 'PRIMARY_LOSS', 'SECONDARY_LOSS'],
        mechanism: 'found before all is copied',
        efficacy: published(
          0.05,
          0.2,
          0.4,
          ['S-MTR26', 'S-IBM23'],
          'Derived: a breach found from inside costs about USD 1 million of 4.45 less (22%), and intruders stay 9 days instead of 25; a hunt finds some, not all.',
        ),
        threats: ['T-RANSOM-EHR'],
      },
      {
        factors: ['RECORDS', 'PRIMARY_LOSS', 'SECONDARY_LOSS'],
        mechanism: 'found before all is copied',
        efficacy: published(
          0.05,
          0.2,
          0.4,
          ['S-MTR26', 'S-IBM23'],
          'Derived: a breach found from inside costs about USD 1 million of 4.45 less (22%), and intruders stay 9 days instead of 25; a hunt finds some, not all.',
        ),
        threats: ['T-ESPIONAGE', 'T-EXTORT-ONLY', 'T-INSIDER-THEFT', 'T-CLOUD-ACCT'],
      },
    ],
    tests: {
      controls: ['D-SIEM', 'D-EDR', 'D-NDR', 'D-AI-DETECT'],
      assetKinds: [],
      everyDays: 30,
      findProbability: assumed(0.1, 0.25, 0.45, 'Who looks for intruders stumbles on logs that ceased.'),
      fixProbability: assumed(0.5, 0.75, 0.9),
      reachShare: assumed(0.3, 0.5, 0.7),
      authorization:
        'Chief information security officer with the privacy officer; reading of own logs and machines. Charts are not opened, clinical ' +
        'systems are not slowed, and nothing outside the hospital is touched: no hacking back.',
    },
    requires: ['D-SIEM'],
    hipaa: ['308.a.1.ii.D', '308.a.6.ii'],
    goals: ['ENH-06'],
    mitigations: ['M1047'],
  },
  {
    id: 'O-DECEPTION',
    name: 'Lures: false servers, records and passwords',
    stance: 'OFFENSIVE',
    functions: ['LOSS_DETECTION', 'LOSS_PREVENTION'],
    description:
      'Servers, patient records and passwords that nobody needs wait for whoever has no business there; a touch is an alarm with few false ones. ' +
      'No invented patient may be met by those who treat real ones, and the lures wait inside the hospital: they follow nobody out. ' +
      'Plausible and cheap, but how many intruders step on one is not known.',
    aiBased: false,
    annualCost: assumed(18_000, 54_000, 150_000),
    staffFte: 0.2,
    monthsToEffect: 2,
    effects: [
      {
        factors: ['OUTAGE', 'RECORDS', 'PRIMARY_LOSS'],
        mechanism: 'lures',
        efficacy: assumed(0.03, 0.15, 0.35),
        threats: ['T-RANSOM-EHR'],
      },
      {
        factors: ['RECORDS', 'PRIMARY_LOSS'],
        mechanism: 'lures',
        efficacy: assumed(0.03, 0.15, 0.35),
        threats: ['T-EXTORT-ONLY', 'T-ESPIONAGE', 'T-INSIDER-THEFT'],
      },
      {
        factors: ['ATTEMPTS'],
        mechanism: 'lures',
        efficacy: assumed(0.01, 0.05, 0.15, 'Who knows that some charts are bait looks at fewer.'),
        threats: ['T-INSIDER-SNOOP'],
      },
    ],
    tests: {
      controls: ['D-SIEM', 'D-MDR'],
      assetKinds: [],
      everyDays: 30,
      findProbability: assumed(0.6, 0.8, 0.95, 'A lure is touched on purpose, and the alarm must arrive.'),
      fixProbability: assumed(0.5, 0.75, 0.9),
      reachShare: assumed(0.02, 0.08, 0.2, 'One alarm’s way, from the lure to the analyst.'),
      authorization:
        'Chief information security officer, privacy officer and chief medical information officer; own networks only, false charts that no ' +
        'search of a clinician returns. Nobody is provoked or followed beyond the hospital’s systems: no hacking back.',
    },
    hipaa: ['312.b', '308.a.1.ii.D'],
    goals: ['ENH-06'],
    mitigations: [],
  },
  {
    id: 'O-PHISHSIM',
    name: 'Phishing simulation',
    stance: 'OFFENSIVE',
    functions: ['VARIANCE_IDENTIFICATION', 'VARIANCE_PREVENTION'],
    description:
      'Each month staff receive harmless lures by mail, and those who click a short lesson. ' +
      'No lure plays with pay, illness or a patient’s need, and nobody is punished or shown up. ' +
      'A trial with 19,500 hospital staff found next to no benefit of the lesson: it is worth what it shows of filters, and how fast people report.',
    aiBased: false,
    annualCost: assumed(9_000, 27_000, 66_000),
    staffFte: 0.1,
    monthsToEffect: 3,
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'awareness',
        efficacy: published(
          0,
          0.02,
          0.08,
          ['S-UCSD25'],
          'Ten campaigns in eight months: failures fell by 1.7%. It is all the teaching that is counted, so a run renews no training.',
        ),
        threats: ['T-PHISH-MAILBOX', 'T-AI-PHISH', 'T-BEC'],
      },
    ],
    tests: {
      controls: ['D-TRAIN', 'D-EMAIL-GW', 'D-EMAIL-AI'],
      assetKinds: [],
      everyDays: 30,
      findProbability: assumed(
        0.1,
        0.25,
        0.5,
        'Only where the lures must pass the filter like any other mail.',
      ),
      fixProbability: assumed(0.4, 0.6, 0.8),
      reachShare: assumed(0.2, 0.4, 0.6, 'One way in, and of it the lures that were thought of.'),
      authorization:
        'Chief information security officer and head of human resources; own staff by hospital mail. No lure about pay, illness or patients, ' +
        'none to wards in an emergency, no sanctions.',
    },
    hipaa: ['308.a.5.ii.A', '308.a.5'],
    goals: ['ESS-04', 'ENH-04'],
    mitigations: ['M1017', 'AML.M0018'],
  },
  {
    id: 'O-VISHSIM',
    name: 'Calls and cloned voices to test desks',
    stance: 'OFFENSIVE',
    functions: ['VARIANCE_IDENTIFICATION'],
    description:
      'Testers ring the service desk and those who pay bills, some with a cloned voice, and ask for a new password or a changed account. ' +
      'Lines that wards call in need stay free, only the voices of people who agreed are cloned, and no money moves. ' +
      'It shows plainly whether the call-back is done under pressure; listeners hear only 73% of forged voices, so the rule matters more than the ear.',
    aiBased: false,
    annualCost: assumed(6_000, 18_000, 48_000),
    staffFte: 0.1,
    monthsToEffect: 1,
    effects: [],
    tests: {
      controls: ['D-CALLBACK', 'D-TRAIN-ROLE'],
      assetKinds: [],
      everyDays: 91,
      findProbability: assumed(0.4, 0.6, 0.8, 'A left-out step shows in a few calls.'),
      fixProbability: assumed(0.5, 0.75, 0.9),
      reachShare: assumed(0.3, 0.5, 0.7, 'The desks and shifts that are called.'),
      renews: true,
      authorization:
        'Chief financial officer, chief information officer and head of human resources; named desks, voices cloned with their owner’s ' +
        'consent. No emergency line, no patient or relative is called or played, every payment and reset is undone at once.',
    },
    hipaa: ['308.a.5', '308.a.8'],
    goals: ['ENH-04'],
    mitigations: ['M1017', 'AML.M0018'],
  },
  {
    id: 'O-PHYSTEST',
    name: 'Walk-in test',
    stance: 'OFFENSIVE',
    functions: ['VARIANCE_IDENTIFICATION'],
    description:
      'Testers walk in behind staff, copy a badge, and leave a marked box on a network socket. ' +
      'Treatment rooms, medicines and patients are off limits, and each tester carries a letter that explains the visit. ' +
      'What one visit finds is certain, but it is one visit: figures are judgment.',
    aiBased: false,
    annualCost: assumed(8_000, 25_000, 70_000),
    staffFte: 0,
    monthsToEffect: 1,
    effects: [],
    tests: {
      controls: ['D-PHYSICAL', 'D-MDM'],
      assetKinds: ['FACILITY'],
      everyDays: 365,
      findProbability: assumed(0.4, 0.65, 0.85),
      fixProbability: assumed(0.4, 0.65, 0.85, 'Doors cost money, habits take time.'),
      reachShare: assumed(0.2, 0.4, 0.6, 'The doors and screens on the way of one visit.'),
      authorization:
        'Chief executive and head of facilities, who is on call, police informed where custom asks; named buildings and hours. No operating ' +
        'theatre, intensive care, pharmacy or patient’s room, no force, nothing unplugged.',
    },
    hipaa: ['310.a.2.iii', '308.a.8'],
    goals: ['ENH-04'],
    mitigations: [],
  },
  {
    id: 'O-TAKEDOWN',
    name: 'Removal of look-alike sites',
    stance: 'OFFENSIVE',
    functions: ['LOSS_PREVENTION'],
    description:
      'A service watches for names and pages that pose as the hospital and has them removed by registrars and hosts. ' +
      'It asks those who may remove them and attacks nobody: here lawful offence ends. ' +
      'A site that is gone catches no one, but most lures need none, so the benefit is small and assumed.',
    aiBased: false,
    annualCost: assumed(12_000, 40_000, 110_000),
    staffFte: 0.1,
    monthsToEffect: 1,
    effects: [
      {
        factors: ['ATTEMPTS'],
        mechanism: 'removed look-alikes',
        efficacy: assumed(0.02, 0.08, 0.2),
        threats: ['T-BEC', 'T-PHISH-MAILBOX', 'T-AI-PHISH'],
      },
    ],
    hipaa: ['308.a.6.ii'],
    goals: ['ESS-02'],
    mitigations: ['M1056'],
  },
  {
    id: 'O-TABLETOP',
    name: 'Crisis exercise at the table',
    stance: 'OFFENSIVE',
    functions: ['VARIANCE_IDENTIFICATION', 'DECISION_SUPPORT'],
    description:
      'Twice a year executives, physicians and nurses play through a day without systems, against someone who plays the attacker. ' +
      'It is talk: no system is touched and nobody is called away from a patient. ' +
      'Breaches at organisations that plan and practise cost about 5% less, in a survey that cannot tell cause from habit.',
    aiBased: false,
    annualCost: assumed(6_000, 18_000, 54_000),
    staffFte: 0.1,
    monthsToEffect: 1,
    effects: [
      {
        factors: ['OUTAGE', 'RECORDS', 'PRIMARY_LOSS', 'SECONDARY_LOSS'],
        mechanism: 'rehearsed response',
        efficacy: published(
          0.02,
          0.05,
          0.15,
          ['S-IBM23'],
          'A tested plan: USD 232,008 of 4.45 million (5.2%) less per breach, of the whole bill and so of each of its parts. Correlation.',
        ),
        threats: ['T-RANSOM-EHR'],
      },
      {
        factors: ['RECORDS', 'PRIMARY_LOSS', 'SECONDARY_LOSS'],
        mechanism: 'rehearsed response',
        efficacy: published(
          0.02,
          0.05,
          0.15,
          ['S-IBM23'],
          'A tested plan: USD 232,008 of 4.45 million (5.2%) less per breach, of the whole bill and so of each of its parts. Correlation.',
        ),
        threats: ['T-EXTORT-ONLY', 'T-BA-BREACH'],
      },
      {
        factors: ['OUTAGE', 'PRIMARY_LOSS', 'SECONDARY_LOSS'],
        mechanism: 'rehearsed response',
        efficacy: published(
          0.02,
          0.05,
          0.15,
          ['S-IBM23'],
          'Measured on breaches (5.2% with a tested plan), carried over to an outage.',
        ),
        threats: ['T-VENDOR-OUTAGE'],
      },
      {
        factors: ['PRIMARY_LOSS', 'SECONDARY_LOSS'],
        mechanism: 'rehearsed response',
        efficacy: published(
          0.02,
          0.05,
          0.15,
          ['S-IBM23'],
          'Measured on breaches (5.2% with a tested plan), carried over to fraud by a forged voice.',
        ),
        threats: ['T-AI-DEEPFAKE'],
      },
    ],
    tests: {
      controls: ['D-IR-PLAN', 'D-DOWNTIME', 'D-DR72', 'D-LAWENF'],
      assetKinds: [],
      everyDays: 182,
      findProbability: assumed(0.2, 0.4, 0.6),
      fixProbability: assumed(0.5, 0.75, 0.9),
      reachShare: assumed(0.3, 0.5, 0.7, 'What shows in talk: roles, numbers, decisions, not machines.'),
      renews: true,
      authorization:
        'Chief executive; discussion only, no systems touched, nobody called from a bedside. The play is announced as play, so that no real ' +
        'diversion or alarm follows.',
    },
    hipaa: ['308.a.7.ii.D', '308.a.6'],
    goals: ['ESS-07', 'ENH-09'],
    mitigations: [],
  },
  {
    id: 'O-RESTORE',
    name: 'Restore drill',
    stance: 'OFFENSIVE',
    functions: ['VARIANCE_IDENTIFICATION'],
    description:
      'Each quarter a clinical system is rebuilt from its backups against the clock, as if an attacker had taken all else. ' +
      'It happens on separate machines: the system in use and its copies are read, never written. ' +
      'A drill that fails proves that the backup would have; the effect on cost is judgment, and counts only where the backup itself does not do more.',
    aiBased: false,
    annualCost: assumed(12_000, 36_000, 96_000),
    staffFte: 0.2,
    monthsToEffect: 1,
    effects: [
      {
        factors: ['OUTAGE', 'PRIMARY_LOSS'],
        mechanism: 'restored from clean copies',
        efficacy: assumed(0.05, 0.15, 0.3),
        threats: ['T-RANSOM-EHR', 'T-RANSOM-BACKUP', 'T-IT-FAILURE'],
      },
    ],
    tests: {
      controls: ['D-BACKUP', 'D-DR72', 'D-DOWNTIME'],
      assetKinds: [],
      everyDays: 91,
      findProbability: assumed(
        0.6,
        0.8,
        0.95,
        'What does not come back is seen, if it was among what was tried.',
      ),
      fixProbability: assumed(0.6, 0.8, 0.95),
      reachShare: assumed(0.6, 0.8, 0.95),
      renews: true,
      authorization:
        'Chief information officer; on separate machines that cannot reach patients, at hours agreed with the wards. Restored charts are ' +
        'protected like the originals and erased afterwards.',
    },
    hipaa: ['308.a.7.ii.D'],
    goals: ['ESS-07'],
    mitigations: ['M1053'],
  },
];
