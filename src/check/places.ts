import type { Frame, FrameShape } from '../base/frame.ts';
import type { Finding } from '../base/result.ts';

/** Where a finding is, without what is wrong there. */
export type Place = Omit<Finding, 'expected' | 'actual' | 'message'>;

/** A point in a frame. `field` names a field of the row, the sensor or the frame. */
export interface Spot {
  readonly row?: number;
  /** Index into the frame's sensor table. */
  readonly slot?: number;
  readonly bin?: number;
  readonly field?: string;
}

export interface PlacesOptions {
  readonly stream: number;
  /** When the request was written, on the monotonic clock. */
  readonly requestAt: number;
  /** Frequency of each bin, Hz. */
  readonly frequencies: readonly number[];
}

/** Names places in the layout's own words: `rows[0].sensors[id=7].intensity[12]`. */
export class Places {
  shape: FrameShape | null = null;
  readonly #options: PlacesOptions;

  constructor(options: PlacesOptions) {
    this.#options = options;
  }

  stream(): Place {
    return { stream: this.#options.stream };
  }

  message(index: number, arrival: number, offset?: number): Place {
    const arrivalMs = arrival - this.#options.requestAt;
    return { stream: this.#options.stream, frame: index, arrivalMs, ...(offset === undefined ? {} : { offset }) };
  }

  at(frame: Frame, spot: Spot = {}): Place {
    const { bin } = spot;
    const row = spot.row ?? (spot.slot === undefined ? undefined : rowOf(frame, spot.slot));
    const sensor =
      spot.slot !== undefined && this.#sent('sensorId') ? (frame.sensors.id[spot.slot] as number) : undefined;
    const hz = bin === undefined ? undefined : this.#options.frequencies[bin];
    const sourceTime = this.#sourceTime(frame, row ?? 0);
    const path = this.#path(frame, row, spot);
    return {
      ...this.message(frame.index, frame.arrival),
      ...(this.#sent('sequence') ? { frameNumber: frame.sequence } : {}),
      ...(row === undefined ? {} : { row }),
      ...(sensor === undefined ? {} : { sensor }),
      ...(bin === undefined ? {} : { bin }),
      ...(hz === undefined ? {} : { hz }),
      ...(path === '' ? {} : { path }),
      ...(sourceTime === undefined ? {} : { sourceTime }),
    };
  }

  /** Start of the row, else of the frame. */
  #sourceTime(frame: Frame, row: number): number | undefined {
    if (this.#sent('rowStart') && row < frame.rowCount) return frame.rows.start[row];
    return this.#sent('sourceTime') ? frame.sourceTime : undefined;
  }

  #path(frame: Frame, row: number | undefined, { slot, bin, field }: Spot): string {
    const names = this.shape?.names;
    if (!names) return '';
    const parts: string[] = [];
    if (row !== undefined && names.rows) parts.push(`${names.rows}[${row}]`);
    if (slot !== undefined && row !== undefined && names.sensors) {
      const place = this.#sent('sensorId')
        ? `id=${frame.sensors.id[slot]}`
        : slot - (frame.rows.sensorBegin[row] as number);
      parts.push(`${names.sensors}[${place}]`);
    }
    if (bin !== undefined) parts.push(`${names.values}[${bin}]`);
    if (field !== undefined && field !== '') parts.push(field);
    return parts.join('.');
  }

  #sent(part: Parameters<FrameShape['sent']['has']>[0]): boolean {
    return this.shape?.sent.has(part) ?? false;
  }
}

/** The row a sensor slot belongs to. */
function rowOf({ rows, rowCount }: Frame, slot: number): number {
  let row = 0;
  while (row + 1 < rowCount && (rows.sensorBegin[row + 1] as number) <= slot) row += 1;
  return row;
}
