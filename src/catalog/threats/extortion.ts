import { loss, published, type CatalogThreat } from '../parts.ts';
import { HACKING_GROWTH } from './growth.ts';

/**
 * How extortion gangs come in. Exploited flaws: 33% of victims in health care (S-SOP25), a fifth of them taken to be found with the help
 * of AI. Stolen passwords: 11% of breaches in health care (S-DBIR26). Calls: 11% of intrusions (S-MTR26). Lures by AI: 16% of breaches
 * involved attackers' AI, 37% of those for phishing (S-IBM25). Suppliers' access and second factors got round: assumed. What is left came
 * by plain mail or by ways that nobody found.
 */
const ENTRIES: CatalogThreat['entries'] = [
  { threat: 'T-EDGE-EXPLOIT', share: 0.27 },
  { threat: 'T-CRED-STUFF', share: 0.11 },
  { threat: 'T-VISH-HELPDESK', share: 0.11 },
  { threat: 'T-REMOTE-SUPPORT', share: 0.08 },
  { threat: 'T-AI-AUTOEXPLOIT', share: 0.06 },
  { threat: 'T-AI-PHISH', share: 0.06 },
  { threat: 'T-MFA-BYPASS', share: 0.04 },
];

/** Assumed: arrests and rivalries make a gang's year, and the next, very different. */
const VOLATILITY = 0.5;

/**
 * Whoever encrypts or publishes what a hospital cannot do without, and asks for money.
 * The gangs are taken to be AI-capable: they live from passing detection, and tools that reshape programs until a detection model lets
 * them pass are for sale.
 */
export const EXTORTION_THREATS: readonly CatalogThreat[] = [
  {
    id: 'T-RANSOM-EHR',
    name: 'Ransomware in clinical systems',
    category: 'extortion',
    description:
      'A gang takes over the domain, makes records, images and laboratory systems unreadable and sells the key; wards go back to paper and ambulances go elsewhere.',
    actor: 'Organised criminals',
    aiCapable: true,
    enabling: false,
    attackTechniques: ['T1486', 'T1490', 'T1489', 'T1021', 'T1078', 'T1562'],
    effects: ['AVAILABILITY', 'CONFIDENTIALITY', 'INTEGRITY'],
    assetKinds: ['APPLICATION', 'DATA_STORE', 'IDENTITY'],
    lossEventFrequency: published(
      0.02,
      0.07,
      0.3,
      ['S-NEP22', 'S-PON23', 'S-IRIS25', 'S-SOP25'],
      'Attacks that became public (91 on US providers of care in 2021, of whom the hospitals alone are some thousands) are the low end. What organisations say of themselves (54% in two years, 0.39 a year) is the high end, less what did no harm: a third of those attacked had data encrypted. Likely: a little below 9.3%, the yearly chance of any serious incident.',
    ),
    loss: loss(
      500_000,
      60_000_000,
      ['S-SOP25', 'S-PON25', 'S-SCRIPPS', 'S-UHS', 'S-CSH', 'S-IBM25', 'S-NEP26', 'S-OCRRW'],
      'Victims in health care recovered for USD 1.02 million on average, ransom apart, and 3.9 million was the mean of the dearest attack of a year; a breach costs 7.42 million on average. Systems that were down for weeks lost 67 million (26 hospitals), 112.7 million (five) and 160 million (143). Settlements add from 80,000.',
    ),
    grows: 'BY_ORGANISATION',
    entries: ENTRIES,
    growthPerYear: HACKING_GROWTH,
    volatility: VOLATILITY,
    careImpact:
      'In the week of an attack hospitals treated 17 to 24% fewer patients, and of those already admitted 34 to 38% more died in hospital than usual (Neprash et al. 2026).',
  },
  {
    id: 'T-EXTORT-ONLY',
    name: 'Extortion with stolen records',
    category: 'extortion',
    description:
      'A gang carries patient data away and threatens to publish them. Nothing stops working, so the first sign is often the demand.',
    actor: 'Organised criminals',
    aiCapable: true,
    enabling: false,
    attackTechniques: ['T1567', 'T1048', 'T1213', 'T1657'],
    effects: ['CONFIDENTIALITY'],
    assetKinds: ['DATA_STORE', 'APPLICATION', 'IDENTITY'],
    lossEventFrequency: published(
      0.01,
      0.04,
      0.15,
      ['S-SOP25', 'S-PON23', 'S-HJ25'],
      'For 34% of victims whose data were encrypted, 12% were extorted by theft alone: a third of the rate of ransomware, 0.025 a year. Raised to 0.04, as who pays in silence is not counted and more than 700 large breaches are reported a year.',
    ),
    loss: loss(
      250_000,
      20_000_000,
      ['S-IBM25', 'S-SOLARA', 'S-OCRRW'],
      'A breach that the attacker makes known costs USD 5.08 million on average; one of 114,007 people cost 8 million in settlements alone, small ones settle for 80,000 and more.',
    ),
    grows: 'BY_ORGANISATION',
    entries: ENTRIES,
    growthPerYear: HACKING_GROWTH,
    volatility: VOLATILITY,
  },
  {
    id: 'T-RANSOM-BACKUP',
    name: 'Ransomware that takes the backups too',
    category: 'extortion',
    description:
      'Before anything else is touched, the copies and the hosts of virtual machines are erased: what was encrypted must be built anew, which takes weeks.',
    actor: 'Organised criminals',
    aiCapable: true,
    enabling: false,
    attackTechniques: ['T1485', 'T1490', 'T1561', 'T1486'],
    effects: ['AVAILABILITY', 'INTEGRITY'],
    assetKinds: ['DATA_STORE', 'APPLICATION'],
    lossEventFrequency: published(
      0.004,
      0.015,
      0.08,
      ['S-SOPBK', 'S-SOP25'],
      '94% of victims saw their backups attacked. If that succeeds in a fifth to a third of cases, which is assumed, 0.07 ransomware events a year hold about 0.015 of this kind.',
    ),
    loss: loss(
      3_000_000,
      120_000_000,
      ['S-SOPBK', 'S-SCRIPPS', 'S-CSH', 'S-IRISX'],
      'Recovery was eight times as dear where backups were lost. Four weeks without systems cost five hospitals USD 112.7 million, a longer recovery 143 hospitals 160 million; of the hundred largest events of all sectors the median is 47 million.',
    ),
    grows: 'BY_ORGANISATION',
    entries: ENTRIES,
    growthPerYear: HACKING_GROWTH,
    volatility: VOLATILITY,
    careImpact:
      'As ransomware, but for longer. In the first week alone hospitals treated 17 to 24% fewer patients, and of those already admitted 34 to 38% more died in hospital than usual (Neprash et al. 2026).',
  },
];
