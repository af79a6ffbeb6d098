"""A gRPC server that is not ours: Python's grpcio with health and reflection. Prints its port, serves until stdin ends.

usage: python_health_server.py PROTO_FOLDER
"""

import os
import sys
import threading
from concurrent import futures

sys.path.insert(0, sys.argv[1])
import grpc
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection

pb, services = grpc.protos_and_services("datastream.proto")
NAME = pb.DESCRIPTOR.services_by_name["DataStreamService"].full_name

server = grpc.server(futures.ThreadPoolExecutor(max_workers=4))
services.add_DataStreamServiceServicer_to_server(services.DataStreamServiceServicer(), server)
servicer = health.HealthServicer()
servicer.set("", health_pb2.HealthCheckResponse.SERVING)
servicer.set(NAME, health_pb2.HealthCheckResponse.NOT_SERVING)
health_pb2_grpc.add_HealthServicer_to_server(servicer, server)
reflection.enable_server_reflection((NAME, health.SERVICE_NAME, reflection.SERVICE_NAME), server)
port = server.add_insecure_port("127.0.0.1:0")
server.start()
print(port, flush=True)
# The test holds our stdin open: when it goes away, so do we.
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
server.wait_for_termination()
