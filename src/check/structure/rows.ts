import type { Frame } from '../../base/frame.ts';
import { printable } from '../../base/text.ts';
import { ROW_COUNT_FAULT } from '../fault-kinds.ts';
import type { Place } from '../places.ts';
import type { Rule } from '../rule.ts';
import { time } from '../words.ts';

const YEAR_2000 = Date.UTC(2000, 0);
const YEAR_2100 = Date.UTC(2100, 0);
/** Below this step a row may end in the millisecond it starts in. */
const SHORT_STEP_MS = 2;
/** Empty rows held until dt is known. */
const HELD = 64;

export const rows: Rule = {
  id: 'structure.rows',
  family: 'structure',
  severity: 'error',
  unit: 'rows',
  summary: 'A row that ends before it starts, lies outside the years 2000 to 2100, or has no timestamp of its own.',
  start({ tally, shared }) {
    let held: { frame: number; place: Place; start: number }[] = [];

    function examine(frame: Frame, row: number): void {
      const start = frame.rows.start[row] as number;
      const end = frame.rows.end[row] as number;
      const hasStart = shared.sent('rowStart');
      const hasEnd = shared.sent('rowEnd');
      const names = shared.shape?.names;
      if (hasStart && !isPlausible(start)) report(frame, row, names?.rowStart, start, IMPLAUSIBLE);
      else if (hasEnd && !isPlausible(end)) report(frame, row, names?.rowEnd, end, IMPLAUSIBLE);
      else if (hasStart && hasEnd && start > end) {
        report(frame, row, names?.rowEnd, end, {
          expected: `an end after the start ${time(start)}`,
          message: `the row ends ${start - end} ms before it starts`,
        });
      } else if (hasStart && hasEnd && start === end) empty(frame, row, start);
    }

    function report(frame: Frame, row: number, field: string | undefined, actual: number, told: Told): void {
      tally.violate(frame.index, () => ({
        ...shared.places.at(frame, { row, field: field ?? '' }),
        ...told,
        actual: time(actual),
      }));
    }

    /** Whether a row of no length is wrong depends on dt, which may come later. */
    function empty(frame: Frame, row: number, start: number): void {
      const { dt } = shared.rowSteps;
      if (dt !== null && dt < SHORT_STEP_MS) return;
      const field = shared.shape?.names.rowEnd ?? '';
      if (dt !== null) reportEmpty(frame.index, () => shared.places.at(frame, { row, field }), start, dt);
      else if (held.length < HELD)
        held.push({ frame: frame.index, place: shared.places.at(frame, { row, field }), start });
    }

    function reportEmpty(frame: number, place: () => Place, start: number, dt: number): void {
      tally.violate(frame, () => ({
        ...place(),
        expected: `an end after the start ${time(start)}`,
        actual: time(start),
        message: `the row has no length, though rows come every ${dt} ms`,
      }));
    }

    function release(): void {
      const { dt } = shared.rowSteps;
      if (dt === null || held.length === 0) return;
      if (dt >= SHORT_STEP_MS) for (const { frame, place, start } of held) reportEmpty(frame, () => place, start, dt);
      held = [];
    }

    return {
      frame(frame) {
        if (!shared.sent('rowStart') && !shared.sent('rowEnd')) return;
        release();
        tally.examine(frame.rowCount);
        for (let row = 0; row < frame.rowCount; row += 1) examine(frame, row);
      },
      bad({ index, arrival, fault }) {
        if (fault.kind !== ROW_COUNT_FAULT) return;
        tally.examine();
        tally.violate(index, () => ({
          ...shared.places.message(index, arrival, fault.offset),
          expected: 'one timestamp and one number per row',
          actual: printable(fault.message),
          message: `timestamps or row numbers are not one per row: ${printable(fault.message)}`,
        }));
      },
      end: release,
      skipped: () => 'no row times are sent',
    };
  },
};

interface Told {
  readonly expected: string;
  readonly message: string;
}

const IMPLAUSIBLE: Told = {
  expected: 'a time in the years 2000 to 2100',
  message: 'the time of the row is not plausible; see --time-unit',
};

function isPlausible(ms: number): boolean {
  return ms >= YEAR_2000 && ms < YEAR_2100;
}
