/** PEM texts; with `clientCa` callers must show a certificate it signed. */
export interface ServerTls {
  readonly cert: string;
  readonly key: string;
  readonly clientCa?: string;
}
