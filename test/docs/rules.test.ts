import { fromJson } from '@bufbuild/protobuf';
import type { JsonObject } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { ANNOTATIONS } from '../../src/rule/annotations.ts';
import { parseRules } from '../../src/rule/rule-file.ts';
import type { RuleSet } from '../../src/rule/rule-set.ts';
import { compileRules, compileUntil } from '../../src/rule/rule-set.ts';
import { compileSources } from '../../src/schema/proto-compiler.ts';
import { createRegistry, findMethod } from '../../src/schema/registry.ts';
import { fencesOf, readDocument } from './fences.ts';

const fences = fencesOf('docs/rules.md');
const text = (language: string): string => fences.find((fence) => fence.language === language)?.text ?? '';

const registry = createRegistry(
  compileSources([{ name: 'plant.proto', path: 'plant.proto', text: text('proto') }], () => undefined),
);
const types = { registry, output: findMethod(registry, 'plant.v1.Plant/Watch').output };
const specs = parseRules(text('yaml'), 'docs/rules.md');

/** A stream each rule passes, and by its name one that violates it. */
const GOOD: JsonObject = {
  value: 20,
  samples: 256,
  sensor: 'temp-1',
  state: 'RUNNING',
  limit: 30,
  spectrum: [0, 1],
  takenAt: '2026-06-01T12:00:00Z',
  reference: { takenAt: '2026-06-01T11:00:00Z' },
  took: '0.01s',
  quality: 3,
};
const BAD: Readonly<Record<string, JsonObject>> = {
  'in-range': { value: 99 },
  sequence: { seq: '4' },
  ascending: { seq: '0' },
  alive: { value: 20 },
  'no-jump': { value: 50 },
  'full-block': { samples: 255 },
  running: { state: 'STOPPED' },
  'no-restart': {},
  'sensor-name': { sensor: 'Temp' },
  'one-sensor': { sensor: 'temp-2' },
  'no-negative': { spectrum: [0, -1] },
  'same-length': { spectrum: [0] },
  'has-limit': { limit: null },
  'limit-kept': { value: 31 },
  'known-site': { labels: { site: 'east' } },
  'reference-older': { reference: { takenAt: '2026-06-01T13:00:00Z' } },
  'quick-and-good': { error: 'too hot', quality: null },
};

function feed(rules: RuleSet, second: JsonObject, gapMs: number, first: JsonObject = {}): void {
  const messages = [
    { ...GOOD, seq: '1', ...first },
    { ...GOOD, seq: '2', value: 21, ...second },
  ];
  messages.forEach((json, index) => {
    const set = Object.fromEntries(Object.entries(json).filter(([, value]) => value !== null));
    const message = fromJson(types.output, set);
    rules.message({ index, message, gapMs: index === 0 ? null : gapMs, elapsedMs: index * gapMs });
  });
}

const END = { count: 10, status: 'OK', trailers: { 'x-dropped': '0' } };

describe('docs/rules.md', () => {
  it('has twenty examples, numbered', () => {
    expect(specs).toHaveLength(20);
    expect(text('yaml').match(/^# \d+\./gm)).toEqual(specs.map((_, index) => `# ${index + 1}.`));
  });

  it('has examples a healthy stream passes', () => {
    const rules = compileRules(specs, types, { annotations: ANNOTATIONS });
    feed(rules, {}, 100);
    expect(rules.end(END).filter(({ status }) => status !== 'passed')).toEqual([]);
  });

  it.each(specs)('has an example that can fail: $name', (spec) => {
    const rules = compileRules([spec], types, { annotations: null });
    const slow = spec.name === 'pace' || spec.name === 'smooth';
    feed(rules, BAD[spec.name] ?? {}, slow ? 400 : 100, spec.name === 'no-restart' ? { state: 'STOPPED' } : {});
    const [check] = rules.end({ ...END, count: spec.name === 'enough' ? 9 : 10 });
    expect(check).toMatchObject({ status: spec.severity === 'warning' ? 'warned' : 'failed', violations: 1 });
  });

  it('shows a condition to end by that is one', () => {
    const [, condition = ''] = /`--until '([^']+)'`/.exec(readDocument('docs/rules.md')) ?? [];
    const until = compileUntil(condition, types);
    const stopped = fromJson(types.output, { state: 2 });
    expect(until({ index: 0, message: stopped, gapMs: null, elapsedMs: 1 })).toBe(true);
  });

  it('names every variable there is', () => {
    const named = [...readDocument('docs/rules.md').matchAll(/^\| `(\w+)` /gm)].map(([, name]) => name);
    expect(named).toEqual([
      'message',
      'previous',
      'first',
      'index',
      'gapMs',
      'elapsedMs',
      'count',
      'status',
      'trailers',
    ]);
  });
});
