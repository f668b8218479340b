import DataLoader from 'dataloader';

/**
 * The loaders of one request, each under its own name: the first call with a name makes the loader, later calls return it,
 * so a slice defines its loader where it uses it, and every field of the request shares one batch.
 *
 * `batch` answers in the order of its keys: a value, or an Error, for each.
 *
 * @example loaders('assets', (ids: readonly string[]) => assetsByIds(db, viewer, ids)).load(assetId)
 */
export type Loaders = <K, V>(
  name: string,
  batch: (keys: readonly K[]) => Promise<readonly (V | Error)[]>,
) => DataLoader<K, V>;

/** @param keep whether what was loaded is kept until the request ends; a subscription outlives its first answer and keeps nothing */
export function newLoaders({ keep }: { readonly keep: boolean } = { keep: true }): Loaders {
  const made = new Map<string, unknown>();
  return <K, V>(name: string, batch: (keys: readonly K[]) => Promise<readonly (V | Error)[]>) => {
    const known = made.get(name) as DataLoader<K, V> | undefined;
    if (known) return known;
    const loader = new DataLoader<K, V>((keys) => batch(keys), { cache: keep });
    made.set(name, loader);
    return loader;
  };
}
