import type { Range } from '../../base/units.ts';
import { absent, BadRequest, numberOf, objectOf, rangeOf } from './fields.ts';

/** What a job can be made of. */
export interface Instrument {
  /** Ids of the cable's channels, both ends included. */
  readonly channels: Range;
  /** Pulse repetition rate, Hz. */
  readonly prr: number;
}

/** A `POST /configure`, every field checked. */
export interface ConfigureRequest {
  readonly viewType: 0 | 1 | 2;
  readonly nfft: number;
  readonly channels: Range;
  /** Hz; null for a waterfall. */
  readonly frequencies: Range | null;
  /** Time between two rows on the display, ms; null for a waterfall. */
  readonly rowMs: number | null;
  /** Epoch ms; null: live. */
  readonly span: Range | null;
}

const MOST_CHANNELS = 2222;
const FREQUENCIES: Range = { min: 0, max: 1000 };
const NFFT: Range = { min: 128, max: 65_536 };
const MULTI_CHANNEL_NFFT = 2048;
/** 2000 to 2100, epoch seconds. */
const PLAUSIBLE: Range = { min: 946_684_800, max: 4_102_444_800 };
const WATERFALL = 2;

/** Reads and checks a request against its limits and the instrument; throws BadRequest naming the field and the limit. */
export function readConfigure(body: unknown, instrument: Instrument): ConfigureRequest {
  const given = objectOf(body, 'the body');
  const viewType = viewTypeOf(given['view_type']);
  const channels = channelsOf(given['channels'], viewType, instrument.channels);
  const span = spanOf(given['start_time'], given['end_time']);
  if (viewType === WATERFALL) {
    if (given['nfftSelection'] !== 1) throw new BadRequest('nfftSelection of a waterfall is 1');
    absent(given['frequencyRange'], 'frequencyRange', 'a waterfall (view_type 2)');
    absent(given['displayTimeAxisDuration'], 'displayTimeAxisDuration', 'a waterfall (view_type 2)');
    return { viewType, nfft: 1, channels, frequencies: null, rowMs: null, span };
  }
  const nfft = nfftOf(given['nfftSelection'], viewType);
  const frequencies = frequenciesOf(given['frequencyRange'], instrument.prr);
  const seconds = numberOf(given['displayTimeAxisDuration'], 'displayTimeAxisDuration', { min: 0.001, max: 86_400 });
  const display = objectOf(given['displayInfo'], 'displayInfo');
  const height = numberOf(display['height'], 'displayInfo.height', { min: 1, max: 100_000, whole: true });
  return { viewType, nfft, channels, frequencies, rowMs: (1000 * seconds) / height, span };
}

function viewTypeOf(value: unknown): 0 | 1 | 2 {
  if (value === undefined || value === null || value === 0) return 0;
  if (value === 1 || value === 2) return value;
  throw new BadRequest('view_type is 0 (multi-channel), 1 (single-channel) or 2 (waterfall)');
}

function channelsOf(value: unknown, viewType: number, cable: Range): Range {
  const channels = rangeOf(value, 'channels', { min: 0, max: Number.MAX_SAFE_INTEGER, whole: true });
  const amount = channels.max - channels.min + 1;
  if (viewType === 1 && amount !== 1) throw new BadRequest(`channels of a single-channel view are 1, not ${amount}`);
  if (amount > MOST_CHANNELS) throw new BadRequest(`channels are at most ${MOST_CHANNELS}, not ${amount}`);
  if (channels.min < cable.min) throw new BadRequest(`channels.min ${channels.min} is below the lowest, ${cable.min}`);
  if (channels.max > cable.max) throw new BadRequest(`channels.max ${channels.max} is above the highest, ${cable.max}`);
  return channels;
}

function nfftOf(value: unknown, viewType: number): number {
  const limits = { min: NFFT.min, max: viewType === 0 ? MULTI_CHANNEL_NFFT : NFFT.max, whole: true };
  const nfft = numberOf(value, `nfftSelection${viewType === 0 ? ' of a multi-channel view' : ''}`, limits);
  if (!Number.isInteger(Math.log2(nfft))) throw new BadRequest(`nfftSelection is a power of two, not ${nfft}`);
  return nfft;
}

function frequenciesOf(value: unknown, prr: number): Range {
  const range = rangeOf(value, 'frequencyRange', FREQUENCIES);
  if (range.max > prr / 2) throw new BadRequest(`frequencyRange.max ${range.max} is above PRR/2, ${prr / 2} Hz`);
  return range;
}

function spanOf(start: unknown, end: unknown): Range | null {
  const missing = (value: unknown): boolean => value === undefined || value === null;
  if (missing(start) && missing(end)) return null;
  const from = numberOf(start, 'start_time', PLAUSIBLE);
  const to = numberOf(end, 'end_time', PLAUSIBLE);
  if (to <= from) throw new BadRequest(`end_time ${to} is not after start_time ${from}`);
  return { min: 1000 * from, max: 1000 * to };
}
