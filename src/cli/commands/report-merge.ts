import type { Slo } from '../../measure/slo.ts';
import { parseSlos } from '../../measure/slo.ts';
import { startRecord } from '../../report/ndjson.ts';
import { mergeFiles } from '../../run/merge/files.ts';
import type { Io } from '../io.ts';
import type { MergeValues } from '../options/merge.ts';
import { withDocument } from '../run-stage.ts';
import type { Settings } from '../settings.ts';
import { version } from '../version.ts';

/** `grpc-validate report merge FILE...`: the exit code of all the runs together. */
export function reportMerge(
  files: readonly [string, ...string[]],
  settings: Settings<MergeValues>,
  io: Io,
): Promise<number> {
  const { slo, partial } = settings.values;
  const origin = settings.origin('slo') ?? '--slo';
  return withDocument(io, () => {
    const slos = (defaults: readonly Slo[]): readonly Slo[] => parseSlos(slo, { command: 'bench', origin, defaults });
    // A mistake in them is told before any file is read.
    slos([]);
    // Read before any report is written, which may be to one of them.
    const result = mergeFiles({
      files,
      partial,
      judgedAnew: slo.some((text) => text.split(',').some((word) => word.trim() === 'none')),
      slos,
      version: version(),
    });
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
