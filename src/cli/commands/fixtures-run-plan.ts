import { resolve } from 'node:path';
import { usage } from '../../base/failure.ts';
import { readKnownFailing } from '../../run/fixtures/known-failing.ts';
import type { FixturePlan } from '../../run/fixtures/plan.ts';
import type { FixtureServerOptions } from '../../serve/fixture/server.ts';
import { readText } from '../../fixture/folder.ts';
import { parseHeader } from '../../wire/header.ts';
import { proxyNote } from '../../wire/proxy-note.ts';
import type { Config } from '../config-file.ts';
import { canAsk } from '../confirm.ts';
import type { Io } from '../io.ts';
import { parseLabels } from '../labels.ts';
import { FIXTURES_RUN, type FixturesRunValues } from '../options/fixtures.ts';
import { both, settleRivals, type Rivals } from '../rivals.ts';
import type { Settings } from '../settings.ts';
import { whyEmbedded, type TargetSource } from '../target-source.ts';
import { told, toldBy } from '../told.ts';
import { readFixtureSet } from './fixture-set.ts';
import { chooseTargets } from './fixtures-targets.ts';
import { planReach } from './reach-plan.ts';
import { withoutTls } from './simulator-plan.ts';

/** A `fixtures run` whose words have been read and found right. */
export interface PreparedFixtureRun {
  /** Contradictions between levels settled. */
  readonly settings: Settings<FixturesRunValues>;
  /** What the embedded server is to serve; null where there are targets. */
  readonly embedded: FixtureServerOptions | null;
  /** The plan, given the address of the embedded server where that is what is reached. */
  readonly plan: (embeddedAddress: string | null) => FixturePlan;
}

const RIVALS: readonly Rivals<FixturesRunValues>[] = [
  both('tls', 'plaintext'),
  both('mutate', 'knownFailing', '--mutate and --known-failing'),
  both('update', 'mutate'),
  both('update', 'knownFailing', '--update and --known-failing'),
  both('update', 'embedded'),
  both('update', 'json'),
  {
    keys: ['update', 'output'],
    clash: ({ update, output }) => update && output !== 'table',
    words: ({ output }) => `--update and --output ${output}`,
  },
  {
    keys: ['update', 'repeat'],
    clash: ({ update, repeat }) => update && repeat > 1,
    words: ({ repeat }) => `--update and --repeat ${repeat}`,
  },
];

/** Any address: the words are checked before the embedded server has one. */
const NOWHERE = '127.0.0.1:1';

/** @throws Failure `usage`, `config` or `file` for every wrong value and every contradiction, before anything is dialled. */
export function prepareFixtureRun(
  argument: string | undefined,
  given: Settings<FixturesRunValues>,
  config: Config,
  io: Pick<Io, 'env' | 'cwd' | 'secrets' | 'stdin' | 'stderr'>,
): PreparedFixtureRun {
  const settled = settleRivals(FIXTURES_RUN, given, RIVALS);
  const sources = chooseTargets(argument, settled, io, config);
  const isEmbedded = sources.some(({ embedded }) => embedded);
  checkUpdate(settled.values, sources, io);
  const settings = isEmbedded ? withoutTls(FIXTURES_RUN, settled) : settled;
  const plan = planRun(settings, sources, io);
  const dir = resolve(io.cwd, plan.set.dir);
  return {
    settings,
    embedded: isEmbedded ? { dir } : null,
    plan: (address) =>
      address === null ? plan : { ...plan, targets: [{ reach: planReach(settings, address), embedded: true }] },
  };
}

/** Somebody has to ask for an update, and to say which server is right. */
function checkUpdate(
  { update, yes }: FixturesRunValues,
  sources: readonly TargetSource[],
  io: Pick<Io, 'stdin' | 'stderr'>,
): void {
  if (!update) {
    if (yes) throw usage('--yes is for --update', 'leave it out, or add --update');
    return;
  }
  const [source] = sources;
  if (sources.length > 1) throw usage('--update takes one server', 'name the one that is right');
  if (source?.embedded === true) {
    throw usage('--update takes a server: the embedded one answers what the files say', 'name a target');
  }
  if (!yes && !canAsk(io))
    throw usage('--update asks before it writes, and there is no terminal to ask on', 'add --yes');
}

function planRun(
  settings: Settings<FixturesRunValues>,
  sources: readonly TargetSource[],
  io: Pick<Io, 'env' | 'cwd' | 'secrets'>,
): FixturePlan {
  const { env, cwd } = io;
  const { values } = settings;
  const set = readFixtureSet(settings, io);
  const targets = sources.map((source) => {
    const place = { flag: 'target', origin: source.origin === 'argument' ? null : source.origin };
    const text = source.embedded ? NOWHERE : (source.text ?? '');
    const reach = told(place, () => planReach(settings, text));
    return { reach: { ...reach, streams: values.jobs }, embedded: source.embedded };
  });
  const [first] = sources;
  const proxies = targets.flatMap(({ reach, embedded }) => (embedded ? [] : (proxyNote(reach.target, env) ?? [])));
  return {
    command: 'fixtures run',
    settings: settings.record,
    labels: told(toldBy(settings, 'label'), () => parseLabels(values.label)),
    notes: [
      ...(first?.embedded === true ? [`${whyEmbedded(first)}: running against the embedded fixture server`] : []),
      ...(values.skipVerify ? ['server certificates are not checked (--skip-verify)'] : []),
      ...new Set(proxies),
    ],
    set,
    targets,
    metadata: told(toldBy(settings, 'metadata'), () => values.metadata.map((header) => parseHeader(header, env))),
    jobs: values.jobs,
    repeat: values.repeat,
    maxMessageSize: values.maxMessageSize,
    knownFailing: told(toldBy(settings, 'knownFailing'), () => {
      const { knownFailing } = values;
      if (knownFailing === null) return new Map<string, string>();
      const text = readText(resolve(cwd, knownFailing), 'it is a list of fixtures, a name or a file a line');
      return readKnownFailing(text, knownFailing, set.loaded);
    }),
  };
}
