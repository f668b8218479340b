import { assumed, loss, published, type CatalogThreat } from '../parts.ts';

/** People who may come in and do what they may not. They act through the access that they have, and evade no model. */
export const INSIDER_THREATS: readonly CatalogThreat[] = [
  {
    id: 'T-INSIDER-SNOOP',
    name: 'Snooping in records',
    category: 'insider',
    description:
      'Employees look up relatives, neighbours, colleagues or somebody famous whom they do not treat. Counted are cases that lead to action.',
    actor: 'Staff with access to records',
    aiCapable: false,
    enabling: false,
    attackTechniques: ['T1213', 'T1078'],
    effects: ['CONFIDENTIALITY'],
    assetKinds: ['APPLICATION'],
    lossEventFrequency: published(
      0.5,
      3,
      20,
      ['S-JAMAEM', 'S-PROT', 'S-DBIR24'],
      'A centre that looked closely found 444 employees in seven months; few look so closely, and of all wrongdoing by insiders only some fifty cases a year become public in the whole sector (371 in seven years), though 70% of breaches have someone inside.',
    ),
    loss: loss(
      2_000,
      500_000,
      ['S-YAKIMA', 'S-BAYC'],
      'Mostly the inquiry and a few letters; settlements reached USD 240,000 (23 guards, 419 records) and 800,000.',
    ),
    grows: 'BY_WORKFORCE',
  },
  {
    id: 'T-INSIDER-THEFT',
    name: 'Patient data sold by an employee',
    category: 'insider',
    description:
      'Someone with good access collects names, numbers and diagnoses over months and sells them to those who file false claims or taxes.',
    actor: 'Staff and contractors',
    aiCapable: false,
    enabling: false,
    attackTechniques: ['T1213', 'T1052.001', 'T1567', 'T1074'],
    effects: ['CONFIDENTIALITY'],
    assetKinds: ['APPLICATION', 'DATA_STORE'],
    lossEventFrequency: published(
      0.003,
      0.02,
      0.1,
      ['S-PROT'],
      '371 public cases of wrongdoing by insiders in seven years, theft among them, over some thousands of organisations: below 1% a year each, the low end. Many are never found, so likely and high lie above.',
    ),
    loss: loss(
      200_000,
      15_000_000,
      ['S-MONTE', 'S-IBM25'],
      'One employee who sold data cost USD 4.75 million in settlement; malicious insiders cost 4.92 million on average over all sectors.',
    ),
    grows: 'BY_WORKFORCE',
  },
  {
    id: 'T-INSIDER-SABOTAGE',
    name: 'Sabotage by someone with privileges',
    category: 'insider',
    description:
      'An administrator who was dismissed or passed over erases data, locks everyone out or leaves something behind that does so later.',
    actor: 'Administrators, present and former',
    aiCapable: false,
    enabling: false,
    attackTechniques: ['T1485', 'T1531', 'T1098', 'T1529'],
    effects: ['AVAILABILITY', 'INTEGRITY'],
    assetKinds: ['APPLICATION', 'IDENTITY', 'DATA_STORE'],
    lossEventFrequency: assumed(
      0.001,
      0.008,
      0.04,
      'Rarer than theft: few can do it, and it is noticed at once.',
    ),
    loss: loss(100_000, 10_000_000, []),
    grows: 'BY_WORKFORCE',
    careImpact:
      'Systems fail without warning and by someone who knows which ones hurt most: treatment is delayed while they are rebuilt.',
  },
];
