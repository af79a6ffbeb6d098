import { Failure } from '../base/failure.ts';

/** The largest number of a field. */
export const FIELD_MAX = 536_870_911;
/** The largest number of an extension of a message set, whose numbers are no part of tags. */
export const MESSAGE_SET_MAX = 2_147_483_646;

/** Throws a `config` Failure unless `number` may number a field (1 to `most` without the reserved thousand). */
export function checkFieldNumber(number: number, where: string, most: number = FIELD_MAX): void {
  if (number >= 1 && number <= most && !(number >= 19_000 && number <= 19_999)) return;
  throw new Failure('config', `${where}: ${number} is not a legal field number`);
}
