import { readFileSync } from 'node:fs';
import { Failure } from '../../base/failure.ts';
import { printable } from '../../base/text.ts';
import { createJob } from './job.ts';
import type { Job } from './job.ts';
import { checkJobOptions } from './job-options.ts';
import type { JobOptions } from './job-options.ts';

/** The job a server has when it was told of none. */
export const DEFAULT_JOB = '12-70788';

/** Jobs by id; each is `defaults` with its own options over them. Throws as createJob. */
export function createJobs(
  defaults: JobOptions = {},
  jobs: Readonly<Record<string, JobOptions>> = { [DEFAULT_JOB]: {} },
): Map<string, Job> {
  checkJobOptions(defaults, 'the default job');
  return new Map(
    Object.entries(jobs).map(([id, own]) => [
      id,
      createJob(id, { ...defaults, ...checkJobOptions(own, `job ${printable(id)}`) }),
    ]),
  );
}

/** Reads a JSON file `{"ID": {options}, ...}`; throws a file Failure when it cannot be read or is no such object. */
export function readJobs(path: string): Record<string, JobOptions> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new Failure(
      'file',
      `${path} cannot be read as JSON: ${cause instanceof Error ? printable(cause.message) : ''}`,
      { cause },
    );
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed) || Object.keys(parsed).length === 0) {
    throw new Failure('file', `${path} has no jobs`, { hint: 'write {"12-70788": {"sensors": 50}}' });
  }
  return Object.fromEntries(
    Object.entries(parsed).map(([id, own]) => [id, checkJobOptions(own, `job ${printable(id)} in ${path}`)]),
  );
}
