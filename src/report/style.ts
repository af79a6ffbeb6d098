import { Chalk } from 'chalk';
import type { ChalkInstance } from 'chalk';
import type { CheckStatus, Outcome, SloStatus } from '../base/result.ts';

export interface RenderOptions {
  readonly colour: boolean;
  /** Columns the text may take; less than 40 is taken as 40. */
  readonly width: number;
}

/** How text is dressed and how wide it may be. */
export interface Style {
  readonly chalk: ChalkInstance;
  readonly colour: boolean;
  readonly width: number;
}

/** The colour level is set outright: chalk on its own ignores NO_COLOR and guesses from CI variables. */
export function styleOf({ colour, width }: RenderOptions): Style {
  return { chalk: new Chalk({ level: colour ? 1 : 0 }), colour, width: Math.max(40, Math.floor(width)) };
}

type Status = CheckStatus | SloStatus;

const MARKS: Readonly<Record<Status, string>> = {
  passed: '✓ passed',
  failed: '✗ FAILED',
  warned: '! warned',
  inconclusive: '? inconclusive',
  skipped: '- skipped',
};

/** A status with its mark, so that it can be told apart without colour. */
export function statusMark(status: Status, { chalk }: Style): string {
  const text = MARKS[status];
  if (status === 'passed') return chalk.green(text);
  if (status === 'failed') return chalk.red(text);
  return status === 'skipped' ? chalk.dim(text) : chalk.yellow(text);
}

/** The mark of a check that passed though some violated it, within `--tolerate`. */
export function toleratedMark({ chalk }: Style): string {
  return chalk.green('✓ tolerated');
}

/** The colour of a verdict. */
export function outcomeColour(outcome: Outcome, { chalk }: Style): (text: string) => string {
  if (outcome === 'passed') return chalk.green;
  return outcome === 'interrupted' ? chalk.yellow : chalk.red;
}
