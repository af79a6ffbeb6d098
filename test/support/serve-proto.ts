import { create, createFileRegistry, fromBinary, isMessage, toBinary, toJson } from '@bufbuild/protobuf';
import type { DescMessage, JsonObject, JsonValue } from '@bufbuild/protobuf';
import {
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
} from '@bufbuild/protobuf/wkt';
import type { FileDescriptorProto } from '@bufbuild/protobuf/wkt';

const { OPTIONAL, REPEATED } = FieldDescriptorProto_Label;
const { DOUBLE, FLOAT, INT64, INT32, BOOL, STRING, MESSAGE } = FieldDescriptorProto_Type;

const f = (
  name: string,
  number: number,
  type: FieldDescriptorProto_Type,
  label: FieldDescriptorProto_Label = OPTIONAL,
  typeName = '',
) => ({
  name,
  number,
  type,
  label,
  jsonName: name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
  ...(typeName === '' ? {} : { typeName }),
});

/** The datastream layout, written down by hand so that the encoder has an independent judge. */
const file: FileDescriptorProto = create(FileDescriptorProtoSchema, {
  name: 'datastream.proto',
  package: 'datastream',
  syntax: 'proto3',
  messageType: [
    { name: 'StreamRequest', field: [f('job_id', 1, STRING), f('max_frames', 2, INT32), f('stream_id', 3, INT32)] },
    {
      name: 'DataStream',
      field: [
        f('rows', 1, MESSAGE, REPEATED, '.datastream.SpectrogramRow'),
        f('current_max_amp', 2, DOUBLE),
        f('current_min_amp', 3, DOUBLE),
        f('frame_number', 4, INT64),
        f('server_timestamp', 5, INT64),
      ],
    },
    {
      name: 'SpectrogramRow',
      field: [
        f('canvasId', 1, STRING),
        f('sensors', 2, MESSAGE, REPEATED, '.datastream.SensorIntensity'),
        f('startTimestamp', 3, INT64),
        f('endTimestamp', 4, INT64),
      ],
    },
    { name: 'SensorIntensity', field: [f('id', 1, INT32), f('intensity', 2, FLOAT, REPEATED)] },
    { name: 'HealthRequest' },
    { name: 'HealthResponse', field: [f('healthy', 1, BOOL), f('version', 2, STRING), f('status', 3, STRING)] },
  ],
  service: [
    {
      name: 'DataStreamService',
      method: [
        {
          name: 'StreamSpectrograms',
          inputType: '.datastream.StreamRequest',
          outputType: '.datastream.DataStream',
          serverStreaming: true,
        },
        { name: 'CheckHealth', inputType: '.datastream.HealthRequest', outputType: '.datastream.HealthResponse' },
      ],
    },
  ],
});

export const DATASTREAM_DESCRIPTOR: Uint8Array = toBinary(FileDescriptorProtoSchema, file);

const registry = createFileRegistry(create(FileDescriptorSetSchema, { file: [file] }));

function message(name: string): DescMessage {
  const desc = registry.getMessage(`datastream.${name}`);
  if (!desc) throw new Error(`no message ${name}`);
  return desc;
}

export interface DecodedSensor {
  id: number;
  values: number[];
}

export interface DecodedRow {
  canvas: string;
  start: number;
  end: number;
  sensors: DecodedSensor[];
}

export interface DecodedFrame {
  rows: DecodedRow[];
  max: number;
  min: number;
  number: number;
  sentAt: number;
  /** Whether the message or a row of it carries fields that are not in its schema. */
  unknown: boolean;
}

/** A DataStream as @bufbuild/protobuf reads it; throws where it does. */
export function decodeFrame(bytes: Uint8Array): DecodedFrame {
  const decoded = fromBinary(message('DataStream'), bytes);
  if (!isMessage(decoded)) throw new Error('no message');
  const json = object(toJson(message('DataStream'), decoded));
  return {
    rows: list(json['rows']).map((row) => ({
      canvas: typeof row['canvasId'] === 'string' ? row['canvasId'] : '',
      start: Number(row['startTimestamp'] ?? 0),
      end: Number(row['endTimestamp'] ?? 0),
      sensors: list(row['sensors']).map((sensor) => ({
        id: Number(sensor['id'] ?? 0),
        values: numbers(sensor['intensity']),
      })),
    })),
    max: Number(json['currentMaxAmp'] ?? 0),
    min: Number(json['currentMinAmp'] ?? 0),
    number: Number(json['frameNumber'] ?? 0),
    sentAt: Number(json['serverTimestamp'] ?? 0),
    unknown: (decoded.$unknown ?? []).length > 0,
  };
}

/** A HealthResponse as @bufbuild/protobuf reads it. */
export function decodeHealth(bytes: Uint8Array): JsonObject {
  return object(toJson(message('HealthResponse'), fromBinary(message('HealthResponse'), bytes)));
}

/** A StreamRequest as @bufbuild/protobuf writes it. */
export function encodeRequest(jobId: string, maxFrames = 0, streamId = 0): Buffer {
  return Buffer.from(
    toBinary(message('StreamRequest'), create(message('StreamRequest'), { jobId, maxFrames, streamId })),
  );
}

function object(json: JsonValue | undefined): JsonObject {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new Error('no object');
  return json;
}

function list(json: JsonValue | undefined): JsonObject[] {
  return Array.isArray(json) ? json.map(object) : [];
}

function numbers(json: JsonValue | undefined): number[] {
  return Array.isArray(json) ? json.map(Number) : [];
}
