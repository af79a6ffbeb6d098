import { secretsOfLabel } from '../labels.ts';
import { choice, flag, onByDefault, text, texts } from '../kinds.ts';
import type { OptionTable } from '../option.ts';

export const OUTPUTS = ['table', 'line', 'json', 'ndjson'] as const;

export interface OutputValues {
  readonly output: (typeof OUTPUTS)[number];
  readonly json: boolean;
  readonly report: readonly string[];
  readonly label: readonly string[];
  readonly progress: boolean;
  readonly quiet: boolean;
  readonly config: string | null;
}

export const OUTPUT: OptionTable<OutputValues> = {
  output: choice(OUTPUTS, 'table', 'what stdout carries', { short: 'o' }),
  json: flag('short for --output json'),
  report: texts('<format=file>', 'write a report too: json, ndjson, junit, markdown, table, line, hgrm or ghz-json'),
  label: texts('<key=value>', 'a label for the result document', { list: true, secrets: secretsOfLabel }),
  progress: onByDefault('no progress line on the terminal'),
  quiet: flag('nothing on stderr but errors', { short: 'q' }),
  config: text('<file>', null, 'settings from this file in place of grpc-validate.config.{json,yaml}'),
};
