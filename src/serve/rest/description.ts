import type { Job } from '../spectrogram/job.ts';
import { streamSensors } from '../spectrogram/job.ts';
import type { RestManners } from './options.ts';

/** Where the job's stream is to be found. */
export interface StreamPlace {
  /** Bare host, IPv6 in brackets. */
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
}

/** The job's description as the facade gives it. */
export type JobDescription = Readonly<Record<string, unknown>>;

/** What `POST /configure` and `GET /metadata/:job` answer, faults included. */
export function describeJob(job: Job, place: StreamPlace, manners: RestManners): JobDescription {
  const { quirks, faults } = manners;
  const port = faults.has('wrong-port') ? 1 : faults.has('impossible-port') ? 70_000 : place.port;
  const scheme = place.tls ? 'https://' : 'http://';
  const frequencies = job.viewType === 2 && quirks.has('no-frequencies') ? [] : job.frequencies;
  return {
    status: '',
    job_id: job.id,
    stream_url: quirks.has('bare-url') ? place.host : `${scheme}${place.host}`,
    stream_port: quirks.has('stringly') ? String(port) : port,
    channel_amount: job.sensors + (faults.has('channel-count') ? 1 : 0),
    frequencies_amount: frequencies.length,
    frequencies_list: spoiledAxis(frequencies, job.prr, faults),
    lines_dt: job.dtMs / 1000,
    channel_to_stream_index: streamOfChannel(job),
    stream_amount: job.streams + (faults.has('stream-count') ? 1 : 0),
    view_type: job.viewType,
    ...(quirks.has('prr-live') || quirks.has('prr-unknown') ? {} : { metadata: { prr: shownPrr(job.prr, manners) } }),
  };
}

/** The PRR as it is told, Hz. */
export function shownPrr(prr: number, { faults }: RestManners): number {
  return faults.has('prr-zero') ? 0 : prr;
}

function streamOfChannel(job: Job): Readonly<Record<string, number>> {
  const map: Record<string, number> = {};
  for (let stream = 0; stream < job.streams; stream += 1) {
    const { from, to } = streamSensors(job, stream);
    for (let place = from; place < to; place += 1) map[job.firstSensor + place] = stream;
  }
  return map;
}

function spoiledAxis(list: readonly number[], prr: number, faults: RestManners['faults']): readonly number[] {
  if (faults.has('contradiction')) return list.slice(0, -1);
  if (faults.has('axis-unsorted')) return list.toReversed();
  return faults.has('axis-outside') ? list.map((hz) => hz + prr) : list;
}
