/** Just below the largest block glibc's malloc learns from (DEFAULT_MMAP_THRESHOLD_MAX, mallopt(3)). */
const BYTES = 31 * 1024 * 1024;

let kept = false;

/**
 * Has the C library keep memory it is given back. Node takes a fresh 64 KiB for each read of an HTTP/2 socket, and glibc,
 * as it starts, gives freed memory to the kernel at once and takes it again page by page: a fifth of the processor time
 * of a fast stream. When a large block is freed glibc raises both its limits, so one is taken and dropped; no byte of it
 * is ever touched, and where malloc is another one nothing happens.
 */
export function keepFreedMemory(): void {
  if (kept) return;
  kept = true;
  Buffer.allocUnsafeSlow(BYTES);
}
