import type { Clock } from '../../base/clock.ts';
import type { Call, CallEnd, Connection, Metadata } from '../../wire/types.ts';
import { readCommandId } from '../v1/asked.ts';
import { SESSION_METHOD, SESSION_SERVICE, sessionCodec } from '../v1/codec.ts';
import type { ClientMessage, ServerCommand } from '../v1/messages.ts';
import { COMMAND_KINDS } from '../v1/messages.ts';
import { later, waited } from '../wait.ts';
import { Seen } from './seen.ts';

export interface ClientOptions {
  readonly clientId: string;
  readonly metadata: Metadata;
  readonly durationMs: number;
  readonly heartbeatMs: number;
  /** Commands that were asked for; we wait for them before we close. */
  readonly commands: number;
  /** How long we wait for what is still to come before closing, and for the status after it. */
  readonly closeMs: number;
  readonly maxMessageSize: number;
  readonly idleMs: number | null;
  readonly clock: Clock;
  /** Aborted to close early. */
  readonly signal: AbortSignal;
}

/** How a session ended. */
export type SessionPhase =
  /** The server ended it before anything came of it. */
  | 'refused'
  /** It ended, by the server or for want of a connection, before we closed it. */
  | 'broken'
  /** It ended with OK after we closed it. */
  | 'closed'
  /** It ended with another status after we closed it. */
  | 'badly'
  /** It did not end after we closed it. */
  | 'hung';

export interface SessionOutcome {
  readonly clientId: string;
  readonly phase: SessionPhase;
  /** We closed it before its time, because we were interrupted. */
  readonly isCutShort: boolean;
  readonly end: CallEnd;
  readonly seen: Seen;
}

/** One client's session from its first message to its status; never rejects. */
export async function runSession(connection: Connection, options: ClientOptions): Promise<SessionOutcome> {
  return await new ClientSession(connection, options).run();
}

class ClientSession {
  readonly #options: ClientOptions;
  readonly #call: Call;
  readonly #seen = new Seen();
  readonly #over = new AbortController();
  #buffer: Uint8Array = new Uint8Array(0);
  #enough: (() => void) | null = null;
  #isClosing = false;

  constructor(connection: Connection, options: ClientOptions) {
    const { metadata, maxMessageSize, idleMs } = options;
    this.#options = options;
    this.#call = connection.open(
      {
        method: `/${SESSION_SERVICE}/${SESSION_METHOD}`,
        metadata,
        maxMessageSize,
        ...(idleMs === null ? {} : { idleMs }),
      },
      {
        reserve: (length) => (this.#buffer = new Uint8Array(length)),
        message: (length, arrival) => this.#received(this.#buffer.subarray(0, length), arrival),
      },
    );
  }

  async run(): Promise<SessionOutcome> {
    const { clientId, durationMs, clock, signal } = this.#options;
    const call = this.#call;
    let isOver = false;
    const done = call.done.then((end) => {
      isOver = true;
      this.#over.abort();
      return end;
    });
    const leave = (): void => this.#close();
    signal.addEventListener('abort', leave, { once: true });
    void this.#beat();
    const stop = AbortSignal.any([this.#over.signal, signal]);
    if (await waited(clock, durationMs, stop)) await this.#drain();
    this.#close();
    let isHung = false;
    const patience = new AbortController();
    void later(clock, this.#options.closeMs, patience.signal, () => {
      isHung = !isOver;
      call.cancel();
    });
    const end = await done;
    patience.abort();
    signal.removeEventListener('abort', leave);
    const phase = phaseOf(end, this.#isClosing, isHung);
    return { clientId, phase, isCutShort: signal.aborted, end, seen: this.#seen };
  }

  /** A heartbeat at once, which names us, and one every interval. */
  async #beat(): Promise<void> {
    const { clientId, heartbeatMs, clock } = this.#options;
    const start = clock.now();
    for (let n = 1; ; n += 1) {
      this.#seen.heartbeats += 1;
      this.#send({ clientId, heartbeat: { sequence: n } });
      if (!(await waited(clock, start + n * heartbeatMs - clock.now(), this.#over.signal)) || this.#isClosing) return;
    }
  }

  /** Commands that were asked for may still be on their way. */
  async #drain(): Promise<void> {
    const { commands, closeMs, clock } = this.#options;
    if (this.#seen.commands === 0 || this.#seen.commands >= commands) return;
    const enough = new AbortController();
    this.#enough = () => enough.abort();
    this.#over.signal.addEventListener('abort', this.#enough, { once: true });
    await waited(clock, closeMs, enough.signal);
  }

  #close(): void {
    if (this.#over.signal.aborted) return;
    this.#isClosing = true;
    this.#seen.closedAt ??= this.#options.clock.now();
    this.#call.end();
  }

  #received(bytes: Uint8Array, arrival: number): void {
    const seen = this.#seen;
    let command: ServerCommand;
    try {
      command = sessionCodec().command.decode(bytes);
    } catch (thrown) {
      seen.undecodable.add(thrown instanceof Error ? thrown.message : String(thrown));
      seen.commands += 1;
      return;
    }
    if (command.ping !== undefined) {
      seen.ping(command.ping.sequence ?? 0, arrival);
      if (command.commandId !== '') this.#acknowledge(command.commandId);
      return;
    }
    this.#take(command);
    if (seen.commands >= this.#options.commands) this.#enough?.();
  }

  #take(command: ServerCommand): void {
    const seen = this.#seen;
    const { commandId } = command;
    if (commandId === '' || !COMMAND_KINDS.some((kind) => command[kind] !== undefined)) {
      seen.commands += 1;
      seen.nameless.add(commandId === '' ? 'a command without an id' : `the command ${commandId} is of no kind`);
      return;
    }
    const numbered = readCommandId(commandId);
    if (numbered !== null && numbered.clientId !== this.#options.clientId) {
      // Whether it is one of ours with an odd id is known only when the headers are.
      seen.foreign.add(commandId);
    } else if (seen.isRepeated(commandId)) {
      seen.repeated.add(commandId);
      return;
    } else {
      seen.commands += 1;
    }
    seen.acknowledged += 1;
    this.#acknowledge(commandId);
  }

  #acknowledge(commandId: string): void {
    this.#send({ clientId: this.#options.clientId, commandAck: { commandId, success: true } });
  }

  #send(message: ClientMessage): void {
    if (this.#isClosing || this.#over.signal.aborted) return;
    this.#seen.sent += 1;
    // A call that ends meanwhile refuses the write; `done` says why.
    void this.#call.write(sessionCodec().message.encode(message)).catch(() => {});
  }
}

function phaseOf(end: CallEnd, weClosed: boolean, isHung: boolean): SessionPhase {
  if (isHung) return 'hung';
  if (!weClosed) return end.messages === 0 ? 'refused' : 'broken';
  return end.reason === 'status' && end.status.code === 0 ? 'closed' : 'badly';
}
