import { usage } from '../../base/failure.ts';
import { printable } from '../../base/text.ts';

/** The text of one JSON value, not yet parsed, and the line it begins on, counted from 1. */
export interface JsonText {
  readonly text: string;
  readonly line: number;
}

export interface JsonValuesOptions {
  /** Elements of an outermost array are values of their own; not so for messages that are arrays themselves. */
  readonly unwrap: boolean;
  /** Longest value, characters. */
  readonly most?: number;
}

const MOST = 256 * 1024 ** 2;

/** Where we are outside of a value: before one, behind one, or where only the end of an array may follow. */
type Gap = 'start' | 'after' | 'comma' | 'opened';

/**
 * Tells the values of a text apart as it comes in pieces: values one after the other (NDJSON), or the elements of an
 * array. Keeps no more than the value it is in. Braces of templates, `{{index}}`, count as braces do.
 * Throws Failure `usage` naming the line.
 */
export class JsonValues {
  readonly #unwrap: boolean;
  readonly #most: number;
  /** The value so far, from pieces that are used up. */
  #held = '';
  #gap: Gap = 'start';
  #inArray = false;
  /** Brackets open in the value; -1 outside of one, 0 in a bare word or between the quotes of a bare string. */
  #depth = -1;
  #inString = false;
  #escaped = false;
  #line = 1;
  #valueLine = 1;

  constructor({ unwrap, most = MOST }: JsonValuesOptions) {
    this.#unwrap = unwrap;
    this.#most = most;
  }

  /** The values that end in this piece. */
  push(piece: string): JsonText[] {
    const found: JsonText[] = [];
    let begin = this.#depth === -1 ? -1 : 0;
    for (let at = 0; at < piece.length; at += 1) {
      const char = piece.charCodeAt(at);
      if (this.#depth === -1) {
        if (this.#between(char)) begin = at;
      } else if (!this.#inString && this.#depth === 0 && endsWord(char)) {
        found.push(this.#take(piece.slice(begin, at)));
        this.#between(char);
      } else if (this.#inside(char)) {
        found.push(this.#take(piece.slice(begin, at + 1)));
      }
      if (char === NEWLINE) this.#line += 1;
    }
    if (this.#depth !== -1) this.#hold(piece.slice(begin));
    return found;
  }

  /** The value the text ends with, where nothing but the end closes it: a bare word. */
  end(): JsonText[] {
    const isWord = this.#depth === 0 && !this.#inString;
    const last = isWord ? [this.#take('')] : [];
    if (this.#depth > 0 || this.#inString) {
      throw usage(`line ${this.#valueLine}: a value begins here and does not end`);
    }
    if (this.#inArray) throw usage(`line ${this.#line}: the array does not end`);
    return last;
  }

  /** Handles a character outside of values; whether a value begins with it. */
  #between(char: number): boolean {
    if (isSpace(char)) return false;
    if (char === COMMA && this.#inArray && this.#gap === 'after') {
      this.#gap = 'comma';
      return false;
    }
    if (char === CLOSE_ARRAY && this.#inArray && this.#gap !== 'comma') {
      this.#inArray = false;
      this.#gap = 'start';
      return false;
    }
    if (char === OPEN_ARRAY && this.#unwrap && !this.#inArray) {
      this.#inArray = true;
      this.#gap = 'opened';
      return false;
    }
    const isOdd = char === COMMA || char === CLOSE_ARRAY || char === CLOSE_OBJECT || char === COLON;
    if (isOdd || (this.#inArray && this.#gap === 'after')) {
      const what = isOdd ? 'does not belong there' : 'comes where a comma or the end of the array should';
      throw usage(`line ${this.#line}: ${printable(JSON.stringify(String.fromCharCode(char)))} ${what}`);
    }
    this.#valueLine = this.#line;
    this.#depth = 0;
    this.#inside(char);
    return true;
  }

  /** Handles a character of a value; whether the value ends with it. */
  #inside(char: number): boolean {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (char === BACKSLASH) this.#escaped = true;
      else if (char === QUOTE) {
        this.#inString = false;
        return this.#depth === 0;
      }
      return false;
    }
    if (char === QUOTE) this.#inString = true;
    else if (char === OPEN_OBJECT || char === OPEN_ARRAY) this.#depth += 1;
    else if (char === CLOSE_OBJECT || char === CLOSE_ARRAY) {
      this.#depth -= 1;
      return this.#depth === 0;
    }
    return false;
  }

  #take(rest: string): JsonText {
    this.#hold(rest);
    const text = this.#held;
    this.#held = '';
    this.#depth = -1;
    this.#gap = 'after';
    return { text, line: this.#valueLine };
  }

  #hold(piece: string): void {
    this.#held += piece;
    if (this.#held.length > this.#most) {
      throw usage(`line ${this.#valueLine}: a value begins here and is longer than ${this.#most} characters`);
    }
  }
}

const NEWLINE = 10;
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_ARRAY = 91;
const BACKSLASH = 92;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

function isSpace(char: number): boolean {
  // A byte order mark may stand before the text.
  return char === 32 || (char >= 9 && char <= 13) || char === 0xfe_ff;
}

/** Whether a bare word such as 17 or true ends before this character. */
function endsWord(char: number): boolean {
  return isSpace(char) || char === COMMA || char === CLOSE_ARRAY || char === CLOSE_OBJECT || char === COLON;
}
