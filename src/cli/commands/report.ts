import { startRecord } from '../../report/ndjson.ts';
import { readSavedResult } from '../../run/saved-result.ts';
import type { Io } from '../io.ts';
import type { OutputValues } from '../options/output.ts';
import { withDocument } from '../run-stage.ts';
import type { Settings } from '../settings.ts';

/** `grpc-validate report FILE`: the exit code of the run the file tells of. */
export function report(path: string, settings: Settings<OutputValues>, io: Io): Promise<number> {
  return withDocument(io, () => {
    // Read before any report is written, which may be to the same file.
    const result = readSavedResult(path);
    return {
      settings,
      run: async ({ output, records }) => {
        const { command, target, startedAt } = result;
        if (records) await output.write(startRecord(command, target?.address ?? '', startedAt));
        return result;
      },
    };
  });
}
