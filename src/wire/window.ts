import { usage } from '../base/failure.ts';
import { formatSize } from '../base/units.ts';

/** RFC 9113, 6.9.1. */
const MOST = 2 ** 31 - 1;
/**
 * Every half window costs a WINDOW_UPDATE and a round trip. Streams run with less (a byte at a time, thousands of
 * updates a second), but what is measured then is our own window; and with none at all nothing would ever come.
 */
const LEAST = 1024;
const CONNECTION_MOST = 256 * 1024 * 1024;

export interface Windows {
  /** Flow-control window of each stream, and of the connection, bytes, as they are advertised. */
  readonly windowSize: number;
  readonly connectionWindow: number;
  /** What one stream can have under way: the connection's window bounds it too. */
  readonly effective: number;
}

/** The windows of a connection of so many streams; throws a usage failure for a size HTTP/2 or sense forbids. */
export function windowsOf(windowSize: number, streams: number): Windows {
  if (!Number.isInteger(windowSize) || windowSize < LEAST || windowSize > MOST) {
    throw usage(
      `--window-size is ${windowSize} bytes; it must lie between ${formatSize(LEAST)} and ${MOST} bytes (2 GiB - 1)`,
      'the default, 16MiB, suits most networks: the rate cannot exceed window / round-trip time',
    );
  }
  const connectionWindow = Math.min(windowSize * Math.max(1, streams), CONNECTION_MOST);
  return { windowSize, connectionWindow, effective: Math.min(windowSize, connectionWindow) };
}
