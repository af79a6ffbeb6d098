import { describe, expect, it } from 'vitest';
import { rawStream } from '../../src/serve/raw-stream.ts';

describe('rawStream', () => {
  it('is null where there is no HTTP/2 stream to be found', () => {
    expect(rawStream({})).toBeNull();
    expect(rawStream({ call: null })).toBeNull();
    expect(rawStream({ call: { stream: { close: 1 } } })).toBeNull();
  });

  it('finds the stream two steps down', () => {
    const stream = { rstCode: 0, session: undefined, close: () => {} };
    expect(rawStream({ call: { stream } })).toBe(stream);
  });
});
