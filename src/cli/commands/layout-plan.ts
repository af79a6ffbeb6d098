import type { CompiledLayout } from '../../frame/layout.ts';
import { loadLayout } from '../../frame/layout.ts';
import type { JobValues } from '../options/job.ts';

/** The layouts a run tries in order; `auto` begins with the documented default. */
export function planLayouts({ layout }: Pick<JobValues, 'layout'>): readonly [CompiledLayout, ...CompiledLayout[]] {
  if (layout !== 'auto') return [loadLayout(layout)];
  return [loadLayout('datastream'), loadLayout('pandadatastream')];
}
