export const ROLES = [
  'ADMIN',
  'RISK_MANAGER',
  'ANALYST',
  'EXECUTIVE',
  'AUDITOR',
  'STAKEHOLDER',
  'INTEGRATION',
] as const;
export type Role = (typeof ROLES)[number];

/** Who asks: one API key of one organisation. */
export interface Viewer {
  readonly keyId: string;
  readonly name: string;
  readonly role: Role;
  readonly organizationId: string;
  readonly organizationName: string;
}
