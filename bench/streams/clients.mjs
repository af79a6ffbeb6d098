// The clients that are compared: each takes an address and a number of frames and tells what came of it.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/**
 * `share`: how many of the frames it is given, so that a slow client does not take all day. `args` of a run; `read` makes
 * {frames, seconds, cpuSeconds, violations} of what it prints. `missing` says why it cannot run here.
 */
export const CLIENTS = [
  {
    name: 'grpc-validate',
    share: 1,
    missing: () => null,
    args: (address, frames) => [
      process.execPath,
      path('bin/grpc-validate.js'),
      ...['bench', address, '--job', '12-70788', '--frames', String(frames), '--json'],
      // Slowness of the machine is what is measured, and no failure.
      ...['--slo', 'none'],
    ],
    read: ({ frames, metrics, bench, summary, checks }) => ({
      frames: frames.received,
      seconds: (frames.received - 1) / metrics.fps,
      cpuSeconds: bench.process.cpuMs / 1000,
      violations: checks.filter(({ status }) => status === 'failed').length,
      line: summary.line,
    }),
  },
  {
    name: 'C++, grpc++',
    share: 1,
    missing: buildCpp,
    args: (address, frames) => [cppBinary(), address, String(frames)],
    read: (told) => told,
  },
  {
    name: 'grpc-js, proto-loader',
    share: 0.1,
    missing: () => null,
    args: (address, frames) => [process.execPath, path('bench/streams/grpc-js-client.mjs'), address, String(frames)],
    read: (told) => told,
  },
  {
    name: 'Python, grpcio',
    share: 0.05,
    missing: () => {
      const { status } = spawnSync('python3', ['-c', 'import grpc, grpc_tools'], { stdio: 'ignore' });
      return status === 0 ? null : 'Python has no grpcio and grpcio-tools';
    },
    args: (address, frames) => ['python3', path('bench/streams/client.py'), path('protos'), address, String(frames)],
    read: (told) => told,
  },
];

function cppFolder() {
  return join(tmpdir(), 'grpc-validate-bench-cpp');
}

function cppBinary() {
  return join(cppFolder(), 'client');
}

/** Null once the C++ client is built; else what is missing for it. */
function buildCpp() {
  const folder = cppFolder();
  mkdirSync(folder, { recursive: true });
  try {
    const plugin = execFileSync('which', ['grpc_cpp_plugin'], { encoding: 'utf8' }).trim();
    const flags = execFileSync('pkg-config', ['--cflags', '--libs', 'grpc++', 'protobuf'], { encoding: 'utf8' });
    const generate = ['-I', path('protos'), `--cpp_out=${folder}`, `--grpc_out=${folder}`];
    run('protoc', [...generate, `--plugin=protoc-gen-grpc=${plugin}`, 'datastream.proto']);
    const sources = [
      path('bench/streams/cpp/client.cc'),
      `${folder}/datastream.pb.cc`,
      `${folder}/datastream.grpc.pb.cc`,
    ];
    const options = ['-O3', '-march=native', '-std=c++17', `-I${folder}`, '-o', cppBinary()];
    run('g++', [...options, ...sources, ...flags.trim().split(/\s+/)]);
    return null;
  } catch (error) {
    return `no C++ gRPC to build with (${String(error.message).split('\n')[0]})`;
  }
}

function run(program, args) {
  const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (error || status !== 0) throw error ?? new Error(`${program}: ${stderr}`);
}
