import { rowRange } from '../spectrogram/job-options.ts';
import type { JobOptions } from '../spectrogram/job-options.ts';
import type { Range } from '../../base/units.ts';
import type { ConfigureRequest, Instrument } from './configure-request.ts';

/** Frames a second of live jobs where the server was told of none. */
const FPS = 20;

/** The job a request asks for, on a server whose jobs are `defaults` where the request leaves them open. */
export function configuredJob(
  request: ConfigureRequest,
  defaults: JobOptions,
  { channels: cable, prr }: Instrument,
  historicFps = 0,
): JobOptions {
  const { startTime: _start, endTime: _end, bins, fps, ...others } = defaults;
  const { viewType, nfft, channels, frequencies, span } = request;
  const amount = channels.max - channels.min + 1;
  const source = defaults.source !== undefined;
  const dtMs = defaults.dtMs ?? request.rowMs ?? 1000 / prr;
  return {
    ...others,
    viewType,
    nfft,
    firstSensor: channels.min,
    sensors: amount,
    streams: Math.min(defaults.streams ?? 1, amount),
    frames: 0,
    // A recording has a pace of its own.
    ...(source ? { sourceChannel: channels.min - cable.min } : { dtMs, rows: rowsOf(defaults, dtMs) }),
    ...(viewType === 2 || bins === undefined ? {} : { bins }),
    ...(frequencies === null ? {} : { frequencyRange: frequencies }),
    ...(span === null ? {} : { startTime: span.min, endTime: span.max }),
    ...(span === null ? (fps === 0 ? { fps } : {}) : { fps: historicFps }),
  };
}

/** As many rows a frame as come between two frames, or as the server was told if their number varies or frames have no pace. */
function rowsOf({ rows, fps = FPS }: JobOptions, dtMs: number): Range {
  const said = rowRange(rows ?? 1);
  if (fps === 0 || said.min !== said.max) return said;
  const count = Math.max(1, Math.min(10_000, Math.round(1000 / (fps * dtMs))));
  return { min: count, max: count };
}
