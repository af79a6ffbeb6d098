import { readFileSync } from 'node:fs';
import { Failure } from '../base/failure.ts';
import { ELEMENTS, type ElementType } from './elements.ts';
import { parseSections, type Section, type Where } from './layout-section.ts';
import type { TimeUnit } from './time-unit.ts';

/** Parts a nested layout may name beside rows and values, as dotted paths of field names from the frame message. */
const NESTED_PARTS = [
  'sensors',
  'sensorId',
  'rowStart',
  'rowEnd',
  'canvas',
  'headerMax',
  'headerMin',
  'sequence',
  'sourceTime',
] as const;
/** Parts a packed layout may name beside data and shape. */
const PACKED_PARTS = [
  'timestamps',
  'rowIndex',
  'startChannel',
  'endChannel',
  'jobId',
  'headerMax',
  'headerMin',
  'sequence',
  'sourceTime',
] as const;
const SHAPE = ['x', 'y', 'z'] as const;

type Optional<Part extends string> = Readonly<Partial<Record<Part, string>>>;

/** Rows that hold sensors that hold values, or rows that hold values. */
export type NestedParts = { readonly rows: string; readonly values: string } & Optional<(typeof NESTED_PARTS)[number]>;

/** One run of bytes beside its shape; the keys are those of the file. */
export type PackedParts = { readonly data: string; readonly 'shape.x': string } & Optional<
  'shape.y' | 'shape.z' | (typeof PACKED_PARTS)[number]
>;

export interface RequestFields {
  readonly job?: string;
  readonly maxFrames?: string;
  readonly stream?: string;
}

interface LayoutFileBase {
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
  /** For messages about what the file names. */
  readonly where: Where;
}

export interface NestedLayoutFile extends LayoutFileBase {
  readonly kind: 'nested';
  readonly frame: NestedParts;
}

export interface PackedLayoutFile extends LayoutFileBase {
  readonly kind: 'packed';
  readonly frame: PackedParts;
  /** What the elements are, where the layout says so. */
  readonly element?: ElementType;
}

/** A layout file as written: names only, nothing looked up yet. */
export type LayoutFile = NestedLayoutFile | PackedLayoutFile;

/** Reads and checks the form of a layout file, YAML or JSON; throws a `config` Failure with file and line. */
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
  const { top, where } = parseSections(text, path);
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
  const proto = top.text('proto');
  const protoset = top.text('protoset');
  if ((proto === undefined) === (protoset === undefined)) {
    throw new Failure('config', `${where('protoset')}: a layout names either a proto or a protoset`);
  }
  const base = {
    name: top.needed('name'),
    ...optional({ proto, protoset, sourceTimeUnit: top.timeUnit('sourceTimeUnit') }),
    importPaths: top.texts('importPaths'),
    method: top.needed('method'),
    ...request(top.section('request')),
    ...health(top.section('health')),
    timeUnit: top.timeUnit('timeUnit') ?? 'ms',
    where,
  };
  const frame = top.section('frame');
  if (frame === undefined) {
    throw new Failure('config', `${where('frame')}: 'frame' is missing: it says which field plays which part`);
  }
  const isPacked = frame.has('data') || frame.has('shape');
  if (isPacked && (frame.has('rows') || frame.has('values'))) {
    throw new Failure('config', `${where('frame.data')}: 'frame' has both values in rows and packed data`, {
      hint: 'a nested layout names rows and values, a packed one data and shape',
    });
  }
  return isPacked
    ? { ...base, kind: 'packed', ...packedFrame(frame, where) }
    : { ...base, kind: 'nested', frame: nestedFrame(frame) };
}

function request(section: Section | undefined): Pick<LayoutFileBase, 'request' | 'constants'> {
  section?.only(['job', 'maxFrames', 'stream', 'constants']);
  const [job, maxFrames, stream] = ['job', 'maxFrames', 'stream'].map((key) => section?.text(key));
  return { request: optional({ job, maxFrames, stream }), constants: section?.record('constants') ?? {} };
}

function health(section: Section | undefined): Pick<LayoutFileBase, 'health'> {
  if (section === undefined) return {};
  section.only(['method', 'healthy', 'version', 'status']);
  const [healthy, version, status] = ['healthy', 'version', 'status'].map((key) => section.text(key));
  return { health: { method: section.needed('method'), ...optional({ healthy, version, status }) } };
}

function nestedFrame(frame: Section): NestedParts {
  frame.only(['rows', 'values', ...NESTED_PARTS]);
  return { rows: frame.needed('rows'), values: frame.needed('values'), ...named(frame, NESTED_PARTS) };
}

function packedFrame(frame: Section, where: Where): Pick<PackedLayoutFile, 'frame' | 'element'> {
  frame.only(['data', 'shape', 'element', ...PACKED_PARTS]);
  const shape = frame.section('shape');
  shape?.only(SHAPE);
  if (shape === undefined) {
    throw new Failure('config', `${where('frame.shape')}: 'frame.shape' is missing: it names the fields x, y and z`);
  }
  if (frame.has('rowIndex') && frame.has('sequence')) {
    throw new Failure('config', `${where('frame.sequence')}: frames are numbered by rowIndex or by sequence, not both`);
  }
  if (frame.has('startChannel') !== frame.has('endChannel')) {
    throw new Failure('config', `${where('frame')}: startChannel and endChannel are named together or not at all`);
  }
  const y = shape.text('y');
  const z = shape.text('z');
  return {
    frame: {
      data: frame.needed('data'),
      'shape.x': shape.needed('x'),
      ...optional({ 'shape.y': y, 'shape.z': z }),
      ...named(frame, PACKED_PARTS),
    },
    ...optional({ element: frame.oneOf('element', ELEMENTS) }),
  };
}

function named<Part extends string>(frame: Section, parts: readonly Part[]): Partial<Record<Part, string>> {
  const paths: Partial<Record<string, string>> = {};
  for (const part of parts) {
    const path = frame.text(part);
    if (path !== undefined) paths[part] = path;
  }
  return paths;
}

/** The entries that are there. */
function optional<Value>(entries: Readonly<Record<string, Value | undefined>>): Record<string, Value> {
  const kept: Record<string, Value> = {};
  for (const [key, value] of Object.entries(entries)) if (value !== undefined) kept[key] = value;
  return kept;
}
