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
