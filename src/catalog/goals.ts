export const GOALS: Readonly<Record<string, { readonly name: string }>> = {};
