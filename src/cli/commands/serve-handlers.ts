import { usage } from '../../base/failure.ts';
import { printable } from '../../base/text.ts';
import { serveHandlers } from '../../serve/serve-handlers.ts';
import { Interrupt } from '../interrupt.ts';
import type { Io } from '../io.ts';
import { schemaFiles } from '../options/schema.ts';
import type { ServeHandlersValues } from '../options/serve-handlers.ts';
import type { Settings } from '../settings.ts';
import { told, toldBy } from '../told.ts';
import { untilAborted } from '../until-aborted.ts';
import { loadHandlerModule } from './handler-module.ts';
import { planServerTls, securityWords } from './server-tls-plan.ts';

/** `grpc-validate serve --handlers FILE.js`: serves a user's handlers until SIGINT or SIGTERM; exit code. */
export async function serveHandlerModule(settings: Settings<ServeHandlersValues>, io: Io): Promise<number> {
  const interrupt = new Interrupt(io);
  try {
    const { handlers: file, host, port } = settings.values;
    if (file === null) throw usage('serve without the name of a server takes --handlers FILE.js');
    const { tls } = planServerTls(settings, io.cwd);
    const handlers = await told(toldBy(settings, 'handlers'), () => loadHandlerModule(file, io.cwd));
    const files = schemaFiles(settings.values);
    const server = await serveHandlers(handlers, { host, port, ...files, ...(tls === undefined ? {} : { tls }) });
    const services = handlers.map(({ service }) => printable(service, 200)).join(', ');
    const security = securityWords(tls, Date.now());
    await io.stdout.write(`listening on ${server.address} (${security}), serving ${services}; Ctrl-C stops\n`);
    await untilAborted(interrupt.signal);
    await server.close();
    return 0;
  } finally {
    interrupt.release();
  }
}
