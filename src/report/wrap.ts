/**
 * Breaks text at spaces into lines of at most `width` characters; a longer word is cut. A number stays with its unit,
 * and with the groups of its digits. Never returns no line.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of parts(text, width)) {
    let rest = part;
    if (line !== '' && line.length + 1 + rest.length <= width) {
      line += ` ${rest}`;
      continue;
    }
    if (line !== '') lines.push(line);
    while (rest.length > width) {
      lines.push(rest.slice(0, width));
      rest = rest.slice(width);
    }
    line = rest;
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  return lines;
}

/** Words, those of one figure joined where they fit a line together. */
function parts(text: string, width: number): string[] {
  const joined: string[] = [];
  let last = '';
  for (const word of text.split(' ')) {
    const together = `${joined.at(-1) ?? ''} ${word}`;
    if (joined.length > 0 && isOneFigure(last, word) && together.length <= width) joined[joined.length - 1] = together;
    else joined.push(word);
    last = word;
  }
  return joined;
}

/** `640 000`, `50.0 ms`, `3 m 20 s`, `51 ms..53 ms`, `2 +- 1`: the space between the two words is inside a figure. */
function isOneFigure(before: string, after: string): boolean {
  if (NUMBER.test(before)) return /^(?:[a-zA-Zµ%]|\d{3}(?!\d)|\+-$)/.test(after);
  return (/^[mh]$/.test(before) && /^\d/.test(after)) || before === '+-' || (/^ms$/.test(before) && after === '+-');
}

const NUMBER = /(?:^|[^A-Za-z0-9])\d[\d.]*$/;

/** `label` in a column of its own, the text beside it, further lines below the text. */
export function labelled(label: string, text: string, width: number, column: number): string {
  const lines = wrap(text, Math.max(10, width - column));
  return lines.map((line, i) => `${(i === 0 ? label : '').padEnd(column)}${line}`.trimEnd()).join('\n');
}
