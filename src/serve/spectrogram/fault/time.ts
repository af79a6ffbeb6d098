import type { FaultAt, FaultDefinition, FrameTiming } from './definition.ts';

/** Faults of source time and of frame numbers. */
export const TIME_FAULTS: readonly FaultDefinition[] = [
  {
    name: 'row-backwards',
    help: 'a row starts half a step before the previous one; time goes on from there',
    trips: ['time.order'],
    extent: 'frame',
    timing: (timing, at) => shift(timing, at, -Math.max(1.5 * at.dtMs, at.dtMs + 2)),
  },
  {
    name: 'duplicate-row',
    help: 'the frame carries its last row twice',
    trips: ['time.duplicate', 'dimension.rows'],
    extent: 'frame',
    frame: (frame) => {
      const last = frame.rows.at(-1);
      if (last) frame.rows.push({ ...last });
    },
  },
  {
    name: 'skip-rows',
    help: 'source time jumps over 5 rows, or as many as said; frame numbers go on',
    trips: ['time.gap'],
    extent: 'frame',
    arguments: [{ name: 'rows', kind: 'whole' }],
    timing: (timing, at) => shift(timing, at, at.number('rows', 5) * at.dtMs),
  },
  {
    name: 'overlap',
    help: 'a row starts 0.4 of a step after the previous one; time goes on from there',
    trips: ['time.overlap'],
    extent: 'frame',
    timing: (timing, at) => shift(timing, at, -Math.min(Math.max(0.6 * at.dtMs, 0.5 * at.dtMs + 2), at.dtMs)),
  },
  {
    name: 'slow-clock',
    help: 'source time advances at 0.8 of real time, or as said',
    trips: ['time.realtime'],
    extent: 'stream',
    arguments: [{ name: 'factor', kind: 'factor' }],
    timing: (timing, at) => {
      if (at.active) timing.dtMs *= at.number('factor', 0.8);
    },
  },
  {
    name: 'fast-rows',
    help: 'there are 1.03 times as many rows a second of source time as nominal, or as said',
    trips: ['time.rate'],
    extent: 'stream',
    arguments: [{ name: 'factor', kind: 'factor' }],
    timing: (timing, at) => {
      if (at.active) timing.dtMs /= at.number('factor', 1.03);
    },
  },
  {
    name: 'stale',
    help: 'rows are 90 s older, or as said',
    trips: ['time.age'],
    extent: 'stream',
    arguments: [{ name: 'by', kind: 'duration' }],
    timing: (timing, at) => {
      if (at.active) timing.offsetMs -= at.number('by', 90_000);
    },
  },
  {
    name: 'future',
    help: 'rows lie 2 h in the future, or as said',
    trips: ['time.future'],
    extent: 'stream',
    arguments: [{ name: 'by', kind: 'duration' }],
    timing: (timing, at) => {
      if (at.active) timing.offsetMs += at.number('by', 7_200_000);
    },
  },
  {
    name: 'wrong-window',
    help: 'rows are those of a day earlier, or as said, and not of the time asked for',
    trips: ['time.window', 'time.age'],
    extent: 'stream',
    arguments: [{ name: 'by', kind: 'duration' }],
    timing: (timing, at) => {
      if (at.active) timing.offsetMs -= at.number('by', 86_400_000);
    },
  },
  {
    name: 'skip-number',
    help: 'a frame number (packed: row index), or as many as said, is left out though nothing is lost',
    trips: ['time.sequence'],
    extent: 'frame',
    arguments: [{ name: 'count', kind: 'whole' }],
    timing: (timing, at) => {
      timing.numberOffset += at.hits * at.number('count', 1);
    },
  },
  {
    name: 'repeat-number',
    help: 'a frame carries the number of the one before (packed: its row indices go back by one)',
    trips: ['time.sequence'],
    extent: 'frame',
    timing: (timing, at) => {
      timing.numberOffset -= at.hits;
    },
  },
  {
    name: 'drop-frame',
    help: 'a frame is never sent: its number and its time are missing',
    trips: ['time.sequence', 'time.gap'],
    extent: 'frame',
    timing: (timing, at) => {
      if (at.active) timing.sent = false;
    },
  },
];

/** Moves source time from the struck frame on, once for each. */
function shift(timing: FrameTiming, at: FaultAt, ms: number): void {
  timing.offsetMs += at.hits * ms;
}
