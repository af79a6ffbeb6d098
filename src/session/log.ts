import { debuglog } from 'node:util';
import type { SessionConfig } from './config.ts';

export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error';
  /** The configured loggerName. */
  readonly logger: string;
  /** Null where it concerns no client in particular. */
  readonly clientId: string | null;
  readonly message: string;
}

export type LogSink = (entry: LogEntry) => void;

export type Log = (level: LogEntry['level'], clientId: string | null, message: string) => void;

const NAME = 'grpc-validate:session';

/** Writes to `sink`; without one to stderr where NODE_DEBUG names the logger; nowhere with logging off. */
export function createLog({ logging, loggerName }: Pick<SessionConfig, 'logging' | 'loggerName'>, sink?: LogSink): Log {
  const logger = loggerName ?? NAME;
  if (!logging) return () => {};
  const debug = debuglog(logger);
  const write: LogSink =
    sink ?? (({ level, clientId, message }) => debug('%s %s %s', level, clientId === null ? '-' : clientId, message));
  return (level, clientId, message) => write({ level, logger, clientId, message });
}
