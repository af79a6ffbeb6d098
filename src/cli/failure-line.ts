import { Failure } from '../base/failure.ts';
import { printable } from '../base/text.ts';
import type { Io } from './io.ts';

/** One line for stderr about what could not be done, and what to try; the stack of `thrown` below it only when asked for. */
export function failureLine({ message, hint }: Failure, thrown: unknown, env: Io['env']): string {
  const stack = env['GRPC_VALIDATE_DEBUG'] && thrown instanceof Error ? stackOf(thrown) : '';
  return `grpc-validate: ${printable(message, 2000)}${hint === null ? '' : ` (${printable(hint, 2000)})`}\n${stack}`;
}

/** Where it was thrown; its message, which stands above, may have been longer before it was made fit to print. */
function stackOf({ name, stack = '' }: Error): string {
  const frames = /^ +at .*/ms.exec(stack)?.[0] ?? '';
  return `${name}\n${frames}\n`;
}

/**
 * Ends the process for what nobody caught: whatever it is, that it came so far is a bug of ours. Told on stderr, exit
 * code 70; what else is thrown meanwhile is passed over.
 */
export function lastResort(io: Pick<Io, 'stderr' | 'env' | 'exit'>): (thrown: unknown) => void {
  let isLeaving = false;
  return (thrown) => {
    if (isLeaving) return;
    isLeaving = true;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    const bug = Failure.from(new Error(`nothing caught: ${message}`, { cause: thrown }));
    void io.stderr
      .write(failureLine(bug, thrown, io.env))
      .catch(() => {})
      .then(() => io.exit(bug.exitCode));
  };
}
