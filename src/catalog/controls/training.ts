import { assumed, published, type CatalogControl, type CatalogEffect } from '../parts.ts';

const HOSPITAL_TRIAL = published(
  0,
  0.02,
  0.1,
  ['S-UCSD25'],
  'A trial with 19,500 staff of a hospital over eight months: training lowered failures by 1.7%, the yearly course by nothing that could be measured.',
);

const AS_THE_TRIAL = assumed(
  0,
  0.02,
  0.1,
  'Not measured for this threat: taken from the hospital trial on phishing, where failures fell by 1.7%.',
);

const BREACH_COST = published(
  0.01,
  0.05,
  0.08,
  ['S-IBM23'],
  'Breaches cost USD 232,867 less, of 4.45 million, where staff were trained: 5.2%, a correlation.',
);

const FEWER_MISTAKES = assumed(0.02, 0.1, 0.25, 'No trial has counted mistakes with and without it.');

const PRACTICE = assumed(
  0.03,
  0.12,
  0.3,
  'Practice helps only a little to hear a false voice: listeners caught 73% of them in a study of 2023, and scarcely more when made familiar.',
);

/** A course each year. What was learnt about lures holds for four months and is lost by the sixth (Reinheimer et al., SOUPS 2020). */
const YEARLY = { halfLifeDays: 120, renewEveryDays: 365 };
/** Rules are remembered longer than lures are recognised: our judgment. */
const YEARLY_RULES = { halfLifeDays: 180, renewEveryDays: 365 };
const QUARTERLY = { halfLifeDays: 120, renewEveryDays: 91 };
const QUARTERLY_RULES = { halfLifeDays: 180, renewEveryDays: 91 };

const aware = (effect: Omit<CatalogEffect, 'mechanism'>): CatalogEffect => ({
  mechanism: 'awareness',
  ...effect,
});

/** A fifth of the yearly course, as a short lesson each quarter. */
const TOPIC = {
  stance: 'DEFENSIVE',
  functions: ['VARIANCE_PREVENTION'],
  aiBased: false,
  annualCost: assumed(9_000, 24_000, 60_000, 'A fifth of the cost of the yearly course.'),
  staffFte: 0.1,
  monthsToEffect: 3,
  coverage: assumed(0.8, 0.9, 0.97, 'Some never find the time.'),
  goals: ['ESS-04'],
  mitigations: ['M1017', 'AML.M0018'],
} as const satisfies Partial<CatalogControl>;

/**
 * What staff are taught. All act by one mechanism, so a topic on its own adds to the yearly course only what its freshness is worth,
 * and no number of courses adds up to more than the best of them.
 */
