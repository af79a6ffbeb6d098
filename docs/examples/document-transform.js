// A bidirectional stream in which a bad message gets an ERROR result of its own, and the stream goes on.
//
//   grpc-validate serve --handlers docs/examples/document-transform.js
//   grpc-validate call 127.0.0.1:50051 examples.documents.v1.DocumentService/Transform \
//     -d '[{"id": "a", "text": "hello", "operation": "OPERATION_UPPERCASE"}, {"id": "b", "text": "no operation"}]'
import { GrpcResponse, UnimplementedError, protoMessages } from 'grpc-validate';

const proto = new URL('document-transform.proto', import.meta.url);
const messages = protoMessages(proto);
const Document = messages('examples.documents.v1.Document');
const Result = messages('examples.documents.v1.Result');

const operations = {
  OPERATION_UPPERCASE: (text) => text.toUpperCase(),
  OPERATION_REVERSE: (text) => [...text].toReversed().join(''),
  OPERATION_COUNT_WORDS: (text) => String(text.split(/\s+/).filter((word) => word !== '').length),
};

const handler = {
  handleRequest() {
    throw new UnimplementedError('documents come as a stream');
  },

  async *handleBidiStream(requests, call) {
    let errors = 0;
    for await (const { payload } of requests) {
      const result = transform(payload);
      if (result.outcome === 'ERROR') errors += 1;
      yield new GrpcResponse({ payload: Result.encode(result) });
    }
    call.addTrailers({ 'x-errors': String(errors) });
  },
};

/** Never throws: whatever is wrong with a message stands in its result. */
function transform(payload) {
  let id = '';
  try {
    const document = Document.decode(payload);
    id = document.id;
    if (id === '') throw new Error('the document has no id');
    if (document.text === '') throw new Error('the document is empty');
    const operation = operations[document.operation];
    if (operation === undefined) throw new Error('there is no such operation');
    return { id, outcome: 'OK', text: operation(document.text) };
  } catch (error) {
    return { id, outcome: 'ERROR', error: error.message };
  }
}

export default [{ service: 'examples.documents.v1.DocumentService', handler, proto }];
