import type { Rule } from './fields.ts';

interface Told {
  readonly description: string;
  readonly nullable: boolean;
}

/** How a rule shows on its entity's type: a field that is null where it is not stated, and what it means. */
export const told = ({ says, needed, absent }: Rule<unknown>): Told => ({
  description: says,
  nullable: !needed && (absent === null || absent === undefined),
});

/** How it shows on the input of a new entity. */
export const asked = ({ says, needed }: Rule<unknown>): Told => ({ description: says, nullable: !needed });

/** How it shows on a patch, where an absent field stays. */
export const patched = ({ says }: Rule<unknown>): Told => ({ description: says, nullable: true });
