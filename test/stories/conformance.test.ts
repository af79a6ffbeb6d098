import { describe, expect, it } from 'vitest';

interface Verdict {
  readonly passed: number;
  readonly failed: number;
  readonly notRun: number;
  readonly failures: readonly { readonly name: string; readonly why: string }[];
}

interface Judge {
  readonly judge: (run: {
    readonly runner: string;
    readonly protos: string;
    readonly client: 'wire' | 'grpc-js';
    readonly compressions: readonly string[];
    readonly patterns: readonly string[];
  }) => Promise<Verdict>;
  readonly verdict: (text: string) => Verdict;
}

const load = (name: string): Promise<unknown> =>
  import(new URL(`../../bench/conformance/${name}`, import.meta.url).href);
const { judge, verdict } = (await load('judge.mjs')) as Judge;
const { findRunner, findProtos } = (await load('tools.mjs')) as {
  readonly findRunner: () => string | undefined;
  readonly findProtos: () => string | null;
};

const runner = findRunner();
const protos = runner === undefined ? null : findProtos();

describe('the verdict of the conformance runner', () => {
  it('is read from what it prints', () => {
    const printed = [
      'Running 3 tests with reference-server for server config #2 {HTTP_VERSION_2, PROTOCOL_GRPC, TLS:true (with client certs)}...',
      'FAILED: Errors/a:\n\tactual error\n\tis another',
      'FAILED: Errors/b:\n\tnone',
      '\nTotal cases: 12\n9 passed, 2 failed',
      'Another 1 could not be run due to client timing out or exiting prematurely.',
    ];
    expect(verdict(printed.join('\n'))).toEqual({
      passed: 9,
      failed: 2,
      notRun: 1,
      servers: [{ count: 3, server: 'reference-server', tls: 'yes (with client certs)' }],
      failures: [
        { name: 'Errors/a', why: 'actual error; is another' },
        { name: 'Errors/b', why: 'none' },
      ],
    });
  });

  it('is missing where it gave up', () => expect(() => verdict('Error: no such file')).toThrow(/no verdict/));
});

describe.skipIf(runner === undefined || protos === null)(
  'the conformance runner (skipped without it and its .proto files; npm run conformance fetches them with Go)',
  () => {
    const run = (client: 'wire' | 'grpc-js', ...patterns: string[]): Promise<Verdict> =>
      judge({ runner: runner ?? '', protos: protos ?? '', client, compressions: ['identity', 'gzip'], patterns });

    it('finds nothing wrong with our client', async () => {
      const { passed, failed, notRun, failures } = await run(
        'wire',
        'gRPC Unexpected Responses/**',
        'Client Cancellation/**',
        'TLS Client Certs/**',
        '**/Compression:COMPRESSION_GZIP/TLS:true/**',
      );
      expect(failures).toEqual([]);
      expect({ failed, notRun }).toEqual({ failed: 0, notRun: 0 });
      expect(passed).toBeGreaterThan(150);
    });

    it('finds out a client that takes a truncated message for OK', async () => {
      const { failures } = await run('grpc-js', 'gRPC Unexpected Responses/**/incomplete-message');
      expect(failures.map(({ why }) => why)).toEqual([
        'expecting an error but received none',
        'expecting an error but received none',
      ]);
    });
  },
);
