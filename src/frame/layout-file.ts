import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { Failure } from '../base/failure.ts';
import { didYouMean, printable } from '../base/text.ts';
import { TIME_UNITS, type TimeUnit } from './time-unit.ts';

/** Parts a layout file must name, as dotted paths of field names from the frame message. */
const NEEDED_PARTS = ['rows', 'sensors', 'values', 'sensorId', 'rowStart', 'rowEnd'] as const;
const FURTHER_PARTS = ['canvas', 'headerMax', 'headerMin', 'sequence', 'sourceTime'] as const;
/** Parts of a packed layout, where one bytes field holds all values. */
const PACKED_PARTS = ['shape', 'data'];

export type PartPaths = Readonly<Record<(typeof NEEDED_PARTS)[number], string>> &
  Readonly<Partial<Record<(typeof FURTHER_PARTS)[number], string>>>;

export interface RequestFields {
  readonly job?: string;
  readonly maxFrames?: string;
  readonly stream?: string;
}

/** A layout file as written: names only, nothing looked up yet. */
export interface LayoutFile {
  readonly name: string;
  /** A .proto or a serialized descriptor set, relative to the layout file. */
  readonly proto?: string;
  readonly protoset?: string;
  readonly importPaths: readonly string[];
  /** `pkg.Service/Method`. */
  readonly method: string;
  readonly request: RequestFields;
  /** ProtoJSON every request begins with. */
  readonly constants: Readonly<Record<string, unknown>>;
  readonly health?: {
    readonly method: string;
    readonly healthy?: string;
    readonly version?: string;
    readonly status?: string;
  };
  /** Unit of row times and, unless stated apart, of the source time. */
  readonly timeUnit: TimeUnit;
  readonly sourceTimeUnit?: TimeUnit;
  readonly frame: PartPaths;
}

/** Reads and checks the form of a layout file, YAML or JSON; throws a `config` Failure naming the file. */
export function readLayoutFile(path: string): LayoutFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Failure('file', `${path}: the layout cannot be read`, { cause: error });
  }
  return parseLayout(text, path);
}

/** The same from text; `path` is for messages. */
export function parseLayout(text: string, path: string): LayoutFile {
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new Failure('config', `${path}: ${printable(reason)}`, { cause: error });
  }
  const top = new Section(document, path, '');
  top.only([
    'name',
    'proto',
    'protoset',
    'importPaths',
    'method',
    'request',
    'health',
    'timeUnit',
    'sourceTimeUnit',
    'frame',
  ]);
  const request = top.section('request');
  request?.only(['job', 'maxFrames', 'stream', 'constants']);
  const health = top.section('health');
  health?.only(['method', 'healthy', 'version', 'status']);
  const proto = top.text('proto');
  const protoset = top.text('protoset');
  if ((proto === undefined) === (protoset === undefined)) {
    throw new Failure('config', `${path}: a layout names either a proto or a protoset`);
  }
  return {
    name: top.needed('name'),
    ...optional({ proto, protoset, sourceTimeUnit: top.timeUnit('sourceTimeUnit') }),
    importPaths: top.texts('importPaths'),
    method: top.needed('method'),
    request: optional({
      job: request?.text('job'),
      maxFrames: request?.text('maxFrames'),
      stream: request?.text('stream'),
    }),
    constants: request?.record('constants') ?? {},
    ...(health === undefined
      ? {}
      : {
          health: {
            method: health.needed('method'),
            ...optional({
              healthy: health.text('healthy'),
              version: health.text('version'),
              status: health.text('status'),
            }),
          },
        }),
    timeUnit: top.timeUnit('timeUnit') ?? 'ms',
    frame: partPaths(top, path),
  };
}

function partPaths(top: Section, path: string): PartPaths {
  const frame = top.section('frame');
  if (frame === undefined)
    throw new Failure('config', `${path}: 'frame' is missing: it says which field plays which part`);
  frame.only([...NEEDED_PARTS, ...FURTHER_PARTS, ...PACKED_PARTS]);
  if (PACKED_PARTS.some((part) => frame.has(part))) {
    throw new Failure('config', `${path}: packed layouts (frame.data, frame.shape) cannot be read yet`);
  }
  return {
    rows: frame.needed('rows'),
    sensors: frame.needed('sensors'),
    values: frame.needed('values'),
    sensorId: frame.needed('sensorId'),
    rowStart: frame.needed('rowStart'),
    rowEnd: frame.needed('rowEnd'),
    ...optional(Object.fromEntries(FURTHER_PARTS.map((part) => [part, frame.text(part)]))),
  };
}

/** The entries that are there. */
function optional<Value>(entries: Readonly<Record<string, Value | undefined>>): Record<string, Value> {
  const kept: Record<string, Value> = {};
  for (const [key, value] of Object.entries(entries)) if (value !== undefined) kept[key] = value;
  return kept;
}

/** One mapping of the document, with messages that name the place. */
class Section {
  readonly #entries: Record<string, unknown>;
  readonly #file: string;
  readonly #prefix: string;

  constructor(value: unknown, file: string, prefix: string) {
    this.#file = file;
    this.#prefix = prefix;
    if (!isRecord(value))
      throw this.#failure(prefix === '' ? 'not a layout' : `'${prefix.slice(0, -1)}' is not a mapping`);
    this.#entries = value;
  }

  has(key: string): boolean {
    return this.#entries[key] !== undefined && this.#entries[key] !== null;
  }

  only(known: readonly string[]): void {
    for (const key of Object.keys(this.#entries)) {
      if (!known.includes(key)) {
        throw this.#failure(`'${this.#prefix}${printable(key, 80)}' means nothing in a layout`, didYouMean(key, known));
      }
    }
  }

  text(key: string): string | undefined {
    if (!this.has(key)) return undefined;
    const value = this.#entries[key];
    if (typeof value === 'string' && value !== '') return value;
    throw this.#failure(`'${this.#prefix}${key}' is not a text`);
  }

  needed(key: string): string {
    const value = this.text(key);
    if (value === undefined) throw this.#failure(`'${this.#prefix}${key}' is missing`);
    return value;
  }

  texts(key: string): string[] {
    const value = this.#entries[key] ?? [];
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
    throw this.#failure(`'${this.#prefix}${key}' is not a list of texts`);
  }

  timeUnit(key: string): TimeUnit | undefined {
    const value = this.text(key);
    const unit = TIME_UNITS.find((candidate) => candidate === value);
    if (value !== undefined && unit === undefined) {
      throw this.#failure(`'${this.#prefix}${key}' is none of ${TIME_UNITS.join(', ')}`);
    }
    return unit;
  }

  section(key: string): Section | undefined {
    return this.has(key) ? new Section(this.#entries[key], this.#file, `${this.#prefix}${key}.`) : undefined;
  }

  record(key: string): Record<string, unknown> | undefined {
    if (!this.has(key)) return undefined;
    const value = this.#entries[key];
    if (isRecord(value)) return value;
    throw this.#failure(`'${this.#prefix}${key}' is not a mapping`);
  }

  #failure(message: string, hint?: string): Failure {
    return new Failure('config', `${this.#file}: ${message}`, hint === undefined ? {} : { hint });
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
