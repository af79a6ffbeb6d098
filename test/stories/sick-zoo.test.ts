import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../src/base/result.ts';
import { checkOf, WITHOUT_FREEZES } from '../support/binary.ts';
import { document, serveSpectrogram } from '../support/hosted.ts';
import { expectValid } from '../support/schema.ts';

/** A server that is wrong in a way people have met, and what must be said of it. */
interface Patient {
  readonly rule: string;
  readonly serve: readonly string[];
  /** Without `--focus-server` the job is 12-70788 at the server's own address; REST stands for its URL. */
  readonly stream?: readonly string[];
  /** Of the first finding. */
  readonly at: Partial<Finding>;
  readonly says: RegExp;
  /** 1 unless said otherwise. */
  readonly exit?: number;
  /** A warning: red with `--fail-on warning` alone. */
  readonly warning?: true;
  /** Rules that fail for the same reason. */
  readonly related?: readonly string[];
  /** The other layout has no place for it, or differs in nothing that matters here. */
  readonly only?: string;
}

const folder = mkdtempSync(join(tmpdir(), 'grpc-validate-'));
afterAll(() => rmSync(folder, { recursive: true }));

const HISTORIC = {
  displayTimeAxisDuration: 10,
  nfftSelection: 1024,
  displayInfo: { height: 500 },
  channels: { min: 1, max: 8 },
  frequencyRange: { min: 0, max: 500 },
  start_time: 'now-10m',
  end_time: 'now-590s',
  view_type: 0,
};
const historic = join(folder, 'historic.json');
const live = join(folder, 'live.json');
writeFileSync(historic, JSON.stringify(HISTORIC));
writeFileSync(live, JSON.stringify({ ...HISTORIC, start_time: null, end_time: null }));

const SMALL = ['--sensors', '8', '--bins', '64'];
/** As fast as it can: what is wrong has nothing to do with pace. */
const AT_ONCE = [...SMALL, '--fps', '0', '--frames', '60'];
const PACED = [...SMALL, '--fps', '20'];
/** Without end, and so slowly that what a busy machine does to the frames is no freeze. */
const SLOWLY = ['--fps', '5', '--frames', '0'];
const LOOK_UP = ['--focus-server', 'REST', '--job', '12-70788'];
const MAKE = ['--focus-server', 'REST', '--configure', historic];

