import { channelsOf, streamIds } from './description-channels.ts';
import type { JobRequest } from './description-expectation.ts';
import type { JobDescription } from './description.ts';

/** A description as the `job` part of the result document: plain JSON, null for what is unknown. */
export function jobFacts(description: JobDescription, request?: JobRequest): Readonly<Record<string, unknown>> {
  const { host, port, frequencies, channelMap } = description;
  return {
    status: description.status ?? null,
    viewType: description.viewType ?? request?.viewType ?? null,
    streamHost: host ?? null,
    streamPort: port ?? null,
    channelAmount: description.channelAmount ?? null,
    frequenciesAmount: description.frequenciesAmount ?? null,
    frequencies: frequencies
      ? { count: frequencies.length, firstHz: frequencies.at(0) ?? null, lastHz: frequencies.at(-1) ?? null }
      : null,
    linesDt: description.linesDt ?? null,
    streamAmount: description.streamAmount ?? null,
    streams: channelMap ? streamIds(description).map((id) => streamFacts(description, id, request)) : null,
    prr: description.prr ?? null,
    nfft: request?.nfft ?? null,
    startTime: isoTime(request?.startMs ?? description.startMs),
    endTime: isoTime(request?.endMs ?? description.endMs),
    contradictions: [...description.contradictions],
  };
}

function streamFacts(
  description: JobDescription,
  streamId: number,
  request: JobRequest | undefined,
): Readonly<Record<string, unknown>> {
  const channels = channelsOf(description, streamId, request?.channels);
  return {
    streamId,
    channels: channels?.count ?? null,
    firstChannel: channels?.ids?.at(0) ?? null,
    lastChannel: channels?.ids?.at(-1) ?? null,
  };
}

function isoTime(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}
