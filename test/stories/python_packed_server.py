"""A pandadatastream server that is not ours: Python's grpcio over the same .proto. Prints its port, serves until killed.

usage: python_packed_server.py PROTO_FOLDER [healthy|nan|int16|short]
"""

import os
import random
import struct
import sys
import threading
import time
from concurrent import futures

sys.path.insert(0, sys.argv[1])
import grpc

pb, services = grpc.protos_and_services("pandadatastream.proto")
MODE = sys.argv[2] if len(sys.argv) > 2 else "healthy"
FRAMES, ROWS, CHANNELS, BINS, STEP = 40, 2, 10, 32, 20


class DataStream(services.DataStreamServiceServicer):
    def StreamData(self, request, context):
        if request.stream_id != 0:
            context.abort(grpc.StatusCode.NOT_FOUND, "no stream %d" % request.stream_id)
        source = random.Random(7)
        start = int(time.time() * 1000)
        for number in range(FRAMES):
            values = [source.uniform(-120, -20) for _ in range(ROWS * CHANNELS * BINS)]
            if MODE == "int16":
                values = [round(100 * value) for value in values]
            frame = pb.DataStream(
                start_channel=101,
                end_channel=100 + CHANNELS,
                timestamp_in_milis=[start + STEP * (ROWS * number + row) for row in range(ROWS)],
                row_index=range(ROWS * number, ROWS * (number + 1)),
                data_shape_x=CHANNELS * BINS,
                data_shape_y=ROWS,
                global_maximum=max(values),
                global_minimum=min(values),
                job_id=70788,
            )
            if MODE == "nan" and number == 17:
                # Row 1, sensor 107, bin 12.
                values[CHANNELS * BINS + 6 * BINS + 12] = float("nan")
            data = struct.pack("<%d%s" % (len(values), "h" if MODE == "int16" else "f"), *values)
            if MODE == "short" and number == 17:
                data = data[:-4]
            # One piece a row, as it is filled.
            half = len(data) // 2
            frame.main_data.extend([data[:half], data[half:]])
            yield frame
            time.sleep(0.02)


server = grpc.server(futures.ThreadPoolExecutor(max_workers=4))
services.add_DataStreamServiceServicer_to_server(DataStream(), server)
port = server.add_insecure_port("127.0.0.1:0")
server.start()
print(port, flush=True)
# The test holds our stdin open: when it goes away, so do we.
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
server.wait_for_termination()
