import type { AuthCheckerFn } from 'type-graphql';
import { recordDenied } from '../audit/audit.service.ts';
import { Forbidden } from '../errors.ts';
import type { Context } from '../server/context.ts';
import { may, type Permission } from './permissions.ts';

/** Lets a caller through to a field, or refuses and leaves an entry in the audit trail that says so. */
export const checkPermission: AuthCheckerFn<Context, Permission> = async ({ context, info }, permissions) => {
  const { db, viewer } = context;
  if (permissions.every((permission) => may(viewer.role, permission))) return true;
  const field = `${info.parentType.name}.${info.fieldName}`;
  await recordDenied(db, viewer, `${field} refused`, { permissions });
  throw new Forbidden(`the role ${viewer.role} may not use ${field}`);
};
