import type { RunResult } from '../../base/result.ts';
import { formatNumber } from '../../base/units.ts';
import { CHECK_OPTIONS, LOAD_OPTIONS, optionWords } from '../merge/fit.ts';

/** Frames that differ by less in size are alike: the last one of a job may be short. */
const FRAME_SHARE = 0.05;

/** Why two benches cannot be compared, naming what differs; null when they can. */
export function unlike(baseline: RunResult, now: RunResult): string | null {
  const differing = [
    ...[...LOAD_OPTIONS, 'shard', ...CHECK_OPTIONS]
      .filter((name) => name !== 'repeat' && name !== 'layout')
      .map((name) => optionDiffers(name, baseline, now)),
    differs('the method', baseline.call?.method, now.call?.method),
    differs('the layout', layoutOf(baseline), layoutOf(now)),
    differs('the server', serverOf(baseline), serverOf(now)),
    differs('the security', baseline.target?.security, now.target?.security),
    differs('the client', baseline.target?.client, now.target?.client),
    frames(baseline, now),
  ].find((words) => words !== null);
  return differing ?? null;
}

/** What differs and does not keep them from being compared. */
export function otherwise(baseline: RunResult, now: RunResult): string[] {
  return [
    differs('the tool', baseline.tool.version, now.tool.version),
    differs('the target', addressOf(baseline), addressOf(now)),
    differs('Node', baseline.environment.node, now.environment.node),
    differs('the machine', machineOf(baseline), machineOf(now)),
  ].flatMap((words) => words ?? []);
}

function differs(what: string, before: string | null | undefined, after: string | null | undefined): string | null {
  if ((before ?? null) === (after ?? null)) return null;
  return `${what} is ${before ?? 'not known'} in the baseline and ${after ?? 'not known'} now`;
}

/** An option that one of them does not know was not given there. */
function optionDiffers(name: string, baseline: RunResult, now: RunResult): string | null {
  const [before, after] = [optionWords(baseline, name), optionWords(now, name)];
  const isDefault = (result: RunResult): boolean => result.settings[name]?.origin === 'default';
  if ((before === null && isDefault(now)) || (after === null && isDefault(baseline))) return null;
  return differs(`--${name}`, before, after);
}

function layoutOf({ layout }: RunResult): string | null {
  return layout && `${layout.name}, ${layout.element}, ${layout.axes}`;
}

function serverOf({ target }: RunResult): string | null {
  return target && (target.embedded ? 'the embedded simulator' : 'one of its own');
}

/** The simulator's port is another each time. */
function addressOf({ target }: RunResult): string | null {
  return target === null || target.embedded ? null : target.address;
}

function machineOf({ environment: { os, cpus } }: RunResult): string {
  return `${os} with ${cpus} CPUs`;
}

function frames(baseline: RunResult, now: RunResult): string | null {
  const [before, after] = [bytesOf(baseline), bytesOf(now)];
  if (before === null || after === null || Math.abs(after - before) <= FRAME_SHARE * before) return null;
  const words = (bytes: number): string => `${formatNumber(bytes, 0)} bytes`;
  return differs('a frame', words(before), words(after));
}

function bytesOf({ frames: part }: RunResult): number | null {
  return part === null || part.received === 0 ? null : part.payloadBytes / part.received;
}
