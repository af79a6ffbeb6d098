import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/base/result.ts';
import type { RunningServer } from '../../src/serve/grpc-server.ts';
import { checkOf, findingsOf } from '../support/binary.ts';
import { document, grpcValidate } from '../support/hosted.ts';
import { startInteropServer } from '../support/interop-server.ts';
import { PROBE_PROTO, startProbe } from '../support/probe.ts';
import { scratchFile } from '../support/scratch.ts';
import { expectValid } from '../support/schema.ts';

const BIN = fileURLToPath(new URL('../../bin/grpc-validate.js', import.meta.url));

let probe: RunningServer;
let interop: RunningServer;
beforeAll(async () => {
  [probe, interop] = await Promise.all([startProbe({ reflection: true }), startInteropServer()]);
});
afterAll(() => Promise.all([probe.close(), interop.close()]));

async function called(method: string, ...flags: string[]): Promise<{ result: RunResult; code: number | null }> {
  const { result, finished } = await document(['call', probe.address, `probe.v1.Probe/${method}`, ...flags]);
  expectValid(result);
  return { result, code: finished.code };
}

describe('each kind of method, by reflection, with a rule that passes and one that fails', () => {
  it.each([
    ['Echo', '{"number":5}', 'message.number == 5', 'message.number > 5'],
    ['Count', '{"count":20,"wrongAt":7}', 'message.number >= 1', 'message.value > 0.0'],
    ['Sum', '[{"value":1.5},{"value":2}]', 'message.sum == 3.5', 'message.count == 3'],
    ['Chat', '{"number":1}\n{"number":2}\n{"number":3}', 'message.number == index + 1', 'message.number != 2'],
  ])('%s', async (method, data, right, wrong) => {
    const { result, code } = await called(method, '-d', data, '--rule', `right: ${right}`, '--rule', `wrong: ${wrong}`);
    expect(code).toBe(1);
    expect(result.outcome).toBe('failed');
    expect(checkOf(result, 'rule.right')).toMatchObject({ status: 'passed', violations: 0 });
    expect(checkOf(result, 'rule.wrong')).toMatchObject({ status: 'failed', violations: 1 });
    expect(result.checks.filter(({ status }) => status === 'failed')).toHaveLength(1);
    const place = { Count: 6, Chat: 1 }[method] ?? 0;
    expect(checkOf(result, 'rule.wrong').findings[0]?.frame).toBe(place);
    expect(result.summary.line).toContain(`rule.wrong at message ${place}: `);
  });
});

describe('what users of other tools have asked for', () => {
  it('a stream that is stopped after N messages is a success, and no error is counted', async () => {
    const junit = scratchFile('junit.xml', '');
    const flags = ['-d', '{"count":0,"intervalMs":2}', '--max-messages', '25', '--slo', 'errors<1'];
    const { result, code } = await called('Count', ...flags, '--report', `junit=${junit}`, '--fail-on', 'warning');
    expect(code).toBe(0);
    expect(findingsOf(result)).toEqual([]);
    expect(result).toMatchObject({
      outcome: 'passed',
      endReason: 'max-messages',
      frames: { received: 25 },
      failure: null,
    });
    expect(result.slo.find(({ metric }) => metric === 'errors')).toMatchObject({ actual: 0, status: 'passed' });
    expect(readFileSync(junit, 'utf8')).toContain('failures="0" errors="0"');
  });

  it('so is one that is stopped when a condition holds', async () => {
    const { result, code } = await called(
      'Count',
      '-d',
      '{"count":0,"intervalMs":2}',
      '--until',
      'message.number == 12',
    );
    expect(code).toBe(0);
    expect(result).toMatchObject({ outcome: 'passed', endReason: 'until', frames: { received: 12 } });
    expect(checkOf(result, 'stream.until').status).toBe('passed');
  });

  it('zero messages are a failure', async () => {
    const { result, code } = await called('Chat', '-d', '[]');
    expect(code).toBe(1);
    expect(result.summary.line).toMatch(/^FAILED: stream\.first-frame: no message came/);
  });

  it('a rule about the time between messages turns red on a stall and names the message', async () => {
    const data = '{"count":6,"intervalMs":5,"stallBefore":4,"stallMs":1500}';
    const { result, code } = await called('Count', '-d', data, '--rule', 'steady: gapMs < 1200.0');
    expect(code).toBe(1);
    const check = checkOf(result, 'rule.steady');
    expect(check).toMatchObject({ status: 'failed', examined: 5, violations: 1, firstAt: 3, lastAt: 3 });
    expect(check.findings[0]?.actual).toMatch(/gapMs.*1[4-9]\d\d|gapMs.*[2-9]\d{3}/);
  });
});

