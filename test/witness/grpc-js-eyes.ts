import type { ChannelCredentials, ServiceError, StatusObject } from '@grpc/grpc-js';
import { Client, credentials, logVerbosity, setLogVerbosity, status } from '@grpc/grpc-js';
import type { TlsOptions } from '../../src/wire/tls.ts';
import type { Seen } from './seen.ts';

setLogVerbosity(logVerbosity.NONE);

export const DEADLINE_MS = 1500;
const METHOD = '/t.T/M';
const identity = (bytes: Buffer): Buffer => bytes;

export interface Asked {
  /** As grpc-js takes it. */
  readonly target: string;
  readonly unary: boolean;
  /** Plaintext when null. */
  readonly tls: TlsOptions | null;
}

/** What @grpc/grpc-js, with its defaults and a deadline, makes of one call: without our adapter. */
export async function grpcJsEyes({ target, unary, tls }: Asked): Promise<Seen> {
  const client = new Client(target, credentialsOf(tls));
  try {
    return await (unary ? oneAnswer(client) : manyAnswers(client));
  } finally {
    client.close();
  }
}

function credentialsOf(tls: TlsOptions | null): ChannelCredentials {
  if (tls === null) return credentials.createInsecure();
  const pem = (text: Buffer | string | undefined): Buffer | null => (text === undefined ? null : Buffer.from(text));
  return credentials.createSsl(pem(tls.ca), pem(tls.key), pem(tls.cert));
}

function oneAnswer(client: Client): Promise<Seen> {
  return new Promise((resolve) => {
    const done = (error: ServiceError | null): void => resolve(error ? seen(error, 0) : seen({ code: 0 }, 1));
    client.makeUnaryRequest(METHOD, identity, identity, Buffer.from('request'), { deadline: deadline() }, done);
  });
}

function manyAnswers(client: Client): Promise<Seen> {
  return new Promise((resolve) => {
    const request = Buffer.from('request');
    const call = client.makeServerStreamRequest(METHOD, identity, identity, request, { deadline: deadline() });
    let messages = 0;
    let told: StatusObject | null = null;
    let ended = false;
    const settle = (): void => {
      if (told && ended) resolve(seen(told, messages));
    };
    call.on('data', () => (messages += 1));
    call.on('error', () => undefined);
    call.on('status', (status: StatusObject) => {
      told = status;
      settle();
    });
    call.on('end', () => {
      ended = true;
      settle();
    });
  });
}

function deadline(): number {
  return Date.now() + DEADLINE_MS;
}

function seen({ code, details }: { code?: number; details?: string }, messages: number): Seen {
  const text = details === 'OK' ? '' : (details ?? '');
  const hung = code === status.DEADLINE_EXCEEDED && /^(?:Deadline exceeded|Waiting for LB pick)/i.test(text);
  return { code: (code === undefined ? undefined : status[code]) ?? String(code), text, messages, hung };
}
