import { describe, expect, it } from 'vitest';
import { compileProtos } from '../../../src/schema/proto-compiler.ts';
import { createRegistry } from '../../../src/schema/registry.ts';
import { SESSION_METHOD, SESSION_PROTO, SESSION_SERVICE, sessionCodec } from '../../../src/session/v1/codec.ts';

describe('protos/session.proto', () => {
  const registry = createRegistry(compileProtos([SESSION_PROTO]));
  const fields = (name: string): string[] =>
    (registry.getMessage(`session.v1.${name}`)?.fields ?? []).map(({ number, name: field }) => `${number} ${field}`);

  it('has one bidirectional method', () => {
    const service = registry.getService(SESSION_SERVICE);
    expect(service?.methods.map(({ name, methodKind }) => `${name} ${methodKind}`)).toEqual([
      `${SESSION_METHOD} bidi_streaming`,
    ]);
  });

  it('has the messages of the design', () => {
    expect(fields('ClientMessage')).toEqual(['1 client_id', '2 heartbeat', '3 status', '4 event', '5 command_ack']);
    expect(fields('CommandAck')).toEqual(['1 command_id', '2 success', '3 message', '4 error']);
    expect(fields('ServerCommand')).toEqual([
      '1 command_id',
      '2 ping',
      '3 start',
      '4 stop',
      '5 configure',
      '6 request_status',
    ]);
    for (const name of ['ClientMessage', 'ServerCommand']) {
      expect(registry.getMessage(`session.v1.${name}`)?.oneofs).toHaveLength(1);
    }
  });
});

describe('sessionCodec', () => {
  const { message, command } = sessionCodec();

  it('reads back what it wrote, with defaults where nothing was said', () => {
    const ack = { clientId: 'a', commandAck: { commandId: '1', success: true } };
    expect(message.decode(message.encode(ack))).toEqual({
      clientId: 'a',
      commandAck: { commandId: '1', success: true, message: '', error: '' },
    });
    const start = { commandId: '1', start: { parameters: { a: 'b' } } };
    expect(command.decode(command.encode(start))).toEqual(start);
    expect(message.decode(new Uint8Array())).toEqual({ clientId: '' });
  });

  it('is strict, and says where', () => {
    expect(() => message.decode(Uint8Array.of(0x0a, 5, 0x61))).toThrow(/no session\.v1\.ClientMessage: byte \d/);
    expect(() => message.decode(Uint8Array.of(0x0a, 1, 0xff))).toThrow('UTF-8');
  });

  it('refuses to write what does not fit', () => {
    expect(() => message.encode({ clientId: 'a', heartbeat: { sequence: -1 } })).toThrow('ClientMessage');
  });
});
