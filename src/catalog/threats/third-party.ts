import { assumed, loss, published, type CatalogThreat } from '../parts.ts';
import { HACKING_GROWTH } from './growth.ts';

/** Assumed: one stricken supplier strikes all its customers, so years differ more than those of one hospital would. */
const VOLATILITY = 0.6;

/** What befalls suppliers and, through them, those who depend on them. AI-based controls of the hospital seldom stand in the way. */
export const THIRD_PARTY_THREATS: readonly CatalogThreat[] = [
  {
    id: 'T-BA-BREACH',
    name: 'Breach at a business associate',
    category: 'third party',
    description:
      'A firm that bills, hosts, transcribes or analyses for the hospital loses the patient data it was given; the duty to tell the patients stays with the hospital.',
    actor: 'Organised criminals',
    aiCapable: false,
    enabling: false,
    attackTechniques: ['T1199', 'T1195', 'T1530'],
    effects: ['CONFIDENTIALITY'],
    assetKinds: ['THIRD_PARTY', 'DATA_STORE'],
    lossEventFrequency: published(
      0.05,
      0.2,
      0.7,
      ['S-OCR24', 'S-AHA25', 'S-PON23'],
      '64% of organisations met an attack on a supplier in two years: 0.51 a year (-ln 0.36 / 2). Not each reaches patient data of this customer; but about 35% of large breaches begin at a business associate, which mostly serves many, and most records are lost there.',
    ),
    loss: loss(
      50_000,
      10_000_000,
      ['S-IBM25', 'S-UHG'],
      'A breach through a supplier costs USD 4.91 million on average over all sectors; where the supplier writes the letters and pays, little is left. The largest reached 190 million people and cost the supplier 3.1 billion.',
    ),
    grows: 'BY_ORGANISATION',
    growthPerYear: HACKING_GROWTH,
    volatility: VOLATILITY,
  },
  {
    id: 'T-VENDOR-OUTAGE',
    name: 'Supplier stopped by an attack',
    category: 'third party',
    description:
      'Whoever settles claims, fills prescriptions, hosts records or runs the laboratory is attacked and dark for days or weeks, and so is what hangs on it.',
    actor: 'Organised criminals',
    aiCapable: false,
    enabling: false,
    attackTechniques: ['T1486', 'T1199', 'T1489'],
    effects: ['AVAILABILITY'],
    assetKinds: ['THIRD_PARTY', 'APPLICATION'],
    lossEventFrequency: published(
      0.03,
      0.12,
      0.4,
      ['S-PON23', 'S-AHACH'],
      '64% met an attack on a supplier in two years, 0.51 a year, and 77% of these saw care disturbed: 0.4 a year, the high end. A nationwide stop that 94% of hospitals felt in their finances came once (2024), smaller ones come every year.',
    ),
    loss: loss(
      100_000,
      60_000_000,
      ['S-AHACH', 'S-UHG'],
      'Of the 82% of hospitals whose cash flow the stop of 2024 hit, nearly 60% lost USD 1 million or more a day, for weeks; most other suppliers matter less.',
    ),
    grows: 'BY_ORGANISATION',
    volatility: VOLATILITY,
    careImpact:
      'In the nationwide stop of 2024, 74% of hospitals saw patient care affected (American Hospital Association): approvals and medicines came late.',
  },
  {
    id: 'T-SW-SUPPLY',
    name: 'Hostile code in trusted software',
    category: 'third party',
    description:
      'An update, a library or a build system of a maker was tampered with, and the hospital installs the attacker’s program with its own hands.',
    actor: 'States and organised criminals',
    aiCapable: false,
    enabling: false,
    attackTechniques: ['T1195.001', 'T1195.002', 'T1072'],
    effects: ['CONFIDENTIALITY', 'INTEGRITY', 'AVAILABILITY'],
    assetKinds: ['APPLICATION', 'ENDPOINTS', 'IDENTITY'],
    lossEventFrequency: assumed(
      0.005,
      0.02,
      0.1,
      'Such updates are found every year, but few of those who install them are then robbed.',
    ),
    loss: loss(
      250_000,
      30_000_000,
      ['S-IBM25'],
      'USD 4.91 million on average for breaches by way of a supplier; here everything that runs the software is suspect, so more.',
    ),
    grows: 'BY_ORGANISATION',
    volatility: VOLATILITY,
  },
  {
    id: 'T-MASS-EXPLOIT',
    name: 'Every customer of one product robbed at once',
    category: 'third party',
    description:
      'A gang holds a flaw that nobody knows in a widely used product for file transfer or remote management, and empties all who run it within days.',
    actor: 'Organised criminals',
    aiCapable: false,
    enabling: false,
    attackTechniques: ['T1190', 'T1567', 'T1020'],
    effects: ['CONFIDENTIALITY'],
    assetKinds: ['APPLICATION', 'DATA_STORE', 'THIRD_PARTY'],
    lossEventFrequency: assumed(
      0.01,
      0.05,
      0.2,
      'A wave comes every year or two, and most hospitals run or share few of the products concerned.',
    ),
    loss: loss(
      150_000,
      15_000_000,
      ['S-IBM25'],
      'Between a limited copy and a breach of average cost, USD 7.42 million in health care; the tail follows from how much such a service holds.',
    ),
    grows: 'BY_ORGANISATION',
    volatility: 0.8, // assumed: more than its neighbours, since a wave strikes all in one year
  },
];
