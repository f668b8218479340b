import { assumed, loss, published, type CatalogThreat } from '../parts.ts';

/** Mishaps: nobody means harm, so nobody evades anything. */
export const ERROR_THREATS: readonly CatalogThreat[] = [
  {
    id: 'T-MISDELIVERY',
    name: 'Patient data sent to the wrong people',
    category: 'error',
    description:
      'A letter, a fax, a message or a list goes to somebody whom it does not concern. Counted are all that must be looked into, small ones too.',
    actor: 'Staff',
    aiCapable: false,
    enabling: false,
    attackTechniques: [],
    effects: ['CONFIDENTIALITY'],
    assetKinds: ['WORKFORCE', 'APPLICATION'],
    lossEventFrequency: published(
      2,
      12,
      60,
      ['S-DBIR26', 'S-DBIR24'],
      'Errors are among the first patterns of breaches in health care every year (11% of breaches began with one in 2026), and misdelivery leads them. That five thousand staff have one a month that must be looked into is judgement; 500 people and more at once are rare.',
    ),
    loss: loss(500, 200_000, []),
    grows: 'BY_WORKFORCE',
  },
  {
    id: 'T-CLOUD-MISCONF',
    name: 'Storage or server left open to the internet',
    category: 'error',
    description:
      'A bucket, a database or a file service is set up so that anyone who finds it can read it, and search engines do find it.',
    actor: 'Administrators and suppliers',
    aiCapable: false,
    enabling: false,
    attackTechniques: ['T1530', 'T1619', 'T1580'],
    effects: ['CONFIDENTIALITY'],
    assetKinds: ['DATA_STORE', 'APPLICATION'],
    lossEventFrequency: published(
      0.01,
      0.06,
      0.3,
      ['S-DBIR26', 'S-PON23'],
      'Errors began 11% of breaches in health care, open servers among them; 63% of organisations had something in the cloud compromised in two years, mostly accounts. What is left for open storage is judgement.',
    ),
    loss: loss(
      60_000,
      9_000_000,
      ['S-COTT', 'S-TOUCH', 'S-IBM25'],
      'Two servers (62,500 people) and one file service (307,839 people) each settled for USD 3 million; a breach in health care costs 7.42 million on average.',
    ),
    grows: 'BY_WORKFORCE',
  },
  {
    id: 'T-WEB-TRACKING',
    name: 'Trackers on pages for patients',
    category: 'error',
    description:
      'Measuring and advertising code on the website or portal tells its makers who looked for which complaint or doctor.',
    actor: 'Staff who build web pages',
    aiCapable: false,
    enabling: false,
    attackTechniques: [],
    effects: ['CONFIDENTIALITY'],
    assetKinds: ['APPLICATION'],
    lossEventFrequency: assumed(
      0.01,
      0.05,
      0.2,
      'Trackers are common; counted is only what ends in letters to patients or in court.',
    ),
    loss: loss(100_000, 18_000_000, []),
    grows: 'BY_ORGANISATION', // one website each
  },
  {
    id: 'T-IT-FAILURE',
    name: 'Outage that nobody intended',
    category: 'error',
    description:
      'A change that went wrong, a supplier’s faulty update or broken hardware takes systems away from the wards for hours or days.',
    actor: 'Staff and suppliers',
    aiCapable: false,
    enabling: false,
    attackTechniques: [],
    effects: ['AVAILABILITY'],
    assetKinds: ['APPLICATION', 'ENDPOINTS', 'NETWORK', 'DATA_STORE'],
    lossEventFrequency: assumed(
      0.1,
      0.5,
      2,
      'Outages that reach the wards and are not over within the hour.',
    ),
    loss: loss(20_000, 15_000_000, []),
    grows: 'BY_ORGANISATION', // suppliers' updates and broken hardware come to small and large alike
    careImpact:
      'Orders, results and doses go by paper and telephone until systems return: care slows down and mistakes are easier made. Deaths were studied after attacks, not after such failures.',
  },
];
