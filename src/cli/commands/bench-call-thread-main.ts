import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { CallTask } from './bench-call-thread.ts';
import { serveCallTask } from './bench-call-thread.ts';

await serveCallTask(parentPort as MessagePort, workerData as CallTask);
