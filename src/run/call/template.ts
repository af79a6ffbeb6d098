import { randomUUID } from 'node:crypto';
import { usage } from '../../base/failure.ts';
import type { Secrets } from '../../base/secrets.ts';
import { didYouMean, printable } from '../../base/text.ts';

/** What a template may ask for when a message is made. */
export interface TemplateWorld {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly epoch: () => number;
  /** Uniform in 0..1. */
  readonly random: () => number;
  /** Told of what `{{env NAME}}` puts in. */
  readonly secrets: Secrets;
}

/** A text with gaps, each filled anew for every message. */
export interface Template {
  /** It has no gaps: every rendering is the same. */
  readonly constant: boolean;
  /** `index`: how many messages were made before this one. */
  render(index: number): string;
}

type Fill = (index: number) => string;
type Maker = (args: readonly string[], world: TemplateWorld, inString: boolean) => Fill;

const GAP = /\{\{([^{}]*)\}\}/g;

const MAKERS: Readonly<Record<string, Maker>> = {
  index: (args) => {
    takes('index', args, 0, '{{index}}');
    return String;
  },
  uuid: (args, _world, inString) => {
    takes('uuid', args, 0, '{{uuid}}');
    return () => (inString ? randomUUID() : `"${randomUUID()}"`);
  },
  nowMs: (args, { epoch }) => {
    takes('nowMs', args, 0, '{{nowMs}}');
    return () => String(Math.floor(epoch()));
  },
  randomInt: (args, { random }) => {
    takes('randomInt', args, 2, '{{randomInt 1 100}}');
    const [low, high] = args.map(Number) as [number, number];
    if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || low > high) {
      throw usage(`{{randomInt ${printable(args.join(' '))}}} takes two whole numbers, the smaller first`);
    }
    return () => String(low + Math.min(high - low, Math.floor(random() * (high - low + 1))));
  },
  env: (args, { env, secrets }, inString) => {
    takes('env', args, 1, '{{env NAME}}');
    const text = variable(args[0] ?? '', env);
    secrets.add(text);
    return () => (inString ? JSON.stringify(text).slice(1, -1) : text);
  },
};

/** Reads the gaps of one JSON text. Throws Failure `usage` for a gap nothing fills, naming those there are. */
export function compileTemplate(text: string, world: TemplateWorld): Template {
  if (!text.includes('{{')) return { constant: true, render: () => text };
  const pieces: (string | Fill)[] = [];
  let end = 0;
  for (const match of text.matchAll(GAP)) {
    const before = text.slice(0, match.index);
    const words = (match[1] ?? '').trim().split(/\s+/);
    const [name = '', ...args] = words;
    if (!Object.hasOwn(MAKERS, name)) throw unknown(match[0], name);
    pieces.push(text.slice(end, match.index), (MAKERS[name] as Maker)(args, world, endsInString(before)));
    end = match.index + match[0].length;
  }
  pieces.push(text.slice(end));
  return {
    constant: end === 0,
    render: (index) => pieces.map((piece) => (typeof piece === 'string' ? piece : piece(index))).join(''),
  };
}

function takes(name: string, args: readonly string[], count: number, example: string): void {
  if (args.length !== count) {
    throw usage(`{{${name}}} takes ${count === 0 ? 'nothing' : count} after its name`, `write it as ${example}`);
  }
}

function variable(name: string, env: TemplateWorld['env']): string {
  const text = env[name];
  if (text === undefined) throw usage(`{{env ${printable(name, 80)}}}: that variable is not set`);
  return text;
}

function unknown(gap: string, name: string): Error {
  const names = Object.keys(MAKERS);
  const near = name === '' ? undefined : didYouMean(name, names);
  return usage(
    `there is no template ${printable(gap, 80)}`,
    `${near ?? `there are ${names.join(', ')}`}; to send two braces as they are write \\u007b\\u007b`,
  );
}

/** Whether a place of a JSON text, given by what stands before it, lies between the quotes of a string. */
function endsInString(before: string): boolean {
  let inString = false;
  for (let at = 0; at < before.length; at += 1) {
    const char = before[at];
    if (char === '\\' && inString) at += 1;
    else if (char === '"') inString = !inString;
  }
  return inString;
}
