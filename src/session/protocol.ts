/** How a client answered a command. */
export interface Acknowledgement {
  readonly commandId: string;
  readonly success: boolean;
  readonly message: string;
  readonly error: string;
}

/** What a session service has to know of its two message types. */
export interface SessionProtocol<TMessage, TCommand> {
  /** Who sends the message; empty when it does not say. Asked of the first message of a stream. */
  clientId(message: TMessage): string;
  /** The acknowledgement a message is; null for any other. */
  acknowledgement(message: TMessage): Acknowledgement | null;
  isHeartbeat(message: TMessage): boolean;
  /** What an acknowledgement will name; empty when none is wanted. */
  commandId(command: TCommand): string;
  /** The n-th ping of a stream, from 1. */
  ping(sequence: number): TCommand;
  /** The field a message or a command is published under: the set oneof's, else the first set; null: nothing is set. */
  messageField(message: TMessage): string | null;
  commandField(command: TCommand): string | null;
}

/**
 * The name of the field an object is published under: the one of `oneof` that is set, else the first that is. Unset are
 * undefined, null, and what proto3 does not send: the empty text, 0 and false.
 */
export function setField(message: object, oneof: readonly string[]): string | null {
  const isPresent = (value: unknown): boolean => value !== undefined && value !== null;
  const isSet = (value: unknown): boolean => isPresent(value) && value !== '' && value !== 0 && value !== false;
  const entries = Object.entries(message);
  const chosen = oneof.find((name) => entries.some(([key, value]) => key === name && isPresent(value)));
  return chosen ?? entries.find(([, value]) => isSet(value))?.[0] ?? null;
}
