import type { Layout } from '../layout.ts';
import type { PackedPlan } from '../packed-plan.ts';
import type { FramePlan } from '../plan.ts';

/** What an argument of a fault is; durations are written `2s`, kept in ms; a factor is above 0. */
export type ArgumentKind = 'whole' | 'number' | 'factor' | 'duration' | 'status' | 'text';

export interface ArgumentSpec {
  readonly name: string;
  readonly kind: ArgumentKind;
  readonly required?: boolean;
}

/** Which frames `NAME@N` means: that one, all from it on, or it needs no `@` and means the stream. */
export type Extent = 'frame' | 'onward' | 'stream';

/** A fault as the user wrote it. */
export interface Fault {
  readonly definition: FaultDefinition;
  /** First and last frame, 0-based, both included. */
  readonly from: number;
  readonly to: number;
  /** The one stream of the job that has it; null: all. */
  readonly stream: number | null;
  readonly arguments: Readonly<Record<string, number | string>>;
}

/** A fault at one frame. */
export interface FaultAt {
  readonly fault: Fault;
  /** Place of the frame in the stream. */
  readonly index: number;
  /** Whether the frame is one of the fault's. */
  readonly active: boolean;
  /** How many of the fault's frames there were, this one included. */
  readonly hits: number;
  /** Time between two rows, ms. */
  readonly dtMs: number;
  readonly layout: Layout;
  /** Whole-number argument or its default. */
  number(name: string, otherwise: number): number;
}

/** When and as what a frame goes out, before there is a frame; faults change it in place. */
export interface FrameTiming {
  rowCount: number;
  /** An earlier frame whose values are shown again; only the frames just before a fault are remembered. */
  showFrame: number | null;
  /** Rows by which source time goes on after the frame; null: as many as it has. */
  advance: number | null;
  /** Time between two rows, ms. */
  dtMs: number;
  /** Added to the frame's row times, ms. */
  offsetMs: number;
  numberOffset: number;
  /** False: the frame takes no number of its own. */
  numbered: boolean;
  /** False: the frame is lost on the way. */
  sent: boolean;
  /** The frame waits so much longer than its schedule says, ms. */
  holdMs: number;
  /** Length of the pause after the frame, as a multiple of the nominal one. */
  pace: number;
}

/** What happens in place of a frame. */
export type Act =
  | { readonly kind: 'end' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'status'; readonly code: number; readonly message: string }
  | { readonly kind: 'reset'; readonly code: number }
  | { readonly kind: 'disconnect' };

/** A way to do wrong. Every hook is pure but for the plan it is given to change; `timing` sees all frames, the others the fault's own. */
export interface FaultDefinition {
  readonly name: string;
  /** One line for `--help`. */
  readonly help: string;
  /** The rules it trips. */
  readonly trips: readonly string[];
  readonly extent: Extent;
  /** In the order in which they may be written without names. */
  readonly arguments?: readonly ArgumentSpec[];
  /** The only layout it has a meaning in. */
  readonly only?: Layout;
  /** It has no meaning for values that are whole numbers. */
  readonly floats?: true;
  /** Delay of the whole stream before its first frame, ms. */
  readonly startMs?: (fault: Fault) => number;
  readonly timing?: (timing: FrameTiming, at: FaultAt) => void;
  /** Before the header's extremes are taken from the values. */
  readonly values?: (frame: FramePlan, at: FaultAt) => void;
  /** After them. */
  readonly frame?: (frame: FramePlan, at: FaultAt) => void;
  /** In the packed layout, after `frame`. */
  readonly packed?: (plan: PackedPlan, at: FaultAt) => void;
  readonly bytes?: (bytes: Buffer, at: FaultAt) => Buffer;
  readonly act?: (at: FaultAt) => Act;
}

/** The fault at a frame. */
export function faultAt(fault: Fault, index: number, dtMs: number, layout: Layout = 'datastream'): FaultAt {
  return {
    fault,
    index,
    active: index >= fault.from && index <= fault.to,
    hits: Math.max(0, Math.min(index, fault.to) - fault.from + 1),
    dtMs,
    layout,
    number: (name, otherwise) => {
      const value = fault.arguments[name];
      return typeof value === 'number' ? value : otherwise;
    },
  };
}
