import type { CheckResult, Finding, Metrics, RunResult } from '../../src/base/result.ts';
import { callStatus } from '../../src/base/status.ts';
import { countChecks, verdictLine } from '../../src/report/line.ts';

/** HdrHistogram V2 base64 of 1, 2, ... 100 ms and 1 h; it stands for any. */
const HISTOGRAM =
  'HISTFAAAAF94nJNpmSzMwMBwl4GBgZGBgYGZAQJAbIZrk5cwwPjn+ZnO8jNN5WB6ys60kIXpIzMULWdi+s6IBa1kZKpmqsSDs5msmayZbMEk' +
  'ebQukzSTLJMsEkkOf+MnRiYAG6Mocw==';

export const sampleMetrics: Metrics = {
  firstFrameMs: 61.25,
  firstFrameFromDialMs: 65.5,
  fps: 20.02,
  throughputMBps: 2.104,
  gapMs: {
    count: 199,
    min: 45.1,
    mean: 49.95,
    stddev: 2.25,
    p50: 50.01,
    p90: 51.6,
    p95: 52.1,
    p95Interval: [51.7, 54.9],
    p99: null,
    p999: null,
    max: 61.2,
    coalescedShare: 0,
    reason: 'not estimable from 199 gaps: p99 needs 299, p99.9 needs 2995',
    histogram: HISTOGRAM,
  },
  latenessMs: {
    nominalMs: 50,
    origin: '--fps',
    count: 199,
    p50: 0.4,
    p95: 2.2,
    p99: null,
    max: 11.3,
  },
  jitterMs: {
    formula: 'RFC 3550 6.4.1',
    source: 'server_timestamp, 1 ms',
    final: 0.81,
    mean: 0.93,
    max: 2.75,
    pdvP95: 3.1,
  },
  freezes: { count: 0, totalMs: 0, longestMs: 0, timeShare: 0 },
  overhead: { loopDelayP99Ms: 0.31, validationMeanUs: 410.5, validationP99Us: 980, backlogMax: 1 },
};

export const sampleFinding: Finding = {
  stream: 0,
  frame: 17,
  frameNumber: 1017,
  row: 0,
  sensor: 7,
  bin: 12,
  hz: 46.875,
  path: 'rows[0].sensors[id=7].intensity[12]',
  sourceTime: 1_790_000_000_850,
  arrivalMs: 911.3,
  expected: 'a finite number',
  actual: 'NaN',
  message: 'the value is NaN',
};

function check(rule: string, more: Partial<CheckResult> = {}): CheckResult {
  return {
    rule,
    family: 'structure',
    status: 'passed',
    severity: 'error',
    examined: 200,
    violations: 0,
    findings: [],
    ...more,
  };
}

const CHECKS: readonly CheckResult[] = [
  check('structure.decodes'),
  check('range.finite', { family: 'range' }),
  check('nonzero.twins', { family: 'nonzero', severity: 'warning' }),
  check('stream.status', { family: 'stream', examined: 1 }),
  check('dimension.rows', { family: 'dimension', status: 'skipped', examined: 0, reason: 'no --rows given' }),
  check('range.amplitude', { family: 'range', status: 'skipped', examined: 0, reason: 'no --amplitude given' }),
  check('time.rate', {
    family: 'time',
    severity: 'warning',
    status: 'skipped',
    examined: 0,
    reason: 'row step unknown',
  }),
  check('time.window', { family: 'time', status: 'skipped', examined: 0, reason: 'row step unknown' }),
];

function complete(document: Omit<RunResult, 'summary'>): RunResult {
  return { ...document, summary: { ...countChecks(document.checks), line: verdictLine(document) } };
}

function withChecks(...changed: readonly CheckResult[]): CheckResult[] {
  return CHECKS.map((each) => changed.find(({ rule }) => rule === each.rule) ?? each);
}

