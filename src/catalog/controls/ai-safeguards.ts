import { assumed, published, type CatalogControl } from '../parts.ts';

/**
 * What keeps clinical models and assistants from being misled, drained or trusted too far.
 *
 * Some of them use models themselves, yet none is marked as AI-based: their ranges already hold the attempts that get past them, which is
 * what the threats here consist of, and a chance of evasion on top would count these twice. Their failures are assumed: settings fall
 * back with an update, a new interface opens beside the guarded one, and nothing reports it; the AI tests of `offensive-ai.ts` do.
 */
export const AI_SAFEGUARDS: readonly CatalogControl[] = [
  {
    id: 'D-AI-GOV',
    name: 'AI governance and access control',
    stance: 'DEFENSIVE',
    functions: ['DECISION_SUPPORT', 'LOSS_PREVENTION'],
    description:
      'Someone answers for AI: which models there are, what they may be used for, who may reach and change them. ' +
      'It must stay quick enough that clinicians do not go around it. ' +
      'Nearly all breached AI lacked access control, which tells how common the gap is and not what closing it saves.',
    aiBased: false,
    annualCost: assumed(32_000, 96_000, 240_000),
    staffFte: 1,
    monthsToEffect: 3,
    coverage: assumed(0.6, 0.8, 0.95, 'Functions that come inside bought products are known late.'),
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'governance',
        efficacy: assumed(
          0.05,
          0.2,
          0.4,
          'Of organisations whose AI was breached, 97% had no access control for it (IBM 2025): how common, not how effective.',
        ),
        threats: [
          'T-AI-PROMPT-INJ',
          'T-AI-INVERSION',
          'T-AI-EXTRACT',
          'T-AI-SUPPLY',
          'T-AI-RAG',
          'T-AI-POISON',
        ],
      },
      {
        factors: ['ATTEMPTS'],
        mechanism: 'governance',
        efficacy: assumed(0.05, 0.2, 0.4),
        threats: ['T-AI-SHADOW', 'T-AI-UNSAFE'],
      },
    ],
    failures: {
      failuresPerYear: assumed(0.5, 1, 2, 'A model comes in unlisted, a right is never taken back.'),
      discoveryDays: assumed(90, 180, 365, 'Until the yearly review.'),
      repairDays: assumed(10, 30, 90),
    },
    hipaa: ['308.a.1.ii.A', '308.a.4.ii.B', '316.a'],
    goals: [],
    mitigations: ['M1018', 'AML.M0019', 'AML.M0005', 'AML.M0021'],
  },
  {
    id: 'D-AI-GATEWAY',
    name: 'Approved AI service with filter',
    stance: 'DEFENSIVE',
    functions: ['LOSS_PREVENTION', 'LOSS_DETECTION'],
    description:
      'Staff get an AI service under contract, which takes out or stops patient data where they may not go, so that they need no other. ' +
      'What staff ask is kept for security only, not to watch their work. ' +
      'What unapproved use adds to the cost of a breach is surveyed; how many leave it for a good alternative is judgment.',
    aiBased: false,
    annualCost: assumed(80_000, 220_000, 560_000),
    staffFte: 0.4,
    monthsToEffect: 3,
    coverage: assumed(0.7, 0.85, 0.95, 'Private phones and computers go around it.'),
    effects: [
      {
        factors: ['ATTEMPTS'],
        mechanism: 'allowed AI service',
        efficacy: assumed(0.3, 0.55, 0.8),
        threats: ['T-AI-SHADOW'],
      },
      {
        factors: ['RECORDS', 'PRIMARY_LOSS', 'SECONDARY_LOSS'],
        mechanism: 'allowed AI service',
        efficacy: published(
          0.05,
          0.14,
          0.3,
          ['S-IBM25'],
          'Unapproved AI added USD 670,000 to a breach of 4.63 million: 14% of the whole bill. Correlation.',
        ),
        threats: ['T-AI-SHADOW'],
      },
    ],
    failures: {
      failuresPerYear: assumed(0.5, 1.5, 3, 'A rule is switched off, a new service is not on the list.'),
      discoveryDays: assumed(30, 90, 180),
      repairDays: assumed(1, 7, 20),
    },
    hipaa: ['312.e.2.i', '308.b.3', '312.b'],
    goals: [],
    mitigations: ['M1057', 'M1021', 'AML.M0024', 'AML.M0033'],
  },
  {
    id: 'D-AI-GUARD',
    name: 'Guarded assistants',
    stance: 'DEFENSIVE',
    functions: ['LOSS_PREVENTION'],
    description:
      'An assistant takes every text as possibly hostile, holds few rights, and a clinician approves whatever it would do to a record or an order. ' +
      'It must never delay care in an emergency, and an approval must not become a habit of clicking. ' +
      'That attacks succeed without it is shown in trials; that caution halves repeated falsehoods too; the rest is judgment.',
    aiBased: false,
    annualCost: assumed(36_000, 120_000, 330_000),
    staffFte: 0.5,
    monthsToEffect: 3,
    coverage: assumed(0.6, 0.8, 0.95, 'Assistants inside bought products have their makers’ limits.'),
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'limited agent powers',
        efficacy: assumed(
          0.2,
          0.5,
          0.8,
          'Planted orders won in 94% of 216 dialogues (JAMA Network Open 2025); what limits take away was not measured there.',
        ),
        threats: ['T-AI-PROMPT-INJ', 'T-AI-RAG'],
      },
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'checked inputs',
        efficacy: published(
          0.2,
          0.4,
          0.5,
          ['S-MTSINAI'],
          'One line of caution about halved the repetition of planted falsehoods: the upper end.',
        ),
        threats: ['T-AI-UNSAFE'],
      },
    ],
    failures: {
      failuresPerYear: assumed(
        0.5,
        1.5,
        3,
        'A new version of the model obeys differently, a tool gets more rights.',
      ),
      discoveryDays: assumed(60, 150, 300),
      repairDays: assumed(5, 20, 45),
    },
    hipaa: ['312.a', '312.c.2'],
    goals: [],
    mitigations: ['M1048', 'AML.M0020', 'AML.M0026', 'AML.M0028', 'AML.M0029', 'AML.M0030', 'AML.M0033'],
  },
  {
    id: 'D-AI-OUTCHECK',
    name: 'Answers checked against knowledge',
    stance: 'DEFENSIVE',
    functions: ['LOSS_DETECTION'],
    description:
      'Before a clinician sees an answer, its claims are compared with a store of medical knowledge that people keep, and what does not agree is held back. ' +
      'It warns and never replaces the clinician’s own judgment. ' +
      'In the laboratory it caught nine in ten harmful answers; at the bedside it will catch fewer.',
    aiBased: false,
    annualCost: assumed(36_000, 120_000, 360_000),
    staffFte: 0.5,
    monthsToEffect: 3,
    coverage: assumed(0.5, 0.75, 0.9, 'Fields for which there is such a store.'),
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'checked outputs',
        efficacy: published(
          0.3,
          0.6,
          0.92,
          ['S-NATM25'],
          'Screening by a knowledge graph caught 91.9% in the laboratory: the upper end, discounted for use in care.',
        ),
        threats: ['T-AI-UNSAFE', 'T-AI-POISON', 'T-AI-RAG'],
      },
    ],
    failures: {
      failuresPerYear: assumed(0.3, 1, 2, 'The store grows old, or is left out by a new interface.'),
      discoveryDays: assumed(60, 150, 300),
      repairDays: assumed(5, 20, 60),
    },
    hipaa: ['312.c.2'],
    goals: [],
    mitigations: ['AML.M0008', 'AML.M0033'],
  },
  {
    id: 'D-AI-PROV',
    name: 'Known origin of data and models',
    stance: 'DEFENSIVE',
    functions: ['LOSS_PREVENTION', 'VARIANCE_IDENTIFICATION'],
    description:
      'What a model learned from is known, cleaned and signed, and no model or document is used whose seal is broken. ' +
      'It must leave a record’s clinical content as it is: cleaning is for copies used in training. ' +
      'Sound practice from software carried over to models; how often it stops a poisoned one is not known.',
    aiBased: false,
    annualCost: assumed(20_000, 68_000, 180_000),
    staffFte: 0.7,
    monthsToEffect: 3,
    coverage: assumed(0.4, 0.65, 0.85, 'Makers seldom tell what bought models learned from.'),
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'signed training data',
        efficacy: assumed(0.15, 0.4, 0.65),
        threats: ['T-AI-POISON', 'T-AI-SUPPLY', 'T-AI-RAG'],
      },
    ],
    failures: {
      failuresPerYear: assumed(0.3, 1, 2, 'A feed or a model comes in beside the checked way.'),
      discoveryDays: assumed(60, 150, 300),
      repairDays: assumed(5, 20, 60),
    },
    hipaa: ['312.c.2', '308.b.3'],
    goals: [],
    mitigations: ['M1045', 'AML.M0007', 'AML.M0013', 'AML.M0014', 'AML.M0025', 'AML.M0023'],
  },
  {
    id: 'D-AI-ROBUST',
    name: 'Hardened models',
    stance: 'DEFENSIVE',
    functions: ['LOSS_PREVENTION'],
    description:
      'Models learn from manipulated examples, several are asked instead of one, and inputs that look tampered with go to a person. ' +
      'It must not cost more accuracy on honest patients than it saves on forged inputs, so both are measured before use. ' +
      'It helps against the attacks it was trained on and less against new ones; the figures are judgment.',
    aiBased: false,
    annualCost: assumed(36_000, 120_000, 330_000),
    staffFte: 0.5,
    monthsToEffect: 3,
    coverage: assumed(0.4, 0.7, 0.9, 'Bought models cannot be retrained.'),
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'hardened model',
        efficacy: assumed(0.1, 0.35, 0.6),
        threats: ['T-AI-EVASION'],
      },
    ],
    failures: {
      failuresPerYear: assumed(0.3, 1, 2, 'A retrained model comes without its hardening.'),
      discoveryDays: assumed(60, 180, 365, 'Accuracy looks as before.'),
      repairDays: assumed(10, 30, 90),
    },
    hipaa: ['312.c.2'],
    goals: [],
    mitigations: ['AML.M0003', 'AML.M0006', 'AML.M0010', 'AML.M0015'],
  },
  {
    id: 'D-AI-PRIV',
    name: 'Models that give away little',
    stance: 'DEFENSIVE',
    functions: ['LOSS_PREVENTION'],
    description:
      'Names are taken out before training, noise hides the single patient, and who asks too much or too finely is slowed. ' +
      'Limits are for outside and bulk use: a clinician at work must never run into one. ' +
      'The mathematics of noise is proven, its price in accuracy is real, and the gain in a hospital is assumed.',
    aiBased: false,
    annualCost: assumed(24_000, 90_000, 270_000),
    staffFte: 0.4,
    monthsToEffect: 3,
    coverage: assumed(0.5, 0.75, 0.9, 'Bought models were trained elsewhere.'),
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'private training',
        efficacy: assumed(0.2, 0.5, 0.8),
        threats: ['T-AI-INVERSION', 'T-AI-EXTRACT', 'T-AI-DENIAL'],
      },
    ],
    failures: {
      failuresPerYear: assumed(0.3, 0.8, 2, 'A limit is lifted for a project and stays so.'),
      discoveryDays: assumed(60, 150, 300),
      repairDays: assumed(2, 10, 30),
    },
    hipaa: ['308.a.4.ii.B', '312.a'],
    goals: [],
    mitigations: ['M1041', 'AML.M0002', 'AML.M0004', 'AML.M0001'],
  },
  {
    id: 'D-AI-MON',
    name: 'Monitoring of models',
    stance: 'DEFENSIVE',
    functions: ['LOSS_DETECTION', 'VARIANCE_IDENTIFICATION'],
    description:
      'What models are asked and answer is logged, known cases are slipped in to see that they still judge rightly, and a version that drifts is taken back. ' +
      'Known cases must be marked so that none reaches a real chart. ' +
      'It finds a model that grows worse, of clinic or of security; slow and clever damage may stay below its threshold, so the range is wide.',
    aiBased: false,
    annualCost: assumed(30_000, 96_000, 250_000),
    staffFte: 0.4,
    monthsToEffect: 3,
    coverage: assumed(0.6, 0.8, 0.95, 'Functions inside bought products give no logs.'),
    effects: [
      {
        factors: ['PRIMARY_LOSS'],
        mechanism: 'model monitoring',
        efficacy: assumed(0.1, 0.3, 0.5),
        threats: ['T-AI-POISON', 'T-AI-EVASION', 'T-AI-RAG', 'T-AI-UNSAFE'],
      },
      {
        factors: ['RECORDS', 'PRIMARY_LOSS'],
        mechanism: 'model monitoring',
        efficacy: assumed(0.1, 0.3, 0.5),
        threats: ['T-AI-PROMPT-INJ'],
      },
      {
        factors: ['VARIANCE_DISCOVERY'],
        mechanism: 'model monitoring',
        efficacy: assumed(
          0.1,
          0.3,
          0.5,
          'As for losses: a model of defence that was poisoned or drifted is noticed sooner.',
        ),
        controls: ['D-AI-DETECT', 'D-EMAIL-AI'],
      },
    ],
    failures: {
      failuresPerYear: assumed(0.5, 1, 2, 'A feed of logs ends with an update.'),
      discoveryDays: assumed(30, 90, 180),
      repairDays: assumed(2, 10, 30),
    },
    hipaa: ['312.b', '308.a.1.ii.D'],
    goals: [],
    mitigations: ['M1047', 'AML.M0024', 'AML.M0015'],
  },
];
