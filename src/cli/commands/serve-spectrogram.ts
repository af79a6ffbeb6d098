import { fileURLToPath } from 'node:url';
import { usage } from '../../base/failure.ts';
import { descriptorBytes } from '../../schema/descriptor-bytes.ts';
import type { SpectrogramServerOptions } from '../../serve/server.ts';
import { startSpectrogramServer } from '../../serve/server.ts';
import type { JobOptions } from '../../serve/spectrogram/job-options.ts';
import { createJobs, DEFAULT_JOB, readJobs } from '../../serve/spectrogram/job-table.ts';
import { Interrupt } from '../interrupt.ts';
import type { Io } from '../io.ts';
import { showRange } from '../kinds.ts';
import type { ServeAllValues } from '../options/values.ts';
import type { Settings } from '../settings.ts';
import { told, toldBy } from '../told.ts';
import { untilAborted } from '../until-aborted.ts';
import { version } from '../version.ts';
import { planServerTls, securityWords } from './server-tls-plan.ts';

/** `grpc-validate serve spectrogram`: serves until SIGINT or SIGTERM; exit code. */
export async function serveSpectrogram(settings: Settings<ServeAllValues>, io: Io): Promise<number> {
  const interrupt = new Interrupt(io);
  try {
    const options = { ...serverOptions(settings), ...planServerTls(settings, io.cwd) };
    tryJob(settings, options.defaults ?? {});
    const server = await startSpectrogramServer(options);
    const security = securityWords(options.tls, Date.now());
    const jobs = Object.keys(options.jobs ?? {}).join(', ');
    const rest =
      server.restAddress === null ? '' : `, REST on ${options.tls ? 'https' : 'http'}://${server.restAddress}`;
    await io.stdout.write(`listening on ${server.address} (${security})${rest}, serving job ${jobs}; Ctrl-C stops\n`);
    await untilAborted(interrupt.signal);
    await server.close();
    return 0;
  } finally {
    interrupt.release();
  }
}

/** What the simulator is to be, from the flags, less its TLS. */
export function serverOptions(settings: Settings<ServeAllValues>): SpectrogramServerOptions {
  const { values } = settings;
  const defaults = jobDefaults(settings);
  return {
    host: values.host,
    port: values.port,
    version: version(),
    defaults,
    jobs: told(toldBy(settings, 'jobs'), () => (values.jobs === null ? { [DEFAULT_JOB]: {} } : readJobs(values.jobs))),
    layout: values.layout,
    descriptors: simulatorDescriptors(values.layout),
    ...restOptions(values),
  };
}

/** The descriptors the simulator serves through reflection. */
export function simulatorDescriptors(layout: ServeAllValues['layout']): Uint8Array[] {
  return descriptorBytes([fileURLToPath(new URL(`../../../protos/${layout}.proto`, import.meta.url))]);
}

function jobDefaults({ values, origin }: Settings<ServeAllValues>): JobOptions {
  // A recording has a length, a pace and channels of its own; only what was said changes them.
  const said = (key: 'sensors' | 'fps' | 'frames'): boolean => values.source === null || origin(key) !== null;
  return {
    layout: values.layout,
    ...(said('sensors') ? { sensors: values.sensors } : {}),
    ...(said('fps') ? { fps: values.fps } : {}),
    ...(said('frames') ? { frames: values.frames } : {}),
    rows: showRange(values.rows),
    seed: values.seed,
    nfft: values.nfft,
    streams: values.streams,
    clockOffsetMs: values.clockOffset,
    ...(values.element === null ? {} : { element: values.element }),
    ...(values.prr === null ? {} : { prr: values.prr }),
    ...(values.startup === null ? {} : { startDelayMs: values.startup }),
    ...(values.bins === null ? {} : { bins: values.bins }),
    ...(values.fault === null ? {} : { faults: values.fault }),
    ...(values.quirk === null ? {} : { quirks: values.quirk.split(',') }),
    ...(values.source === null ? {} : { source: values.source }),
  };
}

/** Makes the job on trial, one option more each time, so that a mistake names the option it came with. */
function tryJob(settings: Settings<ServeAllValues>, all: JobOptions): void {
  const { source, faults, quirks, nfft, ...plain } = all;
  const own = settings.origin('sensors') ?? settings.origin('bins');
  if (source !== undefined && own !== null) {
    throw usage(
      `${own} and --source contradict each other`,
      'a recording has a sensor for each of its channels, and --nfft decides its bins',
    );
  }
  const said = <K extends keyof JobOptions>(key: K, value: JobOptions[K]): JobOptions =>
    value === undefined ? {} : { [key]: value };
  let tried: JobOptions = plain;
  const steps = [
    ['nfft', said('nfft', nfft)],
    ['quirk', said('quirks', quirks)],
    ['fault', said('faults', faults)],
  ] as const;
  for (const [key, more] of steps) {
    tried = { ...tried, ...more };
    if (Object.keys(more).length > 0) told(toldBy(settings, key), () => createJobs(tried));
  }
  if (source === undefined) return;
  try {
    createJobs({ ...tried, source });
  } catch (thrown) {
    const key = thrown instanceof Error && /nfft|power of two/i.test(thrown.message) ? 'nfft' : 'source';
    told(toldBy(settings, key), () => {
      throw thrown;
    });
  }
}

function restOptions({
  restPort,
  restQuirk,
  restFault,
  historicFps,
  unopened,
}: ServeAllValues): Pick<SpectrogramServerOptions, 'rest'> {
  if (restPort === null) return {};
  return {
    rest: {
      port: restPort,
      ...(restQuirk === null ? {} : { quirks: restQuirk }),
      ...(restFault === null ? {} : { faults: restFault }),
      ...(historicFps === null ? {} : { historicFps }),
      ...(unopened === null ? {} : { unopenedMs: unopened }),
    },
  };
}
