import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { createServer as createHttp2 } from 'node:http2';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { grpcValidate as ownProcess } from '../support/binary.ts';
import { grpcValidate } from '../support/hosted.ts';

const folder = mkdtempSync(join(tmpdir(), 'grpc-validate-'));
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const servers: Server[] = [];
let http1 = '';
let http2 = '';

beforeAll(async () => {
  const plain = createHttp((_, response) => response.end('<html>hello</html>'));
  const h2 = createHttp2((_, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>hello</html>'),
  );
  http1 = await listen(plain);
  http2 = await listen(h2);
});

afterAll(() => {
  for (const server of servers) server.close();
});

async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const JOB = ['--job', '12-70788'];

describe.concurrent('bad input', () => {
  it.each<[name: string, args: string[], code: number, words: RegExp]>([
    ['nothing listening', ['127.0.0.1:9', ...JOB, '--retries', '0'], 3, /refused/],
    ['a name that does not exist', ['no-such-host.invalid:1', ...JOB, '--retries', '0'], 3, /no-such-host\.invalid/],
    ['no port', ['localhost', ...JOB], 2, /port/],
    ['a port out of range', ['localhost:99999', ...JOB], 2, /port/],
    ['an empty target', ['', ...JOB], 2, /empty/],
    ['an unknown flag', ['127.0.0.1:1', ...JOB, '--retrys', '3'], 2, /--retrys.*--retries/],
    ['a value that is none', ['127.0.0.1:1', ...JOB, '--retries', 'many'], 2, /--retries takes a whole number.*"many"/],
    ['a time that is none', ['127.0.0.1:1', ...JOB, '--idle-timeout', 'soon'], 2, /--idle-timeout takes a time/],
    ['a missing value', ['127.0.0.1:1', ...JOB, '--frames'], 2, /--frames/],
    ['a missing job', ['127.0.0.1:1'], 2, /--job/],
    ['an unknown rule', ['127.0.0.1:1', ...JOB, '--severity', 'range.finit=off'], 2, /range\.finite/],
    ['an unknown check family', ['127.0.0.1:1', ...JOB, '--checks', 'ranges'], 2, /range/],
    ['a tolerance of a stream rule', ['127.0.0.1:1', ...JOB, '--tolerate', 'stream.freeze=2%'], 2, /stream\.freeze/],
    [
      'a rule that cannot be switched off',
      ['127.0.0.1:1', ...JOB, '--severity', 'stream.status=off'],
      2,
      /stream\.status/,
    ],
    ['an unknown metric', ['127.0.0.1:1', ...JOB, '--slo', 'gap-p59<1s'], 2, /gap-p/],
    ['an unknown layout', ['127.0.0.1:1', ...JOB, '--layout', 'datastrem'], 2, /datastrem/],
    ['an unknown report format', ['127.0.0.1:1', ...JOB, '--report', 'xml=r.xml'], 2, /json, ndjson, junit/],
    ['an unwritable report path', ['127.0.0.1:1', ...JOB, '--report', `json=${folder}/no/such/r.json`], 2, /r\.json/],
    ['--insecure', ['127.0.0.1:1', ...JOB, '--insecure'], 2, /--plaintext.*--skip-verify/],
    ['contradicting flags', ['127.0.0.1:1', ...JOB, '--tls', '--plaintext'], 2, /--tls.*--plaintext/],
    ['an unreadable certificate', ['127.0.0.1:1', ...JOB, '--tls', '--ca', join(folder, 'none.pem')], 2, /--ca/],
    ['a certificate that is none', ['127.0.0.1:1', ...JOB, '--tls', '--ca', file('text.pem', 'hello')], 2, /PEM/],
    ['a header without a colon', ['127.0.0.1:1', ...JOB, '-H', 'hello'], 2, /key: value/],
    ['a missing variable in a header', ['127.0.0.1:1', ...JOB, '-H', 'x: ${NOT_SET_ANYWHERE}'], 2, /NOT_SET_ANYWHERE/],
    ['a fault for a server that is not ours', ['127.0.0.1:1', ...JOB, '--fault', 'nan@1'], 2, /--fault/],
    ['an unknown fault', [...JOB, '--fault', 'nna@1'], 2, /nan/],
    [
      'a config file that is not there',
      ['127.0.0.1:1', ...JOB, '--config', join(folder, 'none.json')],
      2,
      /none\.json/,
    ],
    [
      'a config file that is not JSON',
      ['127.0.0.1:1', ...JOB, '--config', file('bad.json', '{\n  "job": ,\n}')],
      2,
      /bad\.json:2/,
    ],
    [
      'a config file that is not YAML',
      ['127.0.0.1:1', ...JOB, '--config', file('bad.yaml', 'job: "1\nx: [')],
      2,
      /bad\.yaml:\d/,
    ],
    [
      'a config key that is unknown',
      ['127.0.0.1:1', ...JOB, '--config', file('key.yaml', 'frames: 3\nretrys: 3\n')],
      2,
      /key\.yaml:2.*retries/,
    ],
    [
      'a config value that is wrong',
      ['127.0.0.1:1', ...JOB, '--config', file('value.yaml', 'frames: many\n')],
      2,
      /value\.yaml:1.*frames/,
    ],
  ])('%s gets one clear line and the right exit code', async (_, args, code, words) => {
    const finished = await grpcValidate(['stream', '--connect-timeout', '5s', ...args]);
    expect(finished.stderr).toMatch(words);
    expect(finished.stderr).not.toMatch(/^\s+at /m);
    expect(finished.code).toBe(code);
    if (code === 2) {
      expect(finished.stdout).toBe('');
      expect(finished.stderr.trimEnd().split('\n')).toHaveLength(1);
    }
  });

  it('a web server that speaks HTTP/1.1 is told from a gRPC server: exit 3', async () => {
    const { code, stdout } = await grpcValidate(['stream', http1, ...JOB, '--connect-timeout', '5s', '-o', 'line']);
    expect(stdout).toMatch(/HTTP\/1/);
    expect(code).toBe(3);
  });

  it('a web server that speaks HTTP/2 is told from a gRPC server: exit 4', async () => {
    const { code, stdout } = await grpcValidate(['stream', http2, ...JOB, '-o', 'line']);
    expect(stdout).toMatch(/HTML, not gRPC/);
    expect(code).toBe(4);
  });

  it('an unknown command is told the nearest one', async () => {
    const { code, stderr } = await ownProcess(['steram']);
    expect(stderr).toMatch(/stream/);
    expect(code).toBe(2);
  });

  it('no command at all shows the help', async () => {
    const { code, stdout } = await ownProcess([]);
    expect(stdout).toContain('Examples:');
    expect(code).toBe(0);
  });

  it('a WAV file that is none is refused by the server: exit 2', async () => {
    const { code, stderr } = await ownProcess([
      'serve',
      'spectrogram',
      '--port',
      '0',
      '--source',
      file('not.wav', 'hello'),
    ]);
    expect(stderr).toMatch(/not\.wav/);
    expect(code).toBe(2);
  });

  it('a disk that fills up still lets the verdict reach stderr', async () => {
    const args = ['stream', ...JOB, '--max-frames', '3', '--report', 'json=/dev/full'];
    const { code, stderr } = await ownProcess(args);
    expect(stderr).toMatch(/cannot write the json report.*ENOSPC/);
    expect(stderr).toMatch(/PASSED/);
    expect(code).toBe(2);
  });

  it('a connection that fails still gives a document', async () => {
    const { stdout, code } = await grpcValidate(['stream', '127.0.0.1:9', ...JOB, '--retries', '0', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: 'errored',
      exitCode: 3,
      status: null,
      failure: { code: 'tcp-refused' },
    });
    expect(code).toBe(3);
  });
});
