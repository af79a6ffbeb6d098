import { Failure } from '../base/failure.ts';

/** Throws a `config` Failure unless `number` may number a field (1 to 2^29-1 without the reserved thousand). */
export function checkFieldNumber(number: number, where: string): void {
  if (number >= 1 && number <= 536_870_911 && !(number >= 19_000 && number <= 19_999)) return;
  throw new Failure('config', `${where}: ${number} is not a legal field number`);
}
