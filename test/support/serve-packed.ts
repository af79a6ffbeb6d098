import { create, createFileRegistry, fromBinary, isMessage, toBinary, toJson } from '@bufbuild/protobuf';
import type { DescMessage } from '@bufbuild/protobuf';
import {
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
} from '@bufbuild/protobuf/wkt';
import type { JobOptions } from '../../src/serve/spectrogram/job-options.ts';
import { makeFrames } from './serve-frames.ts';

const { OPTIONAL, REPEATED } = FieldDescriptorProto_Label;
const { INT64, INT32, FLOAT, BYTES } = FieldDescriptorProto_Type;

const f = (name: string, number: number, type: FieldDescriptorProto_Type, label = OPTIONAL) => ({
  name,
  number,
  type,
  label,
  jsonName: name,
});

/** The packed layout, written down by hand so that the encoder has an independent judge. */
const file = create(FileDescriptorProtoSchema, {
  name: 'pandadatastream.proto',
  package: 'pandadatastream',
  syntax: 'proto3',
  messageType: [
    { name: 'StreamDataRequest', field: [f('stream_id', 1, INT32)] },
    {
      name: 'DataStream',
      field: [
        f('start_channel', 1, INT32),
        f('end_channel', 2, INT32),
        f('timestamp_in_milis', 3, INT64, REPEATED),
        f('row_index', 4, INT32, REPEATED),
        f('data_shape_x', 5, INT32),
        f('data_shape_y', 6, INT32),
        f('global_maximum', 7, FLOAT),
        f('global_minimum', 8, FLOAT),
        f('main_data', 9, BYTES, REPEATED),
        { ...f('job_id', 10, INT32), oneofIndex: 0, proto3Optional: true },
        { ...f('data_shape_z', 11, INT32), oneofIndex: 1, proto3Optional: true },
      ],
      oneofDecl: [{ name: '_job_id' }, { name: '_data_shape_z' }],
    },
  ],
});

const registry = createFileRegistry(create(FileDescriptorSetSchema, { file: [file] }));

function message(name: string): DescMessage {
  const desc = registry.getMessage(`pandadatastream.${name}`);
  if (!desc) throw new Error(`no message ${name}`);
  return desc;
}

export interface DecodedPacked {
  channels: [start: number, end: number];
  timestamps: number[];
  rowIndex: number[];
  shape: [x: number, y: number];
  /** Undefined when it is not set. */
  z: number | undefined;
  max: number;
  min: number;
  chunks: Buffer[];
  data: Buffer;
  jobId: number | undefined;
  unknown: boolean;
}

/** A packed DataStream as @bufbuild/protobuf reads it; throws where it does. */
export function decodePacked(bytes: Uint8Array): DecodedPacked {
  const decoded = fromBinary(message('DataStream'), bytes);
  if (!isMessage(decoded)) throw new Error('no message');
  const json = toJson(message('DataStream'), decoded);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new Error('no object');
  const number = (name: string): number => Number(json[name] ?? 0);
  const list = (name: string): unknown[] => {
    const value = json[name];
    return Array.isArray(value) ? value : [];
  };
  const chunks = list('main_data').map((text) => Buffer.from(String(text), 'base64'));
  return {
    channels: [number('start_channel'), number('end_channel')],
    timestamps: list('timestamp_in_milis').map(Number),
    rowIndex: list('row_index').map(Number),
    shape: [number('data_shape_x'), number('data_shape_y')],
    z: json['data_shape_z'] === undefined ? undefined : number('data_shape_z'),
    max: number('global_maximum'),
    min: number('global_minimum'),
    chunks,
    data: Buffer.concat(chunks),
    jobId: json['job_id'] === undefined ? undefined : number('job_id'),
    unknown: (decoded.$unknown ?? []).length > 0,
  };
}

/** A StreamDataRequest as @bufbuild/protobuf writes it. */
export function encodePackedRequest(stream_id: number): Buffer {
  const desc = message('StreamDataRequest');
  const request = fromBinary(
    desc,
    stream_id === 0 ? Buffer.alloc(0) : Buffer.concat([Buffer.from([8]), varint(stream_id)]),
  );
  return Buffer.from(toBinary(desc, request));
}

function varint(value: number): Buffer {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}

/** The float32 elements of a frame. */
export function floatsOf({ data }: DecodedPacked): number[] {
  return Array.from({ length: Math.floor(data.length / 4) }, (_, i) => data.readFloatLE(4 * i));
}

/** The frames of a small job (6 sensors, 9 bins) in the packed layout, as an independent decoder reads them. */
export function packedOf(faults: string, options: JobOptions = {}, count = 8): DecodedPacked[] {
  const made = makeFrames({ layout: 'pandadatastream', faults, ...options }, count);
  return made.bytes.flatMap((bytes) => (bytes ? [decodePacked(bytes)] : []));
}
