import { visible } from '../base/text.ts';

// Tab, line feed, carriage return and these ranges are all XML 1.0 allows; lone surrogates fall out with /u.
const ILLEGAL = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/**
 * Text for XML 1.0 content or a quoted attribute. What a terminal would obey, and the control characters XML cannot
 * hold, are shown as escapes; the little else that it cannot hold is removed.
 */
export function escapeXml(text: string): string {
  return visible(text, '\t\n\r')
    .replace(ILLEGAL, '')
    .replace(/[&<>"'\t\n\r]/g, (char) => ENTITIES[char] ?? char);
}

/** An element; absent attributes are left out. Children are finished XML and stand indented below. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  children: readonly string[] = [],
): string {
  const written = Object.entries(attributes)
    .flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${escapeXml(String(value))}"`]))
    .join('');
  if (children.length === 0) return `<${name}${written}/>`;
  const body = children.map((child) => child.replace(/^/gm, '  ')).join('\n');
  return `<${name}${written}>\n${body}\n</${name}>`;
}
