import type { Connection } from './connection.ts';

/**
 * The commands of one stream as the transport asks for them; ends when the queue does, with the error of an end that was not
 * clean. `sent` is told of each command as it is handed over.
 */
export async function* writeCommands<TCommand>(
  connection: Connection<TCommand>,
  sent: (command: TCommand) => void,
): AsyncGenerator<TCommand, void, void> {
  for (;;) {
    const command = await connection.queue.take();
    if (command === undefined) break;
    connection.spoke();
    sent(command);
    connection.isBlocked = true;
    try {
      yield command;
    } finally {
      connection.isBlocked = false;
    }
  }
  const error = connection.ended?.error ?? null;
  if (error !== null) throw error;
}
