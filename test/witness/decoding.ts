import { StringValueSchema } from '@bufbuild/protobuf/wkt';
import type { ServiceDefinition } from '@grpc/proto-loader';
import { fromJSON } from '@grpc/proto-loader';
import { createVerifier } from '../../src/schema/verifier.ts';
import { thrownText } from '../../src/wire/thrown.ts';
import type { GrpcioEyes } from './grpcio-eyes.ts';
import type { Seen } from './seen.ts';
import type { Testimony } from './table.ts';

const MISTYPED = 'a number where the string should be';

/** Bytes that are no message with one string field, of number 1. */
const BROKEN: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ['a string cut short', [0x0a, 5, 0x61, 0x62]],
  ['a string that is no UTF-8', [0x0a, 2, 0xc3, 0x28]],
  ['a field of number 0', [0x02, 1, 0x61]],
  [MISTYPED, [0x08, 1]],
  ['a length of eleven bytes', [0x0a, ...Array.from({ length: 10 }, () => 0xff), 1]],
  ['the end of a group that never began', [0x0c]],
  ['a group that never ends', [0x13, 0x08, 1]],
];

const verifier = createVerifier(StringValueSchema);

const { S: service } = fromJSON({
  nested: {
    M: { fields: { value: { type: 'string', id: 1 } } },
    S: { methods: { Call: { requestType: 'M', responseType: 'M', comment: '' } } },
  },
});

/** What the frame scanner's verifier, proto-loader with its defaults, and Python's protobuf make of a message. */
export async function hearMessages(grpcio: GrpcioEyes | null): Promise<readonly Testimony[]> {
  const rows: Testimony[] = [];
  for (const [name, numbers] of BROKEN) {
    const bytes = Buffer.from(numbers);
    rows.push({
      name,
      asked: name === MISTYPED ? 'nothing is said: mostly taken for an unknown field' : 'an error: it does not parse',
      lenient: name === MISTYPED,
      ours: ourMessage(bytes),
      grpcJs: protoLoader(bytes),
      grpcio: grpcio && (await grpcio.decode(bytes)),
    });
  }
  return rows;
}

function ourMessage(bytes: Buffer): Seen {
  const fault = verifier.verify(bytes);
  if (fault === null) return { code: 'OK', text: '', messages: 0 };
  return { code: 'INTERNAL', reason: fault.kind, text: `byte ${fault.offset}: ${fault.message}`, messages: 0 };
}

function protoLoader(bytes: Buffer): Seen {
  try {
    const decoded: unknown = (service as ServiceDefinition)['Call']?.responseDeserialize(bytes);
    return { code: 'OK', text: JSON.stringify(decoded), messages: 0 };
  } catch (thrown) {
    return { code: 'INTERNAL', text: thrownText(thrown), messages: 0 };
  }
}
