import { describe, expect, it } from 'vitest';
import { checkOf, document, grpcValidate } from '../support/binary.ts';
import { expectValid } from '../support/schema.ts';

describe('session', () => {
  it('keeps sessions with the embedded server, passes out of the box and says what ran', async () => {
    const { result, finished } = await document(['session', '--clients', '20', '--duration', '3s']);
    expectValid(result);
    expect(finished.stderr).toContain('keeping sessions with the embedded session server');
    expect(finished.stderr).not.toContain('Warning');
    const failed = result.checks.filter(({ status }) => status === 'failed').map(({ rule }) => rule);
    // A machine that is busy with other things sends its pings late.
    expect(failed.filter((rule) => rule !== 'session.ping')).toEqual([]);
    expect(result.session).toMatchObject({
      clients: { opened: 20, closedCleanly: 20 },
      commands: { received: 60, lost: 0 },
    });
    expect(result.target?.embedded).toBe(true);
  });

  it('turns red with the right reasons for the faults of the server', async () => {
    const faults = 'drop-ack@5,late-ping@2,misroute@7,hang-close@1';
    const args = ['session', '--clients', '5', '--duration', '3s', '--close-timeout', '1s', '--fault', faults];
    const { result, finished } = await document(args);
    expect(finished.code).toBe(1);
    for (const rule of ['ack', 'ping', 'routing', 'lost', 'close']) {
      expect(checkOf(result, `session.${rule}`).status, rule).toBe('failed');
    }
    for (const rule of ['open', 'status', 'decodes', 'heard']) {
      expect(checkOf(result, `session.${rule}`).status, rule).toBe('passed');
    }
  });

  it('is one line on stderr for words that cannot be meant', async () => {
    const { code, stderr } = await grpcValidate(['session', '--fault', 'drop-akc@1']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^grpc-validate: --fault: there is no fault drop-akc \(did you mean drop-ack/);
  });
});
