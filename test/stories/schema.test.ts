import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { grpcValidate } from '../support/binary.ts';
import { scratchFolder } from '../support/scratch.ts';

const script = fileURLToPath(new URL('python_schema_server.py', import.meta.url));
const protos = fileURLToPath(new URL('../support/protos', import.meta.url));
const available = spawnSync('python3', ['-c', 'import grpc_tools, grpc_reflection, grpc_health']).status === 0;
const has = (program: string, flag: string): boolean => spawnSync(program, [flag]).status === 0;

const GRPCURL = 'grpcurl';

/** The one that imports the others is last, so that what is saved with it is all of them. */
const FILES = ['sub/shared.proto', 'legacy.proto', 'everything.proto'];

describe.skipIf(!available)(
  "the schema of a server written with Python's grpcio (skipped where python3 has no grpcio with tools, health and reflection)",
  () => {
    let server: PythonServer;
    beforeAll(async () => {
      server = await startPython();
    });
    afterAll(() => server.stop());

    it('is listed, v1alpha alone being there, as grpcurl lists it', async () => {
      const { code, stdout } = await grpcValidate(['call', server.address, '--list', '-o', 'line']);
      expect(code).toBe(0);
      expect(stdout.split('\n')).toContain('grpc.health.v1.Health/Watch');
      const ours = stdout.split('\n').filter((path) => path.startsWith('test.everything.Things/'));
      expect(ours).toHaveLength(4);
      if (!has(GRPCURL, '--version')) return;
      const theirs = execFileSync(GRPCURL, ['-plaintext', server.address, 'list', 'test.everything.Things']).toString();
      expect(ours.map((path) => path.replace('/', '.')).toSorted()).toEqual(theirs.trim().split('\n').toSorted());
    });

    const described = 'is described so that protoc makes the same descriptors of it (skipped without protoc)';
    it.skipIf(!has('protoc', '--version'))(described, async () => {
      const folder = scratchFolder({});
      const set = join(folder, 'set.binpb');
      const texts: Record<string, string> = {};
      for (const name of FILES) {
        const args = ['call', server.address, '--describe', name, '--protoset-out', set, '--quiet'];
        const { code, stdout, stderr } = await grpcValidate(args);
        expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
        texts[name] = stdout;
      }
      expect(texts['everything.proto']).toContain('string a_string = 14 [json_name = "text"];');
      const again = join(folder, 'again');
      const flags = ['-I', scratchFolder(texts), '--include_imports', `--descriptor_set_out=${again}`];
      execFileSync('protoc', [...flags, 'everything.proto']);
      expect(protocText(set)).toEqual(protocText(again));
      // What --protoset-out saves is a schema to protoc, and to us.
      execFileSync('protoc', [`--descriptor_set_in=${set}`, `--descriptor_set_out=${again}`, 'everything.proto']);
      const listed = await grpcValidate(['call', '--protoset', set, '--list', '-o', 'line']);
      expect(listed.stdout).toContain('test.everything.Things/Get\n');
    });

    it('is asked for where there is no reflection, with what to pass', async () => {
      const silent = await startPython('silent');
      const { code, stdout, stderr } = await grpcValidate(['call', silent.address, '--list']);
      await silent.stop();
      expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
      expect(stderr).toBe(
        'grpc-validate: the server has no reflection, neither v1 nor v1alpha (give the schema with --proto FILE or --protoset FILE, or enable reflection on the server)\n',
      );
    });
  },
);

/** A descriptor set as protoc shows it, less the places in the text. */
function protocText(path: string): string[] {
  const folder = spawnSync('python3', ['-c', 'import grpc_tools, os; print(os.path.dirname(grpc_tools.__file__))'], {
    encoding: 'utf8',
  });
  const text = execFileSync(
    'protoc',
    [
      '-I',
      join(folder.stdout.trim(), '_proto'),
      '--decode=google.protobuf.FileDescriptorSet',
      'google/protobuf/descriptor.proto',
    ],
    { input: readFileSync(path), encoding: 'utf8' },
  );
  // Each compiler brings its own well-known files; Python tells a JSON name only where one was given, and floating
  // defaults in more digits.
  const files = text.split(/^(?=file \{$)/m).filter((file) => !file.includes('name: "google/'));
  const rounded = (line: string, value: string): string => line.replace(value, Number(value).toPrecision(6));
  return files.map((file) =>
    file
      .replaceAll(/default_value: "(-?[\d.]+(?:e[+-]?\d+)?)"/g, rounded)
      .replaceAll(/^ *(?:syntax: "proto2"|json_name: ".*")\n/gm, ''),
  );
}

interface PythonServer {
  readonly address: string;
  stop(): Promise<void>;
}

async function startPython(...args: readonly string[]): Promise<PythonServer> {
  const server = spawn('python3', [script, protos, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [port] = (await once(server.stdout, 'data')) as [Buffer];
  return {
    address: `127.0.0.1:${port.toString().trim()}`,
    stop: async () => {
      server.stdin.end();
      await once(server, 'close');
    },
  };
}
