import { describe, expect, it } from 'vitest';
import type { Frame, FrameShape } from '../../src/base/frame.ts';
import { createIntake, type Intake } from '../../src/frame/intake.ts';
import { loadLayout, type CompiledLayout } from '../../src/frame/layout.ts';
import { createScanner } from '../../src/frame/scanner.ts';
import { encodePackedFrame, packedData, packedLayout } from '../support/frame-packed.ts';
import { encodeFrame, frameData, type FrameData } from '../support/frame-messages.ts';

const layout = loadLayout('datastream');
const BAD = Uint8Array.of(0x00);

interface Record {
  readonly events: string[];
  readonly shapes: FrameShape[];
  readonly send: (message: FrameData | Uint8Array) => void;
  readonly intake: Intake;
}

function record(onFrame: (frame: Frame) => void = () => {}, used: CompiledLayout = layout): Record {
  const events: string[] = [];
  const shapes: FrameShape[] = [];
  let time = 100;
  const intake = createIntake({
    scanner: createScanner(used, { values: true, bins: 4 }),
    onShape: (shape) => {
      events.push('shape');
      shapes.push(shape);
    },
    onFrame: (frame) => {
      events.push(
        `frame ${frame.index} at ${frame.arrival}/${frame.arrivalEpoch}: ${frame.valueCount} values, ${frame.sequence}`,
      );
      onFrame(frame);
    },
    onBad: (index, arrival, arrivalEpoch, fault) =>
      events.push(`bad ${index} at ${arrival}/${arrivalEpoch}: ${fault.kind}`),
  });
  return {
    events,
    shapes,
    intake,
    send: (message) => {
      const bytes = message instanceof Uint8Array ? message : encodeFrame(message);
      intake.reserve(bytes.length).set(bytes);
      intake.accept(bytes.length, time, time + 1000);
      time += 1;
    },
  };
}

describe('createIntake', () => {
  it('holds the first frame back until the second', () => {
    const { events, send } = record();
    send(frameData(0, 1, 2, 3));
    expect(events).toEqual([]);
    send(frameData(1, 1, 2, 4));
    send(frameData(2, 1, 2, 5));
    expect(events).toEqual([
      'shape',
      'frame 0 at 100/1100: 6 values, 0',
      'frame 1 at 101/1101: 8 values, 1',
      'frame 2 at 102/1102: 10 values, 2',
    ]);
  });

  it('hands a single frame on at the end', () => {
    const { events, send, intake, shapes } = record();
    send({ rows: [], max: 3 });
    intake.finish();
    intake.finish();
    expect(events).toEqual(['shape', 'frame 0 at 100/1100: 0 values, 0']);
    expect([...(shapes[0]?.sent ?? [])]).toEqual(['headerMax']);
  });

  it('says nothing of a stream without a good frame', () => {
    const { events, send, intake } = record();
    send(BAD);
    intake.finish();
    expect(events).toEqual(['bad 0 at 100/1100: field-number']);
  });

  it('takes for sent what either of the first two frames has, and nothing later', () => {
    const { shapes, send } = record();
    send({ rows: [{ canvas: 'a', sensors: [] }] });
    send({ rows: [], number: 1n });
    send({ rows: [], max: 1 });
    expect([...(shapes[0]?.sent ?? [])]).toEqual(['canvas', 'sequence']);
    expect(shapes[0]).toMatchObject({
      integers: false,
      names: layout.names,
      element: 'float32',
      elementAssumed: false,
    });
    expect(shapes).toHaveLength(1);
  });

  it('keeps the order of good and bad messages', () => {
    const { events, send } = record();
    for (const message of [BAD, frameData(0, 1, 1, 1), BAD, BAD, frameData(1, 1, 1, 1), BAD]) send(message);
    expect(events.map((event) => event.slice(0, 7).trim())).toEqual([
      'bad 0 a',
      'shape',
      'frame 1',
      'bad 2 a',
      'bad 3 a',
      'frame 4',
      'bad 5 a',
    ]);
  });

  it('does not hold back more than 64 bad messages', () => {
    const { events, send } = record();
    send(frameData(0, 1, 1, 1));
    for (let i = 0; i < 63; i += 1) send(BAD);
    expect(events).toEqual([]);
    send(BAD);
    expect(events.slice(0, 3)).toEqual([
      'shape',
      'frame 0 at 100/1100: 1 values, 0',
      'bad 1 at 101/1101: field-number',
    ]);
    expect(events).toHaveLength(66);
    send(frameData(1, 1, 1, 1));
    expect(events.at(-1)).toContain('frame 65');
  });

  it('shows each frame its own values though the memory is shared', () => {
    const seen: number[] = [];
    const { send } = record((frame) => seen.push(frame.value(0, 0)));
    for (const value of [1, 2, 3]) send({ rows: [{ sensors: [{ id: 1, values: [value] }] }] });
    expect(seen).toEqual([1, 2, 3]);
  });

  it('hands a first frame on as a bad one when the second shows what it lacks', () => {
    const { events, shapes, send } = record(undefined, packedLayout());
    const whole = packedData(1, 2, 3, 4, 'float32');
    const { times: _, ...timeless } = packedData(0, 2, 3, 4, 'float32');
    send(encodePackedFrame(timeless));
    send(encodePackedFrame(whole));
    expect(events).toEqual(['shape', 'bad 0 at 100/1100: row-count', 'frame 1 at 101/1101: 24 values, 2']);
    expect(shapes[0]).toMatchObject({ element: 'float32 (assumed: extremes agree)', elementAssumed: true });
  });

  it('shows the frames of a packed stream as its two first ones together say', () => {
    const counts: number[] = [];
    const { shapes, send } = record((frame) => counts.push(frame.sensorCount), packedLayout());
    // Rows of 13 values leave the first frame undecided.
    const odd = packedData(0, 1, 1, 13, 'int16');
    for (const frame of [{ ...odd, end: 13 }, ...[1, 2].map((index) => packedData(index, 1, 3, 4, 'int16'))]) {
      send(encodePackedFrame(frame));
    }
    expect(shapes[0]).toMatchObject({ axes: '3 sensors x 4 bins', integers: true });
    expect(counts).toEqual([4, 3, 3]);
  });
});
