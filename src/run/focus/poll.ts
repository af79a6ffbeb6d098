import type { ConnectAttempt, Phases } from '../../base/result.ts';
import type { Host } from '../host.ts';
import type { Answer } from './reply.ts';

const POLL_MS = 1000;

const NO_PHASES: Phases = {
  dnsMs: null,
  tcpMs: null,
  tlsMs: null,
  http2Ms: null,
  headersMs: null,
  firstMessageMs: null,
};

/** One budget of time for all questions about a job; each is asked again every second, +-20 %, while it may mend. */
export class PollBudget {
  readonly attempts: ConnectAttempt[] = [];
  readonly startedAt: number;
  readonly #waitMs: number;
  readonly #host: Pick<Host, 'clock' | 'random' | 'signal' | 'onAttempt'>;

  constructor(waitMs: number, host: Pick<Host, 'clock' | 'random' | 'signal' | 'onAttempt'>) {
    this.#waitMs = waitMs;
    this.#host = host;
    this.startedAt = host.clock.now();
  }

  /** The first answer that is ready; throws the last one's failure when the budget is spent. */
  async poll(ask: () => Promise<Answer>): Promise<Readonly<Record<string, unknown>>> {
    const { clock, random, signal, onAttempt } = this.#host;
    for (;;) {
      const answer = await ask();
      if (answer.ready) return answer.json;
      const { code, message } = answer.failure;
      const delayMs = POLL_MS * (0.8 + 0.4 * random());
      const spent = clock.now() - this.startedAt + delayMs > this.#waitMs;
      const attempt: ConnectAttempt = { phases: NO_PHASES, cause: code, message, ...(spent ? {} : { delayMs }) };
      this.attempts.push(attempt);
      onAttempt?.(attempt, spent ? null : delayMs);
      if (spent) throw answer.failure;
      await clock.sleep(delayMs, signal);
    }
  }
}
