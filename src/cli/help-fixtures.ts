export const FIXTURES: string = `Contract tests from data: each JSON file states a schema, a request and the response that is expected of it. They are
read, linted, served over real protobuf, and run against a server in any language.`;

export const FIXTURES_EXAMPLES: string = `
Examples:
  grpc-validate fixtures list --tag streaming
  grpc-validate fixtures validate --dir contracts --strict --report junit=contracts.xml
  grpc-validate fixtures serve --dir contracts --port 50051`;

export const LIST: string = 'Lists fixtures and the words that select them.';

export const VALIDATE: string = `Reads every file twice: its form, then its meaning. Errors fail, and with --strict warnings too; each is told with
file, line, JSON path and what to do.`;

export const SERVE: string = `Replays fixtures over real protobuf, each to its own request: any other request gets INVALID_ARGUMENT with the
difference and the trailer x-fixture-mismatch, which names the place. Health and reflection are on.`;
