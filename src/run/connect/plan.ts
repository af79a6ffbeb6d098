import type { RuleSettings } from '../../check/seat.ts';
import type { CompiledLayout } from '../../frame/layout.ts';
import type { Metadata } from '../../wire/types.ts';
import type { Reach, RunHead } from '../plan.ts';

/** One `connect` run, settled and complete. Times in ms, sizes in bytes. */
export interface ConnectPlan extends RunHead {
  readonly reach: Reach;
  /** The layouts whose method and health are looked for. */
  readonly layouts: readonly [CompiledLayout, ...CompiledLayout[]];
  /** The user named the layout: a server that lacks its method is then no good. */
  readonly isLayoutNamed: boolean;
  /** Services whose health is asked for besides that of the server as a whole. */
  readonly services: readonly string[];
  readonly severities: RuleSettings['severities'];
  readonly metadata: Metadata;
  /** Longest time for the answer to one question. */
  readonly questionMs: number;
  readonly maxMessageSize: number;
}
