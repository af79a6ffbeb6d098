import { Failure } from '../../base/failure.ts';

/** The failure for a run whose signal was aborted with 'SIGINT' or 'SIGTERM' before there was a stream. */
export function interruption(signal: AbortSignal): Failure {
  return signal.reason === 'SIGTERM'
    ? new Failure('terminated', 'terminated before the stream began')
    : new Failure('interrupted', 'interrupted before the stream began');
}
