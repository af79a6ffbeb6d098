import { describe, expect, it } from 'vitest';
import { renderFixtureList } from '../../src/report/fixture-list.ts';
import { linted } from '../support/fixture-results.ts';

describe('renderFixtureList', () => {
  it('names fixtures, files and the words that select them', () => {
    const [good, bad] = linted.fixtures!.cases;
    const listed = [
      { ...good!, skip: true, skipReason: null },
      { ...bad!, category: null, tags: [], skip: false, skipReason: null },
    ];
    expect(renderFixtureList(listed, { colour: false, width: 120 }).split('\n')).toEqual([
      'count to three',
      '  bidi/count.json, bidi-stream, category bidirectional_streaming, tags counting, skipped: no reason given',
      'bad',
      '  bad.json, cannot be run, has errors',
      '',
      '2 fixtures',
      '',
    ]);
  });
});
