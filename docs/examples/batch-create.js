// A client stream that creates all of its items or none.
//
//   grpc-validate serve --handlers docs/examples/batch-create.js
//   grpc-validate call 127.0.0.1:50051 examples.batch.v1.BatchService/CreateBatch -H 'authorization: Bearer demo' \
//     -d '[{"name": "bolt", "quantity": 3}, {"name": "nut", "quantity": 5}]'
import { GrpcError, GrpcResponse, InvalidArgumentError, PermissionDeniedError, Status } from 'grpc-validate';
import { collecting, protoMessages } from 'grpc-validate';

const proto = new URL('batch-create.proto', import.meta.url);
const messages = protoMessages(proto);
const Item = messages('examples.batch.v1.Item');
const BatchSummary = messages('examples.batch.v1.BatchSummary');

/** Names that were created, with their ids. */
const items = new Map();
let batches = 0;

const handler = collecting({
  handleClientStream(request) {
    authorize(request.getMetadata('authorization'));
    const created = request.messages.map((payload, index) => checkItem(Item.decode(payload), index));
    const names = created.map(({ name }) => name);
    const taken = names.find((name, index) => items.has(name) || names.indexOf(name) !== index);
    if (taken !== undefined) throw new GrpcError(Status.ALREADY_EXISTS, `there is an item ${taken} already`);

    // Nothing fails from here on.
    for (const name of names) items.set(name, `item-${items.size + 1}`);
    batches += 1;
    const summary = { batchId: `batch-${batches}`, itemIds: names.map((name) => items.get(name)) };
    return new GrpcResponse({
      payload: BatchSummary.encode(summary),
      metadata: { 'x-batch-id': summary.batchId, 'x-count': String(names.length) },
    });
  },
});

function authorize(given) {
  if (given === undefined) throw new GrpcError(Status.UNAUTHENTICATED, 'authorization is required');
  if (given !== 'Bearer demo') throw new PermissionDeniedError('this token may not create items');
}

function checkItem(item, index) {
  if (item.name === '') throw new InvalidArgumentError(`item ${index} has no name`);
  if (item.quantity < 1) throw new InvalidArgumentError(`item ${index}: ${item.quantity} is no quantity`);
  return item;
}

export default [{ service: 'examples.batch.v1.BatchService', handler, proto }];
