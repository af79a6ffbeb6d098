/** Resolves once `condition` holds; rejects with `what` when it does not within 10 s. */
export async function until(condition: () => boolean, what = 'what was waited for did not come'): Promise<void> {
  const late = performance.now() + 18_000;
  while (!condition()) {
    if (performance.now() > late) throw new Error(what);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
