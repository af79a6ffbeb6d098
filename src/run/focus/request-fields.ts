import { Failure } from '../../base/failure.ts';
import type { Range } from '../../base/units.ts';
import { isRecord, shown } from '../../frame/description-fields.ts';
import type { JsonFile } from './json-file.ts';

/** The fields of a configure request; every complaint is a `config` Failure with path, line and the field's name. */
export class RequestFields {
  readonly #file: JsonFile;

  constructor(file: JsonFile) {
    this.#file = file;
  }

  /** The value at a dotted path; undefined for what is absent or null. */
  at(path: string): unknown {
    let value: unknown = this.#file.value;
    for (const key of path.split('.')) value = isRecord(value) ? value[key] : undefined;
    return value ?? undefined;
  }

  number(path: string, wanted: string, fits: (value: number) => boolean): number | undefined {
    const value = this.at(path);
    if (value === undefined) return undefined;
    if (typeof value === 'number' && fits(value)) return value;
    throw this.wrong(path, `${wanted}, not ${shown(value)}`);
  }

  /** `{min, max}`, both there, in order. */
  range(path: string, wanted: string, fits: (value: number) => boolean): Range | undefined {
    const value = this.at(path);
    if (value === undefined) return undefined;
    if (!isRecord(value)) throw this.wrong(path, `an object {"min": ..., "max": ...}, not ${shown(value)}`);
    const min = this.number(`${path}.min`, wanted, fits);
    const max = this.number(`${path}.max`, wanted, fits);
    if (min === undefined || max === undefined) {
      throw this.wrong(path, `both ends: ${min === undefined ? 'min' : 'max'} is missing`);
    }
    if (min > max) throw this.wrong(path, `min not above max, but ${min} > ${max}`);
    return { min, max };
  }

  /** `wanted` completes "needs". */
  wrong(path: string, wanted: string, hint?: string): Failure {
    const message = `${this.#file.place(path.split('.'))}: ${path} needs ${wanted}`;
    return new Failure('config', message, hint === undefined ? {} : { hint });
  }
}
