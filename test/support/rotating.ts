/** What `make` gives for a key: the same `times` times, then a new one. Making it costs more than what is done with it. */
export function rotating<A extends unknown[], T>(
  times: number,
  make: (key: string, ...more: A) => T,
): (key: string, ...more: A) => T {
  const made = new Map<string, { readonly thing: T; left: number }>();
  return (key, ...more) => {
    let current = made.get(key);
    if (current === undefined || current.left === 0) {
      current = { thing: make(key, ...more), left: times };
      made.set(key, current);
    }
    current.left -= 1;
    return current.thing;
  };
}
