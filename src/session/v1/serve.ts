import type { BidiService } from '../../serve/bidi.ts';
import { bidiService } from '../../serve/bidi.ts';
import type { GrpcHandler, MethodRoute } from '../../serve/handler.ts';
import { sessionHandler } from '../handler.ts';
import type { BidirectionalStreamingService } from '../service.ts';
import { SESSION_METHOD, SESSION_SERVICE, sessionCodec } from './codec.ts';
import type { ClientMessage, ServerCommand } from './messages.ts';

type V1 = Pick<BidirectionalStreamingService<ClientMessage, ServerCommand>, 'connect'>;

/** The method of session.v1, for startServer. */
export const SESSION_ROUTES: readonly MethodRoute[] = [
  { service: SESSION_SERVICE, method: SESSION_METHOD, kind: 'bidi-stream' },
];

/** A session.v1 service for the registry: `registerHandler('session.v1.SessionService', sessionV1Handler(service))`. */
export function sessionV1Handler(service: V1): GrpcHandler {
  const { message, command } = sessionCodec();
  return sessionHandler(service, { decode: (bytes) => message.decode(bytes), encode: (each) => command.encode(each) });
}

/** A session.v1 service for any grpc-js server: `server.addService(definition, implementation)`. */
export function sessionV1Service(service: V1): BidiService<ClientMessage, ServerCommand> {
  const { message: request, command: response } = sessionCodec();
  return bidiService({ service: SESSION_SERVICE, method: SESSION_METHOD, request, response }, (messages, call) =>
    service.connect(messages, call),
  );
}
