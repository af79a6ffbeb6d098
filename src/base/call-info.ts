export type CallKind = 'unary' | 'server-stream' | 'client-stream' | 'bidi-stream';

/** The method that was called, and what a call shows besides its messages. */
export interface CallInfo {
  readonly method: string;
  readonly kind: CallKind;
  /** What we sent; absent before anything was. */
  readonly sent?: { readonly messages: number; readonly bytes: number };
  /** Response metadata, asked for with `--verbose`; values of secrets are hidden. */
  readonly headers?: readonly MetadataEntry[];
  readonly trailers?: readonly MetadataEntry[];
}

export interface MetadataEntry {
  readonly key: string;
  readonly value: string;
}
