/** What stands where a secret stood. */
export const HIDDEN = '(hidden)';

/** Shorter texts are words of the language sooner than secrets. */
const SHORTEST = 6;
/** Beginnings of a secret down to this length are not shown where it was cut off. */
const HEAD = 4;
/** Texts shorter than this are hidden only where they stand alone: as a part of longer words they would tear holes. */
const SHORT = 8;
/** What may be bytes in base64. */
const BASE64 = /[A-Za-z0-9+/]{11,}={0,2}/g;
/** How `printable` ends what it cut. */
const CUT = '... (';

/** Texts that must never be written, however they got into what is to be written. */
export class Secrets {
  readonly #texts = new Set<string>();
  #pattern: RegExp | null = null;

  /** Remembers a secret in every form it may be sent back in; what is too short to be one is passed over. */
  add(secret: string): void {
    const text = secret.trim();
    if (text.length < SHORTEST || this.#texts.has(text)) return;
    for (const form of formsOf(text)) this.#texts.add(form);
    this.#pattern = null;
  }

  /** The text without secrets; also without the head of one that was cut off in its middle. */
  redact(text: string): string {
    if (this.#texts.size === 0) return text;
    this.#pattern ??= patternOf([...this.#texts]);
    const clean = text
      .replace(this.#pattern, HIDDEN)
      .replace(BASE64, (run, at: number, whole: string) =>
        this.#isInBytes(run, whole.startsWith(CUT, at + run.length)) ? HIDDEN : run,
      );
    return this.#withoutHeads(clean);
  }

  /** A copy of any plain data, its texts redacted. Names of fields are ours and stay. */
  redactAll<T>(value: T): T {
    if (this.#texts.size === 0) return value;
    return this.#copy(value) as T;
  }

  #copy(value: unknown): unknown {
    if (typeof value === 'string') return this.redact(value);
    if (Array.isArray(value)) return value.map((each) => this.#copy(each));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.#copy(each)]));
  }

  #withoutHeads(text: string): string {
    if (!text.includes(CUT)) return text;
    let clean = text;
    for (let at = clean.indexOf(CUT); at !== -1; at = clean.indexOf(CUT, at + CUT.length)) {
      const head = this.#headBefore(clean.slice(0, at));
      if (head === 0) continue;
      clean = clean.slice(0, at - head) + HIDDEN + clean.slice(at);
      at += HIDDEN.length - head;
    }
    return clean;
  }

  /** Length of the longest beginning of a secret that `text` ends with, 0 for one that gives nothing away. */
  #headBefore(text: string): number {
    const lower = text.toLowerCase();
    let longest = 0;
    for (const secret of this.#texts) {
      for (let length = secret.length - 1; length >= HEAD && length > longest; length -= 1) {
        if (lower.endsWith(secret.slice(0, length).toLowerCase())) longest = length;
      }
    }
    return longest;
  }

  /** Bytes of a peer, as `grpc-status-details-bin` carries them, may hold what they were sent; a run may begin anywhere. */
  #isInBytes(run: string, isCut: boolean): boolean {
    return [0, 1, 2, 3].some((offset) => {
      const bytes = Buffer.from(run.slice(offset), 'base64').toString('latin1');
      if (isCut && this.#headBefore(bytes) > 0) return true;
      return [...this.#texts].some((secret) => secret.length >= SHORT && bytes.includes(secret));
    });
  }
}

function formsOf(text: string): string[] {
  const bytes = Buffer.from(text, 'utf8');
  return [text, JSON.stringify(text).slice(1, -1), bytes.toString('latin1')];
}

/** Longest first, so that no part of a secret is left beside another. */
function patternOf(texts: readonly string[]): RegExp {
  const words = texts
    .toSorted((one, other) => other.length - one.length)
    .map((text) => {
      const escaped = Array.from(text, orPercent).join('');
      return text.length < SHORT ? String.raw`(?<![\w])${escaped}(?![\w])` : escaped;
    });
  return new RegExp(words.join('|'), 'gi');
}

/** A character as it is, or percent-encoded as URLs and `grpc-message` have it: any of them may be. */
function orPercent(char: string): string {
  const plain = char.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
  const bytes = [...Buffer.from(char, 'utf8')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`);
  return `(?:${plain}|${bytes.join('')})`;
}

/** User names and passwords in a URL, or in what looks like one: `http://user:password@host`. */
export function secretsOfUrl(text: string): string[] {
  const [, userinfo] = /^\s*(?:[a-z][a-z0-9+.-]*:\/\/)?([^/\s?#]*)@[^@\s]*$/i.exec(text) ?? [];
  if (userinfo === undefined || userinfo === '') return [];
  const colon = userinfo.indexOf(':');
  const parts = colon === -1 ? [userinfo] : [userinfo, userinfo.slice(colon + 1)];
  return parts.flatMap((part) => [part, decoded(part)]);
}

/** A URL, or what was meant as one, as a message may name it: without user name, password and query. */
export function bareUrl(text: string): string {
  return text.replace(/^(\s*(?:[a-z][a-z0-9+.-]*:\/\/)?).*@/is, '$1...@').replace(/([?#]).+$/s, '$1...');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
