import { expect, it } from 'vitest';
import { interruption } from '../../../src/run/focus/interruption.ts';

it('tells Ctrl-C from being terminated', () => {
  expect(interruption(AbortSignal.abort('SIGINT'))).toMatchObject({ code: 'interrupted', exitCode: 130 });
  expect(interruption(AbortSignal.abort('SIGTERM'))).toMatchObject({ code: 'terminated', exitCode: 143 });
});
