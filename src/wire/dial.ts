import { isIP } from 'node:net';
import type { PassedOver, Phases } from '../base/result.ts';
import type { Approached, ApproachOptions, Progress } from './approach.ts';
import { approach, noProgress, timed } from './approach.ts';
import { AttemptLimit } from './attempt-limit.ts';
import { PhaseError } from './dial-causes.ts';
import type { FailedPlace } from './failed-places.ts';
import { dialFailure, passedOver } from './failed-places.ts';
import type { Lookup, Place } from './places.ts';
import { placeOfAddress, placeOfSocket, placesOfName } from './places.ts';

export interface DialOptions extends ApproachOptions {
  readonly connectTimeoutMs: number;
  readonly signal?: AbortSignal;
  /** How names become addresses; the system's way by default. */
  readonly lookup?: Lookup;
}

/** A peer that has answered on HTTP/2. */
export interface Dialled extends Approached {
  readonly phases: Phases;
  /** Addresses of the name that were tried in vain before. */
  readonly passedOver: readonly PassedOver[];
  readonly startedAt: number;
  readonly connectedAt: number;
}

/**
 * One attempt: name, TCP, TLS, HTTP/2 to the peer's SETTINGS, each timed. The addresses of a name are tried in turn, and
 * the time is shared out fairly among those left. Throws a DialFailure, or the signal's reason.
 */
export async function dial(options: DialOptions): Promise<Dialled> {
  const { target, clock, signal } = options;
  const limit = new AttemptLimit(options.connectTimeoutMs, signal);
  const lookedUp = noProgress();
  const startedAt = clock.now();
  const failures: FailedPlace[] = [];
  const failedAt = (text: string, progress: Progress, since: number, thrown: unknown): void => {
    // A diagnosis takes a moment of its own.
    signal?.throwIfAborted();
    if (!(thrown instanceof PhaseError)) throw thrown;
    failures.push({ text, thrown, progress, ms: clock.now() - since });
  };
  const places = await placesOf(options, limit, lookedUp).catch((thrown: unknown): readonly Place[] => {
    failedAt(target.address, lookedUp, startedAt, thrown);
    return [];
  });
  for (const [i, place] of places.entries()) {
    const began = clock.now();
    const progress = { ...noProgress(), phases: { ...lookedUp.phases } };
    try {
      const approached = await approach(place, options, limit.share(places.length - i), progress);
      const { phases } = progress;
      return { ...approached, phases, passedOver: passedOver(failures), startedAt, connectedAt: clock.now() };
    } catch (thrown) {
      failedAt(place.text, progress, began, thrown);
    }
  }
  throw dialFailure(target, failures);
}

async function placesOf(
  { target, clock, lookup }: DialOptions,
  limit: AttemptLimit,
  progress: Progress,
): Promise<readonly Place[]> {
  if (target.kind === 'unix') return [placeOfSocket(target)];
  if (isIP(target.host) !== 0) return [placeOfAddress(target.host, target.port)];
  return timed(clock, progress, 'dns', () => placesOfName(target, limit, lookup));
}
