/** A paragraph of the rule that asks for something in particular. */
export interface Specification {
  /** Section and paragraphs between dots: 308.a.1.ii.A. */
  readonly id: string;
  /** As the rule heads it; public domain. Where it heads nothing (314.b) the title is ours. */
  readonly title: string;
  /** Required, or else addressable: 45 CFR 164.306(d). */
  readonly required: boolean;
  /** What it asks for, in our words and in brief: the rule itself decides. */
  readonly asks: string;
}

/** A duty of the rule. One without specifications stands alone: it is itself what is to be met, and required. */
export interface Standard {
  readonly id: string;
  /** Of the paragraph that states it, without "45 CFR". */
  readonly paragraph: string;
  readonly title: string;
  readonly specifications: readonly Specification[];
  /** Of one that stands alone. */
  readonly asks?: string;
}

const required = (id: string, title: string, asks: string): Specification => ({
  id,
  title,
  required: true,
  asks,
});
const addressable = (id: string, title: string, asks: string): Specification => ({
  id,
  title,
  required: false,
  asks,
});

/**
 * The HIPAA Security Rule in its own order: 22 standards with 46 implementation specifications. A new one is one line here.
 *
 * Source: 45 CFR 164.308, .310, .312, .314 and .316, and Appendix A to subpart C of part 164, which marks those of .308, .310 and .312.
 */
