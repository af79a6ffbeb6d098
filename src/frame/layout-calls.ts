import {
  ScalarType,
  type DescField,
  type DescMessage,
  type DescMethod,
  type JsonObject,
  type JsonValue,
} from '../schema/descriptors.ts';
import { reflect } from '../schema/descriptors.ts';
import { Failure } from '../base/failure.ts';
import { printable } from '../base/text.ts';
import { decode, encodeJson } from '../schema/codec.ts';
import { methodPath } from '../schema/registry.ts';
import { createVerifier } from '../schema/verifier.ts';
import { fieldPath, noField } from './field-path.ts';
import type { LayoutFile, RequestFields } from './layout-file.ts';
import type { Where } from './layout-section.ts';
import { INTEGER } from './part-marker.ts';

/** What a stream is opened with; what the request has no field for is left out. */
interface FrameRequest {
  readonly job?: string;
  readonly maxFrames?: number;
  readonly streamId?: number;
}

export interface RequestEncoder {
  /** What the request has a field for. */
  readonly asks: { readonly job: boolean; readonly maxFrames: boolean; readonly stream: boolean };
  /** The request as bytes; throws a `usage` Failure for a job the request's field cannot hold. */
  encodeRequest(request: FrameRequest): Uint8Array;
}

/** What a server says of its health; `null` is what its answer has no field for. */
interface HealthReport {
  readonly healthy: boolean | null;
  readonly version: string | null;
  readonly status: string | null;
}

export interface HealthCheck {
  /** `/pkg.Service/Method`. */
  readonly method: string;
  readonly request: Uint8Array;
  /** `null` when the bytes are not a valid answer. */
  decode(bytes: Uint8Array): HealthReport | null;
}

const TEXT = new Set([ScalarType.STRING]);
/** Checks the request's fields and constants against its message; throws a `config` Failure with file and line. */
export function compileRequest(
  desc: DescMessage,
  layout: Pick<LayoutFile, 'request' | 'constants' | 'where'>,
): RequestEncoder {
  const { where } = layout;
  const { job, maxFrames, stream } = layout.request;
  for (const [part, path] of Object.entries(layout.request)) {
    const types = part === 'job' ? new Set([...TEXT, ...INTEGER.types]) : INTEGER.types;
    scalarField(desc, path, types, `${where(`request.${part}`)}: request.${part}`);
  }
  const constants = checkConstants(desc, layout.constants, where);
  const numeric = job !== undefined && lastScalar(fieldPath(desc, job, where('request.job'))) !== ScalarType.STRING;
  return {
    asks: { job: job !== undefined, maxFrames: maxFrames !== undefined, stream: stream !== undefined },
    encodeRequest: (request) => {
      if (numeric && request.job !== undefined && !/^-?\d+$/.test(request.job)) {
        throw new Failure('usage', `job '${printable(request.job, 80)}' is not a number, as ${desc.typeName} needs it`);
      }
      return encodeJson(desc, filled(constants, layout.request, request));
    },
  };
}

/** What every request begins with; what the message has no field for, or cannot hold, is a `config` Failure. */
function checkConstants(desc: DescMessage, constants: LayoutFile['constants'], where: Where): JsonObject {
  const known = new Map(
    desc.fields.flatMap(({ name, jsonName }) => [name, jsonName].map((key) => [key, name] as const)),
  );
  for (const key of Object.keys(constants)) {
    const place = `${where(`request.constants.${key}`)}: request.constants`;
    if (!known.has(key)) throw noField(desc, key, place);
  }
  const place = `${where('request.constants')}: request.constants`;
  if (!isJson(constants)) throw new Failure('config', `${place} is not JSON`);
  try {
    encodeJson(desc, constants);
  } catch (error) {
    throw new Failure('config', `${place}: ${Failure.from(error).message}`, { cause: error });
  }
  return constants;
}

/** Checks the health method's fields; throws a `config` Failure with file and line. */
export function compileHealth(method: DescMethod, fields: LayoutFile['health'] & {}, where: Where): HealthCheck {
  const output = method.output;
  const bools = new Set([ScalarType.BOOL]);
  const paths = {
    healthy: pathOf(fields.healthy, bools, 'healthy'),
    version: pathOf(fields.version, TEXT, 'version'),
    status: pathOf(fields.status, TEXT, 'status'),
  };
  const verifier = createVerifier(output);
  return {
    method: methodPath(method),
    request: encodeJson(method.input, {}),
    decode: (bytes) => {
      if (verifier.verify(bytes) !== null) return null;
      const message = reflect(output, decode(output, bytes));
      const read = (path: readonly DescField[] | null): unknown => {
        let inside = message;
        for (const field of path?.slice(0, -1) ?? []) if (field.fieldKind === 'message') inside = inside.get(field);
        const last = path?.at(-1);
        return last === undefined ? null : inside.get(last);
      };
      const [healthy, version, status] = [read(paths.healthy), read(paths.version), read(paths.status)];
      return {
        healthy: typeof healthy === 'boolean' ? healthy : null,
        version: typeof version === 'string' ? version : null,
        status: typeof status === 'string' ? status : null,
      };
    },
  };

  function pathOf(path: string | undefined, types: ReadonlySet<ScalarType>, part: string): DescField[] | null {
    if (path === undefined) return null;
    return scalarField(output, path, types, `${where(`health.${part}`)}: health.${part}`);
  }
}

function scalarField(desc: DescMessage, path: string, types: ReadonlySet<ScalarType>, where: string): DescField[] {
  const fields = fieldPath(desc, path, where);
  const type = lastScalar(fields);
  if (type !== undefined && types.has(type)) return fields;
  const wanted = [...types].map((type) => ScalarType[type].toLowerCase()).join(', ');
  throw new Failure('config', `${where}: '${printable(path, 120)}' is not a single ${wanted}`);
}

/** The scalar type of the last field; `undefined` when it is not a single scalar. */
function lastScalar(fields: readonly DescField[]): ScalarType | undefined {
  const last = fields.at(-1);
  return last?.fieldKind === 'scalar' ? last.scalar : undefined;
}

function filled(constants: JsonObject, fields: RequestFields, request: FrameRequest): JsonObject {
  const json = structuredClone(constants);
  const set = (path: string | undefined, value: JsonValue | undefined): void => {
    if (path === undefined || value === undefined) return;
    const names = path.split('.');
    let inside = json;
    for (const name of names.slice(0, -1)) {
      const next = inside[name];
      const child: JsonObject = isJson(next) ? next : {};
      inside[name] = child;
      inside = child;
    }
    inside[names.at(-1) ?? ''] = value;
  };
  set(fields.job, request.job);
  set(fields.maxFrames, request.maxFrames);
  set(fields.stream, request.streamId);
  return json;
}

function isJson(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
