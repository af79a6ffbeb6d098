"""A datastream server that is not ours: Python's grpcio over the same .proto. Prints its port, serves until killed.

usage: python_server.py PROTO_FOLDER [healthy|nan|status]
"""

import os
import random
import sys
import threading
import time
from concurrent import futures

sys.path.insert(0, sys.argv[1])
import grpc

pb, services = grpc.protos_and_services("datastream.proto")
MODE = sys.argv[2] if len(sys.argv) > 2 else "healthy"


class DataStream(services.DataStreamServiceServicer):
    def StreamSpectrograms(self, request, context):
        if request.job_id != "12-70788":
            context.abort(grpc.StatusCode.NOT_FOUND, "job not found: " + request.job_id)
        source = random.Random(7)
        start = int(time.time() * 1000)
        for number in range(request.max_frames or 40):
            frame = pb.DataStream(frame_number=number + 1, server_timestamp=int(time.time() * 1000))
            row = frame.rows.add(canvasId="python", startTimestamp=start + 20 * number, endTimestamp=start + 20 * (number + 1))
            for sensor in range(1, 11):
                row.sensors.add(id=sensor, intensity=[source.uniform(-120, -20) for _ in range(32)])
            if MODE == "nan" and number == 17:
                row.sensors[6].intensity[12] = float("nan")
            values = [value for sensor in row.sensors for value in sensor.intensity if value == value]
            frame.current_max_amp, frame.current_min_amp = max(values), min(values)
            yield frame
            if MODE == "status" and number == 17:
                context.abort(grpc.StatusCode.DATA_LOSS, "the recorder lost its disk")
            time.sleep(0.02)

    def CheckHealth(self, request, context):
        return pb.HealthResponse(healthy=True, version="python", status="SERVING")


server = grpc.server(futures.ThreadPoolExecutor(max_workers=4))
services.add_DataStreamServiceServicer_to_server(DataStream(), server)
port = server.add_insecure_port("127.0.0.1:0")
server.start()
print(port, flush=True)
# The test holds our stdin open: when it goes away, so do we.
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
server.wait_for_termination()
