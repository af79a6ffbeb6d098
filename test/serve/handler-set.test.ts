import { describe, expect, it } from 'vitest';
import { readHandlerSet } from '../../src/serve/handler-set.ts';

const handler = { handleRequest: () => ({ payload: new Uint8Array(), metadata: {} }) };
const url = new URL('file:///a.proto');

describe('readHandlerSet', () => {
  it('reads a list', () => {
    const methods = { Say: 'unary' } as const;
    expect(
      readHandlerSet([
        { service: 'a.B', handler },
        { service: 'a.C', handler, proto: 'c.proto' },
        { service: 'a.D', handler, proto: ['d.proto', url], methods },
      ]),
    ).toEqual([
      { service: 'a.B', handler, proto: [] },
      { service: 'a.C', handler, proto: ['c.proto'] },
      { service: 'a.D', handler, proto: ['d.proto', url], methods },
    ]);
  });

  it('reads a map of handlers, or of handlers and what goes with them', () => {
    expect(readHandlerSet({ 'a.B': handler, 'a.C': { handler, proto: url } })).toEqual([
      { service: 'a.B', handler },
      { service: 'a.C', handler, proto: [url] },
    ]);
  });

  it.each<[unknown, string]>([
    [undefined, 'handlers are a list or an object, not missing'],
    [() => {}, 'not a function'],
    [[], 'there is no handler to serve'],
    [{}, 'there is no handler to serve'],
    [[null], 'handlers[0] is missing'],
    [[{ service: 'a.B', handler }, { handler }], 'handlers[1] has no service'],
    [[{ service: 'a.B' }], 'the entry of a.B has no handler'],
    [{ 'a.B': 7 }, 'the handler of a.B is a number'],
    [{ 'a.B': { handler, proto: 7 } }, 'the proto of a.B is neither a path nor a URL of a file'],
    [{ 'a.B': { handler, proto: new URL('https://a/b.proto') } }, 'neither a path nor a URL of a file'],
    [{ 'a.B': { handler, methods: 'Say' } }, 'the methods of a.B are a string'],
    [{ 'a.B': { handler, methods: { Say: 'server' } } }, 'a.B/Say is none of unary, server-stream'],
  ])('refuses %j', (wrong, words) => {
    expect(() => readHandlerSet(wrong)).toThrow(expect.objectContaining({ code: 'config', exitCode: 2 }));
    expect(() => readHandlerSet(wrong)).toThrow(words);
  });
});
