import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DescMethod, FileRegistry } from '../schema/descriptors.ts';
import type { FileDescriptorSet } from '../schema/descriptors.ts';
import { PART_OF_ACTION } from './actions.ts';
import type { FramePart, LayoutNames } from '../base/frame.ts';
import { Failure } from '../base/failure.ts';
import { compileProtos } from '../schema/proto-compiler.ts';
import { createRegistry, findMethod, methodPath, readDescriptorSet } from '../schema/registry.ts';
import type { MessageTable } from '../schema/message-table.ts';
import type { ElementType } from './kernel.ts';
import { readLayoutFile, type LayoutFile } from './layout-file.ts';
import { compileHealth, compileRequest, type HealthCheck, type RequestEncoder } from './layout-calls.ts';
import { compileLayoutTable } from './layout-table.ts';
import type { TimeUnit } from './time-unit.ts';

/** Layouts that ship with the tool, by name. */
export const BUILT_IN_LAYOUTS = ['datastream'] as const;

/** A layout after its names became field numbers. */
export interface CompiledLayout extends RequestEncoder {
  readonly name: string;
  /** `nested`: rows hold sensors hold values. A packed kind will come beside it. */
  readonly kind: 'nested';
  /** `/pkg.Service/Method`. */
  readonly method: string;
  /** The method's descriptor and the set it comes from, e.g. for a server. */
  readonly descriptor: DescMethod;
  readonly descriptors: FileDescriptorSet;
  readonly health: HealthCheck | null;
  readonly names: LayoutNames;
  /** Parts the layout has a field for; whether a server sends them shows on the wire. */
  readonly parts: ReadonlySet<FramePart>;
  readonly element: ElementType;
  /** What the dimensions of a frame are, outermost first, e.g. `rows x sensors x intensity`. */
  readonly axes: string;
  readonly timeUnit: TimeUnit;
  /** Unit of the source time where the layout states it apart. */
  readonly sourceTimeUnit: TimeUnit | null;
  /** The frame message for the scanner. */
  readonly table: MessageTable;
  /** Whether canvas ids are numbers rather than text. */
  readonly canvasIsNumber: boolean;
}

/** Loads a built-in layout by name or a layout file by path; throws a `config` or `file` Failure. */
export function loadLayout(nameOrFile: string): CompiledLayout {
  const builtIn = BUILT_IN_LAYOUTS.some((name) => name === nameOrFile);
  const path = builtIn ? fileURLToPath(new URL(`../../protos/${nameOrFile}.layout.yaml`, import.meta.url)) : nameOrFile;
  return compileLayout(readLayoutFile(path), path);
}

/** Compiles a layout whose file lies (or would lie) at `path`, to which its own paths are relative. */
export function compileLayout(file: LayoutFile, path: string): CompiledLayout {
  const descriptors = descriptorsOf(file, dirname(path));
  const registry = createRegistry(descriptors);
  const descriptor = methodOf(registry, file.method, path);
  if (descriptor.methodKind !== 'server_streaming') {
    throw new Failure('config', `${path}: ${file.method} does not answer one request with a stream`);
  }
  const { table, element, canvasIsNumber, names } = compileLayoutTable(descriptor.output, file.frame, path);
  const health = file.health;
  return {
    name: file.name,
    kind: 'nested',
    method: methodPath(descriptor),
    descriptor,
    descriptors,
    ...compileRequest(descriptor.input, file, path),
    health: health === undefined ? null : compileHealth(methodOf(registry, health.method, path), health, path),
    names,
    parts: new Set([...PART_OF_ACTION.values()].filter((part) => names[part] !== undefined)),
    element,
    axes: `${names.rows} x ${names.sensors} x ${names.values}`,
    timeUnit: file.timeUnit,
    sourceTimeUnit: file.sourceTimeUnit ?? null,
    table,
    canvasIsNumber,
  };
}

function descriptorsOf(file: LayoutFile, folder: string): FileDescriptorSet {
  const importPaths = file.importPaths.map((path) => resolve(folder, path));
  if (file.proto !== undefined) return compileProtos([resolve(folder, file.proto)], { importPaths });
  const path = resolve(folder, file.protoset ?? '');
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new Failure('file', `${path}: the descriptor set cannot be read`, { cause: error });
  }
  return readDescriptorSet(bytes, path);
}

function methodOf(registry: FileRegistry, name: string, path: string): DescMethod {
  try {
    return findMethod(registry, name);
  } catch (error) {
    const { code, message, hint } = Failure.from(error);
    throw new Failure(code, `${path}: ${message}`, { cause: error, ...(hint === null ? {} : { hint }) });
  }
}
