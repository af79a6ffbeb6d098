// Go programs the conformance and interoperability runs need: found where they are, else built with Go.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const RUNNER = { module: 'connectrpc.com/conformance', version: 'v1.0.7' };
export const INTEROP = { module: 'google.golang.org/grpc', version: 'v1.84.0' };

const bin = fileURLToPath(new URL('../../node_modules/.cache/go-bin', import.meta.url));

/** The runner of `RUNNER.version`: on the PATH, built earlier, or null. */
export function findRunner() {
  return ['connectconformance', join(bin, 'connectconformance')].find((path) => {
    const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
    return stdout?.trim().endsWith(` ${RUNNER.version}`);
  });
}

/** The folder of the runner's .proto files in Go's module cache, fetched if need be; null without Go. */
export function findProtos() {
  if (process.env.CONFORMANCE_PROTOS) return process.env.CONFORMANCE_PROTOS;
  const { stdout } = spawnSync('go', ['mod', 'download', '-json', `${RUNNER.module}@${RUNNER.version}`], {
    encoding: 'utf8',
    env: { ...process.env, GOFLAGS: '-mod=mod' },
  });
  const folder = /"Dir": "(.*)"/.exec(stdout ?? '')?.[1];
  return folder === undefined ? null : join(folder, 'proto');
}

/** Builds a command of a Go module; its path. Throws when Go is missing or does not build it. */
export function goInstall({ module, version }, command) {
  const path = join(bin, command.split('/').at(-1));
  if (existsSync(path)) return path;
  mkdirSync(bin, { recursive: true });
  console.error(`building ${module}/${command}@${version} ...`);
  const { status, error } = spawnSync('go', ['install', `${module}/${command}@${version}`], {
    stdio: 'inherit',
    env: { ...process.env, GOBIN: bin },
  });
  if (error) throw new Error(`this needs Go: ${error.message}`);
  if (status !== 0) throw new Error(`go install ended with ${status}`);
  return path;
}
