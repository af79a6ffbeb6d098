import { describe, expect, it } from 'vitest';
import { createLanguage } from '../../src/rule/language.ts';
import { rewritePresence } from '../../src/rule/presence.ts';
import { plant } from '../support/rule.ts';

describe('rewritePresence', () => {
  const { environment } = createLanguage(plant);

  it.each([
    ['message.good', 'message.good', 'message.good'],
    ['has(message.level)', 'fieldIsSet(message, "level")', '(size([message.level]) == 1)'],
    [
      '!has(message.inner.level) || has( message.text )',
      '!fieldIsSet(message.inner, "level") || fieldIsSet(message, "text")',
      '!(size([message.inner.level]) == 1) || (size([message.text]) == 1)',
    ],
    [
      'has(message.parts[has(message.level) ? 0 : 1].name)',
      'fieldIsSet(message.parts[fieldIsSet(message, "level") ? 0 : 1], "name")',
      '(size([message.parts[(size([message.level]) == 1) ? 0 : 1].name]) == 1)',
    ],
  ])('of %s', (text, running, checking) => {
    expect(rewritePresence(environment, text)).toEqual({ running, checking });
  });
});
