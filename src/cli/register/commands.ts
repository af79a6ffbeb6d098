import { registerBench } from './bench.ts';
import { registerCall } from './call.ts';
import { registerCerts } from './certs.ts';
import type { Register } from './context.ts';
import { registerConnect } from './connect.ts';
import { registerFixtures } from './fixtures.ts';
import { registerReport } from './report.ts';
import { registerServe } from './serve.ts';
import { registerSession } from './session.ts';
import { registerStream } from './stream.ts';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Register[] = [
  //
  registerConnect,
  registerStream,
  registerBench,
  registerCall,
  registerFixtures,
  registerSession,
  registerServe,
  registerCerts,
  registerReport,
];
