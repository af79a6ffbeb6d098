import { describe, expect, it } from 'vitest';
import { element, escapeXml } from '../../src/report/xml.ts';

describe('escapeXml', () => {
  it('escapes what is markup, and white space an attribute would lose', () => {
    expect(escapeXml(`<a b="c" d='e'>&\n\t\r`)).toBe('&lt;a b=&quot;c&quot; d=&apos;e&apos;&gt;&amp;&#10;&#9;&#13;');
  });

  it('shows control and unseen characters, and removes what else XML 1.0 cannot hold', () => {
    expect(escapeXml('a\u0000b\u202ec\u001bd\ufffee\uffff\ud800f')).toBe('a\\u0000b\\u202ec\\u001bdef');
  });

  it('keeps every other character', () => {
    expect(escapeXml('µs – 光 😀')).toBe('µs – 光 😀');
  });
});

describe('element', () => {
  it('leaves absent attributes out and indents children', () => {
    expect(element('a', { x: 1, y: undefined }, [element('b', {}), element('c', { z: '"' })])).toBe(
      '<a x="1">\n  <b/>\n  <c z="&quot;"/>\n</a>',
    );
  });
});
