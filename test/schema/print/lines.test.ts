import { describe, expect, it } from 'vitest';
import { Lines } from '../../../src/schema/print/lines.ts';

describe('Lines', () => {
  it('indents blocks, and closes an empty one at once', () => {
    const lines = new Lines();
    lines.block('message A', () => {
      lines.gap();
      lines.block('message B', () => lines.add('int32 a = 1;'));
      lines.gap();
      lines.gap();
      lines.block('message C', () => {});
      lines.gap();
    });
    lines.gap();
    expect(String(lines)).toBe('message A {\n  message B {\n    int32 a = 1;\n  }\n\n  message C {}\n}\n');
  });

  it('begins with no empty line', () => {
    const lines = new Lines();
    lines.gap();
    lines.add('a');
    expect(String(lines)).toBe('a\n');
  });
});