/** A run against the embedded simulator in which all is well. */
export const passed: RunResult = complete({
  schemaVersion: 1,
  tool: { name: 'grpc-validate', version: '0.1.0' },
  runId: '7d1d2f4e-0c1b-4b62-9d55-0f3f0a4c9e11',
  labels: { release: '4.2' },
  command: 'stream',
  call: null,
  startedAt: '2026-11-21T08:00:00.000Z',
  endedAt: '2026-11-21T08:00:10.100Z',
  durationMs: 10_100,
  outcome: 'passed',
  endReason: 'max-frames',
  exitCode: 0,
  settings: {
    job: { value: '12-70788', origin: '--job' },
    fps: { value: 20, origin: '--fps' },
    frames: { value: 200, origin: '--frames' },
  },
  environment: { node: 'v20.20.2', os: 'Linux 6.1', cpus: 2 },
  target: {
    address: '127.0.0.1:50051',
    peerAddress: '127.0.0.1:50051',
    tls: null,
    embedded: true,
    client: 'wire',
    windowSize: 16 * 1024 * 1024,
  },
  server: { version: '0.1.0', health: 'SERVING' },
  job: { id: '12-70788', live: true },
  layout: { name: 'datastream', element: 'float32', axes: 'sensors x bins' },
  connect: {
    attempts: [
      {
        phases: {
          dnsMs: null,
          tcpMs: 0.41,
          tlsMs: null,
          http2Ms: 2.13,
          headersMs: 4.5,
          firstMessageMs: 61.25,
        },
      },
    ],
    ms: 3.2,
    startupMs: null,
  },
  status: callStatus(1, 'ended on purpose after 200 frames', 'client'),
  frames: {
    received: 200,
    expected: 200,
    expectedOrigin: '--frames',
    rows: 200,
    values: 640_000,
    payloadBytes: 21_020_000,
    wireBytes: 21_021_000,
    lost: 0,
    repeated: 0,
    bad: 0,
  },
  source: { firstRow: 1_790_000_000_000, lastRow: 1_790_000_009_950, ageMs: 40.5 },
  metrics: sampleMetrics,
  streams: [
    {
      streamId: 0,
      frames: 200,
      metrics: sampleMetrics,
      status: callStatus(1, 'ended on purpose after 200 frames', 'client'),
      checks: CHECKS,
    },
  ],
  timeline: [
    { second: 0, frames: 20, bytes: 2_102_000, gapMaxMs: 53.1 },
    { second: 1, frames: 0, bytes: 0, gapMaxMs: null },
  ],
  checks: CHECKS,
  slo: [
    {
      expression: 'first-frame<5s',
      metric: 'first-frame',
      limit: 5000,
      origin: 'default',
      actual: 61.25,
      unit: 'ms',
      status: 'passed',
    },
    {
      expression: 'gap-p99<1s',
      metric: 'gap-p99',
      limit: 1000,
      origin: '--slo',
      actual: null,
      unit: 'ms',
      status: 'passed',
      reason: 'not estimable, but the maximum, 61.2 ms, meets it',
    },
  ],
  suspect: [],
  notes: ['no target was given: streaming from the embedded simulator'],
  failure: null,
});

/** A value is NaN, a threshold is missed, another undecided, and our own loop was late. */
export const failed: RunResult = complete({
  ...passed,
  outcome: 'failed',
  exitCode: 1,
  checks: withChecks(
    check('range.finite', {
      family: 'range',
      status: 'failed',
      violations: 3,
      firstAt: 17,
      lastAt: 44,
      findings: [sampleFinding, { stream: 0, frame: 44, expected: 'a finite number', actual: 'NaN', message: 'NaN' }],
    }),
  ),
  slo: [
    {
      expression: 'lost<1',
      metric: 'lost',
      limit: 1,
      origin: '--slo',
      actual: 2,
      unit: '',
      status: 'failed',
    },
    {
      expression: 'gap-p95<50ms',
      metric: 'gap-p95',
      limit: 50,
      origin: '--slo',
      actual: 52.1,
      unit: 'ms',
      status: 'inconclusive',
      reason: 'our event loop was up to 31.0 ms late (p99), more than 20 ms',
    },
  ],
  suspect: ['our event loop was up to 31.0 ms late (p99), more than 20 ms'],
});

/** A warning only, tolerated. */
export const warned: RunResult = complete({
  ...passed,
  checks: withChecks(
    check('nonzero.twins', {
      family: 'nonzero',
      severity: 'warning',
      status: 'warned',
      violations: 1,
      firstAt: 3,
      lastAt: 3,
      findings: [{ stream: 0, frame: 3, sensor: 4, expected: 'own values', actual: 'those of 5', message: 'twins' }],
    }),
  ),
});

/** The connection was lost after 200 frames. */
export const broken: RunResult = complete({
  ...passed,
  outcome: 'broken',
  endReason: 'status',
  exitCode: 4,
  status: callStatus(14, 'connection lost', 'rst', { reason: 'connection-lost', raw: '8' }),
  checks: withChecks(
    check('stream.status', {
      family: 'stream',
      status: 'failed',
      examined: 1,
      violations: 1,
      findings: [{ stream: 0, expected: 'OK', actual: 'UNAVAILABLE', message: 'connection lost' }],
    }),
  ),
  slo: [],
});

/** Never connected: nothing but the attempts is known. */
export const errored: RunResult = complete({
  ...passed,
  outcome: 'errored',
  endReason: 'tcp-refused',
  exitCode: 3,
  target: {
    address: 'das.example:443',
    peerAddress: null,
    tls: {
      version: 'TLSv1.3',
      cipher: null,
      alpn: 'h2',
      verified: true,
      peer: { subject: 'das.example', issuer: 'Test CA', names: 'DNS:das.example', daysLeft: 1 },
    },
    embedded: false,
    client: 'wire',
    windowSize: 65_535,
  },
  server: null,
  layout: null,
  connect: {
    attempts: [
      {
        phases: { dnsMs: 1.2, tcpMs: null, tlsMs: null, http2Ms: null, headersMs: null, firstMessageMs: null },
        cause: 'tcp-refused',
        message: 'connection refused',
        delayMs: 2000,
      },
    ],
    ms: null,
    startupMs: null,
  },
  status: null,
  frames: null,
  source: null,
  metrics: null,
  streams: [],
  timeline: [],
  checks: [],
  slo: [],
  notes: [],
  failure: { code: 'tcp-refused', message: 'das.example:443 refused the connection', hint: 'is the server running?' },
});

