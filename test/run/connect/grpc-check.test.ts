import { describe, expect, it } from 'vitest';
import { checkGrpc, withoutAnswer } from '../../../src/run/connect/grpc-check.ts';
import { BROKEN, FOREIGN, GARBLED, health, inquiry, refused, reply } from '../../support/connect-plan.ts';

describe('connect.grpc', () => {
  it.each([
    ['every question is answered', inquiry(), 3],
    ['the server has none of it', bare(refused('UNIMPLEMENTED')), 3],
    ['the answers are nonsense, in gRPC', bare(GARBLED), 3],
    ['some are HTTP 404', inquiry({ layoutHealth: reply(FOREIGN) }), 3],
    ['there is no layout to ask', inquiry({ layoutHealth: null }), 2],
  ])('passes where %s', (_, asked, examined) => {
    expect(checkGrpc(asked)).toMatchObject({ rule: 'connect.grpc', status: 'passed', examined });
    expect(withoutAnswer(asked)).toEqual([]);
  });

  it('fails where one question is not', () => {
    const asked = inquiry({ reflection: reply(BROKEN, '/r/I') });
    expect(checkGrpc(asked)).toMatchObject({
      status: 'failed',
      examined: 3,
      violations: 1,
      findings: [
        {
          expected: 'an answer in gRPC',
          actual: 'HTTP 200; text/html',
          message: '/r/I: UNKNOWN: the peer answered HTML, not gRPC',
        },
      ],
    });
  });

  it('fails where nothing but HTTP 404 came: nothing shows that there is a gRPC server', () => {
    expect(checkGrpc(bare(FOREIGN))).toMatchObject({ status: 'failed', examined: 3, violations: 3 });
    expect(withoutAnswer(bare(FOREIGN)).map(({ status }) => status.name)).toEqual(Array(3).fill('UNIMPLEMENTED'));
  });
});

function bare(answer: typeof FOREIGN) {
  return inquiry({ health: [health(answer)], layoutHealth: reply(answer), reflection: reply(answer) });
}
