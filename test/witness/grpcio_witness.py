"""What Python's grpcio makes of a call, or its protobuf of a message: a question a JSON line, an answer with its id a JSON line."""

import concurrent.futures
import json
import sys
import threading

import grpc

METHOD = "/t.T/M"
write = threading.Lock()


def channel_of(question):
    tls = question["tls"]
    if tls is None:
        return grpc.insecure_channel(question["target"])
    pem = {key: tls[key].encode() if tls.get(key) else None for key in ("ca", "key", "cert")}
    return grpc.secure_channel(question["target"], grpc.ssl_channel_credentials(pem["ca"], pem["key"], pem["cert"]))


def ask(question):
    messages = 0
    with channel_of(question) as channel:
        try:
            if question["unary"]:
                reply = channel.unary_unary(METHOD)(b"request", timeout=question["deadline"])
                messages = 0 if reply is None else 1
            else:
                for _ in channel.unary_stream(METHOD)(b"request", timeout=question["deadline"]):
                    messages += 1
            return {"code": "OK", "text": "", "messages": messages}
        except grpc.RpcError as error:
            return {"code": error.code().name, "text": error.details() or "", "messages": messages}


def decode(question):
    try:
        from google.protobuf.wrappers_pb2 import StringValue
    except ImportError:
        return {"code": "no protobuf here", "text": "", "messages": 0}
    try:
        value = StringValue.FromString(bytes.fromhex(question["decode"])).value
        return {"code": "OK", "text": json.dumps({"value": value}), "messages": 0}
    except Exception as error:
        return {"code": "INTERNAL", "text": str(error), "messages": 0}


def answer(question):
    told = {"id": question["id"], **(decode if "decode" in question else ask)(question)}
    with write:
        print(json.dumps(told), flush=True)


print(json.dumps({"version": grpc.__version__}), flush=True)
with concurrent.futures.ThreadPoolExecutor(8) as pool:
    for line in sys.stdin:
        pool.submit(answer, json.loads(line))
