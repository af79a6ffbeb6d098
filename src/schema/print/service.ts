import type { MethodDescriptorProto, ServiceDescriptorProto } from '@bufbuild/protobuf/wkt';
import { MethodOptionsSchema, ServiceOptionsSchema } from '@bufbuild/protobuf/wkt';
import { within } from '../symbols.ts';
import type { Lines } from './lines.ts';
import { addOptionLines, printOptions } from './options.ts';
import type { PrintScope } from './scope.ts';

/** `service Name { ... }`. */
export function addService(lines: Lines, service: ServiceDescriptorProto, scope: PrintScope): void {
  const path = within(scope.file.package, service.name);
  lines.block(`service ${service.name}`, () => {
    addOptionLines(lines, printOptions(ServiceOptionsSchema, service.options, path, scope));
    for (const method of service.method) addMethod(lines, method, within(path, method.name), scope);
  });
}

function addMethod(lines: Lines, method: MethodDescriptorProto, path: string, scope: PrintScope): void {
  const side = (streaming: boolean, type: string): string =>
    `(${streaming ? 'stream ' : ''}${scope.typeName(type, path)})`;
  const head = `rpc ${method.name}${side(method.clientStreaming, method.inputType)} returns ${side(method.serverStreaming, method.outputType)}`;
  if (method.options === undefined) lines.add(`${head};`);
  else lines.block(head, () => addOptionLines(lines, printOptions(MethodOptionsSchema, method.options, path, scope)));
}
