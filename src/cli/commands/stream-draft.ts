import type { Expectation } from '../../base/expectation.ts';
import type { CompiledLayout } from '../../frame/layout.ts';
import type { RunHead, StreamPlan } from '../../run/plan.ts';
import type { Metadata } from '../../wire/types.ts';
import type { Io } from '../io.ts';
import type { StreamValues } from '../options/values.ts';

/** Everything the words of the user say, read and checked; what a server has to say is still open. */
export interface StreamDraft extends RunHead {
  readonly values: StreamValues;
  readonly env: Io['env'];
  readonly said: 'live' | 'ended' | null;
  readonly layouts: readonly [CompiledLayout, ...CompiledLayout[]];
  readonly flags: Expectation;
  readonly metadata: Metadata;
  readonly checks: Pick<StreamPlan, 'families' | 'severities' | 'tolerances'>;
}
