import type { Acknowledgement, SessionProtocol } from '../protocol.ts';
import { setField } from '../protocol.ts';

type Texts = Readonly<Record<string, string>>;

/** `session.v1.ClientMessage`; one of the optional parts is set. */
export interface ClientMessage {
  readonly clientId: string;
  readonly heartbeat?: { readonly sequence?: number };
  readonly status?: { readonly state?: string; readonly details?: Texts };
  readonly event?: { readonly name?: string; readonly attributes?: Texts };
  readonly commandAck?: Partial<Acknowledgement>;
}

/** `session.v1.ServerCommand`; one of the optional parts is set. */
export interface ServerCommand {
  readonly commandId: string;
  readonly ping?: { readonly sequence?: number };
  readonly start?: { readonly parameters?: Texts };
  readonly stop?: { readonly reason?: string };
  readonly configure?: { readonly settings?: Texts };
  readonly requestStatus?: Readonly<Record<string, never>>;
}

/** The parts of each oneof, in the order of their numbers. */
export const MESSAGE_KINDS = ['heartbeat', 'status', 'event', 'commandAck'] as const;
export const COMMAND_KINDS = ['ping', 'start', 'stop', 'configure', 'requestStatus'] as const;

/** What a session service has to know of session.v1. */
export const sessionV1: SessionProtocol<ClientMessage, ServerCommand> = Object.freeze({
  clientId: ({ clientId }: ClientMessage) => clientId,
  acknowledgement: ({ commandAck }: ClientMessage) =>
    commandAck === undefined ? null : { commandId: '', success: false, message: '', error: '', ...commandAck },
  isHeartbeat: ({ heartbeat }: ClientMessage) => heartbeat !== undefined,
  commandId: ({ commandId }: ServerCommand) => commandId,
  ping: (sequence: number) => ({ commandId: '', ping: { sequence } }),
  messageField: (message: ClientMessage) => protoName(setField(message, MESSAGE_KINDS)),
  commandField: (command: ServerCommand) => protoName(setField(command, COMMAND_KINDS)),
});

/** `commandAck` -> `command_ack`, as the .proto has it. */
function protoName(key: string | null): string | null {
  return key === null ? null : key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
