import type { Frame, WireFault } from '../base/frame.ts';
import type { Scanner, ScannerOptions } from './frame-scan.ts';
import type { CompiledLayout } from './layout.ts';
import { NestedScanner } from './nested-scanner.ts';
import { PackedScanner } from './packed-scanner.ts';

export type { Scanner, ScannerOptions } from './frame-scan.ts';

/** The scanner of a layout's kind, for one stream. */
export function createScanner(layout: CompiledLayout, options: ScannerOptions): Scanner {
  return layout.kind === 'packed' ? new PackedScanner(layout, options) : new NestedScanner(layout, options);
}

/** Tells a fault from a frame. */
export function isFault(scanned: Frame | WireFault): scanned is WireFault {
  return 'kind' in scanned;
}
