/** What one field of a configuration accepts, and what it is when nobody says. */
export interface FieldRule<T> {
  readonly accepts: (value: unknown) => boolean;
  /** The values it takes, in words. */
  readonly takes: string;
  /** A function where it depends on fields before this one. */
  readonly fallback: T | ((before: { readonly pingInterval: number }) => T);
}

type Fallback<T> = FieldRule<T>['fallback'];

export function flag(fallback: boolean): FieldRule<boolean> {
  return { accepts: (value) => typeof value === 'boolean', takes: 'true or false', fallback };
}

export function oneOf<T extends string>(choices: readonly T[], fallback: T): FieldRule<T> {
  return { accepts: (value) => choices.some((choice) => choice === value), takes: choices.join(' or '), fallback };
}

export function whole(least: number, most: number, fallback: number): FieldRule<number> {
  return {
    accepts: (value) => Number.isInteger(value) && (value as number) >= least && (value as number) <= most,
    takes: `a whole number from ${least} to ${most}`,
    fallback,
  };
}

/** Above 0 and at most `most` seconds; with `none`, null too. */
export function seconds<T extends number | null>(most: number, fallback: Fallback<T>, none = ''): FieldRule<T> {
  return {
    accepts: (value) => (none !== '' && value === null) || (typeof value === 'number' && value > 0 && value <= most),
    takes: words(`seconds above 0, at most ${most}`, none),
    fallback,
  };
}

/** A text of 1 to `most` characters; with `none`, null too. */
export function text<T extends string | null>(most: number, fallback: Fallback<T>, none = ''): FieldRule<T> {
  return {
    accepts: (value) =>
      (none !== '' && value === null) ||
      (typeof value === 'string' && value !== '' && Array.from(value).length <= most),
    takes: words(`a text of 1 to ${most} characters`, none),
    fallback,
  };
}

function words(takes: string, none: string): string {
  return none === '' ? takes : `${takes}, ${none}`;
}
