import { newEnum } from '../model/enum.type.ts';
import { PROPOSAL } from './proposal.ts';
import { REGULATORY_PROFILES } from './requirements.ts';
import { HIPAA_STATUSES, SPECIFICATION_DECISIONS } from './status.ts';

export const HipaaStatus = newEnum(
  'HipaaStatus',
  HIPAA_STATUSES,
  'How far a requirement of the Security Rule is met.',
  {
    MET: 'A control that counts names it and has a mean coverage of 0.95 or more; or it is addressable, and a current decision says that an alternative meets it.',
    PARTLY_MET: 'Controls that count name it, each with a lower coverage.',
    MISSING:
      'No control that counts names it. A decision that it is implemented, or not reasonable, does not change that.',
    NOT_APPLICABLE: 'A current decision says that it does not apply, and no control meets it in full.',
  },
);
export const SpecificationDecision = newEnum(
  'SpecificationDecision',
  SPECIFICATION_DECISIONS,
  'What an organisation decided about a requirement: 45 CFR 164.306(d).',
  {
    IMPLEMENTED: 'It is done. It counts once a control that is IN_PLACE names it.',
    ALTERNATIVE: 'An equivalent measure is there instead; only of what is addressable.',
    NOT_REASONABLE: 'It is neither reasonable nor needed here; only of what is addressable.',
    NOT_APPLICABLE: 'It does not concern this organisation.',
  },
);
export const RegulatoryProfile = newEnum(
  'RegulatoryProfile',
  REGULATORY_PROFILES,
  'Which text of the HIPAA Security Rule to measure against.',
  {
    CURRENT: 'The law: 45 CFR 164.308 to 164.316.',
    NPRM_2025: `A proposal, not law: ${PROPOSAL}. Nothing is addressable any more, and there are new requirements. Its paragraphs are told as far as summaries agree on them.`,
  },
);
