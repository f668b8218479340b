import { grouped } from '../words.ts';
import { loweringWords, type Input } from './inputs.ts';

/** Inputs that read alike: one, or the effects of a control that lower several things by one mechanism, alike and from one source. */
export interface InputRow {
  readonly says: string;
  readonly input: Input;
}

/** Inputs as rows to read, those of one entity together. */
export function rowsOf(inputs: readonly Input[]): InputRow[][] {
  const groups: Input[][] = [];
  for (const input of inputs) {
    const last = groups.at(-1);
    if (last && last[0].entityId === input.entityId) last.push(input);
    else groups.push([input]);
  }
  return groups.map(merged);
}

function merged(group: readonly Input[]): InputRow[] {
  const rows = new Map<string, Input[]>();
  for (const input of group) {
    const key = input.effect ? likeness(input) : input.field;
    rows.set(key, [...(rows.get(key) ?? []), input]);
  }
  return [...rows.values()].map((alike) => ({ says: saysOf(alike), input: alike[0] }));
}

function saysOf(alike: readonly Input[]): string {
  const [{ says, effect }] = alike;
  if (!effect || alike.length === 1) return says;
  const factors = new Set(alike.map((it) => it.effect!.factor));
  return `${loweringWords([...factors], effect.mechanism)} ×${grouped(alike.length)}`;
}

/** What is noted of an estimate does not show, so it does not tell two apart. */
function likeness({ effect, estimate: { note: _note, ...estimate } }: Input): string {
  return JSON.stringify([effect!.mechanism, Object.entries(estimate).sort()]);
}
