/** Breaks text at spaces into lines of at most `width` characters; a longer word is cut. Never returns no line. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    let rest = word;
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

/** `label` in a column of its own, the text beside it, further lines below the text. */
export function labelled(label: string, text: string, width: number, column: number): string {
  const lines = wrap(text, Math.max(10, width - column));
  return lines.map((line, i) => `${(i === 0 ? label : '').padEnd(column)}${line}`.trimEnd()).join('\n');
}
