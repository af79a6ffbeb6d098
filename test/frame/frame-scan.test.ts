import { describe, expect, it } from 'vitest';
import { loadLayout, type CompiledLayout } from '../../src/frame/layout.ts';
import { createScanner, isFault } from '../../src/frame/scanner.ts';
import { encodeFrame, frameData } from '../support/frame-messages.ts';
import { encodePackedFrame, packedData, scanWith } from '../support/frame-packed.ts';

const datastream = loadLayout('datastream');
const pandadatastream = loadLayout('pandadatastream');

describe.each<[string, CompiledLayout, Uint8Array]>([
  ['nested', datastream, encodeFrame(frameData(4, 2, 3, 4))],
  ['packed', pandadatastream, encodePackedFrame(packedData(4, 2, 3, 4, 'float32'))],
])('a scan of a %s frame', (_, layout, bytes) => {
  it('says when and how long the message was', () => {
    const scanner = createScanner(layout, { values: true });
    scanner.reserve(bytes.length).set(bytes);
    const frame = scanner.scan(bytes.length, 9, 12.5, 1e12);
    expect(frame).toMatchObject({ index: 9, arrival: 12.5, arrivalEpoch: 1e12, byteLength: bytes.length });
  });

  it('gives the same frame every time', () => {
    const scanner = createScanner(layout, { values: true });
    const hashes = [0, 1].map(() => {
      const frame = scanWith(scanner, bytes);
      return isFault(frame) ? null : [...frame.sensors.hashLow.slice(0, frame.sensorCount)];
    });
    expect(hashes[0]).not.toBeNull();
    expect(hashes[1]).toEqual(hashes[0]);
  });

  it('tells which parts it saw in the last message alone', () => {
    const scanner = createScanner(layout, { values: true });
    scanWith(scanner, bytes);
    expect([...scanner.seen()]).toContain('rowStart');
    scanWith(scanner, new Uint8Array(0));
    expect([...scanner.seen()]).toEqual([]);
  });
});
