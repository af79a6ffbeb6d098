import type { Clock } from '../../base/clock.ts';
import { Status } from '../../base/status.ts';
import { GrpcError } from '../../serve/errors.ts';
import type { GrpcCall } from '../../serve/handler.ts';
import { sessionCodec } from '../v1/codec.ts';
import type { ClientMessage, ServerCommand } from '../v1/messages.ts';
import { waited } from '../wait.ts';
import type { SessionFault } from './faults.ts';
import { FaultScript } from './faults.ts';

const INTERNAL_ERROR = 2;

/** What the faults of a server reach for. */
export interface FaultParts {
  readonly clock: Clock;
  /** How long a ping is held back that is late, ms. */
  readonly pingIntervalMs: number;
  /** Queues a command for a client. */
  send(clientId: string, command: ServerCommand): Promise<boolean>;
  /** Another client that is connected; null where there is none. */
  other(clientId: string): string | null;
}

/** Stands between a session service and the wire, and commits what the script says. */
export class FaultyWire {
  readonly #script: FaultScript;
  readonly #parts: FaultParts;
  /** What goes out a second time, by a fault: it is let through. */
  readonly #spared = new WeakSet<ServerCommand>();

  constructor(faults: readonly SessionFault[], parts: FaultParts) {
    this.#script = new FaultScript(faults);
    this.#parts = parts;
  }

  /** Whether a command goes out a second time, by a fault. */
  isRepeated(command: ServerCommand): boolean {
    return this.#spared.has(command);
  }

  /** A session begins; throws when it is to be refused. */
  open(): void {
    const refuse = this.#script.next('session').get('refuse');
    if (refuse) throw new GrpcError(refuse.argument ?? Status.UNAVAILABLE, 'refused by a fault');
  }

  /** The messages that get through; `heard` is told of each that reached the server. */
  async *messages(
    messages: AsyncIterable<ClientMessage>,
    heard: (message: ClientMessage) => void,
  ): AsyncGenerator<ClientMessage, void, void> {
    for await (const message of messages) {
      if (this.#script.next('message').has('drop-message')) continue;
      heard(message);
      const isDropped = message.commandAck !== undefined && this.#script.next('ack').has('drop-ack');
      if (!isDropped) yield message;
    }
  }

  /** The commands of one client as they go out, encoded; throws and resets as the script has it. */
  async *commands(
    commands: AsyncIterable<ServerCommand>,
    call: GrpcCall,
    clientId: () => string,
  ): AsyncGenerator<Uint8Array, void, void> {
    for await (const command of commands) {
      if (this.#spared.has(command)) yield encoded(command);
      else if (command.ping !== undefined) yield* this.#ping(command, call.signal, clientId());
      else yield* this.#command(command, call, clientId());
    }
    await this.#close(call.signal);
  }

  *#ping(ping: ServerCommand, signal: AbortSignal, clientId: string): Generator<Uint8Array> {
    const due = this.#script.next('ping');
    const late = due.get('late-ping');
    if (late) void this.#later(ping, late.argument ?? this.#parts.pingIntervalMs, signal, clientId);
    else if (!due.has('drop-ping')) yield encoded(ping);
  }

  async #later(command: ServerCommand, ms: number, signal: AbortSignal, clientId: string): Promise<void> {
    this.#spared.add(command);
    if (await waited(this.#parts.clock, ms, signal)) await this.#parts.send(clientId, command);
  }

  *#command(command: ServerCommand, call: GrpcCall, clientId: string): Generator<Uint8Array> {
    const due = this.#script.next('command');
    const broken = due.get('break');
    if (broken) throw new GrpcError(broken.argument ?? Status.UNAVAILABLE, 'ended by a fault');
    if (due.has('reset')) call.reset(INTERNAL_ERROR);
    else if (due.has('disconnect')) call.disconnect();
    else if (due.has('misroute')) yield* this.#misroute(command, clientId);
    else if (due.has('nameless')) yield encoded({ ...command, commandId: '' });
    else if (due.has('garbage')) yield Uint8Array.of(0x0a, 0x7f, 0x21);
    else if (!due.has('drop-command')) {
      yield encoded(command);
      if (due.has('repeat-command')) yield encoded(command);
    }
  }

  /** To another client; where there is none, to the same one under a name that is not its own. */
  *#misroute(command: ServerCommand, clientId: string): Generator<Uint8Array> {
    const other = this.#parts.other(clientId);
    if (other === null) {
      yield encoded({ ...command, commandId: `nobody/${command.commandId.split('/').at(-1) ?? ''}` });
      return;
    }
    this.#spared.add(command);
    void this.#parts.send(other, command);
  }

  async #close(signal: AbortSignal): Promise<void> {
    const due = this.#script.next('close');
    const bad = due.get('bad-close');
    if (bad) throw new GrpcError(bad.argument ?? Status.INTERNAL, 'ended badly by a fault');
    if (!due.has('hang-close') || signal.aborted) return;
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  }
}

function encoded(command: ServerCommand): Uint8Array {
  return sessionCodec().command.encode(command);
}
