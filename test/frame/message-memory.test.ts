import { describe, expect, it } from 'vitest';
import { createKernel } from '../../src/frame/kernel.ts';
import { MessageMemory } from '../../src/frame/message-memory.ts';
import { Sensors } from '../../src/frame/tables.ts';

function filled(): MessageMemory {
  const memory = new MessageMemory(createKernel('float32'));
  const message = memory.reserve(64);
  for (let i = 0; i < 64; i += 1) message[i] = i;
  memory.clear();
  return memory;
}

function valuesOf(memory: MessageMemory, sensors: Sensors, slot: number): number[] {
  const begin = sensors.valueBegin[slot] ?? -1;
  return [...memory.bytes.slice(begin, begin + (sensors.count[slot] ?? 0) * 4)];
}

describe('MessageMemory', () => {
  it('gives the same memory until it must grow, then at least twice as much', () => {
    const memory = new MessageMemory(createKernel('float32'));
    const first = memory.reserve(10);
    expect(memory.reserve(first.length)).toBe(first);
    const { length } = first;
    expect(memory.reserve(length + 1).length).toBe(length * 2);
    expect(memory.bytes.length).toBeGreaterThanOrEqual(memory.capacity * 2);
  });

  it('refuses a message above 1 GiB', () => {
    expect(() => new MessageMemory(createKernel('float32')).reserve(2 ** 30)).toThrow(RangeError);
  });

  it('leaves one piece where it is', () => {
    const memory = filled();
    const sensors = new Sensors();
    sensors.begin(0);
    memory.append(sensors, 0, 5, 0);
    memory.append(sensors, 0, 9, 8);
    expect([sensors.valueBegin[0], sensors.count[0]]).toEqual([9, 2]);
  });

  it('gathers several pieces of several sensors behind the message', () => {
    const memory = filled();
    const sensors = new Sensors();
    for (const slot of [0, 1]) {
      sensors.begin(slot);
      memory.append(sensors, slot, 1 + slot * 30, 4);
      memory.append(sensors, slot, 7 + slot * 30, 8);
      memory.append(sensors, slot, 20 + slot * 30, 4);
      expect(sensors.valueBegin[slot]).toBeGreaterThanOrEqual(memory.capacity);
    }
    expect(valuesOf(memory, sensors, 0)).toEqual([1, 2, 3, 4, 7, 8, 9, 10, 11, 12, 13, 14, 20, 21, 22, 23]);
    expect(valuesOf(memory, sensors, 1)[0]).toBe(31);
    expect([...memory.bytes.slice(0, 64)]).toEqual(Array.from({ length: 64 }, (_, i) => i));
  });
});
