import { describe, expect, it } from 'vitest';
import type { ClientMessage, ServerCommand } from '../../../src/session/v1/messages.ts';
import { sessionV1 } from '../../../src/session/v1/messages.ts';

describe('sessionV1', () => {
  it.each<[ClientMessage, string | null]>([
    [{ clientId: 'a', heartbeat: {} }, 'heartbeat'],
    [{ clientId: 'a', status: { state: 'x' } }, 'status'],
    [{ clientId: 'a', event: {} }, 'event'],
    [{ clientId: 'a', commandAck: {} }, 'command_ack'],
    [{ clientId: 'a' }, 'client_id'],
    [{ clientId: '' }, null],
  ])('publishes %j under %s', (message, field) => {
    expect(sessionV1.messageField(message)).toBe(field);
  });

  it.each<[ServerCommand, string | null]>([
    [{ commandId: '1', ping: {} }, 'ping'],
    [{ commandId: '1', start: {} }, 'start'],
    [{ commandId: '1', stop: {} }, 'stop'],
    [{ commandId: '1', configure: {} }, 'configure'],
    [{ commandId: '1', requestStatus: {} }, 'request_status'],
    [{ commandId: '1' }, 'command_id'],
    [{ commandId: '' }, null],
  ])('publishes %j under %s', (command, field) => {
    expect(sessionV1.commandField(command)).toBe(field);
  });

  it('tells heartbeats and acknowledgements from the rest', () => {
    expect(sessionV1.isHeartbeat({ clientId: 'a', heartbeat: {} })).toBe(true);
    expect(sessionV1.isHeartbeat({ clientId: 'a', event: {} })).toBe(false);
    expect(sessionV1.acknowledgement({ clientId: 'a', event: {} })).toBeNull();
    expect(sessionV1.acknowledgement({ clientId: 'a', commandAck: { commandId: '1', success: true } })).toEqual({
      commandId: '1',
      success: true,
      message: '',
      error: '',
    });
  });

  it('numbers its pings, which want no acknowledgement', () => {
    expect(sessionV1.ping(7)).toEqual({ commandId: '', ping: { sequence: 7 } });
    expect(sessionV1.commandId(sessionV1.ping(7))).toBe('');
  });
});
