// Judges our client by the connectrpc conformance runner, and @grpc/grpc-js beside it; writes docs/conformance.md.
// usage: node bench/conformance/run.mjs [--no-write]
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { judge } from './judge.mjs';
import { interop } from './interop.mjs';
import { conformancePage } from './page.mjs';
import { findProtos, findRunner, goInstall, INTEROP, RUNNER } from './tools.mjs';

const page = fileURLToPath(new URL('../../docs/conformance.md', import.meta.url));

try {
  const protos = findProtos();
  if (protos === null) throw new Error('this needs Go, for the .proto files of the runner');
  const runner = findRunner() ?? goInstall(RUNNER, 'cmd/connectconformance');
  const wire = await judge({ runner, protos, client: 'wire', compressions: ['identity', 'gzip', 'deflate'] });
  tell('wire', wire);
  // grpc-js compresses a channel, not a call, so that our adapter leaves it out.
  const grpcJs = await judge({ runner, protos, client: 'grpc-js', compressions: ['identity'] });
  tell('grpc-js', grpcJs);
  const cases = interop('json');
  console.log(`grpc-go's interoperability server: ${cases.passed} passed, ${cases.failed} failed`);
  if (!process.argv.includes('--no-write')) {
    const versions = { runner: RUNNER.version, grpcGo: INTEROP.version };
    writeFileSync(page, conformancePage({ wire, grpcJs, cases, versions, date: new Date() }));
    spawnSync(process.execPath, ['node_modules/prettier/bin/prettier.cjs', '--write', '--log-level=warn', page], {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      stdio: 'inherit',
    });
    console.log('docs/conformance.md written');
  }
  const clean = wire.failed + wire.notRun + cases.failed === 0 && wire.passed > 0 && cases.passed > 0;
  process.exitCode = clean ? 0 : 1;
} catch (thrown) {
  console.error(`conformance: ${thrown.message}`);
  process.exitCode = 2;
}

function tell(client, { passed, failed, notRun, failures }) {
  console.log(`${client}: ${passed} passed, ${failed} failed${notRun > 0 ? `, ${notRun} not run` : ''}`);
  for (const { name, why } of failures) console.log(`  ${name}: ${why}`);
}
