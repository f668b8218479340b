import { assumed, loss, published, type CatalogThreat } from '../parts.ts';
import { HACKING_GROWTH } from './growth.ts';

/**
 * Attacks from outside on one system, for what it holds or does. Shares of entries are assumed throughout: the most usual ways to such
 * systems come first. State-aligned groups are taken to be AI-capable, as they have the time and the means to learn what the models
 * that watch them overlook.
 */
export const INTRUSION_THREATS: readonly CatalogThreat[] = [
  {
    id: 'T-PORTAL-API',
    name: 'Hole in the patient portal or its interfaces',
    category: 'intrusion',
    description:
      'A check that is missing, or input that is taken for a command, lets one user fetch the records of thousands of others.',
    actor: 'Criminals and curious users',
    aiCapable: false,
    enabling: false,
    attackTechniques: ['T1190', 'T1213.006', 'T1119'],
    effects: ['CONFIDENTIALITY'],
    assetKinds: ['APPLICATION', 'DATA_STORE'],
    lossEventFrequency: assumed(
      0.005,
      0.03,
      0.15,
      'Such holes are found often, mostly by testers; seldom is one used at scale.',
    ),
    loss: loss(
      100_000,
      12_000_000,
      ['S-IBM25'],
      'Up to and above the USD 7.42 million that a breach in health care costs on average, less where little was fetched.',
    ),
    grows: 'BY_ORGANISATION',
    entries: [{ threat: 'T-AI-AUTOEXPLOIT', share: 0.1 }],
    growthPerYear: HACKING_GROWTH,
  },
  {
    id: 'T-CLOUD-ACCT',
    name: 'Cloud account taken over',
    category: 'intrusion',
    description:
      'A stolen token, an application that somebody allowed, or an administrator’s sign-in opens what the hospital keeps with a cloud service.',
    actor: 'Criminals',
    aiCapable: false,
    enabling: false,
    attackTechniques: ['T1078.004', 'T1528', 'T1550.001', 'T1671'],
    effects: ['CONFIDENTIALITY', 'INTEGRITY'],
    assetKinds: ['IDENTITY', 'APPLICATION', 'DATA_STORE'],
    lossEventFrequency: published(
      0.05,
      0.25,
      1.2,
      ['S-PON23'],
      '63% had something in the cloud compromised, 21 times in two years on average: 6.6 a year over all. About one in twenty-five is taken to become a loss.',
    ),
    loss: loss(
      30_000,
      6_000_000,
      ['S-PON25'],
      'Most are closed soon; the dearest attack of a year, of any kind, costs USD 3.9 million on average.',
    ),
    grows: 'BY_ORGANISATION',
    entries: [
      { threat: 'T-CRED-STUFF', share: 0.3 },
      { threat: 'T-MFA-BYPASS', share: 0.15 },
      { threat: 'T-AI-PHISH', share: 0.15 },
      { threat: 'T-VISH-HELPDESK', share: 0.1 },
    ],
    growthPerYear: HACKING_GROWTH,
    volatility: 0.3, // assumed
  },
  {
    id: 'T-DDOS',
    name: 'Flood of traffic',
    category: 'intrusion',
    description:
      'Hired computers send so much that the portal, video consultations or the names of all services cannot be reached (denial of service).',
    actor: 'Activists, extortionists',
    aiCapable: false,
    enabling: false,
    attackTechniques: ['T1498', 'T1499'],
    effects: ['AVAILABILITY'],
    assetKinds: ['NETWORK', 'APPLICATION'],
    lossEventFrequency: published(
      0.05,
      0.3,
      1.5,
      ['S-DDOS'],
      '84% of organisations met an attack in a year: 1.8 a year (-ln 0.16), over all sectors and years ago. Counted are floods that take a service away for more than an hour; that one in six does is judgement.',
    ),
    loss: loss(
      10_000,
      1_500_000,
      ['S-DDOS', 'S-EFFIP'],
      '63% put an hour at USD 100,000 or more (all sectors); an attack on the names of services costs 862,630 on average in health care, as its victims say.',
    ),
    grows: 'BY_ORGANISATION',
    volatility: 0.4, // assumed: campaigns follow the news
    careImpact:
      'Remote consultations and messages from patients fail while it lasts; some of them are urgent.',
  },
  {
    id: 'T-MEDDEV',
    name: 'Attack on medical devices',
    category: 'intrusion',
    description:
      'Pumps, monitors, analysers or scanners on the network are stopped, made to show or give something else, or used to get further.',
    actor: 'Criminals',
    aiCapable: false,
    enabling: false,
    attackTechniques: ['T1210', 'T1499', 'T1565.003', 'T1021'],
    effects: ['AVAILABILITY', 'INTEGRITY'],
    assetKinds: ['MEDICAL_DEVICES', 'NETWORK'],
    lossEventFrequency: published(
      0.02,
      0.12,
      0.3,
      ['S-RUN26'],
      'In a year 24% of organisations had an incident on a device: a rate of 0.27 (-ln 0.76), flaws that did no harm among them, so that is near the high end and half of it likely.',
    ),
    loss: loss(50_000, 12_000_000, []),
    grows: 'BY_ORGANISATION',
    entries: [
      { threat: 'T-REMOTE-SUPPORT', share: 0.25 },
      { threat: 'T-EDGE-EXPLOIT', share: 0.15 },
      { threat: 'T-PHYS-INTRUSION', share: 0.05 },
    ],
    growthPerYear: published(
      -0.05,
      0.1,
      0.2,
      ['S-RUN26'],
      'From 22% to 24% of organisations within a year, 10% more by rate; one year says little.',
    ),
    careImpact:
      'Treatment waits for another device, and a wrong dose or reading may go unnoticed. Most of those who had such an incident say that care was affected.',
  },
  {
    id: 'T-IMAGING-EXPOSE',
    name: 'Images read or altered from outside',
    category: 'intrusion',
    description:
      'An archive of images answers anyone on the internet; strangers copy what it holds, or put a finding in or take one out.',
    actor: 'Criminals and curious searchers',
    aiCapable: false,
    enabling: false,
    attackTechniques: ['T1190', 'T1213', 'T1565.001'],
    effects: ['CONFIDENTIALITY', 'INTEGRITY'],
    assetKinds: ['DATA_STORE', 'APPLICATION', 'MEDICAL_DEVICES'],
    lossEventFrequency: assumed(
      0.005,
      0.02,
      0.1,
      'Open archives are found again and again; that images were altered is known from laboratories only.',
    ),
    loss: loss(
      80_000,
      9_000_000,
      ['S-TOUCH'],
      'An imaging company whose server stood open (307,839 people) settled for USD 3 million, its own costs apart.',
    ),
    grows: 'BY_ORGANISATION',
    careImpact:
      'An altered image may lead to treatment that is not needed, or keep one that is from being given.',
  },
  {
    id: 'T-DATA-TAMPER',
    name: 'Silent changes to clinical data',
    category: 'intrusion',
    description:
      'Somebody alters allergies, orders or results in the record, or on their way between systems, and nothing looks amiss.',
    actor: 'Criminals and insiders',
    aiCapable: false,
    enabling: false,
    attackTechniques: ['T1565.001', 'T1565.002', 'T1078'],
    effects: ['INTEGRITY'],
    assetKinds: ['APPLICATION', 'DATA_STORE', 'NETWORK'],
    lossEventFrequency: assumed(
      0.001,
      0.005,
      0.03,
      'Few gain from it, and hardly a case is public; it would also be hard to notice.',
    ),
    loss: loss(150_000, 25_000_000, []),
    grows: 'BY_ORGANISATION',
    entries: [
      { threat: 'T-CRED-STUFF', share: 0.3 },
      { threat: 'T-EDGE-EXPLOIT', share: 0.2 },
    ],
    careImpact:
      'Wrong medicines or doses may be given in good faith; and once it is known, no value can be trusted until all are checked.',
  },
  {
    id: 'T-OT-FACILITY',
    name: 'Attack on building services',
    category: 'intrusion',
    description:
      'Ventilation, power, lifts, doors or the cold store are switched off or run wild through the computers that steer them.',
    actor: 'Criminals, states',
    aiCapable: false,
    enabling: false,
    attackTechniques: ['T1210', 'T1489', 'T1529'],
    effects: ['AVAILABILITY'],
    assetKinds: ['FACILITY', 'NETWORK'],
    lossEventFrequency: assumed(
      0.002,
      0.01,
      0.06,
      'Seldom the aim, but often reachable by whoever is inside or maintains them.',
    ),
    loss: loss(50_000, 8_000_000, []),
    grows: 'BY_ORGANISATION',
    entries: [
      { threat: 'T-REMOTE-SUPPORT', share: 0.4 },
      { threat: 'T-EDGE-EXPLOIT', share: 0.2 },
      { threat: 'T-PHYS-INTRUSION', share: 0.05 },
    ],
    careImpact: 'Operating rooms close, medicines and blood spoil, and wards may have to be cleared.',
  },
  {
    id: 'T-ESPIONAGE',
    name: 'Research data taken by a state',
    category: 'intrusion',
    description:
      'A group that works for a government stays unseen for months and copies trials, genomes or inventions.',
    actor: 'State-aligned groups',
    aiCapable: true,
    enabling: false,
    attackTechniques: ['T1078', 'T1041', 'T1005', 'T1189'],
    effects: ['CONFIDENTIALITY'],
    assetKinds: ['DATA_STORE', 'APPLICATION'],
    lossEventFrequency: assumed(
      0.003,
      0.015,
      0.08,
      'For a health system with research worth taking; much of it is never found out.',
    ),
    loss: loss(200_000, 20_000_000, []),
    grows: 'BY_ORGANISATION',
    entries: [
      { threat: 'T-AI-PHISH', share: 0.3 },
      { threat: 'T-CRED-STUFF', share: 0.3 },
      { threat: 'T-EDGE-EXPLOIT', share: 0.2 },
      { threat: 'T-AI-AUTOEXPLOIT', share: 0.05 },
    ],
  },
  {
    id: 'T-CRYPTOJACK',
    name: 'Computing power stolen',
    category: 'intrusion',
    description:
      'Servers or a cloud account work for somebody else, who mines coins or sells the capacity; the bill or the slowness gives it away.',
    actor: 'Criminals',
    aiCapable: false,
    enabling: false,
    attackTechniques: ['T1496', 'T1078.004'],
    effects: ['AVAILABILITY'],
    assetKinds: ['APPLICATION', 'DATA_STORE'],
    lossEventFrequency: assumed(
      0.02,
      0.1,
      0.5,
      'Common wherever keys leak; most cases are small and told to nobody.',
    ),
    loss: loss(3_000, 250_000, []),
    grows: 'BY_ORGANISATION',
    entries: [
      { threat: 'T-CRED-STUFF', share: 0.3 },
      { threat: 'T-EDGE-EXPLOIT', share: 0.2 },
    ],
  },
];
