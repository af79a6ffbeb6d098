/** The sum of the numbers under each name, names in the order in which they first came. */
export function sumBy(entries: Iterable<readonly [name: string, count: number]>): [name: string, sum: number][] {
  const sums = new Map<string, number>();
  for (const [name, count] of entries) sums.set(name, (sums.get(name) ?? 0) + count);
  return [...sums];
}
