import type { Finding, RunResult } from '../base/result.ts';
import { Failure } from '../base/failure.ts';
import { findingRecord, resultRecord, sloRecord } from '../report/ndjson.ts';
import { renderJson } from '../report/json.ts';
import { renderLine } from '../report/line.ts';
import { renderTable } from '../report/table.ts';
import type { Io } from './io.ts';
import type { ReportFiles } from './report-files.ts';
import { ResultOutput } from './result-output.ts';
import { layoutWidth, useColour } from './terminal.ts';

export type OutputFormat = 'table' | 'line' | 'json' | 'ndjson';

/**
 * Writes the result to stdout and to the report files; the exit code. When something cannot be written the verdict
 * still reaches stderr, and the exit code says so unless a graver one stands.
 */
export async function deliver(
  result: RunResult,
  format: OutputFormat,
  files: ReportFiles,
  io: Io,
  output: ResultOutput = new ResultOutput(io.stdout),
): Promise<number> {
  const failures = await files.write(result);
  await output.write(render(result, format, io));
  if (output.failure !== null) failures.push(output.failure);
  if (failures.length === 0) return result.exitCode;
  const lines = [...failures, result.summary.line].map((line) => `grpc-validate: ${line}\n`);
  await io.stderr.write(lines.join('')).catch(() => {});
  const unwritten = new Failure('file', failures.join('; ')).exitCode;
  return result.exitCode >= 70 ? result.exitCode : unwritten;
}

function render(result: RunResult, format: OutputFormat, io: Io): string {
  const style = { colour: useColour(io.stdout, io.env), width: layoutWidth(io.stdout) };
  switch (format) {
    case 'json':
      return renderJson(result);
    case 'line':
      return renderLine(result);
    case 'ndjson':
      return closingRecords(result);
    case 'table':
      return renderTable(result, style);
  }
}

/** The records of a run that is over: findings, thresholds, the result. Start and intervals were written before. */
function closingRecords(result: RunResult): string {
  const findings = result.checks.flatMap((check) =>
    check.findings.map((finding: Finding) => findingRecord(check, finding)),
  );
  return [...findings, ...result.slo.map(sloRecord), resultRecord(result)].join('');
}
