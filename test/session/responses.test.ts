import { describe, expect, it } from 'vitest';
import { CommandError, ResponseRegistry } from '../../src/session/responses.ts';
import { WoundClock } from '../support/wound-clock.ts';

const ack = (commandId: string) => ({ commandId, success: true, message: '', error: '' });

function rig() {
  const clock = new WoundClock();
  return { clock, responses: new ResponseRegistry<object>(clock), a: {}, b: {} };
}

describe('ResponseRegistry', () => {
  it('gives each its own acknowledgement and keeps nothing', async () => {
    const { clock, responses, a, b } = rig();
    const waits = [responses.expect(a, '1', 100), responses.expect(b, '1', 100)];
    expect(responses.size).toBe(2);
    expect(responses.resolve(b, { ...ack('1'), message: 'b' })).toBe(true);
    expect(responses.resolve(a, { ...ack('1'), message: 'a' })).toBe(true);
    expect((await Promise.all(waits)).map(({ message }) => message)).toEqual(['a', 'b']);
    expect(responses.size).toBe(0);
    expect(clock.sleepers).toBe(0);
  });

  it.each([['unknown'], ['']])('knows of no %j', (id) => {
    const { responses, a } = rig();
    expect(responses.resolve(a, ack(id))).toBe(false);
  });

  it('rejects in time, once, and all of one owner', async () => {
    const { clock, responses, a, b } = rig();
    const late = expect(responses.expect(a, '1', 100)).rejects.toMatchObject({ code: 'timeout' });
    const gone = expect(responses.expect(a, '2', 500)).rejects.toThrow('gone');
    const other = responses.expect(b, '3', 500);
    await clock.wind(100);
    await late;
    responses.rejectAll(a, new CommandError('disconnected', 'gone'));
    await gone;
    expect(responses.size).toBe(1);
    responses.resolve(b, ack('3'));
    expect(await other).toEqual(ack('3'));
    responses.reject(b, '3', new CommandError('timeout', 'late'));
  });

  it('throws for an empty id and for one that is waited for', () => {
    const { responses, a } = rig();
    responses.expect(a, '1', 100).catch(() => {});
    expect(() => responses.expect(a, '1', 100)).toThrow('still waited for');
    expect(() => responses.expect(a, '', 100)).toThrow(CommandError);
    expect(responses.size).toBe(1);
  });
});
