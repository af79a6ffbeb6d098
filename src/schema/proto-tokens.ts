import { Failure } from '../base/failure.ts';
import { printable } from '../base/text.ts';

export interface Token {
  readonly text: string;
  readonly line: number;
  /** Content of a string literal; `text` is the same as UTF-8. */
  readonly bytes?: Uint8Array;
}

const LEXEME = /\s+|\/\/[^\n]*|\/\*[^]*?\*\/|"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'|[\w.+-]+|[^]/gy;

/** All tokens of a .proto text with the lines they begin on; throws a `config` Failure naming file and line. */
export function protoTokens(text: string, file: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  for (const [lexeme] of text.matchAll(LEXEME)) {
    const first = lexeme[0] ?? '';
    const cut = lexeme.length < 2 && (first === '"' || first === "'");
    if (cut || (first === '/' && lexeme.length === 1)) {
      throw new Failure('config', `${file}:${line}: ${cut ? 'a string' : 'a comment'} does not end`);
    }
    if (first === '"' || first === "'") {
      const bytes = unescapeBytes(lexeme.slice(1, -1));
      tokens.push({ text: bytes.toString('utf8'), line, bytes });
    } else if (first !== '/' && lexeme.trim() !== '') {
      tokens.push({ text: lexeme, line });
    }
    for (const char of lexeme) if (char === '\n') line += 1;
  }
  return tokens;
}

/** A parser's error as a Failure: `(line 3)` becomes `file:3`, else `line` is used. */
export function syntaxFailure(error: unknown, file: string, line?: number): Failure {
  const message = error instanceof Error ? error.message : String(error);
  const at = /^(.*?)\s*\((?:.*, )?line (\d+)\)$/s.exec(message);
  const place = at?.[2] ?? line;
  const reason = printable(at?.[1] ?? message, 200);
  return new Failure('config', `${file}${place === undefined ? '' : `:${place}`}: ${reason}`, { cause: error });
}

const ESCAPE = /\\(?:[xX]([0-9a-fA-F]{1,2})|([0-7]{1,3})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([^]))/g;
const LETTERS: Record<string, number> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };

/** The bytes a string literal stands for, by protobuf's (C's) escapes. */
function unescapeBytes(raw: string): Buffer {
  const parts: Buffer[] = [];
  let done = 0;
  for (const match of raw.matchAll(ESCAPE)) {
    parts.push(Buffer.from(raw.slice(done, match.index), 'utf8'), escapedBytes(match));
    done = match.index + match[0].length;
  }
  parts.push(Buffer.from(raw.slice(done), 'utf8'));
  return Buffer.concat(parts);
}

function escapedBytes([, hex, octal, short, long, char = '']: RegExpExecArray): Buffer {
  if (hex !== undefined) return Buffer.of(Number.parseInt(hex, 16));
  if (octal !== undefined) return Buffer.of(Number.parseInt(octal, 8) & 0xff);
  const point = short ?? long;
  if (point !== undefined)
    return Buffer.from(String.fromCodePoint(Math.min(Number.parseInt(point, 16), 0x10ffff)), 'utf8');
  const letter = LETTERS[char];
  return letter === undefined ? Buffer.from(char, 'utf8') : Buffer.of(letter);
}
