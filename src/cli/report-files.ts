import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { Failure, usage } from '../base/failure.ts';
import type { RunResult } from '../base/result.ts';
import { didYouMean } from '../base/text.ts';
import { REPORT_FORMATS, renderReport } from '../report/formats.ts';

interface ReportFile {
  readonly format: string;
  readonly path: string;
  readonly file: FileHandle;
}

/** The files of `--report FORMAT=FILE`, opened before anything is dialled so that a typo costs no run. */
export class ReportFiles {
  readonly #files: readonly ReportFile[];

  private constructor(files: readonly ReportFile[]) {
    this.#files = files;
  }

  /** @throws Failure `usage` for an unknown format, `file` for a path that cannot be written. */
  static async open(reports: readonly string[]): Promise<ReportFiles> {
    const files: ReportFile[] = [];
    for (const report of reports) files.push(await openReport(report));
    return new ReportFiles(files);
  }

  /** Writes every report; resolves with the failures, one sentence each. */
  async write(result: RunResult): Promise<string[]> {
    const failures: string[] = [];
    for (const { format, path, file } of this.#files) {
      try {
        await file.truncate(0).catch(ignoreNotRegular);
        await file.write(renderReport(format, result));
      } catch (error) {
        failures.push(`cannot write the ${format} report to ${path}: ${(error as Error).message}`);
      } finally {
        await file.close().catch(() => {});
      }
    }
    return failures;
  }
}

async function openReport(report: string): Promise<ReportFile> {
  const [, format, path] = /^([^=]*)=(.+)$/s.exec(report) ?? [];
  if (format === undefined || path === undefined) {
    throw usage(`--report takes FORMAT=FILE; got ${JSON.stringify(report)}`, `formats: ${REPORT_FORMATS.join(', ')}`);
  }
  if (!REPORT_FORMATS.includes(format)) {
    throw usage(
      `--report does not know the format ${JSON.stringify(format)}`,
      didYouMean(format, REPORT_FORMATS) ?? `formats: ${REPORT_FORMATS.join(', ')}`,
    );
  }
  try {
    // Append mode creates the file but leaves an older report standing until the new one is ready.
    return { format, path, file: await open(path, 'a') };
  } catch (error) {
    throw new Failure('file', `--report cannot write ${path}: ${(error as Error).message}`, {
      hint: 'name a file in a folder that exists and may be written',
      cause: error,
    });
  }
}

/** Pipes and devices cannot be truncated and need not be. */
function ignoreNotRegular(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EINVAL') throw error;
}
