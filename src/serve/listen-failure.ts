import { Failure } from '../base/failure.ts';

/** Why a server cannot listen, with what to try next; `flag` is the option that chose the port. */
export function listenFailure(address: string, why: string, flag: string, cause: unknown): Failure {
  const hint = hintFor(why, flag);
  return new Failure('config', `cannot listen on ${address}: ${why}`, { cause, ...(hint === null ? {} : { hint }) });
}

function hintFor(why: string, flag: string): string | null {
  if (why.includes('EADDRINUSE')) return `choose another ${flag}, or 0 for a free one`;
  if (why.includes('EACCES')) return `ports below 1024 take privileges: choose another ${flag}, or 0 for a free one`;
  if (/EADDRNOTAVAIL|ENOTFOUND|EAI_AGAIN/.test(why)) return 'choose a --host of this machine, for example 127.0.0.1';
  return null;
}