/** Ended by Ctrl-C after 3 frames, too few for most measures. */
export const interrupted: RunResult = complete({
  ...passed,
  outcome: 'interrupted',
  endReason: 'interrupted',
  exitCode: 130,
  durationMs: 12_000,
  frames: {
    received: 3,
    expected: null,
    expectedOrigin: null,
    rows: 3,
    values: 9600,
    payloadBytes: 315_300,
    wireBytes: 315_315,
    lost: null,
    repeated: null,
    bad: 1,
  },
  metrics: {
    ...sampleMetrics,
    fps: null,
    throughputMBps: null,
    gapMs: {
      count: 2,
      min: 49,
      mean: 50,
      stddev: 1,
      p50: null,
      p90: null,
      p95: null,
      p95Interval: null,
      p99: null,
      p999: null,
      max: 51,
      coalescedShare: 0,
      reason: 'not estimable from 2 gaps: p50 needs 5',
      histogram: HISTOGRAM,
    },
    latenessMs: null,
    jitterMs: null,
    freezes: null,
    overhead: { loopDelayP99Ms: null, validationMeanUs: null, validationP99Us: null, backlogMax: 0 },
  },
  slo: [],
  failure: { code: 'interrupted', message: 'interrupted', hint: null },
});

const TLS = {
  version: 'TLSv1.3',
  cipher: 'TLS_AES_128_GCM_SHA256',
  alpn: 'h2',
  verified: true,
  peer: { subject: 'CN=das.example', issuer: 'CN=Test CA', names: 'DNS:das.example', daysLeft: 27 },
};

/** `connect` reached a server at the second attempt, and found it NOT_SERVING. */
export const reached: RunResult = complete({
  ...errored,
  command: 'connect',
  job: null,
  outcome: 'failed',
  endReason: 'completed',
  exitCode: 1,
  target: {
    address: 'das.example:443',
    peerAddress: '10.0.0.7:443',
    security: 'tls',
    tls: TLS,
    embedded: false,
    client: 'wire',
    windowSize: 65_535,
  },
  server: {
    version: '4.2',
    health: 'NOT_SERVING',
    serving: [{ service: '', status: 'NOT_SERVING', ms: 1.25 }],
    layoutHealth: { method: '/a.B/CheckHealth', healthy: true, version: '4.2', status: 'fine', ms: 2 },
    reflection: 'v1',
    services: ['a.B', 'grpc.health.v1.Health'],
    http2: { maxConcurrentStreams: 100, initialWindowSize: 65_535, maxFrameSize: 16_384, maxHeaderListSize: 8192 },
  },
  connect: {
    attempts: [
      {
        phases: { dnsMs: 1.2, tcpMs: null, tlsMs: null, http2Ms: null, headersMs: null, firstMessageMs: null },
        cause: 'tcp-refused',
        message: '10.0.0.7:443 refused the connection',
        failed: { phase: 'tcp', ms: 0.5 },
        delayMs: 2000,
      },
      { phases: { dnsMs: 1.2, tcpMs: 0.4, tlsMs: 8.25, http2Ms: 2, headersMs: 1.1, firstMessageMs: 1.2 } },
    ],
    ms: 12.5,
    startupMs: null,
  },
  checks: [
    check('connect.grpc', { family: 'connect', examined: 3 }),
    check('connect.health', {
      family: 'connect',
      status: 'failed',
      examined: 1,
      violations: 1,
      findings: [{ expected: 'SERVING', actual: 'NOT_SERVING', message: 'the server is NOT_SERVING' }],
    }),
    check('connect.method', { family: 'connect', status: 'skipped', examined: 0, reason: 'unknown: no reflection' }),
  ],
  failure: null,
});

/** `connect` was shown a certificate it does not trust. */
export const refused: RunResult = complete({
  ...reached,
  outcome: 'errored',
  endReason: 'tls-untrusted',
  exitCode: 3,
  target: reached.target && { ...reached.target, peerAddress: null },
  server: null,
  connect: {
    attempts: [
      {
        phases: { dnsMs: 1.2, tcpMs: 0.4, tlsMs: null, http2Ms: null, headersMs: null, firstMessageMs: null },
        cause: 'tls-untrusted',
        message: 'the certificate is not trusted',
        failed: { phase: 'tls', ms: 7.5 },
        tls: { ...TLS, verified: false },
      },
    ],
    ms: null,
    startupMs: null,
  },
  checks: [],
  failure: { code: 'tls-untrusted', message: 'the certificate is not trusted', hint: 'give --ca FILE' },
});

/** One sample of every outcome, one with warnings, and two of `connect`. */
export const samples: Readonly<Record<string, RunResult>> = {
  passed,
  failed,
  warned,
  broken,
  errored,
  interrupted,
  reached,
  refused,
};
