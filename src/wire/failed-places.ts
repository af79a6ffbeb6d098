import type { DialCause } from '../base/failure.ts';
import type { PassedOver } from '../base/result.ts';
import { DIAL_PHASES } from '../base/result.ts';
import type { Progress } from './approach.ts';
import type { PhaseError } from './dial-causes.ts';
import { DialFailure, hintFor } from './dial-causes.ts';
import type { Target } from './target.ts';

/** One address at which nothing came about. `ms`: how long it was tried, diagnosis included. */
export interface FailedPlace {
  readonly text: string;
  readonly thrown: PhaseError;
  readonly progress: Progress;
  readonly ms: number;
}

/** Addresses that were tried in vain before one that answered. */
export function passedOver(failures: readonly FailedPlace[]): readonly PassedOver[] {
  return failures.map(({ text, thrown, ms }) => ({ address: text, cause: thrown.why, message: thrown.message, ms }));
}

/**
 * Why a target could not be reached: by the address at which most came about, with the messages of all that came as
 * far. There must be at least one.
 */
export function dialFailure(target: Target, failures: readonly FailedPlace[]): DialFailure {
  const told = failures.toSorted((a, b) => reached(b) - reached(a) || place(a) - place(b))[0] as FailedPlace;
  const alike = failures.filter((failure) => reached(failure) === reached(told));
  const message = [...new Set(alike.map(({ thrown }) => thrown.message))].join('; ');
  const { thrown, progress } = told;
  const tls = progress.tls ?? thrown.tls;
  return new DialFailure(thrown.why, message, thrown.hint ?? hintFor(thrown.why, target), progress.phases, thrown, {
    ...(progress.failed === null ? {} : { failed: progress.failed }),
    ...(tls === null ? {} : { tls }),
  });
}

function reached({ progress }: FailedPlace): number {
  return progress.failed === null ? -1 : DIAL_PHASES.indexOf(progress.failed.phase);
}

/** Among connections that did not come about: an address family this machine lacks says least. */
const TELLING: readonly DialCause[] = ['tcp-timeout', 'tcp-reset', 'tcp-refused'];

function place({ thrown }: FailedPlace): number {
  const at = TELLING.indexOf(thrown.why);
  return at === -1 ? TELLING.length : at;
}
