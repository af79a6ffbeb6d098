import type { Rule } from '../rule.ts';
import { startDecodes } from '../structure/decodes.ts';

export const messageDecodes: Rule = {
  id: 'message.decodes',
  family: 'message',
  severity: 'error',
  unit: 'messages',
  summary: 'The message is not valid protobuf for the response type of the method.',
  start: startDecodes,
};
