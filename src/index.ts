/** The public API: what a program that reads grpc-validate's results needs. The streaming API joins it later. */
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
export type { CallStatus, StatusName, StatusOrigin } from './base/status.ts';
