import { loss, published, type CatalogThreat } from '../parts.ts';
import { HACKING_GROWTH } from './growth.ts';

/** Assumed: lures come in waves, but someone always sends them. */
const VOLATILITY = 0.3;

/**
 * Deceit by mail. Payment fraudsters are taken to be AI-capable: they reword until filters that are models themselves let them pass.
 * Of phished mailboxes only the part that AI-written lures open is, through its entry.
 */
export const FRAUD_THREATS: readonly CatalogThreat[] = [
  {
    id: 'T-BEC',
    name: 'Business e-mail compromise',
    category: 'fraud',
    description:
      'A message in the name of a superior, a supplier or an insurer, sometimes from their own mailbox, moves wages or payments to another account.',
    actor: 'Organised criminals',
    aiCapable: true,
    enabling: false,
    attackTechniques: ['T1566', 'T1534', 'T1114.003', 'T1656', 'T1657'],
    effects: ['INTEGRITY'],
    assetKinds: ['APPLICATION', 'WORKFORCE'],
    lossEventFrequency: published(
      0.05,
      0.3,
      1.5,
      ['S-PON23', 'S-IC3'],
      '54% met such messages, five times in two years on average: 1.35 a year over all. About one in five is taken to cost money; the FBI heard of 21,442 that did or nearly did in 2024.',
    ),
    loss: loss(
      15_000,
      2_000_000,
      ['S-IC3'],
      'USD 2.7 billion in 21,442 complaints: 126,000 each on average, with few far above.',
    ),
    grows: 'BY_ORGANISATION',
    // Assumed: half of it begins in a mailbox that was really taken over, the rest is forged.
    entries: [
      { threat: 'T-AI-PHISH', share: 0.2 },
      { threat: 'T-CRED-STUFF', share: 0.2 },
      { threat: 'T-MFA-BYPASS', share: 0.05 },
    ],
    growthPerYear: HACKING_GROWTH,
    volatility: VOLATILITY,
  },
  {
    id: 'T-PHISH-MAILBOX',
    name: 'Mailbox opened by phishing',
    category: 'fraud',
    description:
      'An employee types a password into a false page. Whoever reads along finds patient data in old mail, and every message must be looked through to tell those concerned.',
    actor: 'Criminals',
    aiCapable: false,
    enabling: false,
    attackTechniques: ['T1566.001', 'T1566.002', 'T1114', 'T1078.004'],
    effects: ['CONFIDENTIALITY'],
    assetKinds: ['APPLICATION', 'IDENTITY', 'WORKFORCE'],
    lossEventFrequency: published(
      0.05,
      0.2,
      0.8,
      ['S-DBIR26', 'S-UCSD25', 'S-PON25'],
      'Phishing opened 14% of breaches in health care. 56% of the staff of one health system clicked at least once in ten trial campaigns, so a lure always finds someone; of 43 attacks a year on average, of any kind, about one in two hundred is taken to get so far.',
    ),
    loss: loss(
      100_000,
      9_000_000,
      ['S-PIH', 'S-SOLARA', 'S-IBM25'],
      'Settlements of USD 600,000 (45 mailboxes, 190,000 people) and 8 million (114,007 people); a breach by phishing costs 4.8 million on average, one small mailbox little more than its review.',
    ),
    grows: 'BY_ORGANISATION',
    // Lures by AI began 6% of breaches (16% x 37%, S-IBM25) beside 14% by phishing of all kinds (S-DBIR26); codes got round: assumed.
    entries: [
      { threat: 'T-AI-PHISH', share: 0.4 },
      { threat: 'T-MFA-BYPASS', share: 0.15 },
    ],
    growthPerYear: HACKING_GROWTH,
    volatility: VOLATILITY,
  },
];
