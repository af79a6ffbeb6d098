/** Text in the making, indented by the block it stands in. */
export class Lines {
  readonly #lines: string[] = [];
  #depth = 0;

  add(line: string): void {
    this.#lines.push(line === '' ? '' : `${'  '.repeat(this.#depth)}${line}`);
  }

  /** An empty line, unless there is one already or the block has just begun. */
  gap(): void {
    const last = this.#lines.at(-1);
    if (last !== undefined && last !== '' && !last.endsWith('{')) this.#lines.push('');
  }

  /** `head {`, what `body` adds, `}`; in one line where it adds nothing. */
  block(head: string, body: () => void): void {
    this.add(`${head} {`);
    const before = this.#lines.length;
    this.#depth += 1;
    body();
    this.#depth -= 1;
    while (this.#lines.length > before && this.#lines.at(-1) === '') this.#lines.pop();
    if (this.#lines.length > before) this.add('}');
    else this.#lines[before - 1] += '}';
  }

  toString(): string {
    return `${this.#lines.join('\n').trimEnd()}\n`;
  }
}
