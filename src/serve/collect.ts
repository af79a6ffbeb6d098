import { Status } from '../base/status.ts';
import { GrpcError } from './errors.ts';
import type { GrpcCall, GrpcHandler } from './handler.ts';
import { GrpcResponse } from './message.ts';
import type { GrpcRequest } from './message.ts';
import { firstValue, normalizeMetadata } from './metadata.ts';
import type { GrpcMetadata, MetadataValue } from './metadata.ts';
import { refuse } from './service.ts';

/** The most messages a collecting handler is given. */
export const MOST_COLLECTED = 10_000;

/** All the messages of a caller, read to the end. */
export interface GrpcClientStreamRequest {
  /** Fully qualified. */
  readonly serviceName: string;
  readonly methodName: string;
  /** Serialized, in the order they came. */
  readonly messages: readonly Uint8Array[];
  /** Keys lower-cased. */
  readonly metadata: GrpcMetadata;
  /** The first value under a key in any case. */
  getMetadata(key: string): MetadataValue | undefined;
}

/** All the messages of an answer; the metadata goes into the headers, which wait for it. */
export interface GrpcBidiStreamResponse {
  readonly messages: readonly Uint8Array[];
  readonly metadata?: GrpcMetadata;
}

/** A handler that takes, and gives, streams as lists. */
export interface CollectingHandler extends Pick<GrpcHandler, 'handleServerStream'> {
  readonly handleRequest?: GrpcHandler['handleRequest'];
  handleClientStream?(request: GrpcClientStreamRequest, call: GrpcCall): GrpcResponse | Promise<GrpcResponse>;
  handleBidiStream?(
    request: GrpcClientStreamRequest,
    call: GrpcCall,
  ): GrpcBidiStreamResponse | Promise<GrpcBidiStreamResponse>;
}

/**
 * A handler of lists as a handler of the registry. The 10,001st message of a caller ends the call with RESOURCE_EXHAUSTED;
 * what the handler does not have is UNIMPLEMENTED.
 */
export function collecting(handler: CollectingHandler): GrpcHandler {
  return {
    handleRequest: (request, call) => {
      if (handler.handleRequest === undefined) return refuse(call, 'unary call');
      return handler.handleRequest(request, call);
    },
    handleServerStream: (request, call) => {
      if (handler.handleServerStream === undefined) return refuse(call, 'server stream');
      return handler.handleServerStream(request, call);
    },
    handleClientStream: async (requests, call) => {
      if (handler.handleClientStream === undefined) return refuse(call, 'client stream');
      return await handler.handleClientStream(await collected(requests, call), call);
    },
    handleBidiStream: async function* (requests, call) {
      if (handler.handleBidiStream === undefined) return refuse(call, 'bidirectional stream');
      call.holdHeaders();
      const { messages, metadata } = await handler.handleBidiStream(await collected(requests, call), call);
      call.sendHeaders(metadata);
      for (const payload of messages) yield new GrpcResponse({ payload });
    },
  };
}

/** Counted while reading, so that no more are ever held. */
async function collected(requests: AsyncIterable<GrpcRequest>, call: GrpcCall): Promise<GrpcClientStreamRequest> {
  const messages: Uint8Array[] = [];
  for await (const { payload } of requests) {
    if (messages.length === MOST_COLLECTED) {
      throw new GrpcError(Status.RESOURCE_EXHAUSTED, `more than ${MOST_COLLECTED} messages in one stream`);
    }
    messages.push(payload);
  }
  const { serviceName, methodName } = call;
  const metadata = normalizeMetadata(call.metadata);
  const getMetadata = (key: string): MetadataValue | undefined => firstValue(metadata, key);
  return Object.freeze({ serviceName, methodName, messages: Object.freeze(messages), metadata, getMetadata });
}
