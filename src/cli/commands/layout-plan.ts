import type { CompiledLayout } from '../../frame/layout.ts';
import { BUILT_IN_LAYOUTS, loadLayout } from '../../frame/layout.ts';
import type { JobValues } from '../options/job.ts';

/** Names or files of the layouts a run tries in order; `auto` begins with the documented default. */
export function layoutNames({ layout }: Pick<JobValues, 'layout'>): readonly [string, ...string[]] {
  return layout === 'auto' ? BUILT_IN_LAYOUTS : [layout];
}

/** The layouts a run tries in order. */
export function planLayouts(values: Pick<JobValues, 'layout'>): readonly [CompiledLayout, ...CompiledLayout[]] {
  const [first, ...others] = layoutNames(values);
  return [loadLayout(first), ...others.map(loadLayout)];
}
