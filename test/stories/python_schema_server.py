"""A server that is not ours and has a rich schema: Python's grpcio with reflection and health. Prints its port.

usage: python_schema_server.py PROTO_FOLDER [silent]
"""

import os
import sys
import threading
from concurrent import futures

sys.path.insert(0, sys.argv[1])
import grpc
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection

pb, services = grpc.protos_and_services("everything.proto")


class Things(services.ThingsServicer):
    pass


server = grpc.server(futures.ThreadPoolExecutor(max_workers=4))
services.add_ThingsServicer_to_server(Things(), server)
health_pb2_grpc.add_HealthServicer_to_server(health.HealthServicer(), server)
if sys.argv[2:] != ["silent"]:
    names = (
        pb.DESCRIPTOR.services_by_name["Things"].full_name,
        health_pb2.DESCRIPTOR.services_by_name["Health"].full_name,
        reflection.SERVICE_NAME,
    )
    reflection.enable_server_reflection(names, server)
port = server.add_insecure_port("127.0.0.1:0")
server.start()
print(port, flush=True)
# The test holds our stdin open: when it goes away, so do we.
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
server.wait_for_termination()
