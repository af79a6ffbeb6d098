import type { JobOptions } from '../../src/serve/spectrogram/job-options.ts';
import { JobStore } from '../../src/serve/spectrogram/job-store.ts';
import { createJobs } from '../../src/serve/spectrogram/job-table.ts';
import { RestFacade } from '../../src/serve/rest/facade.ts';
import type { RestAnswer } from '../../src/serve/rest/facade.ts';
import { restManners } from '../../src/serve/rest/options.ts';
import type { RestOptions } from '../../src/serve/rest/options.ts';
import { JumpingClock } from './serve-clock.ts';

/** A request for channels 1..50 over 0..500 Hz, 100 rows a second. */
export const CONFIGURE = {
  displayTimeAxisDuration: 10,
  nfftSelection: 1024,
  displayInfo: { height: 1000 },
  channels: { min: 1, max: 50 },
  frequencyRange: { min: 0, max: 500 },
  start_time: null,
  end_time: null,
  view_type: 0,
};

export const WATERFALL = { nfftSelection: 1, channels: { min: 1, max: 50 }, view_type: 2 };

export interface Desk {
  readonly facade: RestFacade;
  readonly jobs: JobStore;
  readonly clock: JumpingClock;
  readonly post: (path: string, body: unknown) => RestAnswer;
  readonly get: (path: string) => RestAnswer;
}

/** A facade without a transport, its server on port 50051. */
export function desk(defaults: JobOptions = {}, rest: RestOptions = {}): Desk {
  const clock = new JumpingClock();
  const jobs = new JobStore(createJobs(defaults, {}), clock, rest.unopenedMs);
  const place = { host: '127.0.0.1', port: 50_051, tls: false };
  const facade = new RestFacade({ jobs, defaults, place, manners: restManners(rest), historicFps: rest.historicFps });
  return {
    facade,
    jobs,
    clock,
    post: (path, body) => facade.answer({ method: 'POST', path, body: JSON.stringify(body) }),
    get: (path) => facade.answer({ method: 'GET', path, body: '' }),
  };
}
