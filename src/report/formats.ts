import { usage } from '../base/failure.ts';
import type { RunResult } from '../base/result.ts';
import { didYouMean } from '../base/text.ts';
import { renderGhzJson } from './ghz-json.ts';
import { renderHgrm } from './hgrm.ts';
import { renderJson } from './json.ts';
import { renderJunit } from './junit.ts';
import { renderLine } from './line.ts';
import { renderMarkdown } from './markdown.ts';
import { renderNdjson } from './ndjson.ts';
import type { RenderOptions } from './style.ts';
import { renderTable } from './table.ts';

type Renderer = (result: RunResult, options: RenderOptions) => string;

const RENDERERS: Readonly<Record<string, Renderer>> = {
  json: renderJson,
  ndjson: renderNdjson,
  junit: renderJunit,
  markdown: renderMarkdown,
  line: renderLine,
  table: renderTable,
  hgrm: renderHgrm,
  'ghz-json': renderGhzJson,
};

/** The names `--report FORMAT=FILE` takes. */
export const REPORT_FORMATS: readonly string[] = Object.keys(RENDERERS);

/** How a report in a file looks. */
const FILE_STYLE: RenderOptions = { colour: false, width: 100 };

/** A result in a named format; throws Failure `usage`, naming the formats, for one we do not know. */
export function renderReport(format: string, result: RunResult, options: RenderOptions = FILE_STYLE): string {
  const renderer = Object.hasOwn(RENDERERS, format) ? RENDERERS[format] : undefined;
  if (renderer === undefined) {
    throw usage(
      `unknown report format ${JSON.stringify(format)}`,
      didYouMean(format, REPORT_FORMATS) ?? `formats: ${REPORT_FORMATS.join(', ')}`,
    );
  }
  return renderer(result, options);
}
