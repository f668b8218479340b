/**
 * What the rule asks for, as a reference: written from Appendix A to subpart C of 45 CFR 164, whose matrix has sections 308, 310 and 312
 * with (R) and (A), and from the text of 314 and 316, where all is (Required). Not taken from the program.
 *
 * The matrix prints no letter behind "Workforce Clearance Procedure"; 45 CFR 164.308(a)(3)(ii)(B) says Addressable.
 */
export const APPENDIX_A = `
  308.a.1.ii.A R Risk Analysis
  308.a.1.ii.B R Risk Management
  308.a.1.ii.C R Sanction Policy
  308.a.1.ii.D R Information System Activity Review
  308.a.3.ii.A A Authorization and/or Supervision
  308.a.3.ii.B A Workforce Clearance Procedure
  308.a.3.ii.C A Termination Procedures
  308.a.4.ii.A R Isolating Health care Clearinghouse Function
  308.a.4.ii.B A Access Authorization
  308.a.4.ii.C A Access Establishment and Modification
  308.a.5.ii.A A Security Reminders
  308.a.5.ii.B A Protection from Malicious Software
  308.a.5.ii.C A Log-in Monitoring
  308.a.5.ii.D A Password Management
  308.a.6.ii   R Response and Reporting
  308.a.7.ii.A R Data Backup Plan
  308.a.7.ii.B R Disaster Recovery Plan
  308.a.7.ii.C R Emergency Mode Operation Plan
  308.a.7.ii.D A Testing and Revision Procedure
  308.a.7.ii.E A Applications and Data Criticality Analysis
  308.b.3      R Written Contract or Other Arrangement
  310.a.2.i    A Contingency Operations
  310.a.2.ii   A Facility Security Plan
  310.a.2.iii  A Access Control and Validation Procedures
  310.a.2.iv   A Maintenance Records
  310.d.2.i    R Disposal
  310.d.2.ii   R Media Re-use
  310.d.2.iii  A Accountability
  310.d.2.iv   A Data Backup and Storage
  312.a.2.i    R Unique User Identification
  312.a.2.ii   R Emergency Access Procedure
  312.a.2.iii  A Automatic Logoff
  312.a.2.iv   A Encryption and Decryption
  312.c.2      A Mechanism to Authenticate Electronic Protected Health Information
  312.e.2.i    A Integrity Controls
  312.e.2.ii   A Encryption`;

export const BEYOND_APPENDIX_A = `
  314.a.2.i    R Business associate contracts
  314.a.2.ii   R Other arrangements
  314.a.2.iii  R Business associate contracts with subcontractors
  314.b.2.i    R Plan documents
  314.b.2.ii   R Plan documents
  314.b.2.iii  R Plan documents
  314.b.2.iv   R Plan documents
  316.b.2.i    R Time limit
  316.b.2.ii   R Availability
  316.b.2.iii  R Updates`;

/** Standards that the matrix, or the text of 316, marks (R) themselves. */
export const STAND_ALONE = `
  308.a.2 R Assigned Security Responsibility
  308.a.8 R Evaluation
  310.b   R Workstation Use
  310.c   R Workstation Security
  312.b   R Audit Controls
  312.d   R Person or Entity Authentication
  316.a   R Policies and procedures`;

export interface Row {
  readonly id: string;
  readonly required: boolean;
  readonly title: string;
}

export const rowsOf = (matrix: string): Row[] =>
  matrix
    .trim()
    .split('\n')
    .map((line) => {
      const [id, letter, ...title] = line.trim().split(/\s+/);
      return { id, required: letter === 'R', title: title.join(' ') };
    });
