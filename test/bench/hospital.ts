import { readFileSync } from 'node:fs';
import { shipped } from '../../src/shipped.ts';
import type { ModelFile } from '../support/model-file.ts';
import type { Work } from './works.ts';

/** The example hospital as it was on 2026-11-25: what is measured stays the same when the example moves on. */
const FILE = shipped('test/bench/hospital.json');

/** Each adds one control of the hospital, named like it. */
const ALONE = [
  'Phishing-resistant sign-in',
  'Privileged access management',
  'AI-based mail filtering',
  'Mail authentication at enforcement',
  'Brokered vendor access',
  'Guarded AI inputs and training data',
  'Recovery within 72 hours',
  'Breach and attack simulation', // a test programme
];

/** H: a whole hospital, what is in place stated as CURRENT, and ten ways to spend on it; the last two touch at least half of it. */
export const hospital: Work = {
  horizonYears: 3,
  trials: 100_000,
  model: () => JSON.parse(readFileSync(FILE, 'utf8')) as ModelFile,
  options: [
    ...ALONE.map((name) => ({ name, adds: [name] })),
    {
      name: 'Mail, sign-in, vendors and machines',
      adds: [
        'Phishing-resistant sign-in',
        'AI-based mail filtering',
        'Brokered vendor access',
        'Network segmentation',
        'Guarded AI inputs and training data',
      ],
    },
    {
      name: 'The night watch, and those who test it',
      adds: [
        'Round-the-clock managed detection',
        'Monitoring of controls',
        'Seven-day patching',
        'Red and purple team exercises',
      ],
    },
  ],
};
