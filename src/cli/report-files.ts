import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { Failure, usage } from '../base/failure.ts';
import type { RunResult } from '../base/result.ts';
import { didYouMean } from '../base/text.ts';
import { REPORT_FORMATS, renderReport } from '../report/formats.ts';

interface NamedFile {
  /** The option that named it. */
  readonly flag: string;
  readonly format: string;
  readonly path: string;
}

interface ReportFile extends NamedFile {
  readonly file: FileHandle;
}

/** The files of `--report FORMAT=FILE`, opened before anything is dialled so that a typo costs no run. */
export class ReportFiles {
  readonly #files: readonly ReportFile[];

  private constructor(files: readonly ReportFile[]) {
    this.#files = files;
  }

  /**
   * Opens and empties every file, so that a report of an earlier run cannot pass for one of this run. `save`: a file for
   * the result document beside them.
   * @throws Failure `usage` for an unknown format and for one path named twice, `file` for a path that cannot be written.
   */
  static async open(reports: readonly string[], save: string | null = null): Promise<ReportFiles> {
    const saved = save === null ? [] : [{ flag: '--save', format: 'json', path: save }];
    const named = [...reports.map(readReport), ...saved];
    const files: ReportFile[] = [];
    try {
      for (const each of named) files.push(await openReport(each));
      await refuseTwins(files);
      // Only now: a mistake in one of them costs no other its content.
      for (const { file } of files) await file.truncate(0).catch(ignoreNotRegular);
    } catch (thrown) {
      for (const { file } of files) await file.close().catch(() => {});
      throw thrown;
    }
    return new ReportFiles(files);
  }

  /** Writes every report; resolves with the failures, one sentence each. */
  async write(result: RunResult): Promise<string[]> {
    const failures: string[] = [];
    for (const { format, path, file } of this.#files) {
      try {
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

function readReport(report: string): NamedFile {
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
  if (path === '-') throw usage('--report writes files, and - is none', `stdout is chosen by -o: -o ${format}`);
  return { flag: '--report', format, path };
}

async function openReport(named: NamedFile): Promise<ReportFile> {
  const { flag, path } = named;
  try {
    // Append mode creates the file and leaves what is in it until all of them are open.
    return { ...named, file: await open(path, 'a') };
  } catch (error) {
    throw new Failure('file', `${flag} cannot write ${path}: ${(error as Error).message}`, {
      hint: 'name a file in a folder that exists and may be written',
      cause: error,
    });
  }
}

/** Two reports in one file would overwrite each other, under whatever names; devices and pipes take any number. */
async function refuseTwins(files: readonly ReportFile[]): Promise<void> {
  const seen = new Set<string>();
  for (const { path, file } of files) {
    const stat = await file.stat();
    const id = `${stat.dev}:${stat.ino}`;
    if (seen.has(id)) throw usage(`two reports were to be written to ${path}`, 'give each --report a file of its own');
    if (stat.isFile()) seen.add(id);
  }
}

/** Pipes and devices cannot be truncated and need not be. */
function ignoreNotRegular(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EINVAL') throw error;
}
