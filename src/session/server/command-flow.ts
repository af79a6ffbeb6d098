import type { Clock } from '../../base/clock.ts';
import type { Distribution } from '../../measure/distribution.ts';
import { SparseCounts } from '../../measure/sparse.ts';
import type { GrpcMetadata } from '../../serve/metadata.ts';
import type { BidirectionalStreamingService } from '../service.ts';
import { accountTrailers } from '../v1/account.ts';
import type { CommandWish } from '../v1/asked.ts';
import { commandIdOf } from '../v1/asked.ts';
import type { ClientMessage, ServerCommand } from '../v1/messages.ts';
import { waited } from '../wait.ts';

/** What all flows of a server share. */
export interface FlowParts {
  readonly service: Pick<BidirectionalStreamingService<ClientMessage, ServerCommand>, 'executeCommandSync'>;
  readonly clock: Clock;
  /** Round trips of all sessions, ms. */
  readonly roundTrips: Distribution;
  readonly totals: { sent: number; acknowledged: number };
}

/** How the n-th command of a flow looks: each kind in turn. */
const KINDS: readonly ((commandId: string) => ServerCommand)[] = [
  (commandId) => ({ commandId, start: { parameters: { mode: 'normal' } } }),
  (commandId) => ({ commandId, configure: { settings: { gain: '1' } } }),
  (commandId) => ({ commandId, requestStatus: {} }),
  (commandId) => ({ commandId, stop: { reason: 'done' } }),
];
/** Of consecutive numbers, fractions that lie far apart: schedules that begin together do not fire together. */
const GOLDEN = 0.618_033_988_749_895;

/** The commands one client asked for, and what became of them. */
export class CommandFlow {
  readonly #parts: FlowParts;
  readonly #wish: CommandWish;
  readonly #roundTrips = new SparseCounts();
  readonly #over = new AbortController();
  #sent = 0;
  #acknowledged = 0;
  messages = 0;
  pings = 0;

  constructor(parts: FlowParts, wish: CommandWish) {
    this.#parts = parts;
    this.#wish = wish;
  }

  /** Sends on schedule until there are enough or the flow is stopped; `place` is that of the session among all. */
  async run(clientId: string, place: number): Promise<void> {
    const { clock } = this.#parts;
    const { rate, count } = this.#wish;
    if (rate === 0) return;
    const intervalMs = 1000 / rate;
    const start = clock.now() + intervalMs * ((place * GOLDEN) % 1);
    for (let n = 1; n <= count; n += 1) {
      const left = start + (n - 1) * intervalMs - clock.now();
      if (left > 0 ? !(await waited(clock, left, this.#over.signal)) : this.#over.signal.aborted) return;
      void this.#execute(clientId, n);
    }
  }

  stop(): void {
    this.#over.abort();
  }

  /** What to tell the client at the end. */
  trailers(): GrpcMetadata {
    const { messages, pings } = this;
    return accountTrailers(
      { messages, commands: this.#sent, acknowledged: this.#acknowledged, pings },
      this.#roundTrips,
    );
  }

  async #execute(clientId: string, n: number): Promise<void> {
    const { service, clock, roundTrips, totals } = this.#parts;
    const command = (KINDS[(n - 1) % KINDS.length] as (typeof KINDS)[number])(commandIdOf(clientId, n));
    const sentAt = clock.now();
    this.#sent += 1;
    totals.sent += 1;
    try {
      await service.executeCommandSync(clientId, command);
    } catch {
      // Late, or the client has gone: it stays unacknowledged in the account.
      return;
    }
    this.#acknowledged += 1;
    totals.acknowledged += 1;
    this.#roundTrips.add(clock.now() - sentAt);
    roundTrips.add(clock.now() - sentAt);
  }
}
