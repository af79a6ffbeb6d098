import { count, text } from '../kinds.ts';
import type { OptionTable } from '../option.ts';
import type { CallCheckValues, RequestValues } from './call.ts';
import { CALL_CHECKS, REQUEST } from './call.ts';
import type { SchemaValues } from './schema.ts';
import { SCHEMA } from './schema.ts';

/** A bench of calls of any method. */
export interface BenchCallValues
  extends
    SchemaValues,
    Pick<RequestValues, 'data' | 'repeatData' | 'compression' | 'pingPong'>,
    Pick<CallCheckValues, 'rule' | 'rules' | 'annotations'> {
  readonly call: string | null;
  readonly calls: number | null;
}

export const BENCH_CALL: OptionTable<BenchCallValues> = {
  call: text('<method>', null, 'call this method, pkg.Service/Method, in place of streaming a job'),
  calls: count(null, 'calls in all, shared out to the --streams; 1000 unless there is a --duration', 1, 1e9, {
    aliases: ['n', 'total'],
  }),
  data: {
    ...REQUEST.data,
    help: 'request in ProtoJSON, @FILE or - for stdin; of several the calls take one each in turn',
  },
  repeatData: { ...REQUEST.repeatData, help: 'send the data so often in each call that takes a stream of requests' },
  compression: REQUEST.compression,
  pingPong: { ...REQUEST.pingPong, help: 'of a bidirectional stream: the next message when the reply has come' },
  rule: CALL_CHECKS.rule,
  rules: CALL_CHECKS.rules,
  annotations: CALL_CHECKS.annotations,
  ...SCHEMA,
};
