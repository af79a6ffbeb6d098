import type { Clock } from '../../base/clock.ts';
import type { JobRequest } from '../../frame/description-expectation.ts';
import { MOST_CHANNELS } from '../../frame/description-channels.ts';
import type { ViewType } from '../../frame/description.ts';
import { WATERFALL } from '../../frame/description.ts';
import type { Range } from '../../base/units.ts';
import { readJsonFile } from './json-file.ts';
import { RequestFields } from './request-fields.ts';
import { looksLikeMs, requestSeconds } from './request-time.ts';

/** A request for a new job: the body to send, times settled, and what of it a stream is held to. */
export interface ConfigureRequest {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly facts: JobRequest;
}

const MULTI_CHANNEL: ViewType = 0;
const NFFT = { least: 128, most: 65_536, mostMultiChannel: 2048 };
const MOST_HZ = 1000;

/**
 * Reads `--configure FILE`. `now` and `now-10m` in `start_time` and `end_time` become epoch seconds; fields we do not
 * know are sent as they are.
 * @throws Failure `file`, or `config` with path, line and field for what no server could accept.
 */
export function readConfigureRequest(path: string, clock: Pick<Clock, 'epoch'>): ConfigureRequest {
  const file = readJsonFile(path, '--configure');
  const fields = new RequestFields(file);
  const viewType = fields.number('view_type', '0 (multi-channel), 1 (single-channel) or 2 (waterfall)', (value) =>
    [0, 1, 2].includes(value),
  ) as ViewType | undefined;
  const channels = readChannels(fields);
  const nfft = readNfft(fields, viewType);
  const frequencyRange = fields.range(
    'frequencyRange',
    `a frequency from 0 to ${MOST_HZ} Hz`,
    (hz) => hz >= 0 && hz <= MOST_HZ,
  );
  fields.number('displayTimeAxisDuration', 'a time above 0', (value) => value > 0);
  fields.number('displayInfo.height', 'a height above 0', (value) => value > 0);
  if (viewType === WATERFALL) refuseAxes(fields);
  const { times, ...span } = readTimes(fields, clock.epoch());
  return {
    path,
    body: Object.freeze({ ...file.value, ...times }),
    facts: Object.freeze({ viewType, channels, nfft, frequencyRange, ...span }),
  };
}

function readChannels(fields: RequestFields): Range | undefined {
  const channels = fields.range('channels', 'a whole number, 0 or more', (id) => Number.isSafeInteger(id) && id >= 0);
  if (!channels) return undefined;
  const count = channels.max - channels.min + 1;
  if (count > MOST_CHANNELS) throw fields.wrong('channels', `at most ${MOST_CHANNELS} channels, not ${count}`);
  return channels;
}

function readNfft(fields: RequestFields, viewType: ViewType | undefined): number | undefined {
  if (viewType === WATERFALL) return fields.number('nfftSelection', '1 for a waterfall', (value) => value === 1);
  const most = viewType === MULTI_CHANNEL ? NFFT.mostMultiChannel : NFFT.most;
  const view = viewType === MULTI_CHANNEL ? ' for the multi-channel view' : '';
  return fields.number('nfftSelection', `a power of two from ${NFFT.least} to ${most}${view}`, (value) => {
    const isPower = Number.isInteger(Math.log2(value));
    // Without a view type a waterfall's NFFT may be meant.
    return (isPower && value >= NFFT.least && value <= most) || (viewType === undefined && value === 1);
  });
}

function refuseAxes(fields: RequestFields): void {
  for (const name of ['frequencyRange', 'displayTimeAxisDuration']) {
    if (fields.at(name) !== undefined) {
      throw fields.wrong(name, 'to be left out of a waterfall', 'view_type 2 has no such axis');
    }
  }
}

interface Times extends Pick<JobRequest, 'live' | 'startMs' | 'endMs'> {
  /** The fields as they are to be sent. */
  readonly times: Readonly<Record<string, number>>;
}

function readTimes(fields: RequestFields, nowMs: number): Times {
  const start = seconds('start_time', fields, nowMs);
  const end = seconds('end_time', fields, nowMs);
  if (end !== undefined && start === undefined) {
    throw fields.wrong('end_time', 'a start_time beside it', 'a live job has neither: leave both out, or null');
  }
  if (start !== undefined && end !== undefined && end <= start) {
    throw fields.wrong('end_time', `a time after start_time, but ${end} <= ${start}`);
  }
  const times = {
    ...(start === undefined ? {} : { start_time: start }),
    ...(end === undefined ? {} : { end_time: end }),
  };
  return {
    times,
    live: start === undefined,
    ...(start === undefined ? {} : { startMs: start * 1000 }),
    ...(end === undefined ? {} : { endMs: end * 1000 }),
  };
}

function seconds(name: string, fields: RequestFields, nowMs: number): number | undefined {
  const value = fields.at(name);
  if (value === undefined) return undefined;
  const found = requestSeconds(value, nowMs);
  const forms = 'epoch seconds, "now", "now-10m" or null';
  if (found === undefined) throw fields.wrong(name, forms);
  if (looksLikeMs(found)) throw fields.wrong(name, forms, `${found} looks like milliseconds`);
  return found;
}
