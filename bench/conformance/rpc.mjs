// One ClientCompatRequest through our wire client.
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../dist/base/clock.js';
import { Status } from '../../dist/base/status.js';
import { decodeRpcStatus } from '../../dist/schema/google-rpc.js';
import { connect } from '../../dist/wire/connect.js';
import { percentDecode } from '../../dist/wire/status.js';
import { parseTarget } from '../../dist/wire/target.js';
import { oneAnswer } from '../../dist/wire/unary.js';

/** Numbers of the suite's enums. */
const GRPC = 2;
const HTTP_2 = 2;
const PROTO = 1;
const COMPRESSIONS = { 0: 'identity', 1: 'identity', 2: 'gzip', 5: 'deflate' };
const FULL_DUPLEX = 5;
const SINGLE_ANSWER = new Set(['unary', 'client_streaming']);

const DEFAULT_LIMIT = 64 * 1024 * 1024;

/** Makes the call and describes what came of it as a ClientResponseResult; throws when it cannot be made at all. */
export async function perform(schema, request) {
  const method = checked(schema, request);
  const connection = await dial(request);
  try {
    return await converse(schema, request, method, connection);
  } finally {
    await connection.close();
  }
}

function checked(schema, request) {
  if (request.protocol !== GRPC || request.httpVersion !== HTTP_2 || request.codec !== PROTO) {
    throw new Error('only gRPC over HTTP/2 with protobuf is spoken here');
  }
  if (request.rawRequest) throw new Error('raw requests are for the reference client');
  if (!(request.compression in COMPRESSIONS)) throw new Error(`compression ${request.compression} is not known here`);
  if ((request.service || schema.service) !== schema.service) throw new Error(`there is no service ${request.service}`);
  const method = schema.method(request.method);
  if (!method) throw new Error(`there is no method ${request.method}`);
  return method;
}

function dial({ host, port, serverTlsCert, clientTlsCreds }) {
  const secure = serverTlsCert.length > 0;
  const { cert, key } = clientTlsCreds ?? {};
  return connect({
    target: parseTarget(`${host}:${port}`),
    security: secure ? 'tls' : 'plaintext',
    ...(secure && {
      tls: {
        ca: Buffer.from(serverTlsCert),
        ...(clientTlsCreds && { cert: Buffer.from(cert), key: Buffer.from(key) }),
      },
    }),
    connectTimeoutMs: 10_000,
    retries: 2,
    retryDelayMs: 100,
    retryMaxDelayMs: 1000,
    windowSize: 1024 * 1024,
    streams: 1,
    client: process.env.CONFORMANCE_CLIENT === 'grpc-js' ? 'grpc-js' : 'wire',
    clock: systemClock,
  });
}

/** Answers as they arrive; `onMessage` is told of each. */
class Answers {
  messages = [];
  onMessage = () => {};
  #memory = Buffer.alloc(0);

  reserve(length) {
    this.#memory = Buffer.alloc(length);
    return this.#memory;
  }

  message() {
    this.messages.push(this.#memory);
    this.onMessage();
  }
}

async function converse(schema, request, method, connection) {
  const answers = new Answers();
  const call = connection.open(
    {
      method: `/${schema.service}/${request.method}`,
      metadata: request.requestHeaders.flatMap(({ name, value }) => value.map((one) => [name.toLowerCase(), one])),
      maxMessageSize: request.messageReceiveLimit || DEFAULT_LIMIT,
      compression: COMPRESSIONS[request.compression],
      ...(request.timeoutMs !== undefined && { timeoutMs: request.timeoutMs }),
    },
    answers,
  );
  let over = false;
  const done = call.done.finally(() => (over = true));
  const unsent = await drive(call, answers, done, () => over, request);
  return result(schema, method, await done, answers.messages, unsent);
}

/** Sends the messages and ends or cancels the call as the request says; how many could not be sent. */
async function drive(call, answers, done, isOver, request) {
  const { requestMessages, requestDelayMs, streamType } = request;
  const timing = request.cancel?.cancelTiming;
  const arrived = signalled(answers, () => {
    if (timing?.case === 'afterNumResponses' && answers.messages.length === timing.value) call.cancel();
  });
  for (const [i, message] of requestMessages.entries()) {
    if (requestDelayMs > 0) await Promise.race([sleep(requestDelayMs), done]);
    if (isOver()) return requestMessages.length - i;
    await call.write(message.value);
    if (streamType === FULL_DUPLEX) await Promise.race([arrived(i + 1), done]);
  }
  if (timing?.case === 'beforeCloseSend') {
    call.cancel();
    return 0;
  }
  call.end();
  if (request.cancel && timing?.case !== 'afterNumResponses') {
    await Promise.race([sleep(timing?.case === 'afterCloseSendMs' ? timing.value : 0), done]);
    call.cancel();
  }
  return 0;
}

/** A function that waits for the n-th answer. */
function signalled(answers, each) {
  const waiting = [];
  answers.onMessage = () => {
    each();
    for (const wake of waiting.splice(0)) wake();
  };
  return async (count) => {
    while (answers.messages.length < count) await new Promise((resolve) => waiting.push(resolve));
  };
}

function result(schema, method, ended, messages, numUnsentRequests) {
  const single = SINGLE_ANSWER.has(method.kind);
  const end = single ? oneAnswer(ended) : ended;
  const payloads = [];
  let error = errorOf(end);
  try {
    // An answer of one message counts for nothing beside an error.
    for (const bytes of single && error ? [] : messages)
      payloads.push(schema.decode(method.output, bytes).payload ?? {});
  } catch (thrown) {
    error = { code: Status.INTERNAL, message: thrown.message, details: [] };
  }
  return {
    responseHeaders: headers(end.headers),
    responseTrailers: headers(end.trailers),
    payloads,
    numUnsentRequests,
    ...(error && { error }),
  };
}

/** The status as the server meant it: its message with control characters and all, its details undecoded. */
function errorOf({ status, trailers }) {
  if (status.code === Status.OK) return undefined;
  const sent = trailers?.find(([key]) => key === 'grpc-message')?.[1];
  const message = status.origin === 'server' && sent !== undefined ? percentDecode(sent) : status.message;
  const inner = status.details === undefined ? null : decodeRpcStatus(Buffer.from(status.details, 'base64'));
  return { code: status.code, message, details: inner && 'details' in inner ? inner.details : [] };
}

function headers(metadata) {
  const values = new Map();
  for (const [name, value] of metadata ?? []) values.set(name, [...(values.get(name) ?? []), value]);
  return [...values].map(([name, value]) => ({ name, value }));
}
