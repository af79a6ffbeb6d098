import { create } from '@bufbuild/protobuf';
import type { FileDescriptorProto } from '@bufbuild/protobuf/wkt';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { printProto } from '../../src/schema/print/file.ts';
import { createRegistry } from '../../src/schema/registry.ts';
import { compileTexts } from './reflection-server.ts';

/** A text compiled and printed: the lines after its imports, without those that are empty. */
export function reprinted(text: string, others: Record<string, string> = {}): string[] {
  const files = compileTexts({ 'a.proto': text, ...others });
  const file = files.find(({ name }) => name === 'a.proto') as FileDescriptorProto;
  const lines = printProto(file, createRegistry(create(FileDescriptorSetSchema, { file: files }))).split('\n');
  return lines.filter((line) => line !== '' && !/^(?:syntax|edition|package|import) /.test(line));
}
