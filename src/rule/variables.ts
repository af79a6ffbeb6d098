/** Variables of a rule that looks at each message; `previous` and `gapMs` are unknown for the first. */
export const MESSAGE_VARIABLES = ['message', 'previous', 'first', 'index', 'gapMs', 'elapsedMs'] as const;

/** Variables of a rule that looks at the call when it is over. */
export const END_VARIABLES = ['count', 'status', 'trailers'] as const;

/** Types of the variables that do not depend on the method. */
export const VARIABLE_TYPES: Readonly<Record<string, string>> = {
  index: 'int',
  gapMs: 'double',
  elapsedMs: 'double',
  count: 'int',
  status: 'string',
  trailers: 'map<string, string>',
};

/** Variables message 0 has no value for. */
const OF_THE_SECOND: readonly string[] = ['previous', 'gapMs'];

export type RuleKind = 'message' | 'end';

/** What a rule looks at, by the variables it names: null when it names none, `mixed` when they are of both kinds. */
export function kindOf(free: ReadonlySet<string>): RuleKind | 'mixed' | null {
  const ofMessage = MESSAGE_VARIABLES.some((name) => free.has(name));
  const ofEnd = END_VARIABLES.some((name) => free.has(name));
  if (ofMessage && ofEnd) return 'mixed';
  return ofMessage ? 'message' : ofEnd ? 'end' : null;
}

/** Whether a rule has nothing to say of message 0. */
export function needsPrevious(free: ReadonlySet<string>): boolean {
  return OF_THE_SECOND.some((name) => free.has(name));
}
