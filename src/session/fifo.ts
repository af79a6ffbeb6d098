interface Node<T> {
  readonly value: T;
  next: Node<T> | null;
}

/** First in, first out, at the same price however many there are. */
export class Fifo<T> {
  #head: Node<T> | null = null;
  #tail: Node<T> | null = null;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(value: T): void {
    const node = { value, next: null };
    if (this.#tail === null) this.#head = node;
    else this.#tail.next = node;
    this.#tail = node;
    this.#size += 1;
  }

  /** The oldest, taken out; undefined when there is none. */
  shift(): T | undefined {
    const head = this.#head;
    if (head === null) return undefined;
    this.#head = head.next;
    if (this.#head === null) this.#tail = null;
    this.#size -= 1;
    return head.value;
  }

  clear(): void {
    this.#head = null;
    this.#tail = null;
    this.#size = 0;
  }
}
