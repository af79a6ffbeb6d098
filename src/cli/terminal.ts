import type { Sink } from './io.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Whether a stream gets colour: FORCE_COLOR, then NO_COLOR (not empty), then TERM=dumb, then being a terminal. */
export function useColour(sink: Sink, env: Env): boolean {
  if (env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '')
    return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false';
  if (env['NO_COLOR']) return false;
  if (env['TERM'] === 'dumb') return false;
  return sink.isTTY;
}

/** Columns to lay out for: the terminal's, between 60 and 120; 80 where there is none. */
export function layoutWidth(sink: Sink): number {
  return sink.isTTY ? Math.min(120, Math.max(60, sink.columns)) : 80;
}

/** Variables by which build systems and clusters give themselves away. */
const PIPELINE = ['CI', 'JENKINS_URL', 'BUILD_ID', 'TF_BUILD', 'TEAMCITY_VERSION', 'KUBERNETES_SERVICE_HOST'];

/** The variable that shows a pipeline runs us, or undefined. */
export function pipelineVariable(env: Env): string | undefined {
  return PIPELINE.find((name) => env[name]);
}
