import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { BenchTask } from './part.ts';
import { serveBenchTask } from './thread.ts';

await serveBenchTask(parentPort as MessagePort, workerData as BenchTask);
