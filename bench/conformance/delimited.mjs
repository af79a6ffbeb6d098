// The runner's framing: messages behind a length of 4 bytes, big-endian.

/** Messages of a readable stream, in order; throws when it ends inside one. */
export async function* readDelimited(input) {
  let buffered = Buffer.alloc(0);
  for await (const chunk of input) {
    buffered = Buffer.concat([buffered, chunk]);
    while (buffered.length >= 4) {
      const end = 4 + buffered.readUInt32BE(0);
      if (buffered.length < end) break;
      yield buffered.subarray(4, end);
      buffered = buffered.subarray(end);
    }
  }
  if (buffered.length > 0) throw new Error(`the input ends inside a message, ${buffered.length} bytes behind the last`);
}

/** A message as it is written. */
export function delimited(bytes) {
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32BE(bytes.length);
  return Buffer.concat([prefix, bytes]);
}
