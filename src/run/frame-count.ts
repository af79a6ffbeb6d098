import type { Frame, FrameShape } from '../base/frame.ts';

/** Running sums over the good frames of a stream, for the `frames` and `source` parts of the document. */
export class FrameCount {
  rows = 0;
  values = 0;
  payloadBytes = 0;
  bad = 0;
  /** Earliest start and latest end of a row, epoch ms; null before the first row that carries a time. */
  firstRow: number | null = null;
  lastRow: number | null = null;
  /** Source time of the newest frame, epoch ms; NaN when it sent none. */
  lastSourceTime: number = Number.NaN;
  /** Age of the newest row when its frame arrived, on our wall clock. */
  ageMs: number | null = null;
  shape: FrameShape | null = null;

  add(frame: Frame): void {
    this.rows += frame.rowCount;
    this.values += frame.valueCount;
    const sent = this.shape?.sent;
    const times = sent?.has('rowEnd') ? frame.rows.end : sent?.has('rowStart') ? frame.rows.start : null;
    let newest = Number.NaN;
    for (let row = 0; row < frame.rowCount; row += 1) {
      if (times === null) break;
      newest = times[row] as number;
      const start = sent?.has('rowStart') ? (frame.rows.start[row] as number) : newest;
      this.firstRow = Math.min(this.firstRow ?? start, start);
      this.lastRow = Math.max(this.lastRow ?? newest, newest);
    }
    if (!Number.isNaN(newest)) this.ageMs = frame.arrivalEpoch - newest;
    this.lastSourceTime = sent?.has('sourceTime') ? frame.sourceTime : newest;
  }
}
