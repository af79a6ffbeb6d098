import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CertificateInfo } from '../../src/base/certificate-info.ts';
import type { RunResult } from '../../src/base/result.ts';
import { renderCertificates } from '../../src/report/certificates.ts';
import { REPORT_FORMATS, renderReport } from '../../src/report/formats.ts';
import { withBaseline } from '../../src/run/baseline/compare.ts';
import { repeated, repeatedResult } from '../support/repeats.ts';
import { samples } from '../support/result-samples.ts';

/** What a peer would send to take over a terminal, end a table or an element, or be taken for a link. */
const EVIL = [
  '\u001b[2J',
  '\u001b]8;;http://evil\u0007',
  '\u009b31m',
  '\u0000\u0008\u000b\u007f',
  '\u202e\u2066\u200f\u061c',
  '\ufeff\u200b\u{e0041}',
  '\u2028\u2029\u0085',
  '\r\n# x\n| --- |\n',
  '<script>alert(1)</script>',
  ']]></failure></testsuites><!--',
  '&#27;&amp;&nope;',
  '| a | b |',
  '`code` ```',
  '[x](javascript:alert(1)) ![y](http://evil)',
  '@everyone https://evil www.evil.example',
  '</details></summary>',
  '\ud800\udfff\uffff',
  '"\'',
] as const;

const hostile = array(constantFrom(...EVIL, 'word '), { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));

/** Fields whose texts are ours, of a closed list: renderers look them up. */
const OURS = new Set(['status', 'severity', 'family', 'outcome', 'unit', 'client', 'security']);

const repeats = repeated('fps', [100, 101, 99]);
const run = { runId: 'a', file: 'a', outcome: 'passed', exitCode: 0, startedAt: 'a', streams: 1, shard: null } as const;
const SAMPLES: Readonly<Record<string, RunResult>> = {
  ...samples,
  compared: withBaseline(repeatedResult(repeats, { mergedFrom: [run] }), {
    file: 'a',
    result: repeatedResult(repeated('fps', [200, 201, 199]), { tool: { name: 'grpc-validate', version: '0.0.9' } }),
    maxRegression: 0.2,
  }),
  alone: withBaseline(repeatedResult(repeats), { file: 'a', result: repeatedResult([]), maxRegression: 0.2 }),
};

/** A copy of a result with every text in it replaced, keys of maps too, but for the words of closed lists. */
function poisoned<T>(value: T, evil: string): T {
  const copy = (each: unknown, key: string): unknown => {
    if (typeof each === 'string') return OURS.has(key) ? each : evil;
    if (Array.isArray(each)) return each.map((item) => copy(item, ''));
    if (each === null || typeof each !== 'object') return each;
    const entries = Object.entries(each).map(([name, item]) => [name, copy(item, name)] as const);
    return Object.fromEntries(key === 'labels' || key === 'job' ? [...entries, [evil, evil]] : entries);
  };
  return copy(value, '') as T;
}

/** Laying out a table of long texts takes its time: `runs` says how many. */
function everySample(judge: (result: RunResult) => void, runs = 25): void {
  const worst = EVIL.join('');
  assert(
    property(constantFrom(...Object.keys(SAMPLES)), hostile, (name, evil) => {
      judge(poisoned(SAMPLES[name] as RunResult, evil));
    }),
    { numRuns: runs, examples: runs < 10 ? [] : [['failed', worst]] },
  );
}

/** What a terminal would obey or not show; line ends are ours. */
const UNSAFE =
  // eslint-disable-next-line no-control-regex -- that there are none is the point
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\u{e0000}-\u{e007f}]/u;
// eslint-disable-next-line no-control-regex -- our own colours
const COLOUR = /\u001b\[\d{1,2}m/g;

describe('whatever a peer sends, no report', () => {
  it.each(REPORT_FORMATS)('of the format %s makes a terminal obey it', (format) => {
    everySample(
      (result) => {
        expect(UNSAFE.exec(renderReport(format, result, { colour: false, width: 80 }))?.[0]).toBeUndefined();
        const dressed = renderReport(format, result, { colour: true, width: 80 });
        expect(UNSAFE.exec(dressed.replace(COLOUR, ''))?.[0]).toBeUndefined();
      },
      format === 'table' ? 6 : 25,
    );
  });

  it('in one line has more than one', () => {
    everySample((result) => expect(renderReport('line', result).split('\n')).toHaveLength(2));
  });

  it('in JSON says anything else than was sent', () => {
    everySample((result) =>
      expect(JSON.parse(renderReport('json', result))).toEqual(JSON.parse(JSON.stringify(result))),
    );
  });

  it('in NDJSON has a line that is no record', () => {
    everySample((result) => {
      const lines = renderReport('ndjson', result).trimEnd().split('\n');
      expect(lines.map((line) => typeof (JSON.parse(line) as { type: string }).type)).toEqual(
        lines.map(() => 'string'),
      );
    });
  });

  it('in XML has an element or a reference that is not ours, or a character XML forbids', () => {
    everySample((result) => {
      const xml = renderReport('junit', result);
      const TAG =
        /<\?xml[^<>]*\?>|<\/?(?:testsuites|testsuite|testcase|properties|property|failure|error|skipped|system-out)(?: [a-z]+="[^"<]*")*\/?>/g;
      const rest = xml.replace(TAG, '');
      expect(rest).not.toMatch(/[<>]/);
      expect(xml.replace(/&(?:amp|lt|gt|quot|apos|#9|#10|#13);/g, '')).not.toContain('&');
      expect(xml).not.toMatch(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u);
    });
  });

  it('in Markdown has a cell, a heading, an element, a link or a mention that is not ours', () => {
    everySample((result) => {
      const markdown = renderReport('markdown', result);
      const ours = markdown.replace(/<\/?(?:details|summary)>/g, '');
      expect(ours).not.toMatch(/[<>@]/);
      expect(ours).not.toMatch(/https?:\/\/|www\./);
      expect(ours).not.toMatch(/(?<!\\)(?:\\\\)*[`[\]]/);
      expect(ours.match(/^#/gm)).toHaveLength(1);
      expect(markdown.match(/<details>/g)?.length ?? 0).toBe(markdown.match(/<\/details>/g)?.length ?? 0);
      for (const table of ours.match(/(?:^\|.*\|$\n?)+/gm) ?? []) {
        const cells = table
          .trimEnd()
          .split('\n')
          .map((row) => row.replace(/\\./g, '').split('|').length);
        expect(new Set(cells).size).toBe(1);
      }
    });
  });

  it('of certificates makes a terminal obey it', () => {
    const certificate: CertificateInfo = {
      role: 'server',
      certificate: '',
      key: '',
      reused: false,
      subject: '',
      issuer: '',
      names: [''],
      serial: '',
      fingerprint: '',
      notBefore: '',
      notAfter: '',
    };
    assert(
      property(hostile, (evil) => {
        const made: CertificateInfo = { ...poisoned(certificate, evil), role: 'server', notAfter: '2030-01-01' };
        expect(UNSAFE.exec(renderCertificates([made], [evil], { colour: false, width: 80 }))?.[0]).toBeUndefined();
      }),
      { numRuns: 10 },
    );
  });
});

describe('an ordinary text', () => {
  it.each(['table', 'line'])('is left as it is by the format %s', (format) => {
    const words = 'Größe 大きさ 😀, 5 < 7 & more';
    const broken = samples['broken'] as RunResult;
    expect(renderReport(format, { ...broken, summary: { ...broken.summary, line: words } })).toContain(words);
  });
});
