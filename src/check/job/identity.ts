import type { ChannelSet, Fact } from '../../base/expectation.ts';
import type { Frame } from '../../base/frame.ts';
import { plural } from '../../base/text.ts';
import type { Rule } from '../rule.ts';
import { SortedIds } from '../sensor-order.ts';
import { NO_SENSOR_AXIS } from '../shared.ts';
import { fromFact } from '../words.ts';

const UNKNOWN = 'the channels asked for are unknown (--focus-server, --configure, --description)';

/** One thing wrong with the channels of a frame. */
interface Mismatch {
  readonly expected: string;
  readonly actual: string;
  readonly message: string;
  readonly sensor?: number;
}

/** Frames that name their channels in a header are judged each; ids of sensors in the first frame that has any. */
export const identity: Rule = {
  id: 'job.identity',
  family: 'job',
  severity: 'error',
  unit: 'frames',
  summary: 'The channels sent are not the requested ones, fewer or more than a row as long had before, or in reverse.',
  start({ tally, shared, expectation }) {
    const { channels } = expectation;
    const sorted = new SortedIds();
    const headers = new Headers();
    let seen = false;
    const examine = (frame: Frame, mismatch: Mismatch | null): void => {
      tally.examine();
      if (mismatch) tally.violate(frame.index, () => ({ ...shared.places.at(frame), ...mismatch }));
    };
    return {
      frame(frame, { absent }) {
        const { startChannel, endChannel } = frame;
        if (startChannel !== undefined && endChannel !== undefined) {
          const wrong = spanMismatch(startChannel, endChannel, channels);
          const changed = wrong || absent ? undefined : headers.compare(frame, startChannel, endChannel);
          if (channels || wrong || changed !== undefined) examine(frame, wrong ?? changed ?? null);
          return;
        }
        if (!channels || seen || absent || !shared.hasSensors || !shared.sent('sensorId')) return;
        seen = true;
        examine(frame, idMismatch(sorted.of(frame, 0), channels));
      },
      skipped() {
        if (!channels) return `${UNKNOWN}${headers.seen ? '; a single frame named its channels' : ''}`;
        if (!shared.hasSensors) return NO_SENSOR_AXIS;
        return shared.sent('sensorId') ? 'no frame had every part' : 'no sensor ids are sent';
      },
    };
  },
};

/** Channels by the header and values of a row in the first frame; a row as long belongs to as many channels. */
class Headers {
  #channels = 0;
  #values = 0;

  get seen(): boolean {
    return this.#channels > 0;
  }

  /** What changed since; null when nothing did, undefined where rows are not as long or there was no frame before. */
  compare(frame: Frame, start: number, end: number): Mismatch | null | undefined {
    const channels = end - start + 1;
    const values = frame.valueCount / frame.rowCount;
    if (this.#channels === 0) {
      this.#channels = channels;
      this.#values = values;
      return undefined;
    }
    if (values !== this.#values) return undefined;
    if (channels === this.#channels) return null;
    return {
      expected: `${plural(this.#channels, 'channel')} to a row of ${plural(values, 'value')} (first frame)`,
      actual: `${channels}, ${start}..${end}`,
      message: `the header names ${plural(channels, 'channel')}, the row has the values of ${this.#channels} as before`,
    };
  }
}

/** The span of a header against the one asked for; without ids of our own it has only to lie within. */
function spanMismatch(start: number, end: number, channels: Fact<ChannelSet> | undefined): Mismatch | null {
  const actual = `${start}..${end}`;
  if (end < start) {
    return {
      expected: 'the last channel not before the first',
      actual,
      message: `the channels end (${end}) before they start (${start})`,
    };
  }
  if (!channels) return null;
  const { min, max, ids } = channels.value;
  if (ids ? start === min && end === max : start >= min && end <= max) return null;
  return {
    expected: fromFact(channels, span),
    actual,
    message: `the frame carries channels ${actual}, which are not those asked for`,
  };
}

/** The ids of a row, ascending, against those asked for. */
function idMismatch(sent: Int32Array, channels: Fact<ChannelSet>): Mismatch | null {
  const { min, max, ids } = channels.value;
  const wanted = ids && new Set(ids);
  const strange = sent.filter((id) => (wanted ? !wanted.has(id) : id < min || id > max));
  const present = new Set(sent);
  const missing = ids ? ids.filter((id) => !present.has(id)) : [];
  const sensor = strange[0] ?? missing[0];
  if (sensor === undefined) return null;
  const foreign = strange.length > 0;
  return {
    sensor,
    expected: fromFact(channels, span),
    actual: `${sent[0]}..${sent.at(-1)}, ${strange.length} not asked for, ${missing.length} missing`,
    message: foreign
      ? `the stream carries ${plural(strange.length, 'channel')} nobody asked for, ${sensor} first`
      : `the stream lacks ${plural(missing.length, 'channel')} asked for, ${sensor} first`,
  };
}

/** `1..50`, or `17 channels from 1 to 49` where they do not follow each other. */
function span({ min, max, ids }: ChannelSet): string {
  return ids && ids.length !== max - min + 1
    ? `${plural(ids.length, 'channel')} from ${min} to ${max}`
    : `${min}..${max}`;
}
