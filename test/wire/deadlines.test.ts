import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Deadlines } from '../../src/wire/deadlines.ts';

/** Calls by name, told of when they are late. */
function deadlines() {
  const made = new Deadlines();
  const late: string[] = [];
  const calls = new Map<string, object>();
  const add = (name: string, ms: number): void => {
    const call = {};
    calls.set(name, call);
    made.add(call, ms, () => late.push(name));
  };
  return { late, add, remove: (name: string) => made.remove(calls.get(name) ?? {}), made };
}

describe('Deadlines', () => {
  it('tells each call that is late, in whichever order they were added, and once', async () => {
    const { late, add } = deadlines();
    add('later', 40);
    add('soon', 10);
    add('between', 25);
    while (late.length < 3) await sleep(5);
    await sleep(30);
    expect(late).toEqual(['soon', 'between', 'later']);
  });

  it('says nothing of a call that is over', async () => {
    const { late, add, remove } = deadlines();
    add('over', 10);
    add('other', 15);
    remove('over');
    while (late.length < 1) await sleep(5);
    expect(late).toEqual(['other']);
  });

  it('is never late before its time, also where that is longer than a timer of Node takes', async () => {
    const { late, add, made } = deadlines();
    add('far', 2 ** 40);
    add('now', 1);
    while (late.length < 1) await sleep(2);
    await sleep(10);
    expect(late).toEqual(['now']);
    made.stop();
  });

  it('tells nobody once it is stopped', async () => {
    const { late, add, made } = deadlines();
    add('stopped', 5);
    made.stop();
    await sleep(20);
    expect(late).toEqual([]);
  });
});
