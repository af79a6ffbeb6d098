import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createHttp2 } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/base/result.ts';
import { findingsOf, grpcValidate as ownProcess } from '../support/binary.ts';
import type { ConnectServerOptions } from '../support/connect-server.ts';
import { connectServer } from '../support/connect-server.ts';
import { document, grpcValidate } from '../support/hosted.ts';
import { expectValid } from '../support/schema.ts';
import { scratchFile, scratchFolder } from '../support/scratch.ts';
import type { Certificate } from '../support/wire-certs.ts';
import { certificate } from '../support/wire-certs.ts';
import { tcpPeer } from '../support/wire-raw-peer.ts';

const DAY_MS = 86_400_000;
const HEALTHY = { health: { '': 'SERVING' }, reflects: 'datastream' } as const;

/** A run of `connect`, its document checked against the schema. */
async function connect(...args: string[]): Promise<{ result: RunResult; code: number | null; stderr: string }> {
  const { result, finished } = await document(['connect', ...args]);
  expectValid(result);
  expect(result).toMatchObject({ command: 'connect', frames: null, exitCode: finished.code });
  return { result, code: finished.code, stderr: finished.stderr };
}

/** The same against a server of these qualities, which is gone afterwards. */
async function against(server: ConnectServerOptions, ...args: string[]) {
  const running = await connectServer(server);
  try {
    return await connect(`127.0.0.1:${running.port}`, ...args);
  } finally {
    running.close();
  }
}

/** A folder with a layout of the user's, farm.layout.yaml, and its farm.proto. */
function userLayout(): string {
  return scratchFolder({
    'farm.proto': `syntax = "proto3"; package farm;
      message Ask {} message Row { repeated float level = 1; } message Picture { repeated Row rows = 1; }
      service Farm { rpc Watch(Ask) returns (stream Picture); }`,
    'farm.layout.yaml':
      'name: farm\nproto: farm.proto\nmethod: farm.Farm/Watch\nframe: {rows: rows, values: rows.level}\n',
  });
}

const statusOf = ({ checks }: RunResult) => Object.fromEntries(checks.map(({ rule, status }) => [rule, status]));

describe('a server that cannot be reached', () => {
  let good: Certificate;
  let expired: Certificate;
  let tls: Awaited<ReturnType<typeof connectServer>>;
  let old: Awaited<ReturnType<typeof connectServer>>;
  let plain: Awaited<ReturnType<typeof connectServer>>;
  const web = createServer((_, response) => response.end('<html>hello</html>'));
  const messages = new Set<string>();

  beforeAll(async () => {
    [good, expired] = await Promise.all([
      certificate(),
      certificate({ from: Date.now() - 9 * DAY_MS, until: Date.now() - 2 * DAY_MS }),
    ]);
    [tls, old, plain] = await Promise.all([
      connectServer({ ...HEALTHY, tls: good }),
      connectServer({ ...HEALTHY, tls: expired }),
      connectServer(HEALTHY),
    ]);
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    for (const server of [tls, old, plain]) server.close();
    web.close();
  });

  const CASES: readonly {
    readonly name: string;
    readonly args: () => string[];
    readonly cause: string;
    readonly phase: string;
    readonly hint: RegExp;
  }[] = [
    {
      name: 'nothing listens',
      args: () => ['127.0.0.1:1'],
      cause: 'tcp-refused',
      phase: 'tcp',
      hint: /nothing listens there/,
    },
    {
      name: 'nobody knows its authority',
      args: () => [`localhost:${tls.port}`, '--tls'],
      cause: 'tls-untrusted',
      phase: 'tls',
      hint: /--ca FILE/,
    },
    {
      name: 'its certificate is past its end',
      args: () => [`localhost:${old.port}`, '--tls', '--ca', scratchFile('ca.pem', expired.cert)],
      cause: 'tls-expired',
      phase: 'tls',
      hint: /renew the certificate/,
    },
    {
      name: 'it speaks plaintext and we TLS',
      args: () => [`127.0.0.1:${plain.port}`, '--tls'],
      cause: 'peer-is-plaintext',
      phase: 'tls',
      hint: /say --plaintext/,
    },
    {
      name: 'it speaks TLS and we plaintext',
      args: () => [`127.0.0.1:${tls.port}`, '--plaintext'],
      cause: 'peer-is-tls',
      phase: 'http2',
      hint: /say --tls/,
    },
    {
      name: 'it is a web server',
      args: () => [`127.0.0.1:${(web.address() as AddressInfo).port}`],
      cause: 'peer-is-http1',
      phase: 'http2',
      hint: /gRPC needs HTTP\/2/,
    },
  ];

  it.each(CASES)('because $name is told as $cause, in its phase and with its hint', async (each) => {
    const { result, code } = await connect(...each.args(), '--retries', '0', '--connect-timeout', '5s');
    expect(code).toBe(3);
    expect(result).toMatchObject({ outcome: 'errored', checks: [], slo: [], server: null });
    expect(result.failure?.code).toBe(each.cause);
    expect(result.failure?.hint).toMatch(each.hint);
    expect(result.connect.attempts).toMatchObject([{ cause: each.cause, failed: { phase: each.phase } }]);
    expect(result.connect.attempts[0]?.failed?.ms).toBeLessThan(20_000);
    const text = `${result.failure?.code}: ${result.failure?.message.replaceAll(/\d+/g, 'N')}; ${result.failure?.hint}`;
    expect(messages).not.toContain(text);
    messages.add(text);
  });

  it('shows the certificate it was shown', async () => {
    const { result } = await connect(`localhost:${old.port}`, '--tls', '--ca', scratchFile('ca.pem', expired.cert));
    expect(result.target).toMatchObject({ security: 'tls', tls: { verified: false, peer: { daysLeft: -3 } } });
    const { stdout } = await grpcValidate(['connect', `localhost:${tls.port}`, '--tls']);
    expect(stdout).toMatch(/\ntls +✗ FAILED/);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'NOT VERIFIED, certificate CN=localhost of CN=localhost, 29 days left',
    );
  });

  it('passes over TLS once the authority is named', async () => {
    const ca = scratchFile('ca.pem', good.cert);
    const { result, code } = await connect(`localhost:${tls.port}`, '--tls', '--ca', ca);
    expect(code).toBe(0);
    expect(result.connect.attempts[0]?.phases.tlsMs).toBeGreaterThan(0);
    expect(statusOf(result)).toMatchObject({ 'connect.certificate': 'passed', 'connect.method': 'passed' });
  });
});

