import { Failure } from '../../base/failure.ts';
import { printable } from '../../base/text.ts';
import { checkIdentifier } from '../identifiers.ts';
import { utf8Text } from '../utf8.ts';
import { protoTokens, type Token } from './tokens.ts';

const END: Token = { kind: 'mark', text: '', line: 0 };

/** Steps through the tokens of a .proto text; what is not as expected throws a `config` Failure naming file and line. */
export class TokenReader {
  readonly file: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string, file: string) {
    this.file = file;
    this.#tokens = protoTokens(text, file);
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length;
  }

  /** Of the next token, at the end of the last one. */
  get line(): number {
    return (this.#tokens[this.#at] ?? this.#tokens.at(-1))?.line ?? 1;
  }

  /** A token ahead of us without taking it; an empty mark beyond the end. */
  peek(ahead = 0): Token {
    return this.#tokens[this.#at + ahead] ?? END;
  }

  next(): Token {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw this.fault('the file ends inside a statement');
    this.#at += 1;
    return token;
  }

  /** Whether the next token is this mark or word. */
  is(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.text === text && token.kind !== 'text' && token !== END;
  }

  /** Takes the next token if it is this mark or word. */
  take(text: string): boolean {
    if (!this.is(text)) return false;
    this.#at += 1;
    return true;
  }

  /** Takes a mark or word that must be next; `where` says what it belongs to: `after the name`. */
  expect(text: string, where = ''): void {
    if (!this.take(text)) throw this.unexpected(`'${text}'${where === '' ? '' : ` ${where}`}`);
  }

  /** A name that is being declared. */
  identifier(what: string): Token {
    const token = this.word(what);
    checkIdentifier(token.text, `${this.file}:${token.line}`);
    return token;
  }

  word(what: string): Token {
    if (this.peek().kind !== 'word') throw this.unexpected(what);
    return this.next();
  }

  /** `a.b.C`, with a dot in front where `absolute` allows it. */
  qualified(what: string, absolute = true): string {
    let name = absolute && this.take('.') ? '.' : '';
    name += this.identifier(what).text;
    while (this.take('.')) name += `.${this.identifier(what).text}`;
    return name;
  }

  /** One string literal or several in a row. */
  text(what: string): Buffer {
    if (this.peek().kind !== 'text') throw this.unexpected(what);
    const parts: Uint8Array[] = [];
    while (this.peek().kind === 'text') parts.push(this.next().bytes ?? new Uint8Array(0));
    return Buffer.concat(parts);
  }

  /** The same where it must be a text. */
  string(what: string): string {
    const { line } = this;
    return utf8Text(this.text(what), `${this.file}:${line}`);
  }

  /** An integer in any notation, with a minus where `signed`. */
  integer(what: string, signed = false): number {
    const minus = signed && this.take('-');
    const { kind, text } = this.peek();
    const value = kind === 'number' ? integerOf(text) : undefined;
    if (value === undefined) throw this.unexpected(what);
    this.next();
    return Number(minus ? -value : value);
  }

  /** A Failure at the next token, or at `line`. */
  fault(message: string, hint?: string, line: number = this.line): Failure {
    return new Failure('config', `${this.file}:${line}: ${message}`, hint === undefined ? {} : { hint });
  }

  /** A Failure for what stands here in place of `wanted`. */
  unexpected(wanted: string): Failure {
    if (this.done) return this.fault(`the file ends inside a statement: ${wanted} is missing`);
    const { kind, text, line } = this.peek();
    const shown = kind === 'text' ? JSON.stringify(printable(text, 60)) : `'${printable(text, 60)}'`;
    return this.fault(`${shown} where ${wanted} should be`, undefined, line);
  }
}

/** The value of an integer in any notation, with or without a minus; `undefined` for another text. */
export function signedInteger(text: string): bigint | undefined {
  const minus = text.startsWith('-');
  const value = integerOf(minus ? text.slice(1) : text);
  return value === undefined || !minus ? value : -value;
}

/** Decimal, 0x hexadecimal or 0 octal. */
function integerOf(text: string): bigint | undefined {
  if (/^0[0-7]+$/.test(text)) return BigInt(`0o${text.slice(1)}`);
  return /^(?:0[xX][0-9a-fA-F]+|0|[1-9]\d*)$/.test(text) ? BigInt(text) : undefined;
}
