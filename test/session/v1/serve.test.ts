import { describe, expect, it } from 'vitest';
import { SESSION_ROUTES, sessionV1Handler, sessionV1Service } from '../../../src/session/v1/serve.ts';

const silent = { connect: () => (async function* () {})() };

describe('sessionV1Service', () => {
  it('names the method of session.proto', () => {
    const { definition, implementation } = sessionV1Service(silent);
    expect(Object.values(definition).map(({ path }) => path)).toEqual(['/session.v1.SessionService/Connect']);
    expect(Object.keys(implementation)).toEqual(Object.keys(definition));
  });
});

describe('sessionV1Handler', () => {
  it('is a handler for the bidirectional route', () => {
    expect(SESSION_ROUTES.map(({ kind }) => kind)).toEqual(['bidi-stream']);
    expect(sessionV1Handler(silent)).toHaveProperty('handleBidiStream');
  });
});
