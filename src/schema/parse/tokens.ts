import { Failure } from '../../base/failure.ts';
import { textBytes } from '../utf8.ts';

/** One token of .proto text. */
export interface Token {
  readonly kind: 'word' | 'number' | 'text' | 'mark';
  /** As written; of a string literal its content as UTF-8. */
  readonly text: string;
  readonly line: number;
  /** Content of a string literal. */
  readonly bytes?: Uint8Array;
}

const LEXEME =
  /\s+|\/\/[^\n]*|\/\*[^]*?\*\/|"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'|[A-Za-z_]\w*|0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[fF]?|[^]/gy;
const WORD = /^[A-Za-z_]/;
const NUMBER = /^\.?\d/;

/** All tokens of a .proto text with the lines they begin on; throws a `config` Failure naming file and line. */
export function protoTokens(text: string, file: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let end = -1;
  for (const { 0: lexeme, index } of text.matchAll(LEXEME)) {
    const first = lexeme[0] ?? '';
    const quoted = first === '"' || first === "'";
    if ((quoted && lexeme.length < 2) || (lexeme === '/' && text[index + 1] === '*')) {
      throw new Failure('config', `${file}:${line}: ${quoted ? 'a string' : 'a comment'} does not end`);
    }
    if (quoted) {
      const bytes = unescapeBytes(lexeme.slice(1, -1));
      tokens.push({ kind: 'text', text: bytes.toString('utf8'), line, bytes });
    } else if (WORD.test(first) || NUMBER.test(lexeme)) {
      // `1a` is neither a number nor a name.
      if (index === end) throw new Failure('config', `${file}:${line}: a name cannot begin with a digit`);
      const number = !WORD.test(first);
      tokens.push({ kind: number ? 'number' : 'word', text: lexeme, line });
      end = number ? index + lexeme.length : -1;
    } else if (lexeme.trim() !== '' && (first !== '/' || lexeme.length === 1)) {
      tokens.push({ kind: 'mark', text: lexeme, line });
    }
    for (const char of lexeme) if (char === '\n') line += 1;
  }
  return tokens;
}

const ESCAPE = /\\(?:[xX]([0-9a-fA-F]{1,2})|([0-7]{1,3})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([^]))/g;
const LETTERS: Record<string, number> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };

/** The bytes a string literal stands for, by protobuf's (C's) escapes. */
export function unescapeBytes(raw: string): Buffer {
  const parts: Buffer[] = [];
  let done = 0;
  for (const match of raw.matchAll(ESCAPE)) {
    parts.push(textBytes(raw.slice(done, match.index)), escapedBytes(match));
    done = match.index + match[0].length;
  }
  parts.push(textBytes(raw.slice(done)));
  return Buffer.concat(parts);
}

function escapedBytes([, hex, octal, short, long, char = '']: RegExpExecArray): Buffer {
  if (hex !== undefined) return Buffer.of(Number.parseInt(hex, 16));
  if (octal !== undefined) return Buffer.of(Number.parseInt(octal, 8) & 0xff);
  const point = short ?? long;
  if (point !== undefined)
    return Buffer.from(String.fromCodePoint(Math.min(Number.parseInt(point, 16), 0x10ffff)), 'utf8');
  const letter = LETTERS[char];
  return letter === undefined ? textBytes(char) : Buffer.of(letter);
}
