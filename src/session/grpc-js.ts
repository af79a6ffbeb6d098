import type { BidiService } from '../serve/bidi.ts';
import { bidiHandler } from '../serve/bidi.ts';
import type { BidirectionalStreamingService } from './service.ts';

/**
 * A session service as the implementation of a bidirectional method of any grpc-js server, whose service definition makes
 * TMessage and TCommand: `server.addService(definition, { connect: grpcJsHandler(service) })`.
 */
export function grpcJsHandler<TMessage, TCommand>(
  service: Pick<BidirectionalStreamingService<TMessage, TCommand>, 'connect'>,
): BidiService<TMessage, TCommand>['implementation'][string] {
  return bidiHandler((messages, call) => service.connect(messages, call));
}
