import { choice, count, flag, onByDefault, text, texts, time } from '../kinds.ts';
import type { Encoding } from '../../wire/types.ts';
import type { OptionTable } from '../option.ts';
import { secretsOfJson } from '../redact.ts';
import type { CheckValues } from './checks.ts';
import { CHECKS } from './checks.ts';
import { JOB } from './job.ts';
import type { JobValues } from './job.ts';

/** What is sent, how much of the answer is wanted, and what becomes of it. Times in ms. */
export interface RequestValues extends Pick<JobValues, 'timeout' | 'idleTimeout' | 'expectStatus'> {
  readonly data: string | null;
  readonly repeatData: number;
  readonly sendInterval: number | null;
  readonly compression: Encoding;
  readonly pingPong: boolean;
  readonly maxMessages: number | null;
  readonly minMessages: number | null;
  readonly duration: number | null;
  readonly until: string | null;
  readonly print: boolean;
  readonly emitDefaults: boolean;
  readonly saveBad: string | null;
  readonly verbose: boolean;
}

/** How the messages of any method are judged. */
export interface CallCheckValues extends Pick<CheckValues, 'severity' | 'tolerate' | 'failOn' | 'slo'> {
  readonly rule: readonly string[];
  readonly rules: readonly string[];
  readonly annotations: boolean;
}

export const REQUEST: OptionTable<RequestValues> = {
  data: text('<json|@file|->', null, 'request in ProtoJSON, or requests as an array or NDJSON; @FILE, - for stdin', {
    short: 'd',
    secrets: secretsOfJson,
  }),
  repeatData: count(1, 'send the data so often'),
  sendInterval: time(null, 'wait so long between two requests'),
  compression: choice(
    ['identity', 'gzip', 'deflate'],
    'identity',
    'compress the requests; identity leaves them as they are',
  ),
  pingPong: flag('send the next message when the reply to the last one has come, and time the round trips'),
  maxMessages: count(null, 'stop on purpose after so many messages', 1, Number.MAX_SAFE_INTEGER, {
    aliases: ['max-frames'],
  }),
  minMessages: count(null, 'fail with fewer messages; a stream has to bring one unless this is 0', 0),
  duration: time(null, 'stop on purpose after so long', { aliases: ['z'] }),
  until: text('<cel>', null, "stop on purpose when this holds for a message: 'message.state == 2'"),
  timeout: { ...JOB.timeout, help: 'longest time for the call' },
  idleTimeout: { ...JOB.idleTimeout, help: 'silence after which the call counts as stalled' },
  expectStatus: { ...JOB.expectStatus, help: 'the gRPC status the call is to end with, by name or number' },
  print: flag('write received messages to stdout, one line of ProtoJSON each; the report then goes to stderr'),
  emitDefaults: flag('print fields without a value too'),
  saveBad: text('<folder>', null, 'keep the bytes of messages that do not decode here, of the first 100'),
  verbose: flag('show response headers and trailers', { short: 'v' }),
};

export const CALL_CHECKS: OptionTable<CallCheckValues> = {
  rule: texts("<'name: cel'>", "a rule for every message, or for the end: 'rising: message.seq > previous.seq'"),
  rules: texts('<file>', 'rules from a YAML file: name, expression, severity, tolerate, message', { list: true }),
  annotations: onByDefault('leave the protovalidate annotations of the schema out'),
  severity: { ...CHECKS.severity, help: 'make a rule an error, a warning or off: message.decodes=warning' },
  tolerate: { ...CHECKS.tolerate, help: 'accept violations up to a share: message.decodes=2%' },
  failOn: CHECKS.failOn,
  slo: CHECKS.slo,
};
