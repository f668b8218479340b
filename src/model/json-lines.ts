/** Where the values of a JSON text stand, so that a caller is told the line of what is wrong with them. */
export interface JsonLines {
  /** For each key of the outermost object that holds a list: the line on which each of its items begins. */
  readonly items: ReadonlyMap<string, readonly number[]>;
  /** The line on which it stops being JSON. */
  readonly fault?: number;
}

type Expect = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end' | 'nothing';

/**
 * One pass over the text, without making any of its values.
 *
 * Source: RFC 8259.
 *
 * @example jsonLines('{\n"assets": [\n{}]}').items.get('assets') // [3]
 */
export function jsonLines(text: string): JsonLines {
  const items = new Map<string, number[]>();
  const open: ('{' | '[')[] = [];
  let expect: Expect = 'value';
  let line = 1;
  let key = '';
  for (let at = 0; at < text.length;) {
    const char = text[at];
    if (char === '\n') line += 1;
    if (char === '\n' || char === ' ' || char === '\t' || char === '\r') {
      at += 1;
      continue;
    }
    const inList = open.at(-1) === '[';
    const mayEnd = expect === ', or end' || expect === (inList ? 'value or ]' : 'key or }');
    if ((char === ']' || char === '}') && open.length > 0 && mayEnd && inList === (char === ']')) {
      open.pop();
      expect = open.length === 0 ? 'nothing' : ', or end';
      at += 1;
    } else if (expect === ', or end' && char === ',') {
      expect = inList ? 'value' : 'key';
      at += 1;
    } else if (expect === ':' && char === ':') {
      expect = 'value';
      at += 1;
    } else if ((expect === 'key' || expect === 'key or }') && char === '"') {
      const end = endOfString(text, at);
      if (end < 0) return { items, fault: line };
      if (open.length === 1) key = text.slice(at + 1, end - 1);
      expect = ':';
      at = end;
    } else if (expect === 'value' || expect === 'value or ]') {
      if (open.length === 2 && inList && open[0] === '{') items.get(key)?.push(line);
      if (char === '{' || char === '[') {
        if (open.length === 1 && char === '[') items.set(key, []);
        open.push(char);
        expect = char === '{' ? 'key or }' : 'value or ]';
        at += 1;
      } else {
        const end = char === '"' ? endOfString(text, at) : endOfWord(text, at);
        if (end < 0) return { items, fault: line };
        expect = open.length === 0 ? 'nothing' : ', or end';
        at = end;
      }
    } else return { items, fault: line };
  }
  return expect === 'nothing' ? { items } : { items, fault: line };
}

const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Behind the closing quote; -1 where the string holds what none may. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length;) {
    const char = text.charCodeAt(at);
    if (char === 0x22) return at + 1;
    if (char < 0x20) return -1;
    if (char === 0x5c) {
      ESCAPE.lastIndex = at;
      if (!ESCAPE.test(text)) return -1;
      at = ESCAPE.lastIndex;
    } else at += 1;
  }
  return -1;
}

const WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

function endOfWord(text: string, start: number): number {
  WORD.lastIndex = start;
  return WORD.test(text) ? WORD.lastIndex : -1;
}