const PATIENTS: Readonly<Record<string, Patient>> = {
  'a freeze of 25 s': {
    rule: 'stream.freeze-share',
    serve: [...PACED, '--frames', '40', '--fault', 'stall@30:25s'],
    at: { stream: 0 },
    says: /1 freeze took 2\d/,
    only: 'pandadatastream',
  },
  'a server at half speed': {
    rule: 'time.realtime',
    serve: [...SMALL, ...SLOWLY, '--fault', 'slow'],
    stream: ['--live', '--duration', '16s'],
    at: { stream: 0 },
    says: /source time advanced .* falling behind/,
    only: 'datastream',
  },
  'one stream of three at half speed': {
    rule: 'time.realtime',
    serve: ['--sensors', '9', ...SLOWLY, '--streams', '3', '--rest-port', '0', '--fault', 'slow:stream=1'],
    stream: [...LOOK_UP, '--duration', '16s'],
    at: { stream: 1 },
    says: /falling behind/,
    only: 'pandadatastream',
  },
  'one stream of three that starves after ten frames': {
    rule: 'stream.stalled',
    serve: [
      '--sensors',
      '9',
      '--fps',
      '50',
      '--frames',
      '60',
      '--streams',
      '3',
      '--rest-port',
      '0',
      '--fault',
      'hang@10:stream=1',
    ],
    stream: [...LOOK_UP, '--idle-timeout', '3s'],
    at: { stream: 1 },
    says: /stalled/,
    exit: 4,
  },
  'one stream of three that ends early with OK': {
    rule: 'stream.complete',
    serve: [
      '--sensors',
      '9',
      '--fps',
      '50',
      '--frames',
      '60',
      '--streams',
      '3',
      '--rest-port',
      '0',
      '--fault',
      'end@10:stream=2',
    ],
    stream: [...LOOK_UP, '--frames', '60'],
    at: { stream: 2, actual: '10' },
    says: /10 of 60 frames/,
  },
  'a black picture, extremes far from the values': {
    rule: 'range.header-loose',
    serve: [...AT_ONCE, '--fault', 'header-loose'],
    at: { frame: 9 },
    says: /the picture is black/,
    warning: true,
  },
  "the wrong job's data, by its number": {
    rule: 'job.id',
    serve: [...AT_ONCE, '--fault', 'wrong-job-id'],
    at: { frame: 0, expected: '12-70788 (--job)', actual: '70789' },
    says: /the frame belongs to job 70789/,
    warning: true,
    only: 'pandadatastream',
  },
  "the wrong job's data, by its time": {
    rule: 'time.window',
    serve: ['--rest-port', '0', '--bins', '64', '--fault', 'wrong-window'],
    stream: MAKE,
    at: { frame: 0, row: 0 },
    says: /before the window/,
  },
  "another job's channels": {
    rule: 'job.identity',
    serve: [...AT_ONCE, '--rest-port', '0', '--fault', 'wrong-channels'],
    stream: LOOK_UP,
    at: { frame: 0 },
    says: /channels/,
    related: ['dimension.sensor-ids'],
  },
  'a dead sensor': {
    rule: 'nonzero.sensor',
    serve: [...AT_ONCE, '--fault', 'dead@17..:sensor=7'],
    at: { frame: 26, row: 0, sensor: 7 },
    says: /dead channel/,
  },
  'two sensors carrying the same signal': {
    rule: 'nonzero.twins',
    serve: [...AT_ONCE, '--fault', 'twin@17..:sensor=7'],
    at: { frame: 17, row: 0, sensor: 7 },
    says: /very values of sensor id 6/,
    warning: true,
  },
  'a job that is accepted and delivers nothing, then OK': {
    rule: 'stream.first-frame',
    serve: ['--rest-port', '0', '--fault', 'no-frames'],
    stream: ['--focus-server', 'REST', '--configure', live],
    at: { stream: 0, actual: 'none' },
    says: /no frame came/,
  },
  'a job that is accepted and stays silent': {
    rule: 'stream.stalled',
    serve: ['--rest-port', '0', '--fault', 'hang@0'],
    stream: ['--focus-server', 'REST', '--configure', live, '--idle-timeout', '3s'],
    at: { stream: 0 },
    says: /stalled/,
    exit: 4,
    related: ['stream.first-frame'],
  },
  'OK after 7 of 100 frames': {
    rule: 'stream.complete',
    serve: [...SMALL, '--fps', '0', '--frames', '100', '--fault', 'end@7'],
    stream: ['--frames', '100'],
    at: { stream: 0, actual: '7' },
    says: /7 of 100 frames came/,
  },
  'OK after 7 frames of a historic job': {
    rule: 'stream.complete',
    serve: ['--rest-port', '0', '--bins', '64', '--fault', 'end@7'],
    stream: MAKE,
    at: { stream: 0, actual: '21' },
    says: /21 of 4\d\d rows came/,
    only: 'pandadatastream',
  },
};

const STORIES = Object.entries(PATIENTS).flatMap(([name, patient]) =>
  ['datastream', 'pandadatastream']
    .filter((layout) => patient.only === undefined || patient.only === layout)
    .map((layout) => ({ name, layout, ...patient })),
);

describe.concurrent('the sick zoo', () => {
  it.each(STORIES)('$name ($layout) is red: $rule', { timeout: 60_000 }, async (patient) => {
    const { rule, layout, at, says, exit = 1, warning, related = [] } = patient;
    const { result, code } = await examine(patient, layout);
    expectValid(result);
    const check = checkOf(result, rule);
    expect(check.status).toBe(warning ? 'warned' : 'failed');
    expect(check.findings[0]).toMatchObject(at);
    expect(check.findings[0]?.message).toMatch(says);
    expect(result.outcome).toBe(exit === 4 ? 'broken' : 'failed');
    expect(result.summary.line).toContain(exit === 4 ? 'BROKEN' : 'FAILED');
    // Nothing else is called an error than what the fault explains.
    const failed = result.checks.filter(({ status }) => status === 'failed').map((each) => each.rule);
    expect(failed.filter((name) => name !== rule && !related.includes(name))).toEqual([]);
    expect(code).toBe(exit);
  });
});

async function examine({ rule, serve, stream = [], warning }: Patient, layout: string) {
  const server = await serveSpectrogram('--layout', layout, ...serve);
  try {
    const found = stream.includes('--focus-server');
    const target = found ? [] : [server.address, '--job', '12-70788', '--bins', '64'];
    const words = stream.map((word) => (word === 'REST' ? server.rest : word));
    const strict = warning ? ['--fail-on', 'warning'] : [];
    const calm = rule.startsWith('stream.freeze') ? [] : WITHOUT_FREEZES;
    const { result, finished } = await document(['stream', ...target, ...words, ...strict, ...calm]);
    return { result, code: finished.code };
  } finally {
    await server.stop();
  }
}
