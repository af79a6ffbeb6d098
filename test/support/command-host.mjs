// Runs command lines of the built program, many at a time, each with streams and signals of its own; see hosted.ts.
import { Secrets } from '../../dist/base/secrets.js';
import { discreet } from '../../dist/cli/io.js';
import { run } from '../../dist/cli/program.js';

/** What hears the signals of a command, by its number. */
const listeners = new Map();

process.on('message', ({ id, args, env, signal }) => {
  if (signal !== undefined) listeners.get(id)?.(signal);
  else void run(args, hostedIo(id, env)).then((code) => process.send({ id, code }));
});
process.on('disconnect', () => process.exit());

function hostedIo(id, env) {
  const secrets = new Secrets();
  const sink = (stream) => ({
    isTTY: false,
    columns: 80,
    write: async (text) => void process.send({ id, stream, text }),
  });
  return {
    stdout: discreet(sink('stdout'), secrets),
    stderr: discreet(sink('stderr'), secrets),
    // Closed, as that of a command a story starts.
    stdin: () => process.stdin,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    secrets,
    cwd: process.cwd(),
    onSignal: (listener) => {
      listeners.set(id, listener);
      return () => listeners.delete(id);
    },
    exit: (code) => process.send({ id, code }),
  };
}
