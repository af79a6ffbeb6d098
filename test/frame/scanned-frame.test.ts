import { describe, expect, it } from 'vitest';
import { createKernel } from '../../src/frame/kernel.ts';
import { MessageMemory } from '../../src/frame/message-memory.ts';
import { ScannedFrame } from '../../src/frame/scanned-frame.ts';

describe('ScannedFrame', () => {
  const kernel = createKernel('float64');
  const memory = new MessageMemory(kernel);
  memory.reserve(100);
  const frame = new ScannedFrame(kernel, memory);
  frame.sensors.begin(0);
  frame.sensorCount = 1;
  memory.view.setFloat64(3, 0.25, true);
  memory.view.setFloat64(11, -7, true);
  memory.append(frame.sensors, 0, 3, 16);

  it('reads values where they lie', () => {
    expect([frame.value(0, 0), frame.value(0, 1)]).toEqual([0.25, -7]);
  });

  it('shows the bytes of a sensor without copying them', () => {
    expect(frame.valueBytes(0).byteLength).toBe(16);
    expect(frame.valueBytes(0).buffer).toBe(memory.bytes.buffer);
  });

  it('refuses places that do not exist', () => {
    expect(() => frame.value(0, 2)).toThrow('sensor slot 0 has no bin 2');
    expect(() => frame.value(0, Number.NaN)).toThrow(RangeError);
    expect(() => frame.value(1, 0)).toThrow('there is no sensor slot 1');
  });

  it('forgets all numbers when cleared', () => {
    frame.sequence = 5;
    frame.clear();
    expect([frame.sequence, frame.sensorCount, frame.rowCount]).toEqual([0, 0, 0]);
  });
});
