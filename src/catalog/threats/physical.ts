import { assumed, loss, published, type CatalogThreat } from '../parts.ts';

/** Things that hold data and leave the house. A finder evades no model. */
export const PHYSICAL_THREATS: readonly CatalogThreat[] = [
  {
    id: 'T-LOST-DEVICE',
    name: 'Device lost or stolen',
    category: 'physical',
    description:
      'A laptop, a phone or a memory stick with patient data, or with a way to them, is gone. Unless what it holds is encrypted, patients must be told.',
    actor: 'Staff and thieves',
    aiCapable: false,
    enabling: false,
    attackTechniques: ['T1052', 'T1025', 'T1005'],
    effects: ['CONFIDENTIALITY'],
    assetKinds: ['ENDPOINTS'],
    lossEventFrequency: published(
      0.2,
      1.5,
      8,
      ['S-OCR24'],
      'Theft and loss are about 8% of reports of 500 people and more. Most devices that disappear hold less or are encrypted; how many five thousand staff lose is judgement.',
    ),
    loss: loss(
      3_000,
      3_000_000,
      ['S-LIFE', 'S-URMC'],
      'The device and an inquiry; settlements for one laptop (20,500 people) and for a stick and a laptop without encryption were USD 1.04 and 3 million.',
    ),
    grows: 'BY_WORKFORCE',
    entries: [{ threat: 'T-PHYS-INTRUSION', share: 0.03 }], // assumed: most are lost or stolen elsewhere
    growthPerYear: published(
      -0.2,
      -0.1,
      0,
      ['S-PORTAL'],
      'Reports of theft or loss, by hospitals and all others in 44 states and territories, fell from 49 (2018) to 14 (2023), 22% a year. Small losses are not reported there one by one; half of that fall is taken for them.',
    ),
  },
  {
    id: 'T-DISPOSAL',
    name: 'Data thrown away unerased',
    category: 'physical',
    description:
      'Disks, copiers, devices or files are sold, returned or put out as rubbish while patient data can still be read from them.',
    actor: 'Staff and disposal firms',
    aiCapable: false,
    enabling: false,
    attackTechniques: [],
    effects: ['CONFIDENTIALITY'],
    assetKinds: ['ENDPOINTS', 'FACILITY', 'MEDICAL_DEVICES'],
    lossEventFrequency: assumed(
      0.005,
      0.03,
      0.2,
      'Far rarer than lost devices among what is reported, and found only when somebody looks.',
    ),
    loss: loss(20_000, 2_000_000, []),
    grows: 'BY_WORKFORCE',
  },
];
