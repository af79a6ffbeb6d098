import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DescMethod, FileDescriptorSet, FileRegistry } from '../schema/descriptors.ts';
import { PART_OF_ACTION } from './actions.ts';
import type { FramePart, LayoutNames } from '../base/frame.ts';
import { Failure } from '../base/failure.ts';
import { didYouMean, printable } from '../base/text.ts';
import { compileProtos } from '../schema/proto-compiler.ts';
import { createRegistry, findMethod, methodPath, readDescriptorSet } from '../schema/registry.ts';
import type { MessageTable } from '../schema/message-table.ts';
import type { ElementType } from './elements.ts';
import { readLayoutFile, type LayoutFile } from './layout-file.ts';
import { compileHealth, compileRequest, type HealthCheck, type RequestEncoder } from './layout-calls.ts';
import { compileLayoutTable } from './layout-table.ts';
import { compilePackedTable, type PackedFrame } from './packed-table.ts';
import type { TimeUnit } from './time-unit.ts';

/** Layouts that ship with the tool, by name, in the order in which `auto` tries them. */
export const BUILT_IN_LAYOUTS = ['datastream', 'pandadatastream'] as const;

interface LayoutBase extends RequestEncoder {
  readonly name: string;
  /** `/pkg.Service/Method`. */
  readonly method: string;
  /** The method's descriptor and the set it comes from, e.g. for a server. */
  readonly descriptor: DescMethod;
  readonly descriptors: FileDescriptorSet;
  readonly health: HealthCheck | null;
  readonly names: LayoutNames;
  /** Parts the layout has a field for; whether a server sends them shows on the wire. */
  readonly parts: ReadonlySet<FramePart>;
  readonly timeUnit: TimeUnit;
  /** Unit of the source time where the layout states it apart. */
  readonly sourceTimeUnit: TimeUnit | null;
  /** The frame message for the scanner. */
  readonly table: MessageTable;
  /** What the dimensions of a frame are, outermost first, e.g. `rows x sensors x intensity`. */
  readonly axes: string;
}

/** Rows hold sensors hold values, or rows hold values. */
export interface NestedLayout extends LayoutBase {
  readonly kind: 'nested';
  readonly element: ElementType;
  /** Whether canvas ids are numbers rather than text. */
  readonly canvasIsNumber: boolean;
}

/** One run of bytes beside its shape. */
export interface PackedLayout extends LayoutBase {
  readonly kind: 'packed';
  /** `unknown` where the first frames have to tell: see `FrameShape.element`. */
  readonly element: ElementType | 'unknown';
  readonly declared: ElementType | null;
  readonly packed: PackedFrame;
}

/** A layout after its names became field numbers. */
export type CompiledLayout = NestedLayout | PackedLayout;

/** Loads a built-in layout by name or a layout file by path; throws a `config` or `file` Failure. */
export function loadLayout(nameOrFile: string): CompiledLayout {
  const builtIn = BUILT_IN_LAYOUTS.some((name) => name === nameOrFile);
  if (builtIn) {
    const path = fileURLToPath(new URL(`../../protos/${nameOrFile}.layout.yaml`, import.meta.url));
    return compileLayout(readLayoutFile(path), path);
  }
  if (!existsSync(nameOrFile)) {
    const shown = printable(nameOrFile, 200);
    throw new Failure('file', `${shown}: there is no built-in layout and no file of that name`, {
      hint: didYouMean(nameOrFile, BUILT_IN_LAYOUTS) ?? `built in are ${BUILT_IN_LAYOUTS.join(' and ')}`,
    });
  }
  return compileLayout(readLayoutFile(nameOrFile), nameOrFile);
}

/** Compiles a layout whose file lies (or would lie) at `path`, to which its own paths are relative. */
export function compileLayout(file: LayoutFile, path: string): CompiledLayout {
  const { where } = file;
  const descriptors = descriptorsOf(file, dirname(path));
  const registry = createRegistry(descriptors);
  const descriptor = methodOf(registry, file.method, where('method'));
  if (descriptor.methodKind !== 'server_streaming') {
    throw new Failure('config', `${where('method')}: ${file.method} does not answer one request with a stream`);
  }
  const { health } = file;
  const base = {
    name: file.name,
    method: methodPath(descriptor),
    descriptor,
    descriptors,
    ...compileRequest(descriptor.input, file),
    health:
      health === undefined
        ? null
        : compileHealth(methodOf(registry, health.method, where('health.method')), health, where),
    timeUnit: file.timeUnit,
    sourceTimeUnit: file.sourceTimeUnit ?? null,
  };
  if (file.kind === 'packed') {
    const { table, packed, names } = compilePackedTable(descriptor.output, file.frame, where);
    const declared = file.element ?? null;
    const axes = `rows x ${names.values}`;
    const parts = partsOf(names);
    return { ...base, kind: 'packed', table, packed, names, parts, axes, element: declared ?? 'unknown', declared };
  }
  const { table, element, canvasIsNumber, names } = compileLayoutTable(descriptor.output, file.frame, where);
  const axes = [names.rows, names.sensors, names.values].filter((name) => name !== '').join(' x ');
  return { ...base, kind: 'nested', table, element, canvasIsNumber, names, parts: partsOf(names), axes };
}

function partsOf(names: LayoutNames): ReadonlySet<FramePart> {
  return new Set([...PART_OF_ACTION.values()].filter((part) => names[part] !== undefined));
}

function descriptorsOf(file: LayoutFile, folder: string): FileDescriptorSet {
  const importPaths = file.importPaths.map((path) => resolve(folder, path));
  if (file.proto !== undefined) {
    return compileProtos([present(file.proto, folder, file.where('proto'))], { importPaths });
  }
  const path = present(file.protoset ?? '', folder, file.where('protoset'));
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new Failure('file', `${path}: the descriptor set cannot be read`, { cause: error });
  }
  return readDescriptorSet(bytes, path);
}

/** The path of a file a layout names; throws a `config` Failure with the nearest names when it is not there. */
function present(name: string, folder: string, where: string): string {
  const path = resolve(folder, name);
  if (existsSync(path)) return path;
  const beside = existsSync(dirname(path)) ? readdirSync(dirname(path)) : [];
  throw new Failure('config', `${where}: there is no file ${printable(name, 200)} beside the layout`, {
    hint: didYouMean(basename(name), beside) ?? 'paths in a layout are relative to its own folder',
  });
}

function methodOf(registry: FileRegistry, name: string, where: string): DescMethod {
  try {
    return findMethod(registry, name);
  } catch (error) {
    const { code, message, hint } = Failure.from(error);
    throw new Failure(code, `${where}: ${message}`, { cause: error, ...(hint === null ? {} : { hint }) });
  }
}
