// The interoperability server of grpc-go, built with Go, and our interoperability cases against it.
// usage: node bench/conformance/interop.mjs
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { goInstall, INTEROP } from './tools.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs the cases with a reporter of vitest; `json` is kept from the terminal and counted. Throws without Go. */
export function interop(reporter = 'default') {
  const server = goInstall(INTEROP, 'interop/server');
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', '.ci/vitest.config.ts', '--root', '.'];
  const quiet = reporter === 'json';
  const { status, stdout } = spawnSync(
    process.execPath,
    [...args, `--reporter=${reporter}`, 'test/stories/interop-go.test.ts'],
    {
      cwd: root,
      env: { ...process.env, GRPC_INTEROP_SERVER: server },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', 'inherit'],
      encoding: 'utf8',
    },
  );
  if (!quiet) return { status };
  const { numPassedTests, numFailedTests } = JSON.parse(stdout);
  return { status, passed: numPassedTests, failed: numFailedTests };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.exitCode = interop().status ?? 1;
  } catch (thrown) {
    console.error(`interop: ${thrown.message}`);
    process.exitCode = 2;
  }
}
