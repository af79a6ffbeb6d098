import { formatMs } from '../base/units.ts';
import { plural } from '../base/text.ts';
import type { Snapshot } from '../run/host.ts';
import type { Io } from './io.ts';

const REDRAW_MS = 200;

/** The live line on stderr while a stream runs; only on a terminal, gone when the stream is over. */
export class Progress {
  readonly #io: Io;
  readonly #unit: string;
  #timer: NodeJS.Timeout | undefined;
  #shown = false;

  /** `unit`: what the stream is made of. */
  constructor(io: Io, unit: string = 'frame') {
    this.#io = io;
    this.#unit = unit;
  }

  start(peek: () => Snapshot): void {
    this.stop();
    this.#timer = setInterval(() => this.#draw(progressLine(peek(), this.#unit)), REDRAW_MS);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    if (this.#shown) void this.#io.stderr.write('\r\x1b[2K').catch(() => {});
    this.#shown = false;
  }

  #draw(line: string): void {
    const width = Math.max(20, this.#io.stderr.columns - 1);
    this.#shown = true;
    void this.#io.stderr.write(`\r\x1b[2K${line.slice(0, width)}`).catch(() => {});
  }
}

/** `123 frames  20.0 fps  last gap 50.1 ms  no findings`, with `repeat 3 of 100` before it where it is repeated. */
export function progressLine(snapshot: Snapshot, unit: string = 'frame'): string {
  const { frames, fps, lastGapMs, errors, warnings, repeat } = snapshot;
  const parts = [...(repeat ? [`repeat ${repeat.n} of ${repeat.of}`] : []), plural(frames, unit)];
  if (fps !== null) parts.push(`${fps.toFixed(1)} ${unit === 'frame' ? 'fps' : `${unit}s/s`}`);
  if (lastGapMs !== null) parts.push(`last gap ${formatMs(lastGapMs)}`);
  const findings = [
    ...(errors > 0 ? [plural(errors, 'violation')] : []),
    ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
  ];
  parts.push(findings.join(', ') || 'no findings');
  return parts.join('  ');
}
