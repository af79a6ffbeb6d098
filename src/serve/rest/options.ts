import { parseNames } from '../names.ts';

/** The Focus Server's REST facade; plain data, so that it can cross a process boundary. */
export interface RestOptions {
  /** That of the gRPC server. */
  readonly host?: string;
  /** 0: any free one. */
  readonly port?: number;
  /** How long a configured job lives that nobody follows, ms; 50 000. */
  readonly unopenedMs?: number;
  /** Frames a second of configured historic jobs; 0 = as fast as it can. */
  readonly historicFps?: number;
  /** Names of REST_QUIRKS and REST_FAULTS, as lists or comma-separated. */
  readonly quirks?: string | readonly string[];
  readonly faults?: string | readonly string[];
}

export type RestQuirk = 'stringly' | 'bare-url' | 'prr-live' | 'prr-unknown' | 'no-frequencies';

/** Oddities of healthy Focus Servers, each with a line of help. */
export const REST_QUIRKS: Readonly<Record<RestQuirk, string>> = {
  stringly: 'stream_port is text',
  'bare-url': 'stream_url is the bare host, without http://',
  'prr-live': 'the PRR is told by /live_metadata alone',
  'prr-unknown': 'the PRR is not told',
  'no-frequencies': 'a waterfall has 0 frequencies and an empty list instead of one of 0 Hz',
};

export type RestFault =
  | 'contradiction'
  | 'channel-count'
  | 'stream-count'
  | 'wrong-port'
  | 'impossible-port'
  | 'prr-zero'
  | 'axis-unsorted'
  | 'axis-outside'
  | 'nonsense'
  | 'truncated'
  | 'error-500'
  | 'not-found'
  | 'never-ready'
  | 'silent';

/** Ways a Focus Server can be wrong, each with a line of help and the rules it trips, none where the client cannot go on. */
export const REST_FAULTS: Readonly<Record<RestFault, { readonly help: string; readonly trips: readonly string[] }>> = {
  contradiction: { help: 'frequencies_list is one shorter than frequencies_amount', trips: ['job.reply'] },
  'channel-count': { help: 'channel_amount is one more than there are channels', trips: ['job.reply'] },
  'stream-count': { help: 'stream_amount is one more than there are streams', trips: ['job.reply'] },
  'wrong-port': { help: 'stream_port is 1, where nobody listens', trips: [] },
  'impossible-port': { help: 'stream_port is 70000', trips: ['job.reply'] },
  'prr-zero': { help: 'the PRR is 0: there is no live source', trips: ['job.reply'] },
  'axis-unsorted': { help: 'frequencies_list does not ascend', trips: ['range.frequency'] },
  'axis-outside': { help: 'frequencies_list lies above PRR/2', trips: ['range.frequency'] },
  nonsense: { help: 'every answer is an HTML page', trips: [] },
  truncated: { help: 'every answer ends in the middle of its JSON', trips: [] },
  'error-500': { help: 'every answer is an error 500', trips: [] },
  'not-found': { help: '/metadata knows no job', trips: [] },
  'never-ready': { help: '/metadata stays empty', trips: [] },
  silent: { help: 'no request is ever answered', trips: [] },
};

/** What the facade does wrong and oddly; throws a usage Failure for unknown names. */
export interface RestManners {
  readonly quirks: ReadonlySet<RestQuirk>;
  readonly faults: ReadonlySet<RestFault>;
}

export function restManners({ quirks = '', faults = '' }: RestOptions): RestManners {
  return {
    quirks: parseNames(quirks, Object.keys(REST_QUIRKS).filter(isQuirk), 'REST quirk'),
    faults: parseNames(faults, Object.keys(REST_FAULTS).filter(isFault), 'REST fault'),
  };
}

function isQuirk(name: string): name is RestQuirk {
  return Object.hasOwn(REST_QUIRKS, name);
}

function isFault(name: string): name is RestFault {
  return Object.hasOwn(REST_FAULTS, name);
}