describe('without a target', () => {
  it('connects to the embedded simulator and says so in the first line and in the verdict', async () => {
    const { code, stdout, stderr } = await ownProcess(['connect']);
    expect(stderr).toBe('grpc-validate: no target was given: connecting to the embedded simulator\n');
    expect(stdout).toMatch(/^connect 127\.0\.0\.1:\d+ \(embedded simulator\), plaintext\n/);
    expect(stdout).toMatch(/\n {2}health +SERVING \(/);
    expect(stdout).toMatch(/\n {2}reflection +v1, 1 service: datastream\.DataStreamService\n/);
    expect(stdout).toMatch(/\nPASSED \(embedded simulator\): connected in .*, 5 checks passed, 0 warned, 1 skipped\n$/);
    expect(code).toBe(0);
  });

  it('refuses where a pipeline runs', async () => {
    const { code, stdout, stderr } = await ownProcess(['connect'], { env: { CI: 'true' } });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/no target was given, and CI is set.*--embedded/);
  });
});

describe('a server that is reached', () => {
  it.each(['wire', 'grpc-js'])('passes when it is well, seen by the %s client', async (client) => {
    const layoutHealth = { healthy: true, version: '4.2', status: 'fine' };
    const { result, code } = await against({ ...HEALTHY, layoutHealth }, '--client', client, '--fail-on', 'warning');
    expect(findingsOf(result)).toEqual([]);
    expect(code).toBe(0);
    expect(result.server).toMatchObject({
      version: '4.2',
      health: 'SERVING',
      reflection: 'v1',
      services: ['datastream.DataStreamService'],
      http2: { initialWindowSize: 65_535 },
    });
  });

  it('fails when it is NOT_SERVING, or a service that was named is', async () => {
    const whole = await against({ health: { '': 'NOT_SERVING' } });
    expect(whole).toMatchObject({
      code: 1,
      result: { summary: { line: 'FAILED: connect.health: the server is NOT_SERVING' } },
    });
    const named = await against(
      { health: { '': 'SERVING', 'a.B': 'NOT_SERVING' } },
      '--service',
      'a.B',
      '--service',
      'c.D',
    );
    expect(named.code).toBe(1);
    expect(findingsOf(named.result)).toEqual([
      'connect.health: the service a.B is NOT_SERVING',
      'connect.health: the server does not know the service c.D (NOT_FOUND)',
    ]);
  });

  it('fails when its layout calls it not healthy', async () => {
    const { result, code } = await against({ layoutHealth: { healthy: false, version: '4.2', status: 'no disk' } });
    expect(code).toBe(1);
    expect(findingsOf(result)).toEqual(['connect.layout-health: the server calls itself not healthy, status no disk']);
  });

  it('passes when it has neither health nor reflection, and every check that was not made says why', async () => {
    const { result, code } = await against({});
    expect(code).toBe(0);
    expect(result.summary).toMatchObject({ passed: 1, failed: 0, skipped: 5 });
    const reasons = result.checks.flatMap(({ reason }) => reason ?? []);
    expect(reasons).toHaveLength(5);
    expect(reasons.at(-1)).toBe('unknown, no reflection');
  });

  it('fails when a limit is missed', async () => {
    const { result, code } = await against(HEALTHY, '--slo', 'connect<0.001ms');
    expect(code).toBe(1);
    expect(result).toMatchObject({
      outcome: 'failed',
      slo: [{ metric: 'connect', origin: '--slo', status: 'failed' }],
    });
  });

  it('warns when it lacks the method, and fails when the layout was named', async () => {
    const unnamed = await against({ ...HEALTHY, reflects: join(userLayout(), 'farm.proto') });
    expect(unnamed.code).toBe(0);
    expect(unnamed.result.checks.at(-1)).toMatchObject({ rule: 'connect.method', status: 'warned' });
    expect(findingsOf(unnamed.result)[0]).toMatch(/: it lists farm\.Farm$/);
    const named = await against(HEALTHY, '--layout', 'pandadatastream');
    expect(named.code).toBe(1);
    expect(findingsOf(named.result)[0]).toMatch(/^connect\.method: the server has no pandadatastream\./);
  });

  it("looks for the method of the user's own layout", async () => {
    const folder = userLayout();
    const layout = ['--layout', join(folder, 'farm.layout.yaml')];
    const there = await against({ ...HEALTHY, reflects: join(folder, 'farm.proto') }, ...layout);
    expect(statusOf(there.result)).toMatchObject({ 'connect.method': 'passed', 'connect.layout-health': 'skipped' });
    expect((await against(HEALTHY, ...layout)).code).toBe(1);
  });

  it('is no gRPC server when it answers in HTML: exit 4, also by HTTP/2', async () => {
    const html = createHttp2((_, response) => {
      response.setHeader('content-type', 'text/html');
      response.end('<html>hello</html>');
    });
    await new Promise<void>((resolve) => html.listen(0, '127.0.0.1', resolve));
    const { result, code } = await connect(`127.0.0.1:${(html.address() as AddressInfo).port}`);
    html.close();
    expect(code).toBe(4);
    expect(result).toMatchObject({ outcome: 'broken', failure: { code: 'not-grpc' }, status: { origin: 'http' } });
    expect(result.summary.line).toMatch(/^BROKEN: not-grpc: .*the peer answered HTML, not gRPC$/);
  });
});

