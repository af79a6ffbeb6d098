import type { ArgumentSpec, FaultDefinition } from './definition.ts';

const FOR: ArgumentSpec = { name: 'for', kind: 'duration', required: true };
/** RST_STREAM code INTERNAL_ERROR. */
const INTERNAL_ERROR = 2;

/** Faults of when frames come and of how the stream ends. */
export const ENDING_FAULTS: readonly FaultDefinition[] = [
  {
    name: 'late-first',
    help: 'the first frame comes so much later',
    trips: ['stream.first-frame'],
    extent: 'stream',
    arguments: [FOR],
    startMs: ({ arguments: { for: ms } }) => Number(ms),
  },
  {
    name: 'no-frames',
    help: 'the stream ends with OK and no frame',
    trips: ['stream.first-frame'],
    extent: 'stream',
    act: () => ({ kind: 'end' }),
  },
  {
    name: 'end',
    help: 'the stream ends with OK after N frames',
    trips: ['stream.complete'],
    extent: 'frame',
    act: () => ({ kind: 'end' }),
  },
  {
    name: 'stall',
    help: 'the frame is held back so long; the next ones catch up in a burst',
    trips: ['stream.freeze', 'stream.freeze-share'],
    extent: 'frame',
    arguments: [FOR],
    timing: (timing, at) => {
      if (at.active) timing.holdMs += at.number('for', 0);
    },
  },
  {
    name: 'slow',
    help: 'frames come at 0.5 of their speed from then on, or as said; source time keeps its steps',
    trips: ['time.realtime'],
    extent: 'onward',
    arguments: [{ name: 'factor', kind: 'factor' }],
    timing: (timing, at) => {
      if (at.active) timing.pace /= at.number('factor', 0.5);
    },
  },
  {
    name: 'status',
    help: 'the stream ends with that status after N frames',
    trips: ['stream.status'],
    extent: 'frame',
    arguments: [
      { name: 'code', kind: 'status', required: true },
      { name: 'message', kind: 'text' },
    ],
    act: (at) => {
      const { message } = at.fault.arguments;
      return {
        kind: 'status',
        code: at.number('code', 2),
        message: typeof message === 'string' ? message : 'scripted status',
      };
    },
  },
  {
    name: 'hang',
    help: 'after N frames nothing comes any more, but the stream stays open',
    trips: ['stream.stalled'],
    extent: 'frame',
    act: () => ({ kind: 'hang' }),
  },
  {
    name: 'reset',
    help: 'after N frames the HTTP/2 stream is reset with that code (2 unless said otherwise)',
    trips: ['stream.status'],
    extent: 'frame',
    arguments: [{ name: 'code', kind: 'whole' }],
    act: (at) => ({ kind: 'reset', code: at.number('code', INTERNAL_ERROR) }),
  },
  {
    name: 'disconnect',
    help: 'after N frames the connection is destroyed',
    trips: ['stream.status'],
    extent: 'frame',
    act: () => ({ kind: 'disconnect' }),
  },
];
