import { FRAMING } from './framing.ts';
import { HTTP_ANSWERS } from './http-answers.ts';
import { BREACHES, GIVEN_UP, MALFORMED, ODDITIES } from './http2-rules.ts';
import { LOSSES } from './losses.ts';
import { METADATA } from './metadata.ts';
import type { Misbehaviour } from './row.ts';
import { SILENCES } from './silences.ts';
import { STATUSES, UNARY } from './statuses.ts';

/** Everything a peer can do to one call, by kind. */
export const MISBEHAVIOURS: readonly (readonly [kind: string, rows: readonly Misbehaviour[]])[] = [
  ['Messages', FRAMING],
  ['Unary calls', UNARY],
  ['Statuses', STATUSES],
  ['HTTP answers', HTTP_ANSWERS],
  ['Resets and losses', LOSSES],
  ['Silence', SILENCES],
  ['Metadata', METADATA],
  ['Oddities of HTTP/2', ODDITIES],
  ['Malformed answers', MALFORMED],
  ['Breaches of HTTP/2', [...BREACHES, ...GIVEN_UP]],
];
