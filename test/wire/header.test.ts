import { describe, expect, it } from 'vitest';
import { parseHeader, secretsOfHeader } from '../../src/wire/header.ts';

describe('a header', () => {
  it.each([
    ['x-a: b', ['x-a', 'b']],
    ['X-A:b', ['x-a', 'b']],
    ['x-a:  b c  ', ['x-a', 'b c']],
    ['x-a:', ['x-a', '']],
    ['x-url: http://a:1/', ['x-url', 'http://a:1/']],
    ['x-raw-bin: AAE=', ['x-raw-bin', 'AAE=']],
    ['x-raw-bin: AAE', ['x-raw-bin', 'AAE']],
    ['authorization: Bearer ${TOKEN}', ['authorization', 'Bearer secret']],
    ['x-a: ${TOKEN}${TOKEN}', ['x-a', 'secretsecret']],
    ['x-a: $TOKEN', ['x-a', '$TOKEN']],
    ['x-a: ${EMPTY}', ['x-a', '']],
  ])('%j is read', (text, pair) => {
    expect(parseHeader(text, { TOKEN: 'secret\n', EMPTY: '' })).toEqual(pair);
  });

  it.each([
    ['x-a', /no metadata/],
    ['', /no metadata/],
    [': x', /HTTP\/2/],
    [':path: /x', /HTTP\/2/],
    ['x a: b', /no metadata key/],
    ['ü: b', /no metadata key/],
    ['grpc-timeout: 1S', /reserved/],
    ['GRPC-Status: 0', /reserved/],
    ['te: trailers', /set by the client/],
    ['content-type: text/html', /set by the client/],
    ['Connection: close', /set by the client/],
    ['x-a: ü', /not printable ASCII/],
    ['x-a: a\tb', /not printable ASCII/],
    ['x-a-bin: not base64!', /not base64/],
    ['x-a-bin: AAAAA', /not base64/],
    ['x-a: ${MISSING}', /MISSING, which is not set/],
  ])('%j is refused', (text, why) => {
    expect(() => parseHeader(text, {})).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringMatching(why) as string }) as Error,
    );
  });

  it('is not echoed beyond its key when the colon is missing', () => {
    expect(() => parseHeader('authorization=hunter2', {})).toThrow(/^"authorization" is no metadata$/);
    expect(() => parseHeader('authorization hunter2', {})).toThrow(/^"authorization" is no metadata$/);
    expect(() => parseHeader('hunter2', {})).toThrow(/^a text without a colon is no metadata$/);
  });
});

describe('secretsOfHeader', () => {
  const env = { TOKEN: ' hunter22 ', SHORT: 'eu-1' };

  it.each([
    ['authorization: Bearer hunter22', ['Bearer hunter22', 'hunter22']],
    ['authorization: Bearer ${TOKEN}', ['hunter22', 'Bearer hunter22']],
    ['authorization: Basic bWU6aHVudGVyMjI=', ['bWU6aHVudGVyMjI=', 'me:hunter22', 'hunter22']],
    ['cookie: session=hunter22; theme=darkness', ['hunter22', 'darkness']],
    ['x-token-bin: aHVudGVyMjI=', ['aHVudGVyMjI=', 'hunter22']],
    ['x-tenant: ${TOKEN}', ['hunter22']],
    ['hunter22', ['hunter22']],
  ])('%s has %j', (text, secrets) => {
    expect(secretsOfHeader(text, env)).toEqual(expect.arrayContaining(secrets));
  });

  it('are none in what anybody may see', () => {
    expect(secretsOfHeader('x-tenant: acme', env)).toEqual([]);
    expect(secretsOfHeader('x-region: ${SHORT} ${MISSING}', env)).toEqual([]);
  });

  it('are not the names of the schemes', () => {
    expect(secretsOfHeader('authorization: Bearer hunter22', env)).not.toContain('Bearer');
  });
});
