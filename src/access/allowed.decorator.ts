import { Authorized, Extensions } from 'type-graphql';
import type { Permission } from './permissions.ts';

/**
 * Marks what a caller needs to use a root field (or a field whose right differs from its parent's). The schema is not built
 * while a field of Query, Mutation or Subscription goes unmarked, so nothing is open because someone forgot.
 *
 * @example @Allowed('model.write') @Mutation(() => Asset) createAsset(...) {}
 */
export const Allowed =
  (permission: Permission): MethodDecorator & PropertyDecorator =>
  (target: object, key: string | symbol) => {
    Authorized<Permission>(permission)(target, key);
    Extensions({ permission })(target, key);
  };
