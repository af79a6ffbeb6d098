// eslint-disable-next-line no-control-regex -- control characters are what this is about
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/.source.slice(1, -1);
/** Characters that change the direction or the place of others, or are not seen: what they hide reads as something else. */
const UNSEEN = /[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/.source.slice(1, -1);
const UNSAFE = new RegExp(`[${CONTROL}${UNSEEN}]|[\\u{e0000}-\\u{e007f}]`, 'gu');

/** Text from a peer made safe for a terminal: control, bidirectional and unseen characters escaped, length bounded. */
export function printable(text: string, most = 400): string {
  const safe = visible(text);
  return safe.length > most ? `${safe.slice(0, most)}... (${safe.length} characters)` : safe;
}

/** The same, unbounded; characters in `keep` are left as they are. */
export function visible(text: string, keep = ''): string {
  return text.replace(UNSAFE, (char) => (keep.includes(char) ? char : (ESCAPES[char] ?? escaped(char))));
}

const ESCAPES: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** JSON of a value that is safe for a terminal too. */
export function safeJson(value: unknown, indent?: number): string {
  return escapedJson(JSON.stringify(value, null, indent));
}

/** The same JSON, safe for a terminal: it reads as the same value. */
export function escapedJson(json: string): string {
  // Line ends stand between values: inside texts they are escaped already.
  return json.replace(UNSAFE, (char) => (char === '\n' ? char : escaped(char)));
}

function escaped(char: string): string {
  return char
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

/** The known names nearest to a mistyped one, best first, at most three, none that is far off. */
export function nearest(name: string, known: readonly string[]): string[] {
  const limit = Math.max(2, Math.floor(name.length / 3));
  return known
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ distance, candidate }) => distance <= limit || candidate.toLowerCase().includes(name.toLowerCase()))
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** `did you mean --job?`, or nothing when no known name is near. */
export function didYouMean(name: string, known: readonly string[]): string | undefined {
  const near = nearest(name, known);
  return near.length === 0 ? undefined : `did you mean ${near.join(' or ')}?`;
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitute = (previous[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min((previous[j] as number) + 1, (row[j - 1] as number) + 1, substitute));
    }
    previous = row;
  }
  return previous[b.length] as number;
}

/** `1 frame`, `3 frames`. */
export function plural(count: number, noun: string, many: string = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : many}`;
}
