import type { ElementType } from './elements.ts';
import { summarizeFloat32, summarizeFloat64 } from './float-summary.ts';
import { summarizeIntegers, type IntegerKind } from './integer-summary.ts';
import { createSimdSummary } from './simd-summary.ts';
import type { ValueSummaries } from './value-summaries.ts';

/**
 * The numeric pass over values where they lie: little-endian, at any alignment. It owns the memory messages are
 * received in, so that another implementation can bring memory of its own kind.
 */
export interface Kernel {
  /** Bytes of one element. */
  readonly width: number;
  /** Memory of at least `byteLength` bytes; asking again may give other memory, nothing is carried over. */
  readonly reserve: (byteLength: number) => ArrayBuffer;
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

/** The kernel for values of a type: with SIMD where the machine has it. */
export function createKernel(element: ElementType): Kernel {
  return createSimdKernel(element) ?? createPlainKernel(element);
}

/** The kernel in plain JavaScript. */
export function createPlainKernel(element: ElementType): Kernel {
  const reserve = (byteLength: number): ArrayBuffer => new ArrayBuffer(byteLength);
  return over({ view: new DataView(reserve(0)), reserve, float32: summarizeFloat32 }, element);
}

/** The kernel in WebAssembly for 32-bit floats; null where there is no SIMD, or no memory for one more. */
export function createSimdKernel(element: ElementType): Kernel | null {
  const summary = createSimdSummary();
  if (summary === null) return null;
  const view = new DataView(summary.reserve(0));
  return over({ view, reserve: summary.reserve, float32: summary.summarize }, element);
}

/** What kernels of one memory share. */
interface Shared {
  view: DataView;
  readonly reserve: Kernel['reserve'];
  readonly float32: Reading['summarize'];
}

function over(shared: Shared, element: ElementType): Kernel {
  const { width, summarize: plain, value } = READINGS[element];
  const summarize = element === 'float32' ? shared.float32 : plain;
  return {
    width,
    reserve: (byteLength) => {
      const bytes = shared.reserve(byteLength);
      shared.view = new DataView(bytes);
      return bytes;
    },
    summarize: (offset, count, into, slot) => summarize(shared.view, offset, count, into, slot),
    value: (offset) => value(shared.view, offset),
    reading: (other) => over(shared, other),
  };
}
