import { onTestFinished } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import type { LoadedFixture } from '../../src/fixture/loaded.ts';
import { loadFixtures } from '../../src/fixture/load.ts';
import type { Host } from '../../src/run/host.ts';
import type { FixturePlan, PlannedTarget } from '../../src/run/fixtures/plan.ts';
import { startFixtureServer, type FixtureServerOptions } from '../../src/serve/fixture/server.ts';
import { parseTarget } from '../../src/wire/target.ts';
import { fixtureFolder } from './fixture-folder.ts';

/** A server of these fixtures, gone when the test is over; its address. */
export async function serving(
  files: Readonly<Record<string, unknown>>,
  options: Partial<FixtureServerOptions> = {},
): Promise<string> {
  const server = await startFixtureServer({ dir: fixtureFolder(files), graceMs: 0, ...options });
  onTestFinished(() => server.close());
  return server.address;
}

export function targetAt(address: string, client: 'wire' | 'grpc-js' = 'wire'): PlannedTarget {
  return {
    embedded: false,
    reach: {
      target: parseTarget(address),
      security: 'plaintext',
      connectTimeoutMs: 5000,
      retries: 0,
      retryDelayMs: 1,
      retryMaxDelayMs: 1,
      windowSize: 1024 ** 2,
      streams: 1,
      client,
    },
  };
}

export function hostOf(signal: AbortSignal = new AbortController().signal): Host {
  return { clock: systemClock, random: () => 0.5, version: '0.0.0', signal };
}

/** A plan for these fixtures against these servers. */
export function planOf(
  files: Readonly<Record<string, unknown>>,
  addresses: readonly (string | PlannedTarget)[],
  more: Partial<FixturePlan> = {},
): FixturePlan & { readonly set: { readonly selected: readonly LoadedFixture[] } } {
  const dir = fixtureFolder(files);
  const loaded = loadFixtures(dir);
  return {
    command: 'fixtures run',
    settings: {},
    labels: {},
    notes: [],
    set: { dir, loaded, selected: loaded },
    targets: addresses.map((each) => (typeof each === 'string' ? targetAt(each) : each)),
    metadata: [],
    jobs: 1,
    repeat: 1,
    maxMessageSize: 10_000_000,
    knownFailing: new Map(),
    ...more,
  };
}
