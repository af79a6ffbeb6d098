export const FIXTURES: string = `Contract tests from data: each JSON file states a schema, a request and the response that is expected of it. They are
read, linted, served over real protobuf, and run against a server in any language.`;

export const FIXTURES_EXAMPLES: string = `
Examples:
  grpc-validate fixtures list --tag streaming
  grpc-validate fixtures validate --dir contracts --strict --report junit=contracts.xml
  grpc-validate fixtures run das.example:50051 --dir contracts
  grpc-validate fixtures serve --dir contracts --port 50051
  grpc-validate fixtures coverage das.example:50051 --dir contracts --min 80`;

export const LIST: string = 'Lists fixtures and the words that select them.';

export const VALIDATE: string = `Reads every file twice: its form, then its meaning. Errors fail, and with --strict warnings too; each is told with
file, line, JSON path and what to do.`;

export const SERVE: string = `Replays fixtures over real protobuf, each to its own request: any other request gets INVALID_ARGUMENT with the
difference and the trailer x-fixture-mismatch, which names the place. Health and reflection are on.`;

export const RUN: string = `Calls a server as each fixture says and compares everything the fixture states: status, error text, messages, headers,
metadata, trailers. Without a target the server is the embedded one, which serves the same fixtures.`;

export const RUN_EXAMPLES: string = `
Examples:
  grpc-validate fixtures run                                 the set of this package
  grpc-validate fixtures run das.example:50051 --dir contracts --tag smoke --report junit=contracts.xml
  grpc-validate fixtures run --dir contracts --target old:50051 --target new:50051
  grpc-validate fixtures run 127.0.0.1:50051 --dir contracts --jobs 8 --repeat 20
  grpc-validate fixtures run 127.0.0.1:50051 --dir contracts --update`;

export const COVERAGE: string = `Tells which methods, kinds and status codes the fixtures exercise: of --proto or --protoset, else of a running server by
its reflection, else of what the fixtures define. With --report FILE it judges coverage reports of other tools instead:
LCOV, Istanbul, Clover, coverage.py, SimpleCov. Less than --min fails.`;

export const COVERAGE_EXAMPLES: string = `
Examples:
  grpc-validate fixtures coverage --dir contracts --proto api.proto --min 80
  grpc-validate fixtures coverage das.example:50051 --dir contracts --report junit=coverage.xml
  grpc-validate fixtures coverage --report coverage/lcov.info --report coverage.json --min 80`;
