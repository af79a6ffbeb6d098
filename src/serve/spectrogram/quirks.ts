import { parseNames } from '../names.ts';

export type Quirk =
  | 'no-extremes'
  | 'running-extremes'
  | 'no-frame-number'
  | 'no-server-timestamp'
  | 'varying-rows'
  | 'short-last-frame'
  | 'unpacked'
  | 'unknown-fields'
  | 'overlapped-rows'
  | 'log-floor'
  | 'number-stride'
  | 'quiet-ends';

/** Oddities of healthy servers, none of which may give a finding, each with a line of help. */
export const QUIRKS: Readonly<Record<Quirk, string>> = {
  'no-extremes': 'the header carries no extremes',
  'running-extremes': "the header's extremes are those of the whole stream so far",
  'no-frame-number': 'frames (packed layout: rows) are not numbered',
  'no-server-timestamp': 'frames carry no send time',
  'varying-rows': 'frames carry 1 to 4 rows',
  'short-last-frame': 'the last frame carries fewer rows than the others (4 rows a frame unless said otherwise)',
  unpacked: 'values are written one field each instead of packed',
  'unknown-fields': 'every message carries fields its schema does not have',
  'overlapped-rows': 'rows overlap: each lasts one FFT window, NFFT/PRR',
  'log-floor': 'a third of the values lie on a floor, which is the minimum',
  'number-stride': 'frames are numbered in steps of 3',
  'quiet-ends': 'the first and the last 3 sensors are silent',
};

/** The quirks of a comma-separated list or a list of names; throws a usage Failure naming the nearest for an unknown one. */
export function parseQuirks(given: string | readonly string[]): ReadonlySet<Quirk> {
  return parseNames(given, Object.keys(QUIRKS).filter(isQuirk), 'quirk');
}

function isQuirk(name: string): name is Quirk {
  return Object.hasOwn(QUIRKS, name);
}
