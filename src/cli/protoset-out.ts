import { writeFileSync } from 'node:fs';
import { Failure } from '../base/failure.ts';
import { descriptorSetBytes } from '../schema/descriptor-set.ts';
import type { FileRegistry } from '../schema/descriptors.ts';
import type { ExploreValues } from './options/schema.ts';
import type { Settings } from './settings.ts';
import { told, toldBy } from './told.ts';

/** Saves a schema where `--protoset-out` says, if it does; throws a `file` Failure naming the path. */
export function saveProtoset(registry: FileRegistry, settings: Settings<Pick<ExploreValues, 'protosetOut'>>): void {
  const { protosetOut: path } = settings.values;
  if (path === null) return;
  told(toldBy(settings, 'protosetOut'), () => {
    try {
      writeFileSync(path, descriptorSetBytes(registry));
    } catch (thrown) {
      const why = thrown instanceof Error ? thrown.message : String(thrown);
      throw new Failure('file', `${path}: cannot be written: ${why}`, { cause: thrown });
    }
  });
}
