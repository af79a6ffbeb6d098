import { describe, expect, it } from 'vitest';
import { InvalidArgumentError } from '../../../src/serve/errors.ts';
import {
  decodeStreamDataRequest,
  decodeStreamRequest,
  encodeHealthResponse,
} from '../../../src/serve/spectrogram/request.ts';
import { encodePackedRequest } from '../../support/serve-packed.ts';
import { decodeHealth, encodeRequest } from '../../support/serve-proto.ts';

describe('decodeStreamRequest', () => {
  it('reads what @bufbuild/protobuf writes', () => {
    expect(decodeStreamRequest(encodeRequest('12-70788', 300, 2))).toEqual({
      jobId: '12-70788',
      maxFrames: 300,
      streamId: 2,
    });
    expect(decodeStreamRequest(encodeRequest('', -1))).toEqual({ jobId: '', maxFrames: -1, streamId: 0 });
    expect(decodeStreamRequest(Buffer.alloc(0))).toEqual({ jobId: '', maxFrames: 0, streamId: 0 });
  });

  it('skips unknown fields of every wire type', () => {
    const more = Buffer.from([0x20, 0x80, 1, 0x29, 1, 2, 3, 4, 5, 6, 7, 8, 0x32, 2, 9, 9, 0x3d, 1, 2, 3, 4]);
    expect(decodeStreamRequest(Buffer.concat([more, encodeRequest('a')])).jobId).toBe('a');
  });

  it.each([
    ['a text that is cut off', [0x0a, 5, 1]],
    ['a text that is not UTF-8', [0x0a, 1, 0xff]],
    ['a varint without end', [0x10, ...Array<number>(11).fill(0x80)]],
    ['field 0', [0x00, 0x01]],
    ['a group', [0x23]],
    ['a missing value', [0x10]],
  ])('refuses %s', (_, bytes) => {
    expect(() => decodeStreamRequest(Uint8Array.from(bytes))).toThrow(InvalidArgumentError);
  });
});

describe('decodeStreamDataRequest', () => {
  it.each([0, 2, -1, 70_000])('reads stream %d as @bufbuild/protobuf writes it', (stream) => {
    expect(decodeStreamDataRequest(encodePackedRequest(stream))).toBe(stream);
  });

  it('skips unknown fields and refuses what is no protobuf', () => {
    expect(decodeStreamDataRequest(Uint8Array.of(0x12, 1, 9, 0x08, 4))).toBe(4);
    expect(() => decodeStreamDataRequest(Uint8Array.of(0x08))).toThrow(InvalidArgumentError);
  });
});

describe('encodeHealthResponse', () => {
  it('writes what @bufbuild/protobuf reads', () => {
    const response = { healthy: true, version: '1.2', status: 'SERVING' };
    expect(decodeHealth(encodeHealthResponse(response))).toEqual(response);
    expect(decodeHealth(encodeHealthResponse({ healthy: false, version: '', status: '' }))).toEqual({});
  });
});
