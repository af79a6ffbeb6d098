import { describe, expect, it } from 'vitest';
import { checkRequest } from '../../src/wire/request.ts';

describe('a request', () => {
  it.each(['', 't.T/M', '/', '/t.T/M x', '/t.T/ü', '/a\nb'])('for the method %j is refused', (method) => {
    expect(() => checkRequest({ method, maxMessageSize: 1 })).toThrow(/no method path/);
  });

  it('with illegal metadata is refused', () => {
    expect(() => checkRequest({ method: '/t.T/M', maxMessageSize: 1, metadata: [['A', '']] })).toThrow(/metadata key/);
  });

  it('for a method path is fine', () => {
    expect(() => checkRequest({ method: '/t.T/M', maxMessageSize: 1 })).not.toThrow();
  });
});
