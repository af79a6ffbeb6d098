import { usage } from '../../base/failure.ts';
import type { Severity } from '../../base/result.ts';
import { parseFamilies, parseSeverities, parseTolerances } from '../../check/settings.ts';
import type { Slo } from '../../measure/slo.ts';
import { parseSlos } from '../../measure/slo.ts';
import type { StreamPlanner } from '../../run/stream.ts';
import { parseHeader } from '../../wire/header.ts';
import type { Io } from '../io.ts';
import { parseLabels } from '../labels.ts';
import type { StreamValues } from '../options/values.ts';
import type { Settings } from '../settings.ts';
import type { TargetSource } from '../target-source.ts';
import { whyEmbedded } from '../target-source.ts';
import type { Told } from '../told.ts';
import { told, toldBy } from '../told.ts';
import { planExpectation } from './expectation-plan.ts';
import type { JobSource } from './job-source.ts';
import { isRestTls, planJob, sloOrigin } from './job-plan.ts';
import { planLayouts } from './layout-plan.ts';
import { planReach } from './reach-plan.ts';
import type { StreamDraft } from './stream-draft.ts';

/** @throws Failure for every wrong value and every contradiction, before anything is dialled. */
export function draftStream(
  settings: Settings<StreamValues>,
  source: TargetSource,
  io: Pick<Io, 'env'>,
  command: 'stream' | 'bench' = 'stream',
): StreamDraft {
  const { values } = settings;
  const slos: readonly Slo[] = parseSlos(values.slo, {
    command,
    origin: sloOrigin(settings),
    ...(values.fps === null ? {} : { nominalFps: values.fps }),
  });
  const flags = { ...planExpectation(settings, slos), realtime: command === 'stream' };
  const failOn: Severity = values.failOn;
  const by = (key: keyof StreamValues): Told => toldBy(settings, key);
  return {
    command,
    embedded: source.embedded,
    failOn,
    slos,
    settings: {
      target: { value: source.embedded ? 'embedded' : source.text, origin: source.origin },
      ...settings.record,
    },
    labels: told(by('label'), () => parseLabels(values.label)),
    notes: source.embedded ? [`${whyEmbedded(source)}: streaming from the embedded simulator`] : [],
    values,
    env: io.env,
    said: values.live ? 'live' : values.ended ? 'ended' : null,
    layouts: told(by('layout'), () => planLayouts(values)),
    flags,
    metadata: told(by('metadata'), () => values.metadata.map((header) => parseHeader(header, io.env))),
    checks: {
      families: told(by('checks'), () => families(values.checks)),
      severities: told(by('severity'), () => parseSeverities(values.severity)),
      tolerances: told(by('tolerate'), () => parseTolerances(values.tolerate)),
    },
  };
}

/** `--checks`: `none` stands alone. */
function families(text: string): ReturnType<typeof parseFamilies> {
  const names = text.split(',').map((name) => name.trim());
  if (names.length > 1 && names.includes('none')) {
    throw usage('--checks none switches every family off and stands alone', 'name the families to run, or only none');
  }
  return parseFamilies(text);
}

/**
 * How the run comes by its plan. What can be settled without asking a server is settled at once.
 * @param embedded address of the embedded server, null when the user's target is used.
 * @throws Failure `usage`, `config` or `file`.
 */
export function planStream(
  settings: Settings<StreamValues>,
  draft: StreamDraft,
  source: TargetSource,
  jobs: JobSource,
  embedded: string | null,
): StreamPlanner {
  const text = embedded ?? (source.embedded ? null : source.text);
  const reach =
    text === null
      ? null
      : told({ flag: 'target', origin: source.origin === 'argument' ? null : source.origin }, () =>
          planReach(settings, text, isRestTls(draft.values)),
        );
  if (jobs.kind === 'focus') {
    return async (host) => planJob(settings, draft, reach, await jobs.find(host));
  }
  const found = jobs.kind === 'found' ? jobs.found : null;
  if (found === null && draft.values.job === null && draft.layouts.some((layout) => layout.asks.job)) {
    const hint = 'for example: --job 12-70788; only --layout pandadatastream has no job in its request';
    throw usage('which job? --job is missing', hint);
  }
  const plan = planJob(settings, draft, reach, found);
  return () => Promise.resolve(plan);
}
