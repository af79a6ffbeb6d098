import { create } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { callStatus } from '../../../src/base/status.ts';
import { withDetails } from '../../../src/run/call/status-details.ts';
import { encodeJson } from '../../../src/schema/codec.ts';
import { createRegistry } from '../../../src/schema/registry.ts';
import { readDetails } from '../../../src/wire/status-details.ts';
import { PROBE, probeMessage } from '../../support/probe.ts';
import { compileTexts } from '../../support/reflection-server.ts';
import { rpcStatus } from '../../support/rpc-status.ts';

const FAR = createRegistry(
  create(FileDescriptorSetSchema, {
    file: compileTexts({ 'far.proto': 'syntax = "proto3"; package far.v1; message Away { int32 miles = 1; }' }),
  }),
);

/** A status as the wire client gives it. */
function ended(...types: [type: string, value: Uint8Array][]) {
  const details = Buffer.from(rpcStatus(3, types)).toString('base64');
  return { status: callStatus(3, 'no', 'server', { details, decoded: readDetails(details, 3) }) };
}

const total: [string, Uint8Array] = ['probe.v1.Total', encodeJson(probeMessage('Total'), { count: '3', sum: 1.5 })];
const away: [string, Uint8Array] = ['far.v1.Away', Uint8Array.of(8, 7)];

describe('withDetails', () => {
  it('decodes types of the schema in use, and tells the size of others', async () => {
    const before = ended(total, away);
    expect(before.status.decoded?.details.map(({ value }) => value)).toEqual([null, null]);
    const { status } = await withDetails(before, PROBE, null);
    expect(status.decoded?.details).toEqual([
      { type: 'probe.v1.Total', text: '{"count":"3","sum":1.5}', value: { count: '3', sum: 1.5 } },
      { type: 'far.v1.Away', text: '2 bytes, of a type that is not known here', value: null },
    ]);
  });

  it('asks once for each type nobody knows', async () => {
    const asked: (readonly string[])[] = [];
    const ask = (types: readonly string[]) => {
      asked.push(types);
      return Promise.resolve([FAR]);
    };
    const { status } = await withDetails(ended(away, total, away), PROBE, ask);
    expect(asked).toEqual([['far.v1.Away']]);
    expect(status.decoded?.details.map(({ value }) => value)).toEqual([
      { miles: 7 },
      { count: '3', sum: 1.5 },
      { miles: 7 },
    ]);
  });

  it('asks for nothing where all is known, or no name of a type was sent', async () => {
    const never = () => Promise.reject(new Error('asked'));
    const rpc: [string, Uint8Array] = ['google.rpc.RequestInfo', new Uint8Array(0)];
    const { status } = await withDetails(ended(total, rpc, ['no name', new Uint8Array(0)]), PROBE, never);
    expect(status.decoded?.details).toHaveLength(3);
  });

  it('leaves a status without details as it is', async () => {
    const bare = { status: callStatus(5, 'no', 'server') };
    expect(await withDetails(bare, PROBE, null)).toBe(bare);
  });
});
