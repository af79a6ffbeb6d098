import { create } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { checkUnique } from '../../src/schema/check-unique.ts';

const file = (name: string, ...messages: string[]) =>
  create(FileDescriptorProtoSchema, {
    name,
    package: 'p',
    messageType: messages.map((message) => ({ name: message })),
  });

describe('checkUnique', () => {
  it('takes files that declare different names', () => {
    expect(() => checkUnique([file('a', 'A'), file('b', 'B')])).not.toThrow();
  });

  it('names both files of a name declared twice, as they are to be called', () => {
    expect(() => checkUnique([file('a', 'A'), file('b', 'B', 'A')])).toThrow(
      expect.objectContaining({ code: 'config', message: "b: 'p.A' is declared in a too" }),
    );
    expect(() => checkUnique([file('a', 'A'), file('b', 'A')], (name) => `<${name}>`)).toThrow("<b>: 'p.A'");
  });
});