describe('a call', () => {
  it('sends and receives at once: each line is answered before the next is written', async () => {
    const args = [
      'call',
      probe.address,
      'probe.v1.Probe/Chat',
      '--proto',
      PROBE_PROTO,
      '-d',
      '-',
      '--print',
      '-o',
      'line',
    ];
    const child = spawn(process.execPath, [BIN, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
    let report = '';
    child.stderr.on('data', (chunk: Buffer) => (report += chunk.toString()));
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    for (const text of ['one', 'two', 'three']) {
      child.stdin.write(`${JSON.stringify({ text })}\n`);
      expect(await answers.next()).toEqual({ done: false, value: JSON.stringify({ text }) });
    }
    child.stdin.end();
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(0);
    expect(report).toMatch(/^PASSED: probe\.v1\.Probe\/Chat, 3 messages/);
  });

  it('goes on in both directions when neither side can hold what the other sends', async () => {
    const payload = Buffer.alloc(48 * 1024).toString('base64');
    const flags = ['-d', JSON.stringify({ payload }), '--repeat-data', '50', '--window-size', '65535'];
    const { result, code } = await called('Chat', ...flags);
    expect(code).toBe(0);
    expect(result).toMatchObject({ frames: { received: 50 }, call: { sent: { messages: 50 } } });
  });

  it('times round trips', async () => {
    const flags = ['-d', '{"text":"{{index}} {{uuid}}"}', '--repeat-data', '40', '--ping-pong', '--client', 'grpc-js'];
    const { result } = await called('Chat', ...flags);
    expect(result.metrics?.roundTripMs).toMatchObject({ count: 40 });
    expect(result.metrics?.roundTripMs?.p90).toBeGreaterThan(0);
  });

  it('keeps the bytes of messages that do not decode', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bad-'));
    try {
      const { result, code } = await called('Count', '-d', '{"count":4,"badAt":3}', '--save-bad', folder);
      expect(code).toBe(1);
      expect(checkOf(result, 'message.decodes').findings[0]).toMatchObject({ frame: 2, offset: 0 });
      expect(readdirSync(folder)).toEqual(['message-000002.bin']);
      expect([...readFileSync(join(folder, 'message-000002.bin'))]).toEqual([0x0a, 5, 1]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('ends well when the reader of its messages has seen enough', async () => {
    const args = [
      BIN,
      'call',
      probe.address,
      'probe.v1.Probe/Count',
      '-d',
      '{"count":0,"intervalMs":1}',
      '--print',
      '-o',
      'line',
    ];
    const child = spawn('sh', ['-c', '"$0" "$@" | head -2', process.execPath, ...args]);
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    await once(child, 'close');
    expect(out).toBe('{"number":"1","value":1}\n{"number":"2","value":2}\n');
    expect(err).toMatch(/^PASSED: probe\.v1\.Probe\/Count, \d+ messages/);
  });

  it('keeps the report when it is interrupted while data is still to come', async () => {
    const args = [
      'call',
      probe.address,
      'probe.v1.Probe/Chat',
      '--proto',
      PROBE_PROTO,
      '-d',
      '-',
      '--print',
      '-o',
      'line',
    ];
    const child = spawn(process.execPath, [BIN, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
    let report = '';
    child.stderr.on('data', (chunk: Buffer) => (report += chunk.toString()));
    child.stdin.write('{"text":"a"}\n');
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(130);
    expect(report).toMatch(/^INTERRUPTED after .*: probe\.v1\.Probe\/Chat, 1 message/);
  });

  it('shows headers, trailers and the details of a status', async () => {
    const { stdout } = await grpcValidate(['call', probe.address, 'probe.v1.Probe/Echo', '-v']);
    expect(stdout).toMatch(/^headers\n(?: {2}.*\n)* {2}x-served-by: probe\n/m);
    expect(stdout).toContain('x-token: (hidden)');
    expect(stdout).toMatch(/^trailers\n(?: {2}.*\n)* {2}x-cost: 7$/m);
  });
});

describe('bad input', () => {
  it('data that does not fit gets one line with its place', async () => {
    const args = ['call', probe.address, 'probe.v1.Probe/Echo', '-d', '{"parts":[{},{"nmber":1}]}'];
    const { code, stdout, stderr } = await grpcValidate(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('$.parts[1].nmber: probe.v1.Item has no such field; did you mean number');
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('a server without reflection, and no schema: what to pass', async () => {
    const bare = await startProbe();
    const { code, stdout } = await grpcValidate(['call', bare.address, 'probe.v1.Probe/Echo']);
    await bare.close();
    expect(code).toBe(4);
    expect(stdout).toContain('give the schema with --proto FILE or --protoset FILE');
    expect(stdout).toMatch(/BROKEN: no-reflection: /);
  });

  it('a server that never ends: what to do about it', async () => {
    const silent = ['-d', '{"count":2,"stallBefore":2,"stallMs":60000}', '--idle-timeout', '300ms'];
    const { result, code } = await called('Count', ...silent);
    expect(code).toBe(4);
    expect(result.failure).toMatchObject({ code: 'stalled', hint: expect.stringContaining('--duration') as string });
    const endless = await called('Count', '-d', '{"count":0,"intervalMs":5}', '--timeout', '500ms');
    expect(endless.code).toBe(4);
    expect(endless.result.failure?.hint).toContain('--duration or --max-messages');
  });
});

describe('the interoperability service, by reflection', () => {
  it.each([
    ['UnaryCall', '{"responseSize":314159}', 1],
    ['StreamingOutputCall', '{"responseParameters":[{"size":31415},{"size":9},{"size":2653},{"size":58979}]}', 4],
    ['StreamingInputCall', '[{"payload":{"body":"AAAA"}},{"payload":{"body":"AAA="}}]', 1],
    ['FullDuplexCall', '[{"responseParameters":[{"size":31415}]},{"responseParameters":[{"size":9}]}]', 2],
  ])('%s', async (method, data, messages) => {
    const args = ['call', interop.address, `grpc.testing.TestService/${method}`, '-d', data];
    const { result, finished } = await document(args);
    expectValid(result);
    expect(finished.code).toBe(0);
    expect(result).toMatchObject({ outcome: 'passed', frames: { received: messages, bad: 0 } });
  });

  it('a status that was asked for is the one that passes', async () => {
    const data = '{"responseStatus":{"code":2,"message":"test status message"}}';
    const args = ['call', interop.address, 'grpc.testing.TestService/UnaryCall', '-d', data];
    const unasked = await document(args);
    expect(unasked.finished.code).toBe(4);
    expect(unasked.result.failure?.message).toBe('UNKNOWN: test status message');
    const asked = await document([...args, '--expect-status', 'UNKNOWN']);
    expect(asked.finished.code).toBe(0);
  });
});
