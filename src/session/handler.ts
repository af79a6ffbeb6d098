import { InvalidArgumentError, UnimplementedError } from '../serve/errors.ts';
import type { GrpcHandler } from '../serve/handler.ts';
import type { GrpcRequest } from '../serve/message.ts';
import { GrpcResponse } from '../serve/message.ts';
import type { BidirectionalStreamingService } from './service.ts';

/** How the messages of a service lie on the wire. */
export interface WireFormat<TMessage, TCommand> {
  /** Throws for what is no message. */
  decode(bytes: Uint8Array): TMessage;
  encode(command: TCommand): Uint8Array;
}

/** A session service as a handler of the registry: its bidirectional stream, nothing else. */
export function sessionHandler<TMessage, TCommand>(
  service: Pick<BidirectionalStreamingService<TMessage, TCommand>, 'connect'>,
  format: WireFormat<TMessage, TCommand>,
): GrpcHandler {
  return {
    handleRequest: ({ serviceName, methodName }) => {
      throw new UnimplementedError(`${serviceName}/${methodName} is a bidirectional stream`);
    },
    handleBidiStream: (requests, call) => responses(service.connect(decodeRequests(requests, format), call), format),
  };
}

/** The messages of requests; throws InvalidArgumentError for one that does not decode. */
export async function* decodeRequests<TMessage>(
  requests: AsyncIterable<GrpcRequest>,
  format: Pick<WireFormat<TMessage, never>, 'decode'>,
): AsyncGenerator<TMessage, void, void> {
  for await (const { payload } of requests) {
    let message: TMessage;
    try {
      message = format.decode(payload);
    } catch (thrown) {
      throw new InvalidArgumentError(thrown instanceof Error ? thrown.message : String(thrown));
    }
    yield message;
  }
}

async function* responses<TCommand>(
  commands: AsyncIterable<TCommand>,
  { encode }: Pick<WireFormat<never, TCommand>, 'encode'>,
): AsyncGenerator<GrpcResponse, void, void> {
  for await (const command of commands) yield new GrpcResponse({ payload: encode(command) });
}
