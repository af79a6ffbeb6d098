import type { Settings } from 'node:http2';
import type { Http2Settings } from '../base/result.ts';

/** RFC 9113, 6.5.2: what holds for a peer that announces nothing. */
const WINDOW = 65_535;
const FRAME = 16_384;
/** Node's word for "no limit". */
const UNLIMITED = 2 ** 32 - 1;

/** The SETTINGS of a peer as they hold, from what node:http2 keeps of them. */
export function peerSettings(sent: Settings): Http2Settings {
  return {
    maxConcurrentStreams: limit(sent.maxConcurrentStreams),
    initialWindowSize: sent.initialWindowSize ?? WINDOW,
    maxFrameSize: sent.maxFrameSize ?? FRAME,
    maxHeaderListSize: limit(sent.maxHeaderListSize),
  };
}

function limit(value: number | undefined): number | null {
  return value === undefined || value >= UNLIMITED ? null : value;
}
