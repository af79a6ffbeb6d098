/** The public API. Everything else is internal and may change with any version. */

// For those who stream: frames as they come.
export { connect, SpectrogramClient } from './api/spectrogram-client.ts';
export type { ConnectOptions, StreamOptions } from './api/spectrogram-client.ts';
export { FrameStream, StreamError } from './api/frame-stream.ts';
export type { FrameStreamOptions } from './api/frame-stream.ts';
export type { Frame, RowTable, SensorTable, WireFault } from './base/frame.ts';

// For those who judge: the `stream` command as a function.
export { validate } from './api/validate.ts';
export type { ValidateOptions } from './api/validate.ts';

// For those who call any method: the `call` command, its messages as they come.
export { callStream, CallStream } from './api/call-stream.ts';
export type { CallStreamOptions, ReceivedMessage, RequestFields, RequestValue } from './api/call-stream.ts';

// For those who write servers to test against: handlers by service name.
export { collecting } from './serve/collect.ts';
export type { CollectingHandler, GrpcBidiStreamResponse, GrpcClientStreamRequest } from './serve/collect.ts';
export {
  DeadlineExceededError,
  GrpcError,
  InvalidArgumentError,
  NotFoundError,
  PermissionDeniedError,
  UnimplementedError,
} from './serve/errors.ts';
export type { GrpcCall, GrpcHandler, MethodKind } from './serve/handler.ts';
export type { FileName, HandlerSet, NamedHandler, ServedHandler } from './serve/handler-set.ts';
export { GrpcRequest, GrpcResponse } from './serve/message.ts';
export type { GrpcRequestInit, GrpcResponseInit } from './serve/message.ts';
export type { GrpcMetadata, MetadataValue } from './serve/metadata.ts';
export { protoMessages } from './serve/proto-messages.ts';
export type { MessageCodec } from './serve/proto-messages.ts';
export { serveHandlers } from './serve/serve-handlers.ts';
export type { ServeHandlersOptions } from './serve/serve-handlers.ts';
export type { RunningServer } from './serve/grpc-server.ts';
export type { ServerTls } from './serve/tls.ts';
export { GrpcService, HandlerExistsError, HandlerShapeError, UnknownServiceError } from './serve/service.ts';

// For those who keep long-lived clients: bidirectional control streams.
export type { Clock } from './base/clock.ts';
export type { BidiService } from './serve/bidi.ts';
export type { BreakerState, BreakerStatistics } from './session/breaker.ts';
export type { SessionCall } from './session/call.ts';
export type { CentrifugoOptions } from './session/centrifugo.ts';
export { createSessionConfig } from './session/config.ts';
export type { SessionConfig, SessionSettings } from './session/config.ts';
export type { ClientStatistics } from './session/connections.ts';
export type { EndCause, SessionEnd } from './session/end.ts';
export { grpcJsHandler } from './session/grpc-js.ts';
export { sessionHandler } from './session/handler.ts';
export type { WireFormat } from './session/handler.ts';
export type { SessionHooks } from './session/hooks.ts';
export type { LogEntry, LogSink } from './session/log.ts';
export { PRESETS, presetConfig } from './session/presets.ts';
export type { PresetName } from './session/presets.ts';
export { setField } from './session/protocol.ts';
export type { Acknowledgement, SessionProtocol } from './session/protocol.ts';
export type { PublisherStatistics } from './session/publisher.ts';
export { CommandError } from './session/responses.ts';
export type { CommandErrorCode } from './session/responses.ts';
export { BidirectionalStreamingService } from './session/service.ts';
export type { SessionServiceOptions } from './session/service.ts';
export type { SessionStatistics } from './session/statistics.ts';
export type { MessageProcessor, SessionClient } from './session/stream.ts';
export { sessionV1 } from './session/v1/messages.ts';
export type { ClientMessage, ServerCommand } from './session/v1/messages.ts';
export { sessionV1Handler, sessionV1Service } from './session/v1/serve.ts';

// For those who read results.
export { Failure } from './base/failure.ts';
export type { DialCause, FailureCode } from './base/failure.ts';
export type {
  CheckResult,
  CheckStatus,
  Family,
  Finding,
  GapSummary,
  Metrics,
  Outcome,
  RunResult,
  Severity,
  SloResult,
} from './base/result.ts';
export { Status, parseStatus, statusName } from './base/status.ts';
export type { CallStatus, StatusDetail, StatusDetails, StatusName, StatusOrigin } from './base/status.ts';
