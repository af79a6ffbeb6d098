import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Asked } from './grpc-js-eyes.ts';
import { DEADLINE_MS } from './grpc-js-eyes.ts';
import type { Seen } from './seen.ts';

const SCRIPT = fileURLToPath(new URL('grpcio_witness.py', import.meta.url));

/** Python's grpcio, the C core of gRPC, in a process of its own. */
export class GrpcioEyes {
  readonly version: string;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<number, (seen: Seen) => void>();
  #asked = 0;

  private constructor(child: ChildProcessWithoutNullStreams, version: string) {
    this.#child = child;
    this.version = version;
  }

  /** Null where python3 has no grpcio. */
  static async open(): Promise<GrpcioEyes | null> {
    if (spawnSync('python3', ['-c', 'import grpc']).status !== 0) return null;
    const env = { ...process.env, GRPC_VERBOSITY: 'NONE', GRPC_ENABLE_FORK_SUPPORT: '0' };
    const child = spawn('python3', [SCRIPT], { env });
    const lines = createInterface({ input: child.stdout });
    const [first] = (await once(lines, 'line')) as [string];
    const eyes = new GrpcioEyes(child, (JSON.parse(first) as { version: string }).version);
    lines.on('line', (line) => {
      const { id, code, text, messages } = JSON.parse(line) as Seen & { id: number };
      const hung = code === 'DEADLINE_EXCEEDED' && /Deadline Exceeded/i.test(text);
      eyes.#waiting.get(id)?.({ code, text, messages, hung });
      eyes.#waiting.delete(id);
    });
    return eyes;
  }

  look({ target, unary, tls }: Asked): Promise<Seen> {
    const pem = tls && Object.fromEntries(Object.entries(tls).map(([key, text]) => [key, String(text)]));
    return this.#ask({ target, unary, tls: pem, deadline: DEADLINE_MS / 1000 });
  }

  /** What its protobuf makes of a google.protobuf.StringValue. */
  decode(bytes: Buffer): Promise<Seen> {
    return this.#ask({ decode: bytes.toString('hex') });
  }

  #ask(question: object): Promise<Seen> {
    const id = (this.#asked += 1);
    this.#child.stdin.write(`${JSON.stringify({ id, ...question })}\n`);
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }

  async close(): Promise<void> {
    this.#child.stdin.end();
    if (this.#child.exitCode === null) await once(this.#child, 'exit');
  }
}
