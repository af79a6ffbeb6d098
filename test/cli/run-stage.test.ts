import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/base/result.ts';
import { OUTPUT } from '../../src/cli/options/output.ts';
import type { RunStage } from '../../src/cli/run-stage.ts';
import { withDocument } from '../../src/cli/run-stage.ts';
import { testIo } from '../support/io.ts';
import { failed, passed } from '../support/result-samples.ts';
import { settingsOf } from '../support/settings.ts';

type Said = Parameters<typeof settingsOf<typeof OUTPUT>>[1];

async function told(said: Record<string, string | boolean>, run: (stage: RunStage) => RunResult) {
  const io = testIo({});
  const settings = settingsOf(OUTPUT, said as Said & {});
  const code = await withDocument(io, () => ({ settings, run: (stage) => Promise.resolve(run(stage)) }));
  return { code, out: io.out(), err: io.err() };
}

describe('withDocument', () => {
  it('delivers the document in the format asked for and gives its exit code', async () => {
    const { code, out } = await told({ output: 'line' }, () => failed);
    expect(code).toBe(failed.exitCode);
    expect(out).toBe(`${failed.summary.line}\n`);
  });

  it('says a failed attempt on stderr and when the next one is', async () => {
    const { err } = await told({ output: 'line' }, ({ host }) => {
      const phases = { dnsMs: 1, tcpMs: null, tlsMs: null, http2Ms: null, headersMs: null, firstMessageMs: null };
      host.onAttempt?.({ phases, cause: 'tcp-refused', message: 'refused' }, 2000);
      return passed;
    });
    expect(err).toBe('grpc-validate: attempt failed: refused (tcp-refused); next attempt in 2.00 s\n');
  });

  it('says nothing with --quiet', async () => {
    const { err } = await told({ output: 'line', quiet: true }, ({ say }) => {
      say('anything');
      return passed;
    });
    expect(err).toBe('');
  });

  it('knows when stdout carries records: not under --json', async () => {
    const seen: boolean[] = [];
    const see = ({ records }: RunStage): RunResult => {
      seen.push(records);
      return passed;
    };
    await told({ output: 'ndjson' }, see);
    await told({ output: 'ndjson', json: true }, see);
    expect(seen).toEqual([true, false]);
  });

  it('leaves stdout to a command that carries something else on it', async () => {
    const io = testIo({});
    const settings = settingsOf(OUTPUT, { output: 'line' });
    await withDocument(io, () => ({ settings, toStderr: true, run: () => Promise.resolve(passed) }));
    expect(io.out()).toBe('');
    expect(io.err()).toBe(`${passed.summary.line}\n`);
  });
});
