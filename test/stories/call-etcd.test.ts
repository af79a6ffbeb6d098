import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkOf, document, findingsOf, grpcValidate } from '../support/binary.ts';
import { etcdProtos, startEtcd } from '../support/etcd.ts';
import { expectValid } from '../support/schema.ts';

const BIN = fileURLToPath(new URL('../../bin/grpc-validate.js', import.meta.url));
const protos = etcdProtos();
const schema = ['--proto', join(protos ?? '', 'etcd/api/etcdserverpb/rpc.proto'), '--import-path', protos ?? ''];

let etcd: Awaited<ReturnType<typeof startEtcd>> | null = null;
beforeAll(async () => {
  if (protos !== null) etcd = await startEtcd();
});
afterAll(() => etcd?.stop());

const words = (method: string, ...flags: string[]): string[] => [
  ...['call', etcd?.address ?? '', `etcdserverpb.${method}`, ...schema],
  ...flags,
];
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const put = (key: string, value: string): string => JSON.stringify({ key: base64(key), value: base64(value) });

async function called(method: string, ...flags: string[]) {
  const { result, finished } = await document(words(method, ...flags));
  expectValid(result);
  return { result, code: finished.code };
}

describe.skipIf(protos === null)('etcd (skipped where etcd or Go is missing, or its protos cannot be had)', () => {
  it('has no reflection, and the user is told what to pass', async () => {
    const { code, stdout } = await grpcValidate(['call', etcd?.address ?? '', 'etcdserverpb.KV/Range', '-d', '{}']);
    expect(code).toBe(4);
    expect(stdout).toContain('--proto FILE or --protoset FILE');
  });

  it('KV: what was put is found, and what was not is a rule that fails', async () => {
    expect((await called('KV/Put', '-d', put('greeting', 'hello'))).code).toBe(0);
    const rule = ['--rule', 'found: message.count == 1 && message.kvs[0].value == b"hello"'];
    const found = await called('KV/Range', '-d', JSON.stringify({ key: base64('greeting') }), ...rule);
    expect(findingsOf(found.result)).toEqual([]);
    expect(found.code).toBe(0);
    const missing = await called('KV/Range', '-d', JSON.stringify({ key: base64('nobody') }), ...rule);
    expect(checkOf(missing.result, 'rule.found')).toMatchObject({ status: 'failed', violations: 1 });
    expect(missing.code).toBe(1);
    const empty = await called('KV/Range', '-d', '{}');
    expect(empty).toMatchObject({ code: 4, result: { status: { name: 'INVALID_ARGUMENT', origin: 'server' } } });
  });

  it('Watch: the watch is told of a key that is put while it watches, and ends on purpose', async () => {
    const request = JSON.stringify({ createRequest: { key: base64('news') } });
    const flags = ['-d', request, '--print', '--until', 'size(message.events) > 0', '-o', 'line'];
    const child = spawn(process.execPath, [BIN, ...words('Watch/Watch', ...flags)]);
    const closed = once(child, 'close');
    let report = '';
    child.stderr.on('data', (chunk: Buffer) => (report += chunk.toString()));
    const messages = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    expect(JSON.parse((await messages.next()).value as string)).toMatchObject({ created: true });
    await called('KV/Put', '-d', put('news', 'now'));
    expect(JSON.parse((await messages.next()).value as string)).toMatchObject({
      events: [{ kv: { key: base64('news'), value: base64('now') } }],
    });
    const [code] = (await closed) as [number];
    expect(report).toMatch(/^PASSED: etcdserverpb\.Watch\/Watch, 2 messages/);
    expect(code).toBe(0);
  });

  it('Maintenance: a snapshot streams to its end, what remains shrinking', async () => {
    const rule = ['--rule', 'shrinking: message.remaining_bytes <= previous.remaining_bytes'];
    const { result, code } = await called('Maintenance/Snapshot', '-d', '{}', ...rule, '--rule', 'came: count >= 1');
    expect(findingsOf(result)).toEqual([]);
    expect(result).toMatchObject({ outcome: 'passed', call: { kind: 'server-stream' }, status: { code: 0 } });
    expect(result.frames?.payloadBytes).toBeGreaterThan(10_000);
    expect(code).toBe(0);
  });
});
