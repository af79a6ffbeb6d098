import { describe, expect, it } from 'vitest';
import type { RestReply } from '../../../src/run/focus/rest-client.ts';
import { nonsense, notReady, readReply, said } from '../../../src/run/focus/reply.ts';

const reply = (status: number, body = '', location: string | null = null): RestReply => ({ status, body, location });
const WHAT = 'GET http://focus/metadata/1';

describe('readReply', () => {
  it('takes a JSON object', () => {
    expect(readReply(reply(200, ' {"a":1} '), WHAT)).toEqual({ ready: true, json: { a: 1 } });
    expect(readReply(reply(201, '{"a":1}'), WHAT)).toMatchObject({ ready: true });
  });

  it.each([
    ['', 200],
    ['  \n', 200],
    ['null', 200],
    ['""', 200],
    ['{}', 200],
    ['', 204],
  ])('takes %j for a job that is not ready', (body, status) => {
    expect(readReply(reply(status, body), WHAT)).toMatchObject({
      ready: false,
      failure: { code: 'job-not-ready', exitCode: 4 },
    });
  });

  it.each([502, 503, 504])('takes %i for a server that may come', (status) => {
    expect(readReply(reply(status, '<html>bad gateway</html>'), WHAT)).toMatchObject({
      ready: false,
      failure: { code: 'focus-unreachable', exitCode: 3, message: `${WHAT}: ${status}: HTML` },
    });
  });

  it('asks again after 429, and is refused if it stays so', () => {
    expect(readReply(reply(429), WHAT)).toMatchObject({ ready: false, failure: { code: 'job-refused' } });
  });

  it.each([
    [200, '<!DOCTYPE html><p>hi', 'is not answered in JSON: HTML'],
    [200, '{"prr": NaN}', 'is not answered in JSON: {"prr": NaN}'],
    [200, '[1]', 'is answered with no JSON object: [1]'],
    [200, '"ok"', 'is answered with no JSON object: "ok"'],
    [302, '', 'is redirected to /login\\u001b'],
    [100, '', 'is answered with the status 100'],
  ])('takes %i %j for nonsense', (status, body, message) => {
    expect(() => readReply(reply(status, body, status === 302 ? '/login\u001b' : null), WHAT)).toThrow(
      expect.objectContaining({ code: 'focus-nonsense', exitCode: 3, message: `${WHAT} ${message}` }) as Error,
    );
  });

  it.each([
    [400, '{"detail":"no such channel"}', '400: no such channel'],
    [422, '{"detail":[{"loc":["body","channels","min"],"msg":"too low"}]}', '422: body.channels.min: too low'],
    [409, '{"error":{"message":"busy"}}', '409: busy'],
    [499, 'Traceback', '499: Traceback'],
    [403, '', '403'],
    [400, '{"code":7}', '400: {"code":7}'],
    [400, '{"detail":[7,"x"]}', '400: 7; x'],
  ])('is refused with %i %s, in the words of the server', (status, body, message) => {
    expect(() => readReply(reply(status, body), WHAT)).toThrow(
      expect.objectContaining({
        code: 'job-refused',
        exitCode: 4,
        message: `${WHAT} was refused: ${message}`,
      }) as Error,
    );
  });

  it.each([
    [500, 'Traceback', '500: Traceback'],
    [501, '', '501'],
    [505, '{"detail":"no"}', '505: no'],
  ])('is no answer to the request with %i: the server failed in itself', (status, body, message) => {
    expect(() => readReply(reply(status, body), WHAT)).toThrow(
      expect.objectContaining({ code: 'focus-nonsense', exitCode: 3, message: `${WHAT} failed: ${message}` }) as Error,
    );
  });

  it('names -H where credentials are missing', () => {
    expect(() => readReply(reply(401), WHAT)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('-H') as string }) as Error,
    );
  });
});

it('makes what a server says safe to print, and short', () => {
  const text = said(reply(400, `\u001b[2J${'x'.repeat(9999)}`));
  expect(text).not.toContain('\u001b');
  expect(text.length).toBeLessThan(400);
});

it('has failures of its own for nonsense and for jobs that never became ready', () => {
  expect(nonsense('x')).toMatchObject({ code: 'focus-nonsense', exitCode: 3 });
  expect(notReady('x', 'y')).toMatchObject({ exitCode: 4, hint: expect.stringContaining('--wait-job') as string });
});
