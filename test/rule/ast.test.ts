import { parse } from '@marcbachmann/cel-js';
import { describe, expect, it } from 'vitest';
import { explainingParts, freeVariables } from '../../src/rule/ast.ts';

describe('freeVariables', () => {
  it.each([
    ['message.value > previous.value', ['message', 'previous']],
    ['message.items.all(count, count > index)', ['index', 'message']],
    ['message.items.map(i, message.items.exists(j, j == i)).size() > 0', ['message']],
    ['count > 1 && [1].all(x, x < count)', ['count']],
    ['1 < 2', []],
  ])('of %s', (text, names) => {
    expect([...freeVariables(parse(text).ast)].toSorted()).toEqual(names);
  });
});

describe('explainingParts', () => {
  it.each([
    ['message.value > 0 && message.value < previous.value + 1', ['message.value', 'previous.value']],
    ['message.items[0].seq == index', ['message.items[0].seq', 'index']],
    ['message.items.all(i, i > message.low)', ['message.items', 'message.low']],
    ['has(message.inner.level)', ['message.inner.level']],
    ['message.labels["a"] == 1', ['message.labels["a"]']],
  ])('of %s', (text, parts) => {
    expect(explainingParts(parse(text).ast, text)).toEqual(parts);
  });
});
