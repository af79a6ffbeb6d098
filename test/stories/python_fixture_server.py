"""A server of some of the fixtures' methods that is not ours: Python's grpcio, schemas and logic written by hand. Prints its port.

usage: python_fixture_server.py [healthy|wrong]
"""

import os
import sys
import tempfile
import threading
from concurrent import futures

import grpc

WRONG = sys.argv[1:] == ["wrong"]

PROTOS = {
    "courier.proto": """
        package matter.metadata.v1;
        message Parcel { string label = 1; }
        message Receipt { string label = 1; }
        service Courier { rpc Carry(Parcel) returns (Receipt); }
    """,
    "maps.proto": """
        package matter.maps.v1;
        enum Level { LEVEL_LOW = 0; LEVEL_HIGH = 1; }
        message Reading { double value = 1; }
        message Query { map<string, string> labels = 1; }
        message Index {
          map<string, int64> counts = 1;
          map<int32, Reading> by_channel = 2;
          map<bool, string> flags = 3;
          map<string, Level> levels = 4;
        }
        service Indexes { rpc Build(Query) returns (Index); }
    """,
    "items.proto": """
        package matter.items.v1;
        message Range { int32 from = 1; int32 to = 2; }
        message Item { int32 number = 1; string name = 2; }
        service Items { rpc List(Range) returns (stream Item); }
    """,
    "sums.proto": """
        package matter.sums.v1;
        message Number { int64 value = 1; }
        message Sum { int32 count = 1; int64 total = 2; }
        service Sums { rpc Add(stream Number) returns (Sum); }
    """,
    "filters.proto": """
        package matter.filters.v1;
        message Record { string id = 1; int32 value = 2; }
        service Filters { rpc Pass(stream Record) returns (stream Record); }
    """,
    "control.proto": """
        package matter.control.v1;
        message Start { string source = 1; }
        message Stop {}
        message Command { string id = 1; oneof action { Start start = 2; Stop stop = 3; int32 level = 4; } }
        message Reply { string id = 1; oneof result { bool done = 2; string error = 3; } }
        service Control { rpc Connect(stream Command) returns (stream Reply); }
    """,
    "failures.proto": """
        package matter.failures.v1;
        message Job { string job = 1; }
        message Result { string value = 1; }
        service FailingNotFound { rpc Try(Job) returns (Result); }
    """,
}

server = grpc.server(futures.ThreadPoolExecutor(max_workers=4))
folder = tempfile.TemporaryDirectory()
sys.path.insert(0, folder.name)


def messages_and_services(name):
    with open(os.path.join(folder.name, name), "w") as file:
        file.write('syntax = "proto3";\n' + PROTOS[name])
    return grpc.protos_and_services(name)


pb, services = messages_and_services("courier.proto")
Receipt = pb.Receipt


class Courier(services.CourierServicer):
    def Carry(self, request, context):
        sent = context.invocation_metadata()
        stops = [value.strip() for key, text in sent if key == "x-stop" for value in text.split(",")]
        if stops != ["a", "b", "c"] or dict(sent).get("x-key-bin") != b"\xde\xad\xbe\xef":
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, "metadata was lost: %r" % (sent,))
        route = [("x-route", "depot"), ("x-route", "van"), ("x-route", "door"), ("x-seal-bin", b"\x00\x01\x02\xff")]
        context.send_initial_metadata(route)
        context.set_trailing_metadata([("x-took-ms", "3"), ("x-proof-bin", b"one"), ("x-proof-bin", b"two")])
        return Receipt(label=request.label)


services.add_CourierServicer_to_server(Courier(), server)
pb, services = messages_and_services("maps.proto")
Index, Reading, HIGH = pb.Index, pb.Reading, pb.LEVEL_HIGH


class Indexes(services.IndexesServicer):
    def Build(self, request, context):
        if dict(request.labels) != {"site": "north", "": "an empty key"}:
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, "these are no labels of mine")
        return Index(
            counts={"a": 1, "b": 2**53 if WRONG else 2**53 + 1},
            by_channel={-1: Reading(value=0.5), 17: Reading(value=-0.25)},
            flags={True: "yes", False: "no"},
            levels={"x": HIGH},
        )


services.add_IndexesServicer_to_server(Indexes(), server)
pb, services = messages_and_services("items.proto")
Item = pb.Item


class Items(services.ItemsServicer):
    def List(self, request, context):
        first, last = getattr(request, "from"), request.to
        for number in range(first, last + 1):
            if last - first > 50 and number == first + 3:
                context.abort(grpc.StatusCode.DATA_LOSS, "Block 3 is unreadable")
            yield Item(number=number, name="item %d" % number)


services.add_ItemsServicer_to_server(Items(), server)
pb, services = messages_and_services("sums.proto")
Sum = pb.Sum


class Sums(services.SumsServicer):
    def Add(self, requests, context):
        values = [request.value for request in requests]
        return Sum(count=len(values), total=sum(values))


services.add_SumsServicer_to_server(Sums(), server)
pb, services = messages_and_services("filters.proto")


class Filters(services.FiltersServicer):
    def Pass(self, requests, context):
        least = int(dict(context.invocation_metadata())["x-min-value"])
        passed = dropped = 0
        for record in requests:
            if record.value >= least:
                passed += 1
                yield record
            else:
                dropped += 1
        context.set_trailing_metadata([("x-passed", str(passed)), ("x-dropped", str(dropped))])


services.add_FiltersServicer_to_server(Filters(), server)
pb, services = messages_and_services("control.proto")
Reply = pb.Reply


class Control(services.ControlServicer):
    def Connect(self, requests, context):
        for command in requests:
            action = command.WhichOneof("action")
            if action == "level":
                yield Reply(id=command.id, error="no such level")
            else:
                yield Reply(id=command.id, done=action == "start")


services.add_ControlServicer_to_server(Control(), server)
pb, services = messages_and_services("failures.proto")


class FailingNotFound(services.FailingNotFoundServicer):
    def Try(self, request, context):
        context.set_trailing_metadata([("x-incident", "i-4")])
        context.abort(grpc.StatusCode.NOT_FOUND, "there is no job 99-1 here")


services.add_FailingNotFoundServicer_to_server(FailingNotFound(), server)
port = server.add_insecure_port("127.0.0.1:0")
server.start()
print(port, flush=True)
# The test holds our stdin open: when it goes away, so do we.
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
server.wait_for_termination()
