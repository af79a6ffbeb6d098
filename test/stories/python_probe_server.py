"""The probe service on Python's grpcio, with health and reflection. Prints its port, serves until its stdin is closed.

usage: python_probe_server.py PROTO_FOLDER
"""

import os
import sys
import threading
import time
from concurrent import futures

sys.path.insert(0, sys.argv[1])
import grpc
from grpc_health.v1 import health, health_pb2_grpc
from grpc_reflection.v1alpha import reflection

pb, services = grpc.protos_and_services("probe.proto")


class Probe(services.ProbeServicer):
    def Echo(self, request, context):
        if request.text == "fail":
            context.abort(grpc.StatusCode.FAILED_PRECONDITION, "text says fail")
        context.send_initial_metadata((("x-served-by", "python"),))
        return request

    def Count(self, request, context):
        number = 0
        while context.is_active() and (request.count == 0 or number < request.count):
            number += 1
            time.sleep((request.stall_ms if number == request.stall_before else request.interval_ms) / 1000)
            yield pb.Item(number=number, value=-number if number == request.wrong_at else number)
        if request.status:
            context.set_code(next(code for code in grpc.StatusCode if code.value[0] == request.status))
            context.set_details("as the script says")

    def Sum(self, requests, context):
        values = [item.value for item in requests]
        return pb.Total(count=len(values), sum=sum(values))

    def Chat(self, requests, context):
        yield from requests


server = grpc.server(futures.ThreadPoolExecutor(max_workers=8))
services.add_ProbeServicer_to_server(Probe(), server)
health_pb2_grpc.add_HealthServicer_to_server(health.HealthServicer(), server)
names = (pb.DESCRIPTOR.services_by_name["Probe"].full_name, health.SERVICE_NAME, reflection.SERVICE_NAME)
reflection.enable_server_reflection(names, server)
port = server.add_insecure_port("127.0.0.1:0")
server.start()
print(port, flush=True)
# The test holds our stdin open: when it goes away, so do we.
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
server.wait_for_termination()