export const TRAINING_CONTROLS: readonly CatalogControl[] = [
  {
    id: 'D-TRAIN',
    name: 'Yearly awareness training, by the hospital trial',
    stance: 'DEFENSIVE',
    functions: ['VARIANCE_PREVENTION', 'DECISION_SUPPORT'],
    description:
      'All staff take a course each year on links, mail, passwords, privacy and whom to tell. ' +
      'The largest trial in a hospital found almost no effect on who falls for a lure, and this entry follows it; what is learnt fades within half a year. ' +
      'Its alternative D-TRAIN-STUDIES reads the evidence with more hope: run both, and see whether your decision depends on it.',
    aiBased: false,
    annualCost: assumed(48_000, 120_000, 270_000),
    staffFte: 0.5,
    monthsToEffect: 3,
    coverage: assumed(0.85, 0.93, 0.98, 'New staff and agency staff come later or never.'),
    effects: [
      aware({
        factors: ['SUSCEPTIBILITY'],
        efficacy: HOSPITAL_TRIAL,
        threats: ['T-PHISH-MAILBOX', 'T-AI-PHISH', 'T-VISH-HELPDESK', 'T-BEC'],
        ...YEARLY,
      }),
      aware({
        factors: ['RECORDS', 'PRIMARY_LOSS'],
        efficacy: BREACH_COST,
        threats: ['T-PHISH-MAILBOX'],
        ...YEARLY_RULES,
      }),
      aware({
        factors: ['OUTAGE', 'RECORDS', 'PRIMARY_LOSS'],
        efficacy: BREACH_COST,
        threats: ['T-RANSOM-EHR'],
        ...YEARLY_RULES,
      }),
      aware({
        factors: ['ATTEMPTS'],
        efficacy: FEWER_MISTAKES,
        threats: ['T-MISDELIVERY', 'T-INSIDER-SNOOP', 'T-AI-SHADOW'],
        ...YEARLY_RULES,
      }),
    ],
    excludes: ['D-TRAIN-STUDIES'],
    hipaa: ['308.a.5.ii.A', '308.a.5.ii.B', '308.a.5.ii.D'],
    goals: ['ESS-04'],
    mitigations: ['M1017', 'AML.M0018'],
  },
  {
    id: 'D-TRAIN-STUDIES',
    name: 'Yearly awareness training, by the hopeful studies',
    stance: 'DEFENSIVE',
    functions: ['VARIANCE_PREVENTION', 'DECISION_SUPPORT'],
    description:
      'The same course as D-TRAIN at the same cost, with the effect that makers of courses and studies without a control group report. ' +
      'They count clicks on made-up lures, which people learn to know, and compare those who stayed in the programme with the start. ' +
      'So take it as the upper reading, and never together with D-TRAIN.',
    aiBased: false,
    annualCost: assumed(48_000, 120_000, 270_000),
    staffFte: 0.5,
    monthsToEffect: 3,
    coverage: assumed(0.85, 0.93, 0.98, 'New staff and agency staff come later or never.'),
    effects: [
      aware({
        factors: ['SUSCEPTIBILITY'],
        efficacy: assumed(
          0.2,
          0.5,
          0.86,
          'Ours, from clicks on made-up lures: a vendor reports 86% fewer within a year (KnowBe4, 2025); at six US health institutions the odds fell to 0.51 after six campaigns and to 0.34 after ten (Gordon et al., JAMA Network Open 2019), about 44% and 62% fewer clicks.',
        ),
        threats: ['T-PHISH-MAILBOX', 'T-AI-PHISH', 'T-VISH-HELPDESK', 'T-BEC'],
        ...YEARLY,
      }),
      aware({
        factors: ['RECORDS', 'PRIMARY_LOSS'],
        efficacy: published(
          0.026,
          0.052,
          0.078,
          ['S-IBM23'],
          'USD 232,867 of 4.45 million saved per breach where staff were trained: 5.2%, here taken as cause; low and high are half and one and a half of it.',
        ),
        threats: ['T-PHISH-MAILBOX', 'T-EXTORT-ONLY', 'T-INSIDER-THEFT', 'T-CLOUD-ACCT'],
        ...YEARLY_RULES,
      }),
      aware({
        factors: ['OUTAGE', 'RECORDS', 'PRIMARY_LOSS'],
        efficacy: published(
          0.026,
          0.052,
          0.078,
          ['S-IBM23'],
          'The same 5.2% of the cost of a breach, on all that ransomware costs.',
        ),
        threats: ['T-RANSOM-EHR'],
        ...YEARLY_RULES,
      }),
      aware({
        factors: ['ATTEMPTS'],
        efficacy: assumed(
          0.1,
          0.3,
          0.5,
          'No study counts these mistakes: what a hopeful reader would expect.',
        ),
        threats: ['T-MISDELIVERY', 'T-INSIDER-SNOOP', 'T-AI-SHADOW'],
        ...YEARLY_RULES,
      }),
    ],
    excludes: ['D-TRAIN'],
    hipaa: ['308.a.5.ii.A', '308.a.5.ii.B', '308.a.5.ii.D'],
    goals: ['ESS-04'],
    mitigations: ['M1017', 'AML.M0018'],
  },
  {
    id: 'D-TRAIN-ROLE',
    name: 'Practice for the roles that attackers call first',
    stance: 'DEFENSIVE',
    functions: ['VARIANCE_PREVENTION'],
    description:
      'Finance, the service desk, clinicians and users of AI play through the cases that fit their work, twice a year. ' +
      'It is more pointed than a course for all, and no trial has measured it: the range rests on judgment.',
    aiBased: false,
    annualCost: assumed(24_000, 72_000, 180_000),
    staffFte: 0.3,
    monthsToEffect: 3,
    coverage: assumed(0.7, 0.85, 0.95, 'Night shifts and outside desks are hard to reach.'),
    effects: [
      aware({
        factors: ['SUSCEPTIBILITY'],
        efficacy: PRACTICE,
        threats: ['T-BEC', 'T-VISH-HELPDESK', 'T-AI-DEEPFAKE'],
        halfLifeDays: 120,
        renewEveryDays: 182,
      }),
      aware({
        factors: ['ATTEMPTS'],
        efficacy: assumed(0.05, 0.15, 0.35),
        threats: ['T-AI-SHADOW', 'T-AI-UNSAFE', 'T-INSIDER-SNOOP'],
        halfLifeDays: 180,
        renewEveryDays: 182,
      }),
    ],
    hipaa: ['308.a.5.ii.A'],
    goals: ['ESS-04'],
    mitigations: ['M1017', 'AML.M0018'],
  },
  {
    id: 'D-COMMS',
    name: 'Regular word on threats and what to do',
    stance: 'DEFENSIVE',
    functions: ['DECISION_SUPPORT'],
    description:
      'Each month leaders, the security team and staff hear what is going round, what to do, and what came of what they reported; everyone knows whom to tell, without blame. ' +
      'It is cheap and forgotten in weeks, which is why it is monthly. Its effect is a judgment.',
    aiBased: false,
    annualCost: assumed(4_000, 16_000, 40_000),
    staffFte: 0.2,
    monthsToEffect: 3,
    coverage: assumed(0.5, 0.7, 0.9, 'Those who read or hear it.'),
    effects: [
      aware({
        factors: ['SUSCEPTIBILITY'],
        efficacy: assumed(0.01, 0.05, 0.15),
        threats: ['T-AI-PHISH', 'T-VISH-HELPDESK', 'T-BEC'],
        halfLifeDays: 60,
        renewEveryDays: 30,
      }),
    ],
    hipaa: ['308.a.5.ii.A', '308.a.6.ii'],
    goals: ['ESS-04'],
    mitigations: ['M1017', 'AML.M0018'],
  },
  {
    ...TOPIC,
    id: 'D-TRAIN-LINKS',
    name: 'Short lessons: false links and redirections',
    description:
      'Each quarter a few minutes on where a link truly leads, codes to scan, and pages that pass you on. ' +
      'The hospital trial on phishing bounds what to expect; beside the yearly course it only keeps fresh what was learnt there.',
    effects: [
      aware({
        factors: ['SUSCEPTIBILITY'],
        efficacy: HOSPITAL_TRIAL,
        threats: ['T-PHISH-MAILBOX', 'T-AI-PHISH'],
        ...QUARTERLY,
      }),
    ],
    hipaa: ['308.a.5.ii.A', '308.a.5.ii.B'],
  },
  {
    ...TOPIC,
    id: 'D-TRAIN-MAIL',
    name: 'Short lessons: attacks by e-mail',
    description:
      'Each quarter a few minutes on forged senders, changed bank details, attachments and how to report a mail. ' +
      'The hospital trial on phishing bounds what to expect, and for payment fraud a call-back does far more.',
    effects: [
      aware({
        factors: ['SUSCEPTIBILITY'],
        efficacy: HOSPITAL_TRIAL,
        threats: ['T-BEC', 'T-PHISH-MAILBOX', 'T-AI-PHISH'],
        ...QUARTERLY,
      }),
    ],
    hipaa: ['308.a.5.ii.A', '308.a.5.ii.B'],
  },
  {
    ...TOPIC,
    id: 'D-TRAIN-HYGIENE',
    name: 'Short lessons: online hygiene',
    description:
      'Each quarter a few minutes on passwords used twice, private accounts, downloads, and what must not be pasted into an AI service. ' +
      'Nothing of it was measured in hospitals. A safe service to use instead does more than a warning.',
    effects: [
      aware({
        factors: ['SUSCEPTIBILITY'],
        efficacy: AS_THE_TRIAL,
        threats: ['T-CRED-STUFF'],
        ...QUARTERLY,
      }),
      aware({
        factors: ['ATTEMPTS'],
        efficacy: FEWER_MISTAKES,
        threats: ['T-AI-SHADOW'],
        ...QUARTERLY_RULES,
      }),
    ],
    hipaa: ['308.a.5.ii.A', '308.a.5.ii.B', '308.a.5.ii.D'],
  },
  {
    ...TOPIC,
    id: 'D-TRAIN-AUTH',
    name: 'Short lessons: protecting sign-in',
    description:
      'Each quarter a few minutes on prompts that nobody asked for, codes read out on the telephone, and reporting sign-ins that were not yours. ' +
      'Taken from the hospital trial on phishing, for want of a better one. Keys that answer only the true site need no lesson.',
    effects: [
      aware({
        factors: ['SUSCEPTIBILITY'],
        efficacy: AS_THE_TRIAL,
        threats: ['T-MFA-BYPASS', 'T-VISH-HELPDESK'],
        ...QUARTERLY,
      }),
    ],
    hipaa: ['308.a.5.ii.A', '308.a.5.ii.C', '308.a.5.ii.D'],
  },
  {
    ...TOPIC,
    id: 'D-TRAIN-HIPAA',
    name: 'Short lessons: patient privacy and HIPAA',
    description:
      'Each quarter a few minutes on who may look at which record, checking the recipient, and what to do after a mistake. ' +
      'It works on mistakes and curiosity rather than on attackers, and no trial has counted either.',
    effects: [
      aware({
        factors: ['ATTEMPTS'],
        efficacy: FEWER_MISTAKES,
        threats: ['T-MISDELIVERY', 'T-INSIDER-SNOOP'],
        ...QUARTERLY_RULES,
      }),
    ],
    hipaa: ['308.a.5.ii.A'],
  },
];
