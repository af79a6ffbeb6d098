import { choice, flag, text, texts } from '../kinds.ts';
import type { OptionTable } from '../option.ts';

/** What is judged, how hard, and against which limits. */
export interface CheckValues {
  readonly checks: string;
  readonly severity: readonly string[];
  readonly tolerate: readonly string[];
  readonly failOn: 'error' | 'warning';
  readonly slo: readonly string[];
}

export const CHECKS: OptionTable<CheckValues> = {
  checks: text('<families>', 'structure,dimension,range,nonzero,time,job,stream', 'check families to run, or none'),
  severity: texts('<rule=level>', 'make a rule an error, a warning or off: nonzero.twins=off', {
    list: true,
  }),
  tolerate: texts('<rule=share>', 'accept violations up to a share: nonzero.sensor=2%', { list: true }),
  failOn: choice(['error', 'warning'], 'error', 'the severity that makes the run fail'),
  slo: texts('<limits>', "limits such as 'gap-p95<100ms, fps>15'; none clears the defaults", { list: true }),
};

/** The embedded simulator, used when no target is given. */
export interface EmbeddedValues {
  readonly embedded: boolean;
  readonly fault: string | null;
  readonly quirk: string | null;
}

export const EMBEDDED: OptionTable<EmbeddedValues> = {
  embedded: flag('use the embedded simulator even where a pipeline runs'),
  fault: text(
    '<script>',
    null,
    "faults for the embedded simulator: 'nan@17,stall@30:2s' (see serve spectrogram --help)",
    { joined: true },
  ),
  quirk: text('<names>', null, 'healthy oddities for the embedded simulator', { joined: true }),
};
