import type { Role } from './viewer.ts';

export type Permission =
  'viewer.read' | 'model.read' | 'model.write' | 'runs.read' | 'runs.write' | 'compliance.write';

const reads = ['viewer.read', 'model.read', 'runs.read'] as const;
const writes = ['model.write', 'runs.write'] as const;

/** What each role may do. Whoever is not listed with a permission does not have it. */
export const permissionsOf: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  ADMIN: new Set([...reads, ...writes, 'compliance.write']),
  RISK_MANAGER: new Set([...reads, ...writes, 'compliance.write']),
  ANALYST: new Set([...reads, ...writes]),
  EXECUTIVE: new Set(reads),
  AUDITOR: new Set(reads),
  STAKEHOLDER: new Set(reads),
  INTEGRATION: new Set([...reads, ...writes]),
};

/** @example may('EXECUTIVE', 'model.write') // false */
export const may = (role: Role, permission: Permission): boolean => permissionsOf[role].has(permission);
