import type { RunResult } from '../../base/result.ts';
import { startRecord } from '../../report/ndjson.ts';
import { runSessions } from '../../run/session/session.ts';
import { startEmbeddedSession } from '../../session/server/embedded.ts';
import type { Config } from '../config-file.ts';
import { withServer } from '../embedded-run.ts';
import type { Io } from '../io.ts';
import type { SessionValues } from '../options/session.ts';
import type { RunStage } from '../run-stage.ts';
import { withDocument } from '../run-stage.ts';
import type { Settings } from '../settings.ts';
import type { PreparedSession } from './session-plan.ts';
import { prepareSession } from './session-plan.ts';

/** `grpc-validate session [target]`: exit code. */
export function session(
  target: string | undefined,
  given: Settings<SessionValues>,
  config: Config,
  io: Io,
): Promise<number> {
  return withDocument(io, () => {
    const prepared = prepareSession(target, given, config, io);
    return { settings: prepared.settings, run: (stage) => follow(prepared, stage) };
  });
}

function follow({ server, plan }: PreparedSession, stage: RunStage): Promise<RunResult> {
  if (server === null) return keep(plan, null, stage);
  return withServer(
    () => startEmbeddedSession(server),
    stage.host.signal,
    (address) => keep(plan, address, stage),
  );
}

/** `address`: of the embedded server, once it is up. */
async function keep(
  planOf: PreparedSession['plan'],
  address: string | null,
  { host, output, records, say }: RunStage,
): Promise<RunResult> {
  const plan = planOf(address);
  for (const note of plan.notes) say(note);
  if (records) await output.write(startRecord(plan.command, plan.reach.target.address, new Date().toISOString()));
  return await runSessions(plan, plan.embedded && address === null ? null : plan, host);
}
