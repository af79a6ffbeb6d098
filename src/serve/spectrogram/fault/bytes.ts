import type { FaultAt, FaultDefinition, FrameTiming } from './definition.ts';

/** Faults of the encoded message. It takes neither a number nor time, so that nothing is missing after it. */
export const BYTE_FAULTS: readonly FaultDefinition[] = [
  broken('truncated-field', 'the message ends inside a field', (bytes, { layout }) =>
    append(bytes, [layout === 'datastream' ? 0x0a : 0x4a, 0x64]),
  ),
  broken('bad-wire-type', 'field 4 has the wire type 7', (bytes) => append(bytes, [0x27])),
  broken('field-zero', 'a field has the number 0', (bytes) => append(bytes, [0x00, 0x01])),
  { ...broken('bad-utf8', 'the canvas id of a row is not UTF-8', spoilCanvas), only: 'datastream' },
  broken('long-varint', 'a varint has 11 bytes', (bytes) =>
    append(bytes, [0x20, ...Array<number>(10).fill(0x80), 0x01]),
  ),
];

function broken(name: string, help: string, bytes: (bytes: Buffer, at: FaultAt) => Buffer): FaultDefinition {
  return { name, help, trips: ['structure.decodes'], extent: 'frame', timing: takeNothing, bytes };
}

function takeNothing(timing: FrameTiming, at: FaultAt): void {
  if (!at.active) return;
  timing.advance = 0;
  timing.numbered = false;
}

function append(bytes: Buffer, more: readonly number[]): Buffer {
  return Buffer.concat([bytes, Buffer.from(more)]);
}

/** The first row's first field is its canvas id. */
function spoilCanvas(bytes: Buffer): Buffer {
  let at = 1;
  while ((bytes[at] ?? 0) >= 0x80) at += 1;
  if (bytes[0] === 0x0a && bytes[at + 1] === 0x0a) bytes[at + 3] = 0xff;
  return bytes;
}