export const STANDARDS: readonly Standard[] = [
  {
    id: '308.a.1',
    paragraph: '164.308(a)(1)(i)',
    title: 'Security management process',
    specifications: [
      required(
        '308.a.1.ii.A',
        'Risk analysis',
        'Find out, accurately and thoroughly, what could harm the secrecy, soundness and availability of ePHI.',
      ),
      required('308.a.1.ii.B', 'Risk management', 'Bring those risks down to a reasonable level.'),
      required('308.a.1.ii.C', 'Sanction policy', 'Let it have consequences when staff break the rules.'),
      required(
        '308.a.1.ii.D',
        'Information system activity review',
        'Look regularly through logs, access reports and incident records.',
      ),
    ],
  },
  {
    id: '308.a.2',
    paragraph: '164.308(a)(2)',
    title: 'Assigned security responsibility',
    specifications: [],
    asks: 'Name one person who answers for the security of ePHI.',
  },
  {
    id: '308.a.3',
    paragraph: '164.308(a)(3)(i)',
    title: 'Workforce security',
    specifications: [
      addressable(
        '308.a.3.ii.A',
        'Authorization and/or supervision',
        'Authorise or supervise whoever works with ePHI, or where it could be reached.',
      ),
      addressable(
        '308.a.3.ii.B',
        'Workforce clearance procedure',
        'Make sure that the access a person has is right for that person.',
      ),
      addressable(
        '308.a.3.ii.C',
        'Termination procedures',
        'End access when employment ends, or when it is no longer right.',
      ),
    ],
  },
  {
    id: '308.a.4',
    paragraph: '164.308(a)(4)(i)',
    title: 'Information access management',
    specifications: [
      required(
        '308.a.4.ii.A',
        'Isolating health care clearinghouse functions',
        'A clearinghouse within a larger organisation keeps its ePHI from the rest of it.',
      ),
      addressable('308.a.4.ii.B', 'Access authorization', 'Say how access to ePHI is granted.'),
      addressable(
        '308.a.4.ii.C',
        'Access establishment and modification',
        'Set up, document, review and change access by those rules.',
      ),
    ],
  },
  {
    id: '308.a.5',
    paragraph: '164.308(a)(5)(i)',
    title: 'Security awareness and training',
    specifications: [
      addressable('308.a.5.ii.A', 'Security reminders', 'Keep security on the mind of the workforce.'),
      addressable(
        '308.a.5.ii.B',
        'Protection from malicious software',
        'Guard against malicious software, find it and report it.',
      ),
      addressable(
        '308.a.5.ii.C',
        'Log-in monitoring',
        'Watch attempts to log in, and report what is out of line.',
      ),
      addressable(
        '308.a.5.ii.D',
        'Password management',
        'Say how passwords are made, changed and kept safe.',
      ),
    ],
  },
  {
    id: '308.a.6',
    paragraph: '164.308(a)(6)(i)',
    title: 'Security incident procedures',
    specifications: [
      required(
        '308.a.6.ii',
        'Response and reporting',
        'Recognise incidents, act on them, limit their harm, and document them and their outcome.',
      ),
    ],
  },
  {
    id: '308.a.7',
    paragraph: '164.308(a)(7)(i)',
    title: 'Contingency plan',
    specifications: [
      required('308.a.7.ii.A', 'Data backup plan', 'Keep exact copies of ePHI that can be fetched back.'),
      required('308.a.7.ii.B', 'Disaster recovery plan', 'Be able to restore whatever data is lost.'),
      required(
        '308.a.7.ii.C',
        'Emergency mode operation plan',
        'Keep the processes going that protect ePHI while operating in an emergency.',
      ),
      addressable(
        '308.a.7.ii.D',
        'Testing and revision procedures',
        'Test the contingency plans from time to time, and revise them.',
      ),
      addressable(
        '308.a.7.ii.E',
        'Applications and data criticality analysis',
        'Judge which applications and data the other plans depend on most.',
      ),
    ],
  },
  {
    id: '308.a.8',
    paragraph: '164.308(a)(8)',
    title: 'Evaluation',
    specifications: [],
    asks: 'Evaluate from time to time, and after changes, whether what is done still meets the rule.',
  },
  {
    id: '308.b.1',
    paragraph: '164.308(b)(1)',
    title: 'Business associate contracts and other arrangements',
    specifications: [
      required(
        '308.b.3',
        'Written contract or other arrangement',
        'Have the assurances of those who handle ePHI for you in writing.',
      ),
    ],
  },
  {
    id: '310.a',
    paragraph: '164.310(a)(1)',
    title: 'Facility access controls',
    specifications: [
      addressable(
        '310.a.2.i',
        'Contingency operations',
        'Let people into the facility to restore data in an emergency.',
      ),
      addressable(
        '310.a.2.ii',
        'Facility security plan',
        'Keep facility and equipment from intruders, tampering and theft.',
      ),
      addressable(
        '310.a.2.iii',
        'Access control and validation procedures',
        'Admit people, visitors among them, by their role, and control who may reach software for testing.',
      ),
      addressable(
        '310.a.2.iv',
        'Maintenance records',
        'Document repairs to doors, locks, walls and the like that bear on security.',
      ),
    ],
  },
  {
    id: '310.b',
    paragraph: '164.310(b)',
    title: 'Workstation use',
    specifications: [],
    asks: 'Say what is done on workstations that reach ePHI, how, and in what surroundings.',
  },
  {
    id: '310.c',
    paragraph: '164.310(c)',
    title: 'Workstation security',
    specifications: [],
    asks: 'Keep those workstations physically from all but their users.',
  },
  {
    id: '310.d',
    paragraph: '164.310(d)(1)',
    title: 'Device and media controls',
    specifications: [
      required('310.d.2.i', 'Disposal', 'Leave no ePHI on what is thrown away.'),
      required('310.d.2.ii', 'Media re-use', 'Remove ePHI from media before others use them.'),
      addressable('310.d.2.iii', 'Accountability', 'Record where hardware and media go, and with whom.'),
      addressable(
        '310.d.2.iv',
        'Data backup and storage',
        'Make a copy of ePHI before equipment is moved, where it is needed.',
      ),
    ],
  },
  {
    id: '312.a',
    paragraph: '164.312(a)(1)',
    title: 'Access control',
    specifications: [
      required('312.a.2.i', 'Unique user identification', 'Give each user a name or number of his own.'),
      required('312.a.2.ii', 'Emergency access procedure', 'Be able to get at ePHI in an emergency.'),
      addressable('312.a.2.iii', 'Automatic logoff', 'End sessions that lie idle.'),
      addressable('312.a.2.iv', 'Encryption and decryption', 'Encrypt ePHI that is stored.'),
    ],
  },
  {
    id: '312.b',
    paragraph: '164.312(b)',
    title: 'Audit controls',
    specifications: [],
    asks: 'Record and examine what happens in systems that hold or use ePHI.',
  },
  {
    id: '312.c',
    paragraph: '164.312(c)(1)',
    title: 'Integrity',
    specifications: [
      addressable(
        '312.c.2',
        'Mechanism to authenticate electronic protected health information',
        'Be able to tell by electronic means that nobody altered or destroyed ePHI who may not.',
      ),
    ],
  },
  {
    id: '312.d',
    paragraph: '164.312(d)',
    title: 'Person or entity authentication',
    specifications: [],
    asks: 'Verify that whoever seeks access to ePHI is who he claims to be.',
  },
  {
    id: '312.e',
    paragraph: '164.312(e)(1)',
    title: 'Transmission security',
    specifications: [
      addressable('312.e.2.i', 'Integrity controls', 'Notice when ePHI is altered on its way.'),
      addressable('312.e.2.ii', 'Encryption', 'Encrypt ePHI on its way wherever that is right.'),
    ],
  },
  {
    id: '314.a',
    paragraph: '164.314(a)(1)',
    title: 'Business associate contracts or other arrangements',
    specifications: [
      required(
        '314.a.2.i',
        'Business associate contracts',
        'Contracts bind business associates to the rule, their subcontractors too, and to reporting incidents and breaches.',
      ),
      required(
        '314.a.2.ii',
        'Other arrangements',
        'Where the law allows an arrangement instead of a contract, it does the same.',
      ),
      required(
        '314.a.2.iii',
        'Business associate contracts with subcontractors',
        'A business associate binds its subcontractors as it is bound itself.',
      ),
    ],
  },
  {
    id: '314.b',
    paragraph: '164.314(b)(1)',
    title: 'Requirements for group health plans',
    specifications: [
      required(
        '314.b.2.i',
        'Plan documents: safeguards',
        'Plan documents have the sponsor safeguard the ePHI that it handles for the plan.',
      ),
      required(
        '314.b.2.ii',
        'Plan documents: separation',
        'They have security measures keep the plan apart from the rest of the sponsor.',
      ),
      required(
        '314.b.2.iii',
        'Plan documents: agents and subcontractors',
        'They have agents and subcontractors of the sponsor agree to safeguard it as well.',
      ),
      required(
        '314.b.2.iv',
        'Plan documents: incidents',
        'They have the sponsor report security incidents to the plan.',
      ),
    ],
  },
  {
    id: '316.a',
    paragraph: '164.316(a)',
    title: 'Policies and procedures',
    specifications: [],
    asks: 'Have policies and procedures, reasonable ones, for all that the rule asks.',
  },
  {
    id: '316.b',
    paragraph: '164.316(b)(1)',
    title: 'Documentation',
    specifications: [
      required('316.b.2.i', 'Time limit', 'Keep what the rule has you document for six years.'),
      required('316.b.2.ii', 'Availability', 'Let those have it who carry the procedures out.'),
      required('316.b.2.iii', 'Updates', 'Review it from time to time, and after changes.'),
    ],
  },
];
