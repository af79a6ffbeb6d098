import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/cli/config-file.ts';
import { count, flag, text, texts } from '../../src/cli/kinds.ts';
import type { OptionTable } from '../../src/cli/option.ts';
import type { Flags } from '../../src/cli/settings.ts';
import { CONNECTION } from '../../src/cli/options/connection.ts';
import { checkConfigKeys, secretsOf, settle, unknownVariables, unsaid } from '../../src/cli/settings.ts';

interface Values {
  maxFrames: number | null;
  job: string | null;
  slo: readonly string[];
  quiet: boolean;
  secret: string | null;
}

const TABLE: OptionTable<Values> = {
  maxFrames: count(null, 'frames'),
  job: text('<id>', null, 'job'),
  slo: texts('<limits>', 'limits'),
  quiet: flag('quiet'),
  secret: text('<s>', null, 'secret', { show: (value) => value && '(hidden)' }),
};

const config = (entries: Record<string, string[]>): Config => ({
  path: 'c.yaml',
  entries: new Map(
    Object.entries(entries).map(([name, list], line) => [name, { texts: list, place: `c.yaml:${line + 1}` }]),
  ),
});

const sources = (
  flags: Flags = new Map(),
  env: Record<string, string> = {},
  entries: Record<string, string[]> = {},
) => ({
  flags,
  env,
  config: config(entries),
});

describe('settle', () => {
  it('takes the flag before the environment before the file before the default, and says which', () => {
    const env = { GRPC_VALIDATE_MAX_FRAMES: '2', GRPC_VALIDATE_JOB: 'from-env' };
    const file = { 'max-frames': ['3'], job: ['from-file'], slo: ['a', 'b'] };
    const { values, record, origin } = settle(TABLE, sources(new Map([['maxFrames', ['1']]]), env, file));
    expect(values).toMatchObject({ maxFrames: 1, job: 'from-env', slo: ['a', 'b'], quiet: false });
    expect(record['max-frames']).toEqual({ value: 1, origin: '--max-frames' });
    expect(record['job']?.origin).toBe('GRPC_VALIDATE_JOB');
    expect(record['slo']?.origin).toBe('c.yaml:3');
    expect(record['quiet']).toEqual({ value: false, origin: 'default' });
    expect([origin('job'), origin('quiet')]).toEqual(['GRPC_VALIDATE_JOB', null]);
  });

  it('knows a config key by either spelling', () => {
    expect(settle(TABLE, sources(undefined, {}, { maxFrames: ['4'] })).values.maxFrames).toBe(4);
  });

  it('cannot be changed afterwards', () => {
    expect(Object.isFrozen(settle(TABLE, sources()).values)).toBe(true);
  });

  it('splits a list in a variable, and joins what is one script', () => {
    const table = { a: texts('<x>', 'a', { list: true }), b: text('<s>', null, 'b', { joined: true }) };
    const env = { GRPC_VALIDATE_A: 'x, y' };
    const { values } = settle(table, sources(new Map([['b', ['nan@1', 'gap@2']]]), env));
    expect(values).toEqual({ a: ['x', 'y'], b: 'nan@1,gap@2' });
  });

  it('hides what an option hides', () => {
    const { values, record } = settle(TABLE, sources(new Map([['secret', ['s3cr3t']]])));
    expect(values.secret).toBe('s3cr3t');
    expect(record['secret']?.value).toBe('(hidden)');
  });

  it('names the flag, the variable or the line of a wrong value, and what it takes', () => {
    expect(() => settle(TABLE, sources(new Map([['maxFrames', ['x']]])))).toThrow(
      '--max-frames takes a whole number, 1 or more; got "x"',
    );
    expect(() => settle(TABLE, sources(undefined, { GRPC_VALIDATE_MAX_FRAMES: '' }))).toThrow(
      /^GRPC_VALIDATE_MAX_FRAMES: max-frames takes/,
    );
    expect(() => settle(TABLE, sources(undefined, {}, { quiet: ['perhaps'] }))).toThrow(
      /^c\.yaml:1: quiet takes true or false/,
    );
  });

  it('lets the last flag win, and refuses a list where a file should have one value', () => {
    expect(settle(TABLE, sources(new Map([['job', ['a', 'b']]]))).values.job).toBe('b');
    expect(() => settle(TABLE, sources(undefined, {}, { job: ['a', 'b'] }))).toThrow(
      /^c\.yaml:1: job takes .* got "a, b"/,
    );
  });
});

describe('unsaid', () => {
  it('puts defaults where something was said', () => {
    const settings = settle(
      TABLE,
      sources(
        new Map([
          ['job', ['a']],
          ['maxFrames', ['3']],
        ]),
      ),
    );
    const { values, record, origin, level } = unsaid(TABLE, settings, ['job']);
    expect([values.job, record['job']?.origin, origin('job'), level('job')]).toEqual([null, 'default', null, 0]);
    expect([values.maxFrames, origin('maxFrames'), level('maxFrames')]).toEqual([3, '--max-frames', 3]);
  });
});

describe('unknownVariables', () => {
  it('names the nearest variable there is, and knows ours', () => {
    const env = { GRPC_VALIDATE_JBO: 'x', GRPC_VALIDATE_JOB: 'y', GRPC_VALIDATE_DEBUG: '1', PATH: '/' };
    expect(unknownVariables(env, new Set(['job']))).toEqual([
      'GRPC_VALIDATE_JBO is set and is no option; did you mean GRPC_VALIDATE_JOB?',
    ]);
  });
});

describe('checkConfigKeys', () => {
  it('refuses a config file that names another', () => {
    expect(() => checkConfigKeys(config({ config: ['x'] }), new Set(['config']))).toThrow(/^c\.yaml:1: a config file/);
  });

  it('refuses an unknown key with its line and the nearest name', () => {
    const known = new Set(['job', 'max-frames']);
    expect(() => checkConfigKeys(config({ job: ['x'], 'max-frame': ['3'] }), known)).toThrow(
      /^c\.yaml:2: unknown option "max-frame"/,
    );
    expect(() => checkConfigKeys(config({ job: ['x'] }), known)).not.toThrow();
  });
});

describe('secretsOf', () => {
  it('looks at every level, the one that is overruled too, and at every target', () => {
    const table = { metadata: { ...CONNECTION.metadata, secrets: (text: string) => [`secret of ${text}`] } };
    const config = {
      path: 'c.yaml',
      entries: new Map([
        ['metadata', { texts: ['file'], place: 'c.yaml:1' }],
        ['target', { texts: ['grpc://c:hidden@das'], place: 'c.yaml:2' }],
      ]),
    };
    const env = { GRPC_VALIDATE_METADATA: 'variable', GRPC_VALIDATE_TARGET: 'b:hidden@das' };
    const found = secretsOf(table, { flags: new Map([['metadata', ['flag']]]), env, config }, ['grpc://a:hidden@das']);
    expect(found.slice(0, 3)).toEqual(['secret of flag', 'secret of variable', 'secret of file']);
    expect(new Set(found.slice(3))).toEqual(new Set(['a:hidden', 'b:hidden', 'c:hidden', 'hidden']));
  });
});
