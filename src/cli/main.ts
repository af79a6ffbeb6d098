import { lastResort } from './failure-line.ts';
import { processIo } from './io.ts';
import { run } from './program.ts';

const io = processIo();
// Node would leave with 1, which is the word for a finding.
const leave = lastResort(io);
process.on('uncaughtException', leave);
process.on('unhandledRejection', leave);

process.exitCode = await run(process.argv.slice(2), io);
