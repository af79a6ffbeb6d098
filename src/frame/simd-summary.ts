import { keepExtremes } from './float-summary.ts';
import { SIMD_MODULE } from './simd-module.ts';
import type { ValueSummaries } from './value-summaries.ts';

/** What is used of WebAssembly, which the types of Node leave to the browser's. */
interface Api {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (options: { readonly initial: number }) => Memory;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Readonly<Record<string, unknown>> };
}

interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

const { WebAssembly: api } = globalThis as { readonly WebAssembly?: Api };

const PAGE = 65_536;
/** Four words. */
const RESULT_BYTES = 16;

/** The numeric pass in WebAssembly, on memory of its own. */
export interface SimdSummary {
  /** Memory of at least `byteLength` bytes; the same grown where it was smaller, so that views of it must be made anew. */
  readonly reserve: (byteLength: number) => ArrayBuffer;
  /** Extremes, hash and count of non-finite values of `count` floats at byte `offset`; `view` is of the memory. */
  readonly summarize: (view: DataView, offset: number, count: number, into: ValueSummaries, slot: number) => void;
}

let compiled: object | null | undefined;

/** Null where WebAssembly or its SIMD is missing, and where no more memory is to be had. */
export function createSimdSummary(): SimdSummary | null {
  compiled ??= compile();
  if (compiled === null || api === undefined) return null;
  try {
    const memory = new api.Memory({ initial: 1 });
    const { exports } = new api.Instance(compiled, { env: { memory } });
    return over(memory, exports['summarize'] as (at: number, count: number, out: number) => void);
  } catch {
    return null;
  }
}

function compile(): object | null {
  if (api === undefined) return null;
  try {
    return new api.Module(Buffer.from(SIMD_MODULE, 'base64'));
  } catch {
    return null;
  }
}

function over(memory: Memory, run: (at: number, count: number, out: number) => void): SimdSummary {
  let result = new Int32Array(0);
  let out = 0;
  return {
    reserve: (byteLength) => {
      const needed = Math.ceil((byteLength + RESULT_BYTES) / PAGE) - memory.buffer.byteLength / PAGE;
      if (needed > 0) memory.grow(needed);
      out = memory.buffer.byteLength - RESULT_BYTES;
      result = new Int32Array(memory.buffer, out, 4);
      return memory.buffer;
    },
    summarize: (view, offset, count, into, slot) => {
      run(offset, count, out);
      into.hashLow[slot] = result[2] as number;
      into.hashHigh[slot] = result[3] as number;
      keepExtremes(result[0] as number, result[1] as number, view, offset, count, into, slot);
    },
  };
}
