import { usage } from '../../base/failure.ts';
import type { Config } from '../config-file.ts';
import type { Io } from '../io.ts';
import type { FixturesRunValues } from '../options/fixtures.ts';
import type { Level, Settings } from '../settings.ts';
import { chooseTarget, type TargetSource } from '../target-source.ts';

/**
 * The servers to run against: the argument and every --target, else GRPC_VALIDATE_TARGET or the config file, else the
 * embedded server. Of targets and --embedded the one said at the higher level wins.
 * @throws Failure `usage` for an empty target, for both at one level, and without any where a pipeline runs.
 */
export function chooseTargets(
  argument: string | undefined,
  settings: Settings<FixturesRunValues>,
  io: Pick<Io, 'env'>,
  config: Config,
): readonly TargetSource[] {
  const { values, level, origin } = settings;
  const embedded = { said: values.embedded, level: level('embedded') };
  if (values.target.length === 0 || (argument !== undefined && level('target') < 3)) {
    return [chooseTarget(argument, embedded, io, config)];
  }
  const said: Level = level('target');
  if (embedded.said && embedded.level > said) return [{ embedded: true, origin: '--embedded' }];
  const from = origin('target') ?? '--target';
  if (embedded.said && embedded.level === said) {
    throw usage(`both a target (${from}) and --embedded were given`, 'leave one of them out');
  }
  const first = argument === undefined ? [] : [{ embedded: false as const, text: argument, origin: 'argument' }];
  const listed = [...first, ...values.target.map((text) => ({ embedded: false as const, text, origin: from }))];
  if (listed.some(({ text }) => text.trim() === '')) {
    throw usage('one of the targets is empty', 'each is host:port, for example 127.0.0.1:50051');
  }
  return listed;
}
