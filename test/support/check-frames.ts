import type { Expectation, StreamEnd } from '../../src/base/expectation.ts';
import type { Frame, FramePart, FrameShape, WireFault } from '../../src/base/frame.ts';
import { FAMILIES } from '../../src/base/result.ts';
import type { CheckResult, Family, Finding, Severity } from '../../src/base/result.ts';
import { createJudge } from '../../src/check/judge.ts';
import type { Judge, JudgeEnd } from '../../src/check/judge.ts';

/** 2026-01-01T00:00:00Z: a plausible time of a row. */
export const T0: number = Date.UTC(2026, 0);

export interface PlainSensor {
  readonly id: number;
  readonly values: readonly number[];
}

export interface PlainRow {
  readonly start?: number;
  readonly end?: number;
  readonly canvas?: number;
  readonly sensors: readonly PlainSensor[];
}

export interface PlainFrame {
  readonly index?: number;
  readonly arrival?: number;
  readonly arrivalEpoch?: number;
  readonly headerMax?: number;
  readonly headerMin?: number;
  readonly sequence?: number;
  readonly sourceTime?: number;
  readonly rows: readonly PlainRow[];
}

/** A frame of float32 values from plain arrays, 50 ms apart unless told otherwise. */
export function buildFrame(plain: PlainFrame): Frame {
  const index = plain.index ?? 0;
  const arrival = plain.arrival ?? 1000 + index * 50;
  const sensors = plain.rows.flatMap((row) => row.sensors);
  const values = sensors.map((sensor) => Float32Array.from(sensor.values));
  const bytes = values.map((of) => new Uint8Array(of.buffer));
  const finite = values.map((of) => [...of].filter((value) => Number.isFinite(value)));
  const begin = [0];
  for (const row of plain.rows) begin.push((begin.at(-1) as number) + row.sensors.length);
  return {
    index,
    arrival,
    arrivalEpoch: plain.arrivalEpoch ?? T0 + arrival,
    byteLength: values.reduce((sum, of) => sum + of.byteLength, 0),
    headerMax: plain.headerMax ?? 0,
    headerMin: plain.headerMin ?? 0,
    sequence: plain.sequence ?? 0,
    sourceTime: plain.sourceTime ?? 0,
    rowCount: plain.rows.length,
    sensorCount: sensors.length,
    valueCount: values.reduce((sum, of) => sum + of.length, 0),
    rows: {
      start: Float64Array.from(plain.rows, (row) => row.start ?? 0),
      end: Float64Array.from(plain.rows, (row) => row.end ?? 0),
      canvas: Int32Array.from(plain.rows, (row) => row.canvas ?? 0),
      sensorBegin: Int32Array.from(begin),
    },
    sensors: {
      id: Int32Array.from(sensors, ({ id }) => id),
      count: Int32Array.from(values, (of) => of.length),
      min: Float64Array.from(finite, (of) => Math.min(...of)),
      max: Float64Array.from(finite, (of) => Math.max(...of)),
      nonFinite: Int32Array.from(values, (of, slot) => of.length - (finite[slot]?.length ?? 0)),
      hashLow: Int32Array.from(bytes, (of) => hash(of, 0x811c9dc5)),
      hashHigh: Int32Array.from(bytes, (of) => hash(of, 0x01234567)),
    },
    value: (slot, bin) => values[slot]?.[bin] ?? Number.NaN,
    valueBytes: (slot) => bytes[slot] ?? new Uint8Array(),
  };
}

/** FNV-1a from a given seed. */
function hash(bytes: Uint8Array, seed: number): number {
  let sum = seed;
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193);
  return sum | 0;
}

export interface Healthy {
  readonly sensors?: number;
  readonly bins?: number;
  /** Rows of a frame, by its index. */
  readonly rows?: (index: number) => number;
  readonly dt?: number;
  /** Length of a row; longer than dt when FFT windows overlap. */
  readonly rowMs?: number;
  readonly value?: (row: number, sensor: number, bin: number) => number;
  readonly change?: (plain: PlainFrame, index: number) => PlainFrame;
}

/** Frames of a server in good health: ids from 1, rows dt apart, numbers from 1, running extremes, arriving in time. */
export function healthyFrames(count: number, options: Healthy = {}): Frame[] {
  const { sensors = 4, bins = 8, rows = (): number => 1, dt = 50, rowMs = dt, value = noise, change } = options;
  let row = 0;
  let headerMax = -Infinity;
  let headerMin = Infinity;
  return Array.from({ length: count }, (_, index) => {
    const plainRows = Array.from({ length: rows(index) }, (): PlainRow => {
      const start = Math.floor(T0 + row * dt);
      row += 1;
      return { start, end: Math.floor(start + rowMs), sensors: fill(row, sensors, bins, value) };
    });
    for (const of of plainRows.flatMap((plain) => plain.sensors.flatMap((sensor) => sensor.values))) {
      headerMax = Math.max(headerMax, of);
      headerMin = Math.min(headerMin, of);
    }
    const sourceTime = Math.floor(T0 + row * dt);
    const plain: PlainFrame = {
      index,
      arrival: 1000 + row * dt,
      arrivalEpoch: T0 + row * dt + rowMs + 20,
      sequence: index + 1,
      sourceTime,
      headerMax,
      headerMin,
      rows: plainRows,
    };
    return buildFrame(change ? change(plain, index) : plain);
  });
}

export function fill(
  row: number,
  sensors: number,
  bins: number,
  value: (row: number, sensor: number, bin: number) => number = noise,
): PlainSensor[] {
  return Array.from({ length: sensors }, (_, sensor) => ({
    id: sensor + 1,
    values: Array.from({ length: bins }, (_, bin) => value(row, sensor, bin)),
  }));
}

