import type { ServerInfo } from '../../base/result.ts';
import type { Answer } from './ask.ts';
import type { HealthReply, Inquiry } from './inquiry.ts';

/** What a server said of itself, for the document. */
export function serverInfo({ health, layoutHealth, reflection }: Inquiry): Omit<ServerInfo, 'http2'> {
  const says = layoutHealth && valueOf(layoutHealth.answer);
  const listing = valueOf(reflection.answer);
  const version = says?.version ?? '';
  return {
    ...(version === '' ? {} : { version }),
    health: healthWord(health[0]),
    serving: health.map((reply) => ({ service: reply.service, status: healthWord(reply), ms: reply.ms })),
    layoutHealth: layoutHealth && says && { method: layoutHealth.method, ...says, ms: layoutHealth.ms },
    reflection: listing?.version ?? null,
    services: listing?.services ?? null,
  };
}

function healthWord({ answer }: HealthReply): string {
  if (answer.kind === 'read') return answer.value;
  if (answer.kind === 'broken') return 'no answer';
  return answer.kind === 'garbled' ? 'garbled' : answer.status.name;
}

function valueOf<T>(answer: Answer<T>): T | null {
  return answer.kind === 'read' ? answer.value : null;
}
