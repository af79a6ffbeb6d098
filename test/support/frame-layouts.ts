import { compileLayout, type CompiledLayout, type PackedLayout } from '../../src/frame/layout.ts';
import { parseLayout, type NestedLayoutFile } from '../../src/frame/layout-file.ts';
import { encodeJson } from '../../src/schema/codec.ts';

/** Where the layouts of this file would lie. */
export const LAYOUT_PATH: string = new URL('protos/nested.layout.yaml', import.meta.url).pathname;

export const NESTED_LAYOUT = `
name: nested
proto: nested.proto
method: test.nested.Source/Watch
request:
  job: which.job
  maxFrames: most
  stream: which.stream
  constants: { which: { kind: ALL } }
timeUnit: s
sourceTimeUnit: ns
health: { method: test.nested.Source/Health, healthy: state.up, status: state.text }
frame:
  rows: body.block.lines
  canvas: body.block.lines.picture
  rowStart: body.block.lines.span.from
  rowEnd: body.block.lines.span.to
  sensors: body.block.lines.data.traces
  sensorId: body.block.lines.data.traces.key.id
  values: body.block.lines.data.traces.points.v
  headerMax: head.span.hi
  headerMin: head.span.lo
  sequence: head.number
  sourceTime: head.sent
`;

/** NESTED_LAYOUT as read. */
export function nestedFile(): NestedLayoutFile {
  const file = parseLayout(NESTED_LAYOUT, LAYOUT_PATH);
  if (file.kind !== 'nested') throw new Error('not nested');
  return file;
}

/** A layout with wrappers everywhere, and a message of it. */
export function userLayout(): { readonly layout: CompiledLayout; encode(): Uint8Array } {
  const layout = compileLayout(parseLayout(NESTED_LAYOUT, LAYOUT_PATH), LAYOUT_PATH);
  return {
    layout,
    encode: () =>
      encodeJson(layout.descriptor.output, {
        head: { span: { hi: 1.5, lo: -2.5 }, number: 41, sent: '1700000000000000000' },
        body: {
          block: {
            lines: [
              {
                picture: '9007199254740993',
                span: { from: 1, to: 2 },
                data: { traces: [{ key: { id: -3 }, points: { v: [0.1, 0.2] } }] },
              },
              { picture: '9007199254740992', span: { from: 3, to: 4 } },
            ],
          },
        },
      }),
  };
}

export const PACKED_LAYOUT = `
name: tiles
proto: tiles.proto
method: test.tiles.Tiles/Follow
request: { stream: part }
timeUnit: s
frame:
  data: pixels
  shape: { x: size.width, y: size.height }
  element: uint16
  timestamps: times
  rowIndex: lines
  sourceTime: sent
`;

/** PACKED_LAYOUT with some of its lines replaced. */
export function packedUserLayout(...changes: readonly (readonly [from: string, to: string])[]): PackedLayout {
  const text = changes.reduce((changed, [from, to]) => changed.replace(from, to), PACKED_LAYOUT);
  const layout = compileLayout(parseLayout(text, LAYOUT_PATH), LAYOUT_PATH);
  if (layout.kind !== 'packed') throw new Error('not packed');
  return layout;
}
