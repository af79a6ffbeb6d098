"""Python's grpcio as the client of datastream.proto, making the checks the validator makes.

usage: client.py PROTO_FOLDER ADDRESS FRAMES; prints frames, seconds from the first to the last, and violations as JSON.
"""

import json
import math
import resource
import sys
import time

sys.path.insert(0, sys.argv[1])
import grpc

pb, services = grpc.protos_and_services("datastream.proto")


class Judge:
    def __init__(self):
        self.violations = 0
        self.sensors = self.bins = self.number = 0
        self.content = None
        self.runs = {}
        self.canvases = {}

    def fail(self, wrong):
        self.violations += bool(wrong)

    def frame(self, frame):
        low, high, content = math.inf, -math.inf, []
        self.fail(not frame.rows)
        for row in frame.rows:
            self.fail(not row.sensors or self.sensors not in (0, len(row.sensors)))
            self.sensors = len(row.sensors)
            twins = set()
            last = -math.inf
            for sensor in row.sensors:
                self.fail(sensor.id <= last)
                last = sensor.id
                values = tuple(sensor.intensity)
                self.fail(not values or self.bins not in (0, len(values)))
                self.bins = len(values)
                least, most, digest = min(values), max(values), hash(values)
                # A NaN or an infinity makes the sum none too.
                self.fail(not math.isfinite(sum(values)))
                low, high = min(low, least), max(high, most)
                content.append(digest)
                before, constant, repeated = self.runs.get(sensor.id, (None, 0, 0))
                constant = constant + 1 if least == most else 0
                repeated = repeated + 1 if before == digest else 0
                self.runs[sensor.id] = (digest, constant, repeated)
                self.fail(constant >= 10 or repeated >= 10 or digest in twins)
                twins.add(digest)
            start = self.canvases.get(row.canvasId)
            self.fail(row.endTimestamp < row.startTimestamp)
            self.fail(start is not None and not start < row.startTimestamp <= start + 151)
            self.canvases[row.canvasId] = row.startTimestamp
        slack = 1e-5 * max(abs(frame.current_max_amp), abs(frame.current_min_amp))
        self.fail(high > frame.current_max_amp + slack or low < frame.current_min_amp - slack or low == high)
        self.fail(content == self.content)
        self.content = content
        self.fail(self.number not in (0, frame.frame_number - 1))
        self.number = frame.frame_number


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


judge = Judge()
frames, first, last = 0, 0.0, 0.0
with grpc.insecure_channel(sys.argv[2], options=[("grpc.max_receive_message_length", -1)]) as channel:
    began = cpu()
    stub = services.DataStreamServiceStub(channel)
    for frame in stub.StreamSpectrograms(pb.StreamRequest(job_id="12-70788", max_frames=int(sys.argv[3]))):
        last = time.monotonic()
        if frames == 0:
            first = last
        frames += 1
        judge.frame(frame)
print(json.dumps({"frames": frames, "seconds": last - first, "cpuSeconds": cpu() - began, "violations": judge.violations}))
