import type { RunResult } from '../../base/result.ts';
import { plural } from '../../base/text.ts';
import { startRecord } from '../../report/ndjson.ts';
import type { CallDraft } from '../../run/call/plan.ts';
import { runCall } from '../../run/call/run.ts';
import type { WatcherMaker } from '../../run/call/watcher.ts';
import type { JsonWriter } from '../../schema/message-json.ts';
import type { Config } from '../config-file.ts';
import type { Io } from '../io.ts';
import { MessagePrinter } from '../message-printer.ts';
import type { CallValues } from '../options/values.ts';
import type { RunStage } from '../run-stage.ts';
import { withDocument } from '../run-stage.ts';
import type { Settings } from '../settings.ts';
import { watching } from '../watching.ts';
import { draftCall } from './call-plan.ts';
import { settleCallRivals } from './call-rivals.ts';
import { readCallWords } from './call-words.ts';

/** `grpc-validate call [target] pkg.Service/Method`: exit code. */
export function call(words: readonly string[], given: Settings<CallValues>, config: Config, io: Io): Promise<number> {
  return withDocument(io, () => {
    const settings = settleCallRivals(given);
    const printer = settings.values.print ? new MessagePrinter(io.stdout) : null;
    const show =
      printer &&
      ((writer: JsonWriter): WatcherMaker =>
        (control) =>
          printer.watch(control, writer));
    const draft = draftCall(readCallWords(words), settings, { io, config, show });
    return { settings, toStderr: printer !== null, run: (stage) => follow(draft, printer, stage) };
  });
}

async function follow(draft: CallDraft, printer: MessagePrinter | null, stage: RunStage): Promise<RunResult> {
  const { io, output, say, records } = stage;
  for (const note of draft.notes) say(note);
  if (records) await output.write(startRecord('call', draft.reach.target.address, new Date().toISOString()));
  // A progress line among printed messages would make a mess of both.
  const quiet = printer !== null && io.stdout.isTTY ? { ...stage, showProgress: false } : stage;
  const result = await watching(quiet, 'message', (host) => runCall(draft, host));
  await printer?.flush();
  return printer === null ? result : printed(result, printer);
}

/** What printing did to the run is part of what is to be told. */
function printed(result: RunResult, { failure, pauses }: MessagePrinter): RunResult {
  const slow =
    pauses === 0
      ? []
      : [`the reader of the messages was too slow, and the server was held back ${plural(pauses, 'time')}`];
  const told = { ...result, notes: [...result.notes, ...slow] };
  if (failure === null || result.exitCode >= 70) return told;
  return {
    ...told,
    outcome: 'errored',
    endReason: 'file',
    exitCode: 2,
    failure: { code: 'file', message: failure, hint: null },
  };
}
