import { describe, expect, it } from 'vitest';
import { reprinted } from '../../support/print.ts';

describe('addService', () => {
  it('prints the kind of each method, and options in braces, however empty', () => {
    const methods = [
      'rpc A(M) returns (M);',
      'rpc B(M) returns (stream M) {}',
      'rpc C(stream M) returns (M) {\n    option deprecated = true;\n  }',
      'rpc D(stream M) returns (stream M);',
    ];
    const text = `syntax = "proto3"; message M {} service S { option deprecated = true; ${methods.join(' ')} }`;
    expect(reprinted(text).slice(1).join('\n')).toBe(
      `service S {\n  option deprecated = true;\n  ${methods.join('\n  ')}\n}`,
    );
  });
});
