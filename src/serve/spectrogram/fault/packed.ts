import type { FaultDefinition } from './definition.ts';

/** Faults only the packed layout can have. */
export const PACKED_FAULTS: readonly FaultDefinition[] = [
  {
    name: 'shape-zero',
    help: 'packed: data_shape_x is 0 though there are values',
    trips: ['structure.present'],
    only: 'pandadatastream',
    extent: 'frame',
    packed: (plan) => {
      plan.shapeX = 0;
    },
  },
  {
    name: 'short-data',
    help: 'packed: main_data is 4 bytes short of what its shape says, or as many as said',
    trips: ['structure.present'],
    only: 'pandadatastream',
    extent: 'frame',
    arguments: [{ name: 'bytes', kind: 'whole' }],
    packed: (plan, at) => {
      plan.missingBytes = at.number('bytes', 4);
    },
  },
  {
    name: 'timestamps-missing',
    help: 'packed: the last row has no timestamp',
    trips: ['structure.rows'],
    only: 'pandadatastream',
    extent: 'frame',
    packed: (plan) => {
      plan.timestamps.pop();
    },
  },
  {
    name: 'row-index-missing',
    help: 'packed: the last row has no row_index',
    trips: ['structure.rows'],
    only: 'pandadatastream',
    extent: 'frame',
    packed: (plan) => {
      plan.rowIndex.pop();
    },
  },
  {
    name: 'channels-reversed',
    help: 'packed: end_channel lies before start_channel',
    trips: ['job.identity'],
    only: 'pandadatastream',
    extent: 'frame',
    packed: (plan) => {
      const { startChannel, endChannel } = plan;
      plan.startChannel = Math.max(endChannel, startChannel + 1);
      plan.endChannel = startChannel;
    },
  },
  {
    name: 'channel-count',
    help: 'packed: the header names one channel more than the row has, or as many as said',
    trips: ['job.identity'],
    only: 'pandadatastream',
    extent: 'frame',
    arguments: [{ name: 'by', kind: 'whole' }],
    packed: (plan, at) => {
      plan.endChannel += at.number('by', 1);
    },
  },
  {
    name: 'wrong-job-id',
    help: 'packed: job_id is that of another job, 1 higher unless said otherwise',
    trips: ['job.id'],
    only: 'pandadatastream',
    extent: 'onward',
    arguments: [{ name: 'by', kind: 'whole' }],
    packed: (plan, at) => {
      plan.jobId = (plan.jobId ?? 0) + at.number('by', 1);
    },
  },
  {
    name: 'element-mismatch',
    help: "packed: the header's extremes are those of no element type the values could be of",
    trips: ['structure.element', 'range.header'],
    only: 'pandadatastream',
    extent: 'onward',
    packed: (plan) => {
      // Above all values and not whole, so that neither another width nor running extremes can explain them.
      const span = Math.max(1, (plan.max ?? 0) - (plan.min ?? 0));
      plan.min = (plan.max ?? 0) + span + 0.37;
      plan.max = plan.min + span;
    },
  },
];
