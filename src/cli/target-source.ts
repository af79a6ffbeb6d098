import type { Failure } from '../base/failure.ts';
import { usage } from '../base/failure.ts';
import type { Config } from './config-file.ts';
import type { Io } from './io.ts';
import type { Level } from './settings.ts';
import { pipelineVariable } from './terminal.ts';

/** Where frames come from: a target somebody gave, or the simulator we start ourselves. */
export type TargetSource =
  | { readonly embedded: false; readonly text: string | null; readonly origin: string }
  | { readonly embedded: true; readonly origin: string };

/** How to give a target; `focus`: the command has a --focus-server. */
function waysOf(focus: boolean): string {
  const places = focus
    ? 'in GRPC_VALIDATE_TARGET, as "target" in the config file or through a Focus Server (--focus-server)'
    : 'in GRPC_VALIDATE_TARGET or as "target" in the config file';
  return `give a target as an argument, ${places}, or say --embedded to use the simulator on purpose`;
}

/**
 * The target by precedence: argument, GRPC_VALIDATE_TARGET, config file, the job's description where there will be one
 * (`described`, the flag that says so; the text is then null; absent where a command takes no description), else the
 * embedded simulator.
 * A target and --embedded exclude each other: the one said at the higher level wins.
 * @throws Failure `usage` for an empty target, and without one where a pipeline runs and --embedded was not said.
 */
export function chooseTarget(
  argument: string | undefined,
  embedded: { readonly said: boolean; readonly level: Level },
  io: Pick<Io, 'env'>,
  config: Config,
  described?: string | null,
): TargetSource {
  const ways = waysOf(described !== undefined);
  const said = givenTarget(argument, io, config);
  if (said) {
    const { text, origin, level } = said;
    const place = level === 3 ? 'given as an argument' : `from ${origin}`;
    if (text.trim() === '') throw usage(`the target ${place} is empty`, ways);
    if (embedded.said && embedded.level === level) {
      throw usage(`both a target (${origin}) and --embedded were given`, 'leave one of them out');
    }
    if (!embedded.said || embedded.level < level) return { embedded: false, text, origin };
  }
  if (embedded.said) return { embedded: true, origin: '--embedded' };
  if (typeof described === 'string') return { embedded: false, text: null, origin: described };
  const pipeline = pipelineVariable(io.env);
  if (pipeline) throw noTarget(pipeline, ways);
  return { embedded: true, origin: 'default' };
}

/**
 * A target somebody gave, for commands that have no simulator of their own: argument, GRPC_VALIDATE_TARGET, config file.
 * `instead` says what would do in place of one.
 * @throws Failure `usage` without one, and for an empty one.
 */
export function requireTarget(
  argument: string | undefined,
  io: Pick<Io, 'env'>,
  config: Config,
  instead?: string,
): { readonly text: string; readonly origin: string } {
  const ways = 'give a target as an argument, in GRPC_VALIDATE_TARGET or as "target" in the config file';
  const said = givenTarget(argument, io, config);
  if (said === undefined) {
    throw usage(
      'no target was given',
      `${ways}, for example 127.0.0.1:50051${instead === undefined ? '' : `; ${instead}`}`,
    );
  }
  const { text, origin, level } = said;
  const place = level === 3 ? 'given as an argument' : `from ${origin}`;
  if (text.trim() === '') throw usage(`the target ${place} is empty`, ways);
  return { text, origin };
}

/** A target somebody gave, and at which level; undefined without one. */
export function givenTarget(
  argument: string | undefined,
  io: Pick<Io, 'env'>,
  config: Config,
): { text: string; origin: string; level: Level } | undefined {
  if (argument !== undefined) return { text: argument, origin: 'argument', level: 3 };
  const variable = io.env['GRPC_VALIDATE_TARGET'];
  if (variable !== undefined) return { text: variable, origin: 'GRPC_VALIDATE_TARGET', level: 2 };
  const entry = config.entries.get('target');
  return entry && { text: entry.texts.join(','), origin: entry.place, level: 1 };
}

function noTarget(pipeline: string, ways: string): Failure {
  return usage(`no target was given, and ${pipeline} is set: a pipeline must not pass on a simulator`, ways);
}

/** Why there is no server of the user's; a target of a lower level may have been passed over. */
export function whyEmbedded({ origin }: TargetSource): string {
  return origin === 'default' ? 'no target was given' : origin;
}
