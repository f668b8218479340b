/** Part of every plan: another version may give other figures for the same numbers. Raise it when figures move, and say so in CHANGELOG.md. */
export const ENGINE_VERSION = '5';
