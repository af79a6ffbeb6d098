import type { StreamSummary } from '../base/result.ts';
import { formatMs } from '../base/units.ts';
import { grid } from './grid.ts';
import { countChecks } from './line.ts';
import type { Style } from './style.ts';

/** One line a stream where a run has several; empty for one stream, which the rest of the report is about. */
export function streamsPart(streams: readonly StreamSummary[], style: Style): string[] {
  if (streams.length < 2) return [];
  const rows = streams.map(({ streamId, frames, metrics, status, checks }) => {
    const { fps, gapMs } = metrics;
    const { failed, warned } = countChecks(checks);
    return [
      String(streamId),
      String(frames),
      fps === null ? 'n/a' : fps.toFixed(1),
      gapMs.p95 === null ? 'n/a' : formatMs(gapMs.p95),
      gapMs.max === null ? 'n/a' : formatMs(gapMs.max),
      `${failed}/${warned}`,
      status?.name ?? 'none',
    ];
  });
  return [
    grid(
      [
        { title: 'stream', align: 'right' },
        { title: 'frames', align: 'right' },
        { title: 'fps', align: 'right' },
        { title: 'gap p95', align: 'right' },
        { title: 'gap max', align: 'right' },
        { title: 'failed/warned', align: 'right' },
        { title: 'status', flexible: true },
      ],
      rows,
      style,
    ),
  ];
}
