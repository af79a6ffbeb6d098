import type { RunResult } from '../base/result.ts';
import { printable } from '../base/text.ts';
import { baselinePart } from './baseline-part.ts';
import { benchParts } from './bench-part.ts';
import { callPart } from './call-part.ts';
import { checksPart } from './checks-part.ts';
import { fixturesPart } from './fixtures-part.ts';
import { heading } from './heading.ts';
import { measuresPart } from './measures-part.ts';
import { mergedPart } from './merged-part.ts';
import { phasesPart } from './phases-part.ts';
import { serverPart } from './server-part.ts';
import { sessionPart } from './session-part.ts';
import { streamsPart } from './streams-part.ts';
import { outcomeColour, styleOf } from './style.ts';
import type { RenderOptions, Style } from './style.ts';
import { thresholdsPart } from './thresholds-part.ts';
import { nounOf } from './words.ts';
import { labelled } from './wrap.ts';

/** The report for people, in paragraphs; the verdict stands last. No line but that is wider than asked for. */
export function renderTable(result: RunResult, options: RenderOptions): string {
  const style = styleOf(options);
  const parts = [
    heading(result, style),
    ...phasesPart(result, style),
    ...serverPart(result, style),
    ...callPart(result, style),
    ...(result.fixtures === undefined
      ? checksPart(result.checks, style, nounOf(result))
      : fixturesPart(result, result.fixtures, style)),
    ...sessionPart(result, style),
    ...measuresPart(result, style),
    ...benchParts(result, style),
    ...mergedPart(result, style),
    // Lanes are all alike.
    ...(result.bench?.calls ? [] : streamsPart(result.streams, style)),
    ...thresholdsPart(result.slo, style),
    ...baselinePart(result, style),
    ...suspectPart(result.suspect, style),
    verdict(result, style),
  ];
  return `${parts.join('\n\n')}\n`;
}

function suspectPart(suspect: readonly string[], { width, chalk }: Style): string[] {
  if (suspect.length === 0) return [];
  const lines = suspect.map((reason) => labelled('  -', printable(reason), width, 4));
  return [[chalk.yellow('suspect: our own side may have been too slow'), ...lines].join('\n')];
}

function verdict({ failure, summary, outcome }: RunResult, style: Style): string {
  const hint = failure?.hint ?? null;
  // Never wrapped: the last line of the report is the verdict, for eyes and for tail -1.
  const dressed = style.chalk.bold(outcomeColour(outcome, style)(printable(summary.line, 2000)));
  return [...(hint === null ? [] : [labelled('hint:', printable(hint), style.width, 6)]), dressed].join('\n');
}
