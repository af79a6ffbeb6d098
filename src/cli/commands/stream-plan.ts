import { usage } from '../../base/failure.ts';
import { parseFamilies, parseSeverities, parseTolerances } from '../../check/settings.ts';
import { loadLayout } from '../../frame/layout.ts';
import { parseSlos } from '../../measure/slo.ts';
import type { StreamPlan } from '../../run/plan.ts';
import { nominalCadence } from '../../run/plan.ts';
import { formatMs } from '../../base/units.ts';
import { createJobs } from '../../serve/spectrogram/job-table.ts';
import type { SpectrogramServerOptions } from '../../serve/server.ts';
import { parseHeader } from '../../wire/header.ts';
import type { Io } from '../io.ts';
import { parseLabels } from '../labels.ts';
import type { CheckValues, EmbeddedValues } from '../options/checks.ts';
import type { ConnectionValues } from '../options/connection.ts';
import type { JobValues } from '../options/job.ts';
import type { OutputValues } from '../options/output.ts';
import type { Settings } from '../settings.ts';
import type { TargetSource } from '../target-source.ts';
import { planExpectation } from './expectation-plan.ts';
import { version } from '../version.ts';
import { planReach } from './reach-plan.ts';

export type StreamValues = ConnectionValues & JobValues & CheckValues & EmbeddedValues & OutputValues;

/** How long a live job is watched when nothing says how much of it is wanted. */
const WATCH_MS = 30_000;

/** A plan that lacks only the address of an embedded server. */
export interface StreamDraft {
  /** @param embedded address of the embedded server, null when the user's target is used. */
  at(embedded: string | null): StreamPlan;
}

/** The simulator to start for this run, or undefined when there is a target. */
export function planEmbedded(values: EmbeddedValues, source: TargetSource): SpectrogramServerOptions | undefined {
  if (source.embedded) return simulator(values);
  const unused = values.fault !== null ? '--fault' : values.quirk !== null ? '--quirk' : undefined;
  if (unused) {
    throw usage(
      `${unused} is for the embedded simulator, and a target was given`,
      'give it to `grpc-validate serve spectrogram` instead',
    );
  }
  return undefined;
}

function simulator({ fault, quirk }: EmbeddedValues): SpectrogramServerOptions {
  const defaults = {
    ...(fault === null ? {} : { faults: fault }),
    ...(quirk === null ? {} : { quirks: quirk.split(',') }),
  };
  // Read here too, so that a mistake in a script is found before a process is started.
  createJobs(defaults);
  return { defaults, version: version() };
}

/** @throws Failure for every contradiction among the settings, before anything is dialled. */
export function planStream(settings: Settings<StreamValues>, source: TargetSource, io: Io): StreamDraft {
  const { values } = settings;
  contradictions(values);
  if (values.job === null)
    throw usage('which job? --job is missing', 'for example: grpc-validate stream --job 12-70788');
  const layout = loadLayout(values.layout);
  const slos = parseSlos(values.slo, { command: 'stream', ...(values.fps === null ? {} : { nominalFps: values.fps }) });
  const expectation = planExpectation(settings, slos);
  const families = parseFamilies(values.checks);
  const severities = parseSeverities(values.severity);
  const tolerances = parseTolerances(values.tolerate);
  const metadata = values.metadata.map((header) => parseHeader(header, io.env));
  const labels = parseLabels(values.label);
  const ending = planEnding(values);
  const reach = source.embedded ? null : planReach(settings, source.text);
  const nominal = nominalCadence(expectation);
  const timeoutMs = Math.max(values.timeout, (ending.afterMs ?? 0) + expectation.firstFrameMs.value + 10_000);

  return {
    at: (embedded) => {
      const settled = reach ?? planReach(settings, embedded ?? '');
      return {
        command: 'stream',
        reach: settled,
        embedded: source.embedded,
        layout,
        job: values.job,
        streamId: values.streamId,
        timeUnit: values.timeUnit,
        metadata,
        timeoutMs,
        waitJobMs: values.waitJob,
        maxMessageSize: values.maxMessageSize,
        ending,
        expectation: nominal ? { ...expectation, idleMs: Math.max(expectation.idleMs, 10 * nominal.ms) } : expectation,
        families,
        severities,
        tolerances,
        failOn: values.failOn,
        slos,
        settings: {
          target: { value: settled.target.address, origin: source.origin },
          ...settings.record,
        },
        labels,
        notes: notes(values, source, ending),
      };
    },
  };
}

function contradictions(values: StreamValues): void {
  const both = (one: boolean, other: boolean, names: string): void => {
    if (one && other) throw usage(`${names} contradict each other`, 'keep one of them');
  };
  both(values.live, values.ended, '--live and --ended');
  both(
    values.frames !== null && values.maxFrames !== null && values.frames > values.maxFrames,
    true,
    '--frames above --max-frames',
  );
  both(
    values.json && values.output !== 'table' && values.output !== 'json',
    true,
    `--json and --output ${values.output}`,
  );
  const cap = values.maxFrames ?? values.frames;
  both(
    cap !== null && values.minFrames !== null && values.minFrames > cap,
    true,
    '--min-frames above the number of frames asked for',
  );
  const { sensors, sensorIds } = values;
  if (sensors !== null && sensorIds !== null) {
    const ids = sensorIds.max - sensorIds.min + 1;
    both(ids !== sensors, true, `--sensors ${sensors} and --sensor-ids (${ids} ids)`);
  }
}

function planEnding(values: StreamValues): StreamPlan['ending'] {
  const counts = [values.frames, values.maxFrames].filter((count) => count !== null);
  const maxFrames = counts.length === 0 ? null : Math.min(...counts);
  if (values.duration !== null) return { maxFrames, afterMs: values.duration, afterReason: 'duration' };
  const watch = !values.ended && maxFrames === null;
  return { maxFrames, afterMs: watch ? WATCH_MS : null, afterReason: 'watched' };
}

function notes(values: StreamValues, source: TargetSource, ending: StreamPlan['ending']): string[] {
  const said: string[] = [];
  if (source.embedded) said.push('no target was given: streaming from the embedded simulator');
  if (ending.afterReason === 'watched' && ending.afterMs !== null) {
    const why = values.live ? '' : ', as nothing says that the job ends (--ended)';
    said.push(`a live job, watched for ${formatMs(ending.afterMs)}${why}`);
  }
  if (values.skipVerify) said.push('the server certificate is not checked (--skip-verify)');
  return said;
}
