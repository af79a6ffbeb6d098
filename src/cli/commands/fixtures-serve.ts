import { resolve } from 'node:path';
import { plural } from '../../base/text.ts';
import { startFixtureServer } from '../../serve/fixture/server.ts';
import { Interrupt } from '../interrupt.ts';
import type { Io } from '../io.ts';
import type { FixturesServeValues } from '../options/fixtures.ts';
import type { Settings } from '../settings.ts';
import { untilAborted } from '../until-aborted.ts';
import { readFixtureSet } from './fixture-set.ts';
import { planServerTls, securityWords } from './server-tls-plan.ts';

/** `grpc-validate fixtures serve`: serves until SIGINT or SIGTERM; exit code. */
export async function fixturesServe(settings: Settings<FixturesServeValues>, io: Io): Promise<number> {
  const interrupt = new Interrupt(io);
  try {
    const { host, port, lenient, quiet } = settings.values;
    const { dir, selected } = readFixtureSet(settings, io);
    const files = selected.map(({ file }) => file);
    const security = planServerTls(settings, io.cwd);
    const server = await startFixtureServer({ dir: resolve(io.cwd, dir), files, host, port, lenient, ...security });
    const { address, fixtures, methods, left } = server;
    if (left.length > 0 && !quiet) {
      const names = `${left.slice(0, 3).join(', ')}${left.length > 3 ? ', ...' : ''}`;
      await io.stderr.write(
        `grpc-validate: ${plural(left.length, 'file')} cannot be served (${names}); see fixtures validate\n`,
      );
    }
    const what = `${plural(fixtures, 'fixture')}, ${plural(methods, 'method')}${lenient ? ', lenient' : ''}`;
    await io.stdout.write(
      `listening on ${address} (${securityWords(security.tls, Date.now())}), serving ${what}; Ctrl-C stops\n`,
    );
    await untilAborted(interrupt.signal);
    await server.close();
    return 0;
  } finally {
    interrupt.release();
  }
}
