import { flag, text } from '../kinds.ts';
import type { OptionTable } from '../option.ts';

/** How a server of ours speaks TLS. */
export interface ServerTlsValues {
  readonly tls: boolean;
  readonly cert: string | null;
  readonly key: string | null;
  readonly clientCa: string | null;
}

/** For every `serve` command. The settings have names of their own: those of a client's TLS may stand in the same file. */
export const SERVER_TLS: OptionTable<ServerTlsValues> = {
  tls: flag('serve TLS; without --cert and --key with what `grpc-validate certs` made in ./certs', {
    setting: 'serveTls',
  }),
  cert: text('<file>', null, 'PEM certificate of the server; needs --key', {
    setting: 'tlsCert',
    aliases: ['tls-cert'],
  }),
  key: text('<file>', null, 'PEM private key of --cert', { setting: 'tlsKey', aliases: ['tls-key'] }),
  clientCa: text(
    '<file>',
    null,
    'mutual TLS: callers must show a certificate that one of these PEM authorities signed',
  ),
};
