import { assumed, loss, published, type CatalogThreat } from '../parts.ts';

/**
 * Ways in. Most of what they lead to is counted where it ends, so they are entries of other threats and never scenarios of their own;
 * their figures say how often the door opens, and what it costs on the way. Ways in that AI opens are in `ai.ts`.
 * None of these is taken to be AI-capable: where AI helps, that part is a way in of its own there.
 */
export const ENTRY_THREATS: readonly CatalogThreat[] = [
  {
    id: 'T-VISH-HELPDESK',
    name: 'Service desk talked into a reset',
    category: 'entry',
    description:
      'Someone telephones as a nurse without a phone or a doctor in a hurry, and the service desk hands over a new password or moves the second factor.',
    actor: 'Criminals who telephone',
    aiCapable: false,
    enabling: true,
    attackTechniques: ['T1566.004', 'T1598.004', 'T1656', 'T1098'],
    effects: ['CONFIDENTIALITY', 'INTEGRITY'],
    assetKinds: ['IDENTITY', 'WORKFORCE'],
    lossEventFrequency: published(
      0.02,
      0.08,
      0.4,
      ['S-MTR26'],
      'Calls opened 11% of the intrusions that Mandiant investigated, nearly twice as many as mail did. Set beside the rates of the other ways in here; the width is judgement.',
    ),
    loss: loss(50_000, 5_000_000, []),
    grows: 'BY_ORGANISATION',
  },
  {
    id: 'T-CRED-STUFF',
    name: 'Guessed and reused passwords',
    category: 'entry',
    description:
      'Passwords that leaked elsewhere, or a few that many people choose, are tried on remote access, mail and portals until some fit.',
    actor: 'Criminals',
    aiCapable: false,
    enabling: true,
    attackTechniques: ['T1110.003', 'T1110.004', 'T1078'],
    effects: ['CONFIDENTIALITY'],
    assetKinds: ['IDENTITY', 'APPLICATION', 'NETWORK'],
    lossEventFrequency: published(
      0.05,
      0.2,
      1,
      ['S-DBIR26'],
      'Stolen credentials opened 11% of breaches in health care, phishing 14%: taken to be about as frequent as mailboxes opened by phishing; the width is judgement.',
    ),
    loss: loss(20_000, 3_000_000, []),
    grows: 'BY_ORGANISATION',
  },
  {
    id: 'T-MFA-BYPASS',
    name: 'Second factor got round',
    category: 'entry',
    description:
      'A false sign-in page passes on the code and keeps the session, or a user who is asked again and again at last says yes.',
    actor: 'Criminals with bought kits',
    aiCapable: false,
    enabling: true,
    attackTechniques: ['T1557', 'T1539', 'T1621', 'T1550'],
    effects: ['CONFIDENTIALITY', 'INTEGRITY'],
    assetKinds: ['IDENTITY'],
    lossEventFrequency: assumed(
      0.02,
      0.08,
      0.4,
      'Taken to be as frequent as a deceived service desk: both are what remains for attackers where codes are in use.',
    ),
    loss: loss(50_000, 5_000_000, []),
    grows: 'BY_ORGANISATION',
  },
  {
    id: 'T-EDGE-EXPLOIT',
    name: 'Exploited flaw in a system that faces the internet',
    category: 'entry',
    description:
      'Remote access, a firewall or a web application has a known flaw that is not yet mended, and someone uses it to get a first foothold.',
    actor: 'Criminals and those who sell access',
    aiCapable: false,
    enabling: true,
    attackTechniques: ['T1190', 'T1133', 'T1068', 'T1210'],
    effects: ['CONFIDENTIALITY', 'AVAILABILITY', 'INTEGRITY'],
    assetKinds: ['NETWORK', 'APPLICATION'],
    lossEventFrequency: published(
      0.03,
      0.1,
      0.5,
      ['S-DBIR26', 'S-SOP25', 'S-MTR26'],
      'Flaws opened 20% of breaches in health care, 33% of its ransomware cases and 32% of the intrusions that Mandiant investigated: the most frequent way in, and a third of the rate of extortion here (0.04 a year) is the least that it must be.',
    ),
    loss: loss(
      100_000,
      10_000_000,
      ['S-IBM25'],
      'A breach in health care costs USD 7.42 million on average, one found in time far less; most of it is counted where the intrusion ends.',
    ),
    grows: 'BY_ORGANISATION',
  },
  {
    id: 'T-REMOTE-SUPPORT',
    name: 'Remote access of a supplier taken over',
    category: 'entry',
    description:
      'The channel by which a maker or a contractor looks after its systems is always open or shared by many, and somebody else comes through it.',
    actor: 'Criminals',
    aiCapable: false,
    enabling: true,
    attackTechniques: ['T1133', 'T1199', 'T1219', 'T1021.001'],
    effects: ['CONFIDENTIALITY', 'AVAILABILITY', 'INTEGRITY'],
    assetKinds: ['NETWORK', 'MEDICAL_DEVICES', 'THIRD_PARTY', 'APPLICATION'],
    lossEventFrequency: assumed(
      0.01,
      0.05,
      0.25,
      'Rarer than flaws that anyone can use, as a supplier has to be robbed first.',
    ),
    loss: loss(
      100_000,
      12_000_000,
      ['S-UHG'],
      'One remote access without a second factor led to the costliest event of the sector, USD 3.1 billion in a year; a single customer of a smaller supplier bears a small part of such sums.',
    ),
    grows: 'BY_ORGANISATION',
  },
  {
    id: 'T-PHYS-INTRUSION',
    name: 'Stranger in the building',
    category: 'entry',
    description:
      'Somebody walks in as a visitor or a craftsman, plugs in a small computer, sits down at an open workstation or carries equipment out.',
    actor: 'Thieves and intruders on site',
    aiCapable: false,
    enabling: true,
    attackTechniques: ['T1200', 'T1040'],
    effects: ['CONFIDENTIALITY', 'AVAILABILITY'],
    assetKinds: ['FACILITY', 'ENDPOINTS', 'NETWORK'],
    lossEventFrequency: assumed(
      0.01,
      0.05,
      0.3,
      'Hospitals are open houses; that somebody uses it against computers is seldom found out.',
    ),
    loss: loss(10_000, 1_500_000, []),
    grows: 'BY_ORGANISATION',
  },
];
