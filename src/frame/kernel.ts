import type { ElementType } from './elements.ts';
import { summarizeFloat32, summarizeFloat64 } from './float-summary.ts';
import { summarizeIntegers, type IntegerKind } from './integer-summary.ts';
import type { ValueSummaries } from './value-summaries.ts';

/**
 * The numeric pass over values where they lie: little-endian, at any alignment. It owns the memory messages are
 * received in, so that another implementation can bring memory of its own kind.
 */
export interface Kernel {
  /** Bytes of one element. */
  readonly width: number;
  /** Memory of at least `byteLength` bytes; asking again may give other memory, nothing is carried over. */
  reserve(byteLength: number): ArrayBuffer;
  /** One pass over `count` elements from byte `offset` of the memory; the result goes to place `slot` of `into`. */
  summarize(offset: number, count: number, into: ValueSummaries, slot: number): void;
  /** The element at byte `offset` of the memory. */
  value(offset: number): number;
  /** The same memory, now and after every `reserve` of either, read as elements of another type. */
  reading(element: ElementType): Kernel;
}

interface Reading {
  readonly width: number;
  readonly summarize: (view: DataView, offset: number, count: number, into: ValueSummaries, slot: number) => void;
  readonly value: (view: DataView, offset: number) => number;
}

const READINGS: Readonly<Record<ElementType, Reading>> = {
  float32: { width: 4, summarize: summarizeFloat32, value: (view, at) => view.getFloat32(at, true) },
  float64: { width: 8, summarize: summarizeFloat64, value: (view, at) => view.getFloat64(at, true) },
  int8: integers({ width: 1, signed: true }, (view, at) => view.getInt8(at)),
  uint8: integers({ width: 1, signed: false }, (view, at) => view.getUint8(at)),
  int16: integers({ width: 2, signed: true }, (view, at) => view.getInt16(at, true)),
  uint16: integers({ width: 2, signed: false }, (view, at) => view.getUint16(at, true)),
  int32: integers({ width: 4, signed: true }, (view, at) => view.getInt32(at, true)),
  uint32: integers({ width: 4, signed: false }, (view, at) => view.getUint32(at, true)),
};

function integers(kind: IntegerKind, value: Reading['value']): Reading {
  return {
    width: kind.width,
    summarize: (view, offset, count, into, slot) => summarizeIntegers(kind, view, offset, count, into, slot),
    value,
  };
}

/** The kernel in plain JavaScript. */
export function createKernel(element: ElementType): Kernel {
  return over({ view: new DataView(new ArrayBuffer(0)) }, element);
}

function over(memory: { view: DataView }, element: ElementType): Kernel {
  const { width, summarize, value } = READINGS[element];
  return {
    width,
    reserve: (byteLength) => {
      const bytes = new ArrayBuffer(byteLength);
      memory.view = new DataView(bytes);
      return bytes;
    },
    summarize: (offset, count, into, slot) => summarize(memory.view, offset, count, into, slot),
    value: (offset) => value(memory.view, offset),
    reading: (other) => over(memory, other),
  };
}