describe('attempts', () => {
  it('are shown one by one, with cause and wait', async () => {
    const server = await connectServer(HEALTHY);
    let tries = 0;
    const gate = await tcpPeer((socket) => {
      tries += 1;
      if (tries < 3) socket.resetAndDestroy();
      else socket.pipe(createConnection(server.port, '127.0.0.1').on('error', () => undefined)).pipe(socket);
    });
    const args = ['connect', `127.0.0.1:${gate.port}`, '--retries', '9', '--retry-delay', '50ms'];
    const { code, stdout, stderr } = await grpcValidate(args);
    await gate.close();
    server.close();
    expect(stderr).toMatch(/attempt failed: .* \(tcp-reset\); next attempt in /);
    expect(stdout).toMatch(/\nattempt 1 failed in phase (?:tcp|http2) after .*: tcp-reset: /);
    expect(stdout).toMatch(/\s+ms\s+until\s+the\s+next\n/);
    expect(stdout).toMatch(/\nPASSED: connected in .* ms at attempt \d, /);
    expect(code).toBe(0);
  });

  it('are kept when Ctrl-C ends the waiting: exit 130', async () => {
    const { code, stdout } = await ownProcess(
      ['connect', '127.0.0.1:1', '--retries', '9', '--retry-delay', '60s', '--json'],
      { onStart: (child) => child.stderr?.once('data', () => child.kill('SIGINT')) },
    );
    const result = JSON.parse(stdout) as RunResult;
    expectValid(result);
    expect(code).toBe(130);
    expect(result).toMatchObject({
      outcome: 'interrupted',
      failure: { code: 'interrupted' },
      connect: { attempts: [{ cause: 'tcp-refused', failed: { phase: 'tcp' } }], ms: null },
    });
  });
});

const script = fileURLToPath(new URL('python_health_server.py', import.meta.url));
const protos = fileURLToPath(new URL('../../protos', import.meta.url));
const imports = 'import grpc, grpc_tools, grpc_health.v1, grpc_reflection.v1alpha';
const available = spawnSync('python3', ['-c', imports]).status === 0;

describe.skipIf(!available)(
  "a server of Python's grpcio (skipped where python3 has no grpcio, grpcio-tools, -health-checking and -reflection)",
  () => {
    it('is asked for health, services and method, of which it has v1alpha reflection alone', async () => {
      const server = spawn('python3', [script, protos], { stdio: ['pipe', 'pipe', 'inherit'] });
      try {
        const [port] = (await once(server.stdout, 'data')) as [Buffer];
        const { result, code } = await connect(
          `127.0.0.1:${port.toString().trim()}`,
          '--service',
          'datastream.DataStreamService',
        );
        expect(code).toBe(1);
        expect(findingsOf(result)).toEqual(['connect.health: the service datastream.DataStreamService is NOT_SERVING']);
        expect(result.server).toMatchObject({ health: 'SERVING', reflection: 'v1alpha' });
        expect(result.server?.services).toContain('grpc.health.v1.Health');
        expect(statusOf(result)).toMatchObject({
          'connect.grpc': 'passed',
          'connect.layout-health': 'skipped',
          'connect.reflection': 'passed',
          'connect.method': 'passed',
        });
      } finally {
        server.stdin.end();
        await once(server, 'close');
      }
    });
  },
);
