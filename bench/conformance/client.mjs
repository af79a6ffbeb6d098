// A client under test of the connectrpc conformance runner: requests on stdin, results on stdout, calls through our wire
// client. CONFORMANCE_PROTOS names the folder of the runner's .proto files; `npm run conformance` sets it.
import { delimited, readDelimited } from './delimited.mjs';
import { perform } from './rpc.mjs';
import { conformanceSchema } from './schema.mjs';

const AT_ONCE = 8;

const folder = process.env.CONFORMANCE_PROTOS;
if (!folder) {
  console.error('CONFORMANCE_PROTOS is not set: it names the folder of the .proto files of connectrpc.com/conformance');
  process.exit(2);
}
const schema = conformanceSchema(folder);

async function answer(bytes) {
  const request = schema.decode('ClientCompatRequest', bytes);
  const { testName } = request;
  let result;
  try {
    result = { case: 'response', value: await perform(schema, request) };
  } catch (thrown) {
    result = { case: 'error', value: { message: thrown instanceof Error ? thrown.message : String(thrown) } };
  }
  process.stdout.write(delimited(schema.encode('ClientCompatResponse', { testName, result })));
}

const running = new Set();
for await (const bytes of readDelimited(process.stdin)) {
  if (running.size >= AT_ONCE) await Promise.race(running);
  const one = answer(bytes).finally(() => running.delete(one));
  running.add(one);
}
await Promise.all(running);
