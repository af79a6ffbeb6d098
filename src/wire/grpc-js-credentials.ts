import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { connect } from 'node:tls';
import { CallCredentials, ChannelCredentials } from '@grpc/grpc-js';
import type { Target } from './target.ts';
import type { TlsOptions } from './tls.ts';
import { handshake } from './tls.ts';

type Connector = ReturnType<ChannelCredentials['_createSecureConnector']>;

/**
 * TLS of a grpc-js channel with the very handshake of our own client. grpc-js's credentials send an IP address as the
 * server name, which is not allowed, and for which Node prints a deprecation warning (DEP0123).
 */
export class HandshakeCredentials extends ChannelCredentials {
  readonly #target: Target;
  readonly #context: SecureContext;
  readonly #options: TlsOptions;

  constructor(target: Target, context: SecureContext, options: TlsOptions) {
    super();
    this.#target = target;
    this.#context = context;
    this.#options = options;
  }

  override _isSecure(): boolean {
    return true;
  }

  override _equals(other: ChannelCredentials): boolean {
    return this === other;
  }

  override _createSecureConnector(_target: unknown, _options: unknown, credentials?: CallCredentials): Connector {
    return {
      connect: (raw) => this.#connect(raw),
      waitForReady: () => Promise.resolve(),
      getCallCredentials: () => credentials ?? CallCredentials.createEmpty(),
      destroy: () => undefined,
    };
  }

  #connect(raw: Socket): ReturnType<Connector['connect']> {
    return new Promise((resolve, reject) => {
      const socket = connect(handshake(raw, this.#target, this.#context, this.#options), () =>
        resolve({ socket, secure: true }),
      );
      socket.on('error', reject);
    });
  }
}
