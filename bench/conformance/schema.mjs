// The messages of the conformance suite, compiled from the runner's own .proto files by the schema room.
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { compileProtos } from '../../dist/schema/proto-compiler.js';
import { createRegistry } from '../../dist/schema/registry.js';
import { createVerifier } from '../../dist/schema/verifier.js';

const PACKAGE = 'connectrpc.conformance.v1';

/** Reads and writes messages by their short name. `folder` holds connectrpc/conformance/v1/*.proto. */
export function conformanceSchema(folder) {
  const files = ['client_compat', 'service'].map((name) => `connectrpc/conformance/v1/${name}.proto`);
  const registry = createRegistry(compileProtos(files, { importPaths: [folder] }));
  const verifiers = new Map();

  function desc(name) {
    const found = registry.getMessage(`${PACKAGE}.${name}`);
    if (!found) throw new Error(`${folder} knows no ${PACKAGE}.${name}`);
    return found;
  }

  function verify(name, bytes) {
    if (!verifiers.has(name)) verifiers.set(name, createVerifier(desc(name)));
    return verifiers.get(name).verify(bytes);
  }

  return {
    service: `${PACKAGE}.ConformanceService`,
    /** Short names of what a method takes and gives; undefined when the service has no such method. */
    method(name) {
      const method = registry.getService(`${PACKAGE}.ConformanceService`)?.methods.find((each) => each.name === name);
      return method && { input: method.input.typeName, output: method.output.name, kind: method.methodKind };
    },
    /** Strictly; throws what does not decode. */
    decode(name, bytes) {
      const fault = verify(name, bytes);
      if (fault) throw new Error(`no ${name}: byte ${fault.offset}: ${fault.message}`);
      return fromBinary(desc(name), bytes);
    },
    encode: (name, value) => toBinary(desc(name), create(desc(name), value)),
  };
}
