import { systemClock } from '../../base/clock.ts';
import { usage } from '../../base/failure.ts';
import { readDescriptionFile } from '../../run/focus/description-file.ts';
import type { ConfigureRequest } from '../../run/focus/configure-request.ts';
import { readConfigureRequest } from '../../run/focus/configure-request.ts';
import type { FoundJob } from '../../run/focus/find-job.ts';
import { findJob } from '../../run/focus/find-job.ts';
import { parseFocusUrl } from '../../run/focus/focus-url.ts';
import { streamTarget } from '../../frame/description-target.ts';
import type { Host } from '../../run/host.ts';
import type { Metadata } from '../../wire/types.ts';
import type { ConnectionValues } from '../options/connection.ts';
import type { JobValues } from '../options/job.ts';
import type { Settings } from '../settings.ts';
import { told, toldBy } from '../told.ts';
import { planPems } from './reach-plan.ts';

/** Where the facts of a job come from: a Focus Server, a file, or nothing but flags. */
export type JobSource =
  | { readonly kind: 'flags' }
  | { readonly kind: 'found'; readonly found: FoundJob }
  | { readonly kind: 'focus'; readonly find: (host: Host) => Promise<FoundJob> };

/** @throws Failure `usage`, `config` or `file` for every contradiction; nothing is asked of any server yet. */
export function chooseJobSource(settings: Settings<JobValues & ConnectionValues>, metadata: Metadata): JobSource {
  const { values } = settings;
  const { focusServer, configure, description, job } = values;
  if (description !== null && focusServer !== null) {
    throw usage('--description and --focus-server both describe the job', 'keep one of them');
  }
  if (description !== null) return told(toldBy(settings, 'description'), () => fromFile(description, values));
  if (focusServer === null) {
    if (configure === null) return { kind: 'flags' };
    throw usage('--configure makes a job on a Focus Server, and none was given', 'add --focus-server URL');
  }
  if (configure !== null && job !== null) {
    throw usage('--configure makes a new job, and --job names one that exists', 'keep one of them');
  }
  if (configure === null && job === null) {
    throw usage('--focus-server needs a job', 'look one up with --job ID, or make one with --configure FILE');
  }
  return fromServer(settings, focusServer, metadata);
}

function fromFile(path: string, values: JobValues & ConnectionValues): JobSource {
  const description = readDescriptionFile(path);
  return {
    kind: 'found',
    found: {
      description,
      request: undefined,
      jobId: values.job ?? description.jobId ?? null,
      target: streamTarget(description, values),
      startedAt: systemClock.now(),
      attempts: [],
    },
  };
}

function fromServer(
  settings: Settings<JobValues & ConnectionValues>,
  focusServer: string,
  metadata: Metadata,
): JobSource {
  const { values } = settings;
  const { configure } = values;
  const url = told(toldBy(settings, 'focusServer'), () => parseFocusUrl(focusServer));
  const request: ConfigureRequest | null =
    configure === null ? null : told(toldBy(settings, 'configure'), () => readConfigureRequest(configure, systemClock));
  const server = {
    url,
    headers: metadata,
    tls: { ...planPems(settings), skipVerify: values.skipVerify },
    timeoutMs: values.connectTimeout,
  };
  const options = { server, job: values.job, configure: request, waitJobMs: values.waitJob, security: values };
  return { kind: 'focus', find: (host) => findJob(options, host) };
}
