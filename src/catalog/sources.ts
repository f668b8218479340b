export const citationsOf = (ids: readonly string[]): string => ids.join('; ');
export const referenceOf = (id: string): string => id;
