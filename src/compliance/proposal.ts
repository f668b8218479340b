/**
 * What the Department of Health and Human Services proposed on 6 January 2025. It is not law: whoever shows any of it says so.
 *
 * Source: 90 FR 898, RIN 0945-AA22. Paragraphs are told where the summaries that we have seen agree on them, else the section only.
 */
export const PROPOSAL = '90 FR 898 (6 January 2025), RIN 0945-AA22';

/** Said wherever something of the proposal stands among what is law. */
export const NOT_LAW = 'Proposed, not law:';

export interface ProposedRequirement {
  /** N and two digits; ours, since nothing of it is in the Code of Federal Regulations. N01 is the end of "addressable": no row. */
  readonly id: string;
  /** Of 45 CFR 164, as it would be numbered. */
  readonly paragraph: string;
  readonly topic: string;
  /** In our words, begun in lower case: it stands behind `NOT_LAW`. */
  readonly asks: string;
}

/**
 * Its new duties. What it says on artificial intelligence (an inventory and a risk analysis that name such systems) stands in its
 * preamble and is part of N02 and N03.
 */
export const PROPOSED: readonly ProposedRequirement[] = [
  {
    id: 'N02',
    paragraph: '164.308(a)(1)',
    topic: 'Technology asset inventory and network map',
    asks: 'keep a list of all technology assets, AI systems among them, and a map of where ePHI flows; renew both yearly.',
  },
  {
    id: 'N03',
    paragraph: '164.308(a)(2)',
    topic: 'Written risk analysis',
    asks: 'put the risk analysis in writing, with contents that are laid down, and review it yearly.',
  },
  {
    id: 'N04',
    paragraph: '164.308(a)(4)',
    topic: 'Patch management',
    asks: 'close known holes within days that depend on how grave they are.',
  },
  {
    id: 'N05',
    paragraph: '164.308(a)',
    topic: 'Notice of access termination',
    asks: 'tell other organisations within a day when someone who could reach their ePHI no longer may.',
  },
  {
    id: 'N06',
    paragraph: '164.308(a)',
    topic: 'Incident response plan and testing',
    asks: 'have a written plan for incidents, test it and revise it.',
  },
  {
    id: 'N07',
    paragraph: '164.308(a)',
    topic: '72-hour restoration',
    asks: 'be able to restore the most critical systems and their data within 72 hours.',
  },
  {
    id: 'N08',
    paragraph: '164.308(a)(14)',
    topic: 'Compliance audit',
    asks: 'audit compliance with the rule at least once in twelve months.',
  },
  {
    id: 'N09',
    paragraph: '164.308(b)',
    topic: 'Business associate verification',
    asks: 'have business associates verify their technical safeguards in writing every year.',
  },
  {
    id: 'N10',
    paragraph: '164.312(b)',
    topic: 'Encryption at rest and in transit',
    asks: 'encrypt all ePHI, stored and on its way, with few exceptions.',
  },
  {
    id: 'N11',
    paragraph: '164.312(c)',
    topic: 'Configuration management',
    asks: 'configure systems alike and safely: anti-malware, no needless software, no needless ports.',
  },
  {
    id: 'N12',
    paragraph: '164.312(f)',
    topic: 'Multi-factor authentication',
    asks: 'ask for more than one factor wherever someone signs in, with few exceptions.',
  },
  {
    id: 'N13',
    paragraph: '164.312(h)',
    topic: 'Vulnerability scans and penetration tests',
    asks: 'scan for vulnerabilities every six months, and test by attack every twelve.',
  },
  {
    id: 'N14',
    paragraph: '164.312(a)',
    topic: 'Network segmentation',
    asks: 'divide the network, so that an intruder in one part does not reach the others.',
  },
  {
    id: 'N15',
    paragraph: '164.312(i) and (j)',
    topic: 'Backup and recovery controls',
    asks: 'have technical controls of their own for the backup and recovery of ePHI and of systems.',
  },
  {
    id: 'N16',
    paragraph: '164.312',
    topic: 'Yearly review of security measures',
    asks: 'review and test at least once in twelve months whether security measures work.',
  },
];
