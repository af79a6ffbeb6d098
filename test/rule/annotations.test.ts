import { create, fromJson, setExtension } from '@bufbuild/protobuf';
import type { JsonObject } from '@bufbuild/protobuf';
import type { DescriptorProto } from '@bufbuild/protobuf/wkt';
import { FieldOptionsSchema, MessageOptionsSchema } from '@bufbuild/protobuf/wkt';
import {
  field as fieldExtension,
  FieldRulesSchema,
  file_buf_validate_validate,
  message as messageExtension,
  MessageRulesSchema,
} from '@bufbuild/protovalidate/gen/buf/validate/validate_pb.js';
import { describe, expect, it } from 'vitest';
import type { AnnotationSettings } from '../../src/rule/annotations.ts';
import { ANNOTATIONS, createAnnotations } from '../../src/rule/annotations.ts';
import type { RuleTypes } from '../../src/rule/language.ts';
import { compileSources } from '../../src/schema/proto-compiler.ts';
import { createRegistry } from '../../src/schema/registry.ts';
import { plant, reading } from '../support/rule.ts';

const TEXT = `
syntax = "proto3"; package a; import "buf/validate/validate.proto";
message Order { string id = 1; repeated Line lines = 2; }
message Line { int32 amount = 1; }
message Box { Order order = 1; }
`;

/** Rules of fields, `Order.id`, and of messages, `Order`, in ProtoJSON. */
const RULES: Readonly<Record<string, JsonObject>> = {
  'Order.id': { string: { minLen: '2' } },
  'Order.lines': { repeated: { minItems: '1' } },
  'Line.amount': { int32: { gt: 0 } },
  Order: { cel: [{ id: 'order.total', message: 'lines must add up', expression: 'this.lines.size() < 3' }] },
};

function annotated(rules: Readonly<Record<string, JsonObject>>, message = 'a.Order'): RuleTypes {
  const known = [file_buf_validate_validate.proto];
  const set = compileSources([{ name: 'a.proto', path: 'a.proto', text: TEXT }], () => undefined, known);
  for (const desc of set.file.at(-1)?.messageType ?? []) annotate(desc, rules);
  const registry = createRegistry(set);
  const output = registry.getMessage(message);
  if (!output) throw new Error(`no ${message}`);
  return { registry, output };
}

function annotate(desc: DescriptorProto, rules: Readonly<Record<string, JsonObject>>): void {
  const ofMessage = rules[desc.name];
  if (ofMessage) {
    desc.options ??= create(MessageOptionsSchema);
    setExtension(desc.options, messageExtension, fromJson(MessageRulesSchema, ofMessage));
  }
  for (const field of desc.field) {
    const ofField = rules[`${desc.name}.${field.name}`];
    if (!ofField) continue;
    field.options ??= create(FieldOptionsSchema);
    setExtension(field.options, fieldExtension, fromJson(FieldRulesSchema, ofField));
  }
}

function judge(types: RuleTypes, ...messages: readonly object[]) {
  const annotations = createAnnotations(types);
  messages.forEach((json, index) =>
    annotations?.examine?.({ index, message: reading(json as never, types), gapMs: null, elapsedMs: index }),
  );
  return annotations?.conclude();
}

describe('createAnnotations', () => {
  const types = annotated(RULES);

  it('is nothing where no response is annotated', () => {
    expect(createAnnotations(plant)).toBeNull();
  });

  it('can be warnings, tolerated, or off', () => {
    const judged = (settings: Partial<AnnotationSettings>) => {
      const made = createAnnotations(types, { ...ANNOTATIONS, ...settings });
      const bad = { index: 0, message: reading({ id: 'a' }, types), gapMs: null, elapsedMs: 0 };
      made?.examine?.(bad);
      return made?.conclude();
    };
    expect(judged({})).toMatchObject({ status: 'failed', severity: 'error' });
    expect(judged({ severity: 'warning' })).toMatchObject({ status: 'warned', severity: 'warning' });
    expect(judged({ tolerate: 1 })).toMatchObject({ status: 'passed', violations: 1 });
    expect(judged({ off: '--severity' })).toMatchObject({ status: 'skipped', reason: 'switched off (--severity)' });
  });

  it('passes messages that keep to the annotations', () => {
    const good = { id: 'ab', lines: [{ amount: 1 }] };
    expect(judge(types, good, good)).toMatchObject({ rule: 'rule.protovalidate', status: 'passed', examined: 2 });
  });

  it('names the field and the annotation of each violation, nested ones too', () => {
    const check = judge(
      types,
      { id: 'ab', lines: [{ amount: 1 }] },
      { id: 'a', lines: [{ amount: 1 }, { amount: 0 }] },
    );
    expect(check).toMatchObject({ status: 'failed', examined: 2, violations: 1, firstAt: 1 });
    expect(check?.findings.map(({ frame, path, expected }) => [frame, path, expected])).toEqual([
      [1, 'id', 'string.min_len'],
      [1, 'lines[1].amount', 'int32.gt'],
    ]);
  });

  it('evaluates annotations in CEL, of the message as a whole', () => {
    const lines = [{ amount: 1 }, { amount: 1 }, { amount: 1 }];
    expect(judge(types, { id: 'ab', lines })?.findings[0]).toMatchObject({
      expected: 'order.total',
      message: 'the message: lines must add up (order.total)',
    });
  });

  it('finds annotations of messages a response holds', () => {
    const outer = annotated(RULES, 'a.Box');
    expect(judge(outer, { order: { id: 'a', lines: [{ amount: 1 }] } })?.findings[0]?.path).toBe('order.id');
  });

  it('is skipped where no message came', () => {
    expect(judge(types)).toMatchObject({ status: 'skipped', reason: 'no message could be examined' });
  });

  it('refuses an annotation that cannot be compiled before anything is sent', () => {
    const broken = annotated({ 'Order.id': { cel: [{ id: 'x', expression: 'this.nope(' }] } });
    expect(() => createAnnotations(broken)).toThrow(/protovalidate of a.Order/);
  });
});
