import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeJson } from '../../src/schema/codec.ts';
import type { JsonValue } from '../../src/schema/descriptors.ts';
import { googleRpc } from '../../src/schema/google-rpc.ts';
import { readDetails } from '../../src/wire/status-details.ts';

/** A google.rpc.Status as `grpc-status-details-bin`. */
function sent(status: JsonValue): string {
  const desc = googleRpc().getMessage('google.rpc.Status');
  if (!desc) throw new Error('no google.rpc.Status');
  return Buffer.from(encodeJson(desc, status, googleRpc())).toString('base64');
}

/** One detail of any type and bytes. */
function packed(type: string, value: readonly number[]): string {
  const url = Buffer.from(type);
  const any = [0x0a, url.length, ...url, 0x12, value.length, ...value];
  return Buffer.from([0x08, 5, 0x1a, any.length, ...any]).toString('base64');
}

const BAD_REQUEST = {
  '@type': 'type.googleapis.com/google.rpc.BadRequest',
  fieldViolations: [{ field: 'job_id', description: 'is em\u0007pty' }],
};

describe('details of a status', () => {
  it('are told by type, in words and as JSON, safe to print', () => {
    expect(readDetails(sent({ code: 3, message: 'bad\n', details: [BAD_REQUEST] }), 3)).toEqual({
      code: 3,
      message: 'bad\\n',
      details: [
        {
          type: 'google.rpc.BadRequest',
          text: 'job_id: is em\\u0007pty',
          value: { fieldViolations: [{ field: 'job_id', description: 'is em\\u0007pty' }] },
        },
      ],
      fault: null,
    });
  });

  it('hide the values of secret keys', () => {
    const info = {
      '@type': 'x/google.rpc.ErrorInfo',
      reason: 'R',
      metadata: { authorization: 'Bearer abc', zone: 'a' },
    };
    const [detail] = readDetails(sent({ code: 3, details: [info] }), 3).details;
    expect(detail?.value).toEqual({ reason: 'R', metadata: { authorization: '(hidden)', zone: 'a' } });
    expect(detail?.text).toBe('R with authorization=(hidden), zone=a');
  });

  it('without padding are the same', () => {
    const text = sent({ code: 3, message: 'a' });
    expect(text.endsWith('=')).toBe(true);
    expect(readDetails(text.replace(/=+$/, ''), 3)).toEqual(readDetails(text, 3));
  });

  it.each([
    [3, 5, 'its code is INVALID_ARGUMENT (3), grpc-status is NOT_FOUND (5)'],
    [99, 2, 'its code is 99, grpc-status is UNKNOWN (2)'],
    [0, 5, 'its code is OK (0), grpc-status is NOT_FOUND (5)'],
  ])('with the code %i in a status of code %i contradict it', (inside, outer, fault) => {
    expect(readDetails(sent({ code: inside }), outer)).toMatchObject({ code: inside, fault });
  });

  it.each([
    ['CAkK', 'byte 2: '],
    ['!', 'it is not base64'],
    ['CAM=, CAM=', 'it is not base64'],
    ['_-', 'it is not base64'],
  ])('that do not decode (%s) are harmless', (text, why) => {
    const { code, message, details, fault } = readDetails(text, 3);
    expect({ code, message, details }).toEqual({ code: null, message: null, details: [] });
    expect(fault).toContain(`it does not decode: ${why}`);
  });

  it.each([
    ['x/pkg.Unknown', [1, 2], 'pkg.Unknown', '2 bytes, of a type that is not known here'],
    ['', [], '', '0 bytes, of a type that is not known here'],
    ['x/google.rpc.BadRequest', [0x0a, 9], 'google.rpc.BadRequest', '2 bytes, which do not decode: byte '],
    // A google.protobuf.Duration of 2^62 seconds has no JSON form.
    [
      'x/google.rpc.RetryInfo',
      [0x0a, 10, 0x08, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x40],
      'google.rpc.RetryInfo',
      '12 bytes, which have no JSON form: ',
    ],
  ])('of the type %s and bytes %o that cannot be shown are counted', (url, value, type, text) => {
    const [detail] = readDetails(packed(url, value), 5).details;
    expect(detail).toMatchObject({ type, value: null });
    expect(detail?.text).toMatch(new RegExp(`^${text}`));
  });

  it('are kept up to twenty', () => {
    const { details, fault } = readDetails(
      sent({ code: 3, details: Array.from({ length: 21 }, () => BAD_REQUEST) }),
      3,
    );
    expect(details).toHaveLength(20);
    expect(fault).toBe('it has 21 details; the first 20 are kept');
  });

  it('never throw, whatever was sent', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64')),
        ),
        (text) => {
          const { code, fault } = readDetails(text, 3);
          expect(code === 3 || fault !== null).toBe(true);
        },
      ),
    );
  });
});
