/** A google.rpc.Status of short details, each a full type name and its bytes. */
export function rpcStatus(code: number, details: readonly (readonly [type: string, value: Uint8Array])[]): Uint8Array {
  const anys = details.map(([type, value]) =>
    Buffer.concat([field(1, Buffer.from(`type.googleapis.com/${type}`)), field(2, value)]),
  );
  return Buffer.concat([Buffer.of(0x08, code), ...anys.map((any) => field(3, any))]);
}

function field(number: number, bytes: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.of((number << 3) | 2, bytes.length), bytes]);
}
