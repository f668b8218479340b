import type { Control } from '../controls/control.entity.ts';
import { controlSlice } from '../controls/control.service.ts';
import { NotFound } from '../errors.ts';
import { loadEntity } from '../model/load.service.ts';
import type { Context } from '../server/context.ts';

/** The controls of a list of ids as they are now, in its order, without those that were deleted. */
export async function stillThere(context: Context, ids: readonly string[]): Promise<Control[]> {
  const found = await Promise.all(
    ids.map((id) =>
      loadEntity(context, controlSlice, id).catch((error: unknown) => {
        if (error instanceof NotFound) return undefined;
        throw error;
      }),
    ),
  );
  return found.filter((control) => control !== undefined);
}
