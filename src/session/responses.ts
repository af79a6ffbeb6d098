import type { Clock } from '../base/clock.ts';
import type { Acknowledgement } from './protocol.ts';
import { later } from './wait.ts';

export type CommandErrorCode = 'not-connected' | 'queue-full' | 'timeout' | 'disconnected' | 'bad-id';

/** A command that got no acknowledgement, and why. */
export class CommandError extends Error {
  readonly code: CommandErrorCode;

  constructor(code: CommandErrorCode, message: string) {
    super(message);
    this.name = 'CommandError';
    this.code = code;
  }
}

interface Pending {
  settle(outcome: Acknowledgement | CommandError): void;
}

/** The commands that wait for their acknowledgement, by the connection they went to. */
export class ResponseRegistry<TOwner extends object> {
  readonly #clock: Clock;
  readonly #pending = new Map<TOwner, Map<string, Pending>>();
  #size = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#size;
  }

  /**
   * Resolves with the acknowledgement of a command; rejects with a CommandError when none came in time. No entry is left
   * behind. Throws a CommandError when the id is empty or waited for already.
   */
  expect(owner: TOwner, commandId: string, timeoutMs: number): Promise<Acknowledgement> {
    const own = this.#pending.get(owner) ?? new Map<string, Pending>();
    if (commandId === '' || own.has(commandId)) {
      const why = commandId === '' ? 'the command has no id' : `the command ${commandId} is still waited for`;
      throw new CommandError('bad-id', why);
    }
    this.#pending.set(owner, own);
    this.#size += 1;
    return new Promise((resolve, reject) => {
      const patience = new AbortController();
      own.set(commandId, {
        settle: (outcome) => {
          this.#forget(owner, own, commandId);
          // A reason of ours, or a DOMException with its stack is made for each command.
          patience.abort('answered');
          if (outcome instanceof CommandError) reject(outcome);
          else resolve(outcome);
        },
      });
      void later(this.#clock, timeoutMs, patience.signal, () =>
        this.reject(owner, commandId, new CommandError('timeout', `no acknowledgement of ${commandId} in time`)),
      );
    });
  }

  /** Gives a command its acknowledgement; false when nobody waits for it, or it is not the owner's. */
  resolve(owner: TOwner, acknowledgement: Acknowledgement): boolean {
    const pending = this.#pending.get(owner)?.get(acknowledgement.commandId);
    pending?.settle(acknowledgement);
    return pending !== undefined;
  }

  reject(owner: TOwner, commandId: string, error: CommandError): void {
    this.#pending.get(owner)?.get(commandId)?.settle(error);
  }

  /** Rejects everything that waits for one owner. */
  rejectAll(owner: TOwner, error: CommandError): void {
    for (const pending of [...(this.#pending.get(owner)?.values() ?? [])]) pending.settle(error);
  }

  #forget(owner: TOwner, own: Map<string, Pending>, commandId: string): void {
    own.delete(commandId);
    this.#size -= 1;
    if (own.size === 0) this.#pending.delete(owner);
  }
}
