// A bidirectional stream as two lists: the filter stands in the metadata of the call, the counts in that of the answer.
//
//   grpc-validate serve --handlers docs/examples/record-filter.js
//   grpc-validate call 127.0.0.1:50051 examples.records.v1.RecordService/Filter -H 'x-filter-type: heat' -H 'x-min-value: 20' \
//     -d '[{"type": "heat", "value": 21.5}, {"type": "heat", "value": 3}, {"type": "noise", "value": 70}]'
import { InvalidArgumentError, collecting, protoMessages } from 'grpc-validate';

const proto = new URL('record-filter.proto', import.meta.url);
const Record = protoMessages(proto)('examples.records.v1.Record');

const handler = collecting({
  handleBidiStream(request) {
    const type = request.getMetadata('x-filter-type');
    const least = readNumber(request.getMetadata('x-min-value'));
    const records = request.messages.map(readRecord);
    const kept = request.messages.filter((_, index) => {
      const record = records[index];
      return (type === undefined || record.type === type) && record.value >= least;
    });
    return {
      messages: kept,
      metadata: { 'x-total-count': String(records.length), 'x-kept-count': String(kept.length) },
    };
  },
});

function readNumber(text = '-Infinity') {
  const value = text.trim() === '' ? NaN : Number(text);
  if (Number.isNaN(value)) throw new InvalidArgumentError(`x-min-value takes a number, not "${text}"`);
  return value;
}

/** ProtoJSON writes what is no finite number as text. */
function readRecord(payload, index) {
  const record = Record.decode(payload);
  if (record.type === '') throw new InvalidArgumentError(`record ${index} has no type`);
  return { ...record, value: Number(record.value) };
}

export default { 'examples.records.v1.RecordService': { handler, proto } };
