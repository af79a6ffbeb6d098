import { describe, expect, it } from 'vitest';
import { createJob } from '../../../src/serve/spectrogram/job.ts';
import { JobStore } from '../../../src/serve/spectrogram/job-store.ts';
import { createJobs } from '../../../src/serve/spectrogram/job-table.ts';
import { JumpingClock } from '../../support/serve-clock.ts';

const clock = (): JumpingClock => new JumpingClock();
const job = createJob('new', { startDelayMs: 6000, layout: 'pandadatastream' });

async function* numbers(): AsyncGenerator<number> {
  yield 1;
  yield await Promise.resolve(2);
}

describe('JobStore', () => {
  it('keeps the jobs it was started with for ever', () => {
    const time = clock();
    const store = new JobStore(createJobs(), time);
    time.pass(1e9);
    expect(store.find('12-70788')?.id).toBe('12-70788');
    expect(store.find('12-1')).toBeUndefined();
  });

  it('lets a configured job die 50 s after it was made when nobody opens it', () => {
    const time = clock();
    const store = new JobStore(new Map(), time);
    store.add(job);
    time.pass(49_999);
    expect(store.find('new')).toBe(job);
    time.pass(1);
    expect(store.find('new')).toBeUndefined();
    expect(store.implied('pandadatastream')).toBeUndefined();
  });

  it('keeps a job alive while it is followed, and for its time after that', async () => {
    const time = clock();
    const store = new JobStore(new Map(), time, 1000);
    store.add(job);
    const frames = store.follow(job, numbers());
    expect(await frames.next()).toEqual({ done: false, value: 1 });
    time.pass(5000);
    expect(store.find('new')).toBe(job);
    await frames.return(undefined);
    time.pass(999);
    expect(store.find('new')).toBe(job);
    time.pass(1);
    expect(store.find('new')).toBeUndefined();
  });

  it('gives what is followed unchanged, also of a job it does not know', async () => {
    const store = new JobStore(new Map(), clock());
    const all: number[] = [];
    for await (const one of store.follow(job, numbers())) all.push(one);
    expect(all).toEqual([1, 2]);
  });

  it('counts the start of a job from when it was made', () => {
    const time = clock();
    const store = new JobStore(new Map(), time);
    time.pass(60_000);
    store.add(job);
    expect(store.isStarting(job)).toBe(true);
    time.pass(6000);
    expect(store.isStarting(job)).toBe(false);
    expect(store.isStarting(createJob('other', {}))).toBe(false);
  });

  it('counts how often a starting job was asked for', () => {
    const store = new JobStore(new Map(), clock());
    store.add(job);
    expect([store.countPoll(job), store.countPoll(job)]).toEqual([1, 2]);
    expect(store.countPoll(createJob('other', {}))).toBe(1);
  });

  it('means the job last configured, else the first of the layout', () => {
    const store = new JobStore(createJobs({}, { a: {}, b: { layout: 'pandadatastream' } }), clock());
    expect(store.implied('pandadatastream')?.id).toBe('b');
    expect(store.implied('datastream')?.id).toBe('a');
    store.add(job);
    expect(store.implied('pandadatastream')?.id).toBe('new');
  });

  it('makes ids no job has, and forgets the dead', () => {
    const time = clock();
    const store = new JobStore(createJobs({}, { '12-70789': {} }), time, 10);
    const first = store.newId();
    expect(first).toBe('12-70790');
    store.add(createJob(first, {}));
    time.pass(10);
    store.add(createJob(store.newId(), {}));
    expect(store.find('12-70791')).toBeDefined();
    expect(store.find(first)).toBeUndefined();
  });
});
