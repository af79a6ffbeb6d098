import type { RunResult } from '../../base/result.ts';
import { startRecord } from '../../report/ndjson.ts';
import { runConnect } from '../../run/connect/connect.ts';
import type { Config } from '../config-file.ts';
import { withEmbedded } from '../embedded-run.ts';
import type { Io } from '../io.ts';
import type { ConnectValues } from '../options/values.ts';
import type { RunStage } from '../run-stage.ts';
import { withDocument } from '../run-stage.ts';
import type { Settings } from '../settings.ts';
import { version } from '../version.ts';
import type { PreparedConnect } from './connect-plan.ts';
import { prepareConnect } from './connect-plan.ts';
import { simulatorDescriptors } from './serve-spectrogram.ts';

/** `grpc-validate connect [target]`: exit code. */
export function connect(
  target: string | undefined,
  given: Settings<ConnectValues>,
  config: Config,
  io: Io,
): Promise<number> {
  return withDocument(io, () => {
    const prepared = prepareConnect(target, given, config, io);
    return { settings: prepared.settings, run: (stage) => follow(prepared, stage) };
  });
}

function follow({ settings, plan, embedded }: PreparedConnect, stage: RunStage): Promise<RunResult> {
  if (!embedded) return reach(plan, null, stage);
  const layout = settings.values.layout === 'pandadatastream' ? 'pandadatastream' : 'datastream';
  const simulator = { layout, version: version(), descriptors: simulatorDescriptors(layout) } as const;
  return withEmbedded(simulator, stage.host.signal, (address) => reach(plan, address, stage));
}

/** `address`: of the embedded simulator, once it is up. */
async function reach(
  planOf: PreparedConnect['plan'],
  address: string | null,
  { host, output, records, say }: RunStage,
): Promise<RunResult> {
  const plan = planOf(address);
  for (const note of plan.notes) say(note);
  if (records) await output.write(startRecord(plan.command, plan.reach.target.address, new Date().toISOString()));
  return await runConnect(plan, plan.embedded && address === null ? null : plan, host);
}
