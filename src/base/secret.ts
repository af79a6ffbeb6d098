const SECRET =
  /authorization|cookie|token|secret|password|passwd|credential|session-?id|(?:^|[-_.])(?:auth|bearer|jwt|pass|pwd|sig|signature)(?:$|[-_.])|(?:api|access|private|secret)[-_.]?key/;

/** Whether values of this metadata key must not be printed or saved. */
export function isSecretKey(key: string): boolean {
  return SECRET.test(key.toLowerCase());
}