/** A number between 0 and 1 that looks random and is not. */
export function noise(row: number, sensor: number, bin: number): number {
  let mixed = Math.imul(row + 1, 0x9e3779b1) ^ Math.imul(sensor + 1, 0x85ebca6b) ^ Math.imul(bin + 1, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return Math.fround(((mixed ^ (mixed >>> 12)) >>> 0) / 2 ** 32);
}

const ALL_PARTS: readonly FramePart[] = [
  'headerMax',
  'headerMin',
  'sequence',
  'sourceTime',
  'canvas',
  'rowStart',
  'rowEnd',
  'sensorId',
];

export function buildShape(
  sent: readonly FramePart[] = ALL_PARTS,
  more: { integers?: boolean; sensors?: string; sequence?: string } = {},
): FrameShape {
  return {
    sent: new Set(sent),
    integers: more.integers ?? false,
    names: {
      rows: 'rows',
      sensors: more.sensors ?? 'sensors',
      values: 'intensity',
      sensorId: 'id',
      rowStart: 'startTimestamp',
      rowEnd: 'endTimestamp',
      canvas: 'canvasId',
      headerMax: 'current_max_amp',
      headerMin: 'current_min_amp',
      sequence: more.sequence ?? 'frame_number',
      sourceTime: 'server_timestamp',
    },
  };
}

export function without(...parts: FramePart[]): FramePart[] {
  return ALL_PARTS.filter((part) => !parts.includes(part));
}

export function expecting(more: Partial<Expectation> = {}): Expectation {
  return {
    quiet: [],
    settle: { frames: 0, ms: 0 },
    live: false,
    firstFrameMs: { value: 5000, origin: 'default' },
    idleMs: 30_000,
    status: 0,
    realtime: true,
    ...more,
  };
}

function ending(messages: number, more: Partial<StreamEnd> = {}): StreamEnd {
  return {
    messages,
    status: { code: 0, name: 'OK', message: '' },
    reason: 'status',
    answered: (more.reason ?? 'status') === 'status',
    firstFrameMs: messages === 0 ? null : 100,
    durationMs: 100 + messages * 50,
    silentMs: 0,
    streamsOpened: 1,
    ...more,
  };
}

/** A message that does not decode, among frames. */
export interface BadMessage {
  readonly index: number;
  readonly arrival: number;
  readonly fault: WireFault;
}

/** In place of the healthy frame of that index. */
export function badMessage(index: number, fault: WireFault): BadMessage {
  const [{ arrival }] = healthyFrames(index + 1).slice(-1) as [Frame];
  return { index, arrival, fault };
}

export interface JudgeRun {
  readonly expectation?: Partial<Expectation>;
  readonly shape?: FrameShape;
  readonly families?: readonly Family[];
  readonly severities?: Readonly<Record<string, Severity | 'off'>>;
  readonly tolerances?: Readonly<Record<string, number>>;
  readonly end?: Partial<StreamEnd>;
}

export interface Judged extends JudgeEnd {
  readonly judge: Judge;
  check(rule: string): CheckResult;
  finding(rule: string, place?: number): Finding;
  /** Every rule that found something. */
  readonly violated: readonly string[];
}

/** Puts frames and bad messages through a judge in order. */
export function judgeAll(messages: readonly (Frame | BadMessage)[], run: JudgeRun = {}): Judged {
  const judge = createJudge({
    stream: 0,
    expectation: expecting(run.expectation),
    families: new Set(run.families ?? FAMILIES),
    severities: new Map(Object.entries(run.severities ?? {})),
    tolerances: new Map(Object.entries(run.tolerances ?? {})),
    requestAt: 900,
  });
  let shaped = false;
  for (const message of messages) {
    judge.arrived(message.index, message.arrival);
    if ('fault' in message) {
      judge.bad(message.index, message.arrival, T0, message.fault);
      continue;
    }
    if (!shaped) judge.shape(run.shape ?? buildShape());
    shaped = true;
    judge.frame(message);
  }
  const ended = judge.end(ending(messages.length, run.end));
  const check = (rule: string): CheckResult => {
    const found = ended.checks.find((result) => result.rule === rule);
    if (!found) throw new Error(`no result of ${rule}`);
    return found;
  };
  const finding = (rule: string, place = 0): Finding => {
    const found = check(rule).findings[place];
    if (!found) throw new Error(`no finding ${place} of ${rule}`);
    return found;
  };
  const violated = ended.checks.filter(({ violations }) => violations > 0).map(({ rule }) => rule);
  return { ...ended, judge, check, finding, violated };
}

/** The values of one sensor in one frame replaced. */
export function withValues(
  plain: PlainFrame,
  row: number,
  sensor: number,
  values: readonly number[] | ((values: readonly number[]) => readonly number[]),
): PlainFrame {
  return changeSensors(plain, row, (sensors) =>
    sensors.map((of, at) =>
      at === sensor ? { ...of, values: typeof values === 'function' ? values(of.values) : values } : of,
    ),
  );
}

export function changeSensors(
  plain: PlainFrame,
  row: number,
  change: (sensors: readonly PlainSensor[]) => readonly PlainSensor[],
): PlainFrame {
  return { ...plain, rows: plain.rows.map((of, at) => (at === row ? { ...of, sensors: change(of.sensors) } : of)) };
}

/** The change applied to the frames listed, the others left as they are. */
export function only(
  indexes: readonly number[],
  change: (plain: PlainFrame, index: number) => PlainFrame,
): NonNullable<Healthy['change']> {
  return (plain, index) => (indexes.includes(index) ? change(plain, index) : plain);
}
