import { describe, expect, it } from 'vitest';
import { encodeJson } from '../../src/schema/codec.ts';
import { decodeRpcStatus, googleRpc } from '../../src/schema/google-rpc.ts';

const NAMES = ['Status', 'ErrorInfo', 'RetryInfo', 'DebugInfo', 'QuotaFailure', 'PreconditionFailure', 'BadRequest']
  .concat(['RequestInfo', 'ResourceInfo', 'Help', 'LocalizedMessage'])
  .map((name) => `google.rpc.${name}`);

function bytesOf(json: Parameters<typeof encodeJson>[1]): Uint8Array {
  const desc = googleRpc().getMessage('google.rpc.Status');
  if (!desc) throw new Error('no google.rpc.Status');
  return encodeJson(desc, json, googleRpc());
}

describe('google.rpc', () => {
  it('knows the types of errors, and the well-known ones', () => {
    expect(NAMES.filter((name) => googleRpc().getMessage(name) === undefined)).toEqual([]);
    expect(googleRpc().getMessage('google.protobuf.Struct')).toBeDefined();
  });

  it('is compiled once', () => expect(googleRpc()).toBe(googleRpc()));

  it('reads a status with its details as they came', () => {
    const retry = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '1.500s' };
    const status = decodeRpcStatus(bytesOf({ code: 14, message: 'später', details: [retry] }));
    expect(status).toMatchObject({ code: 14, message: 'später' });
    expect('details' in status && status.details.map(({ typeUrl, value }) => [typeUrl, value.length])).toEqual([
      ['type.googleapis.com/google.rpc.RetryInfo', 10],
    ]);
  });

  it('reads no bytes as the status without anything', () => {
    expect(decodeRpcStatus(new Uint8Array(0))).toMatchObject({ code: 0, message: '', details: [] });
  });

  it.each([
    [[0x12, 5, 0x61], 'truncated'],
    [[0x12, 1, 0xff], 'utf8'],
    [[0x0a, 0], 'wire-type'],
  ])('%o is no status: %s', (bytes, kind) => {
    expect(decodeRpcStatus(Uint8Array.from(bytes))).toMatchObject({ kind });
  });
});
