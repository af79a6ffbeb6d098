import type { Clock } from '../base/clock.ts';
import { CircuitBreaker } from './breaker.ts';
import type { CentrifugoOptions } from './centrifugo.ts';
import { centrifugoSender } from './centrifugo.ts';
import type { SessionConfig } from './config.ts';
import { Publisher } from './publisher.ts';

/** The publisher of a service: null with publishing off, and without a server to publish to. Throws a `config` Failure for its URL. */
export function createPublisher(
  config: SessionConfig,
  centrifugo: CentrifugoOptions | undefined,
  clock: Clock,
): Publisher | null {
  if (centrifugo === undefined || !config.publish) return null;
  const { circuitBreaker, circuitBreakerThreshold: threshold, circuitBreakerTimeout: timeout } = config;
  const { queueSize } = centrifugo;
  return new Publisher({
    prefix: config.publishPrefix,
    send: centrifugoSender(centrifugo, clock),
    breaker: circuitBreaker ? new CircuitBreaker({ threshold, timeoutMs: 1000 * timeout, clock }) : null,
    clock,
    ...(queueSize === undefined ? {} : { queueSize }),
  });
}
