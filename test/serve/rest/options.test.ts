import { describe, expect, it } from 'vitest';
import { REST_FAULTS, REST_QUIRKS, restManners } from '../../../src/serve/rest/options.ts';

describe('restManners', () => {
  it('reads lists of quirks and faults', () => {
    const { quirks, faults } = restManners({ quirks: 'stringly, bare-url', faults: ['nonsense'] });
    expect([[...quirks], [...faults]]).toEqual([['stringly', 'bare-url'], ['nonsense']]);
    expect(restManners({})).toEqual({ quirks: new Set(), faults: new Set() });
  });

  it('names the nearest for an unknown one', () => {
    expect(() => restManners({ faults: 'nonsens' })).toThrow(
      expect.objectContaining({
        code: 'usage',
        message: 'there is no REST fault nonsens',
        hint: 'did you mean nonsense?',
      }),
    );
    expect(() => restManners({ quirks: 'stringy' })).toThrow(
      expect.objectContaining({ message: 'there is no REST quirk stringy', hint: 'did you mean stringly?' }),
    );
  });
});

describe('the tables', () => {
  it('explain every name in a line and have a fault for the rules of the description', () => {
    const all = [...Object.values(REST_QUIRKS), ...Object.values(REST_FAULTS).map(({ help }) => help)];
    for (const help of all) expect(help).toMatch(/^[^\n]{10,110}$/);
    const tripped = new Set(Object.values(REST_FAULTS).flatMap(({ trips }) => trips));
    expect(tripped).toEqual(new Set(['job.reply', 'range.frequency']));
  });
});
