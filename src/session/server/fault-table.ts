/** What a fault counts: the n-th of these over all sessions, from 1. */
export type FaultUnit = 'session' | 'message' | 'ack' | 'command' | 'ping' | 'close';

/** A way for the session server to do wrong. */
export interface SessionFaultDefinition {
  readonly name: string;
  readonly unit: FaultUnit;
  readonly help: string;
  /** What may follow after a colon. */
  readonly argument?: 'duration' | 'status';
  /** The checks of `session` it trips. */
  readonly trips: readonly string[];
}

export const SESSION_FAULTS: readonly SessionFaultDefinition[] = [
  fault('refuse', 'session', 'a session is refused, UNAVAILABLE unless said otherwise', ['session.open'], 'status'),
  fault('drop-message', 'message', 'a message of a client is lost on its way in', ['session.heard']),
  fault('drop-ack', 'ack', 'an acknowledgement is lost on its way in', ['session.ack']),
  fault('drop-command', 'command', 'a command is lost on its way out', ['session.lost']),
  fault('repeat-command', 'command', 'a command is sent twice', ['session.repeated']),
  fault('misroute', 'command', 'a command goes to another client', ['session.routing', 'session.lost']),
  fault('nameless', 'command', 'a command is sent without its id', ['session.command']),
  fault('garbage', 'command', 'a command is sent as bytes that are no message', ['session.decodes']),
  fault(
    'break',
    'command',
    'the session ends in its place, UNAVAILABLE unless said otherwise',
    ['session.status'],
    'status',
  ),
  fault('reset', 'command', 'the stream is reset in its place', ['session.status']),
  fault('disconnect', 'command', 'the connection is cut in its place', ['session.status']),
  fault(
    'late-ping',
    'ping',
    'a ping is held back, a ping interval long unless said otherwise',
    ['session.ping'],
    'duration',
  ),
  fault('drop-ping', 'ping', 'a ping is not sent', ['session.ping']),
  fault('hang-close', 'close', 'a session the client has closed never ends', ['session.close']),
  fault(
    'bad-close',
    'close',
    'a session the client has closed ends with INTERNAL, or what is said',
    ['session.close'],
    'status',
  ),
];

function fault(
  name: string,
  unit: FaultUnit,
  help: string,
  trips: readonly string[],
  argument?: SessionFaultDefinition['argument'],
): SessionFaultDefinition {
  return { name, unit, help, trips, ...(argument === undefined ? {} : { argument }) };
}
