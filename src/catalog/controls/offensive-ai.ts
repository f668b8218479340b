import { assumed, type CatalogControl } from '../parts.ts';

/**
 * Attacks by friends on what has learned: clinical models, assistants, and the models that defence itself rests on.
 *
 * As with all offence (`offensive-tests.ts`), the reference's lower vulnerability is replaced by test programmes, since counting both
 * would count one benefit twice. They find the failures and poisonings of AI-based controls, the failures of the AI safeguards and the
 * holes of models. Evasion is no failure but a chance in each attempt, which no test shortens; what trials teach against it is built into
 * the model, so O-ADVML keeps that one effect, by the mechanism of D-AI-ROBUST: where both are at work, the stronger counts.
 */
export const OFFENSIVE_AI: readonly CatalogControl[] = [
  {
    id: 'O-AI-REDTEAM',
    name: 'AI red team',
    stance: 'OFFENSIVE',
    functions: ['VARIANCE_IDENTIFICATION'],
    description:
      'Testers talk an assistant into what it must not do: obey orders hidden in a note, give away another patient’s data, advise what harms. ' +
      'They use copies and invented patients, before each release and four times a year; no answer of theirs may ever reach a chart. ' +
      'Trials show that such attacks usually succeed at first, so there is much to find; what the fixes save has not been measured.',
    aiBased: false,
    annualCost: assumed(18_000, 60_000, 180_000),
    staffFte: 0.3,
    monthsToEffect: 2,
    effects: [],
    tests: {
      controls: [
        'D-AI-GUARD',
        'D-AI-OUTCHECK',
        'D-AI-GOV',
        'D-AI-GATEWAY',
        'D-AI-PROV',
        'D-AI-PRIV',
        'D-AI-MON',
        'D-AI-DETECT',
        'D-EMAIL-AI',
      ],
      assetKinds: ['AI_MODEL'],
      everyDays: 91,
      findProbability: assumed(
        0.45,
        0.65,
        0.85,
        'Planted orders won in 94% of 216 dialogues (JAMA Network Open 2025): testers seldom come back with nothing.',
      ),
      fixProbability: assumed(
        0.4,
        0.6,
        0.8,
        'A door closed for one wording stays open for the next; the maker’s model cannot be changed.',
      ),
      reachShare: assumed(0.4, 0.6, 0.8, 'What can be reached by words and documents.'),
      authorization:
        'Chief medical information officer and chief information security officer; copies of assistants with tools that act on nothing, and ' +
        'invented patients. No live assistant in care, no orders, no supplier’s model against its terms.',
    },
    hipaa: ['308.a.8', '308.a.1.ii.A'],
    goals: ['ENH-04'],
    mitigations: ['AML.M0008'],
  },
  {
    id: 'O-ADVML',
    name: 'Adversarial test of models',
    stance: 'OFFENSIVE',
    functions: ['VARIANCE_IDENTIFICATION'],
    description:
      'Altered images, poisoned training data and questions that draw a model out are tried on copies of diagnostic models and of AI-based detection and mail filters. ' +
      'The models in use, their training data and real images of patients are not touched. ' +
      'Attacks that work in the laboratory are common, attacks seen in hospitals are not, so its worth rests on judgment.',
    aiBased: false,
    annualCost: assumed(15_000, 48_000, 130_000),
    staffFte: 0.2,
    monthsToEffect: 3,
    effects: [
      {
        factors: ['SUSCEPTIBILITY'],
        mechanism: 'hardened model',
        efficacy: assumed(
          0.05,
          0.2,
          0.45,
          'Examples that fooled the model are used to teach it; the next kind may fool it again.',
        ),
        threats: ['T-AI-EVASION'],
      },
    ],
    tests: {
      controls: [
        'D-AI-ROBUST',
        'D-AI-PROV',
        'D-AI-PRIV',
        'D-AI-OUTCHECK',
        'D-AI-MON',
        'D-AI-DETECT',
        'D-EMAIL-AI',
      ],
      assetKinds: ['AI_MODEL'],
      everyDays: 120,
      findProbability: assumed(0.4, 0.6, 0.8),
      fixProbability: assumed(
        0.5,
        0.7,
        0.9,
        'Hospitals retrain few models themselves; the rest is fenced in.',
      ),
      reachShare: assumed(0.5, 0.7, 0.9),
      authorization:
        'Chief medical information officer and chief information security officer; copies of models and made-up patients only, bought models ' +
        'with their maker’s leave. No model in use is queried, retrained or misled.',
    },
    hipaa: ['308.a.8'],
    goals: ['ENH-04'],
    mitigations: ['AML.M0008', 'AML.M0003'],
  },
];
