// A C++ client that decodes the frames of datastream.proto with protobuf and makes the checks the validator makes by default.
// usage: client ADDRESS FRAMES; prints frames, seconds from the first to the last, and violations as JSON.
#include <grpcpp/grpcpp.h>
#include <sys/resource.h>

#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <unordered_map>
#include <vector>

#include "datastream.grpc.pb.h"

namespace {

using Clock = std::chrono::steady_clock;

struct Summary {
  float min = std::numeric_limits<float>::infinity();
  float max = -std::numeric_limits<float>::infinity();
  int non_finite = 0;
  int zeros = 0;
  uint64_t hash = 0;
};

struct Run {
  uint64_t hash = 0;
  int constant = 0;
  int repeated = 0;
};

/** One pass over the values: extremes, what is not finite, zeros, content. Eight lanes, so that the compiler can use SIMD. */
Summary summarize(const float* values, int count) {
  Summary out;
  float low[8], high[8];
  uint32_t mix[8], other[8];
  int finite[8] = {0}, zero[8] = {0};
  for (int lane = 0; lane < 8; ++lane) {
    low[lane] = std::numeric_limits<float>::infinity();
    high[lane] = -std::numeric_limits<float>::infinity();
    mix[lane] = lane + 1;
    other[lane] = lane + 9;
  }
  int at = 0;
  for (; at + 8 <= count; at += 8) {
    for (int lane = 0; lane < 8; ++lane) {
      const float value = values[at + lane];
      uint32_t bits;
      std::memcpy(&bits, &value, 4);
      low[lane] = value < low[lane] ? value : low[lane];
      high[lane] = value > high[lane] ? value : high[lane];
      finite[lane] += (bits & 0x7f800000u) != 0x7f800000u;
      zero[lane] += (bits & 0x7fffffffu) == 0;
      mix[lane] = (mix[lane] ^ bits) * 0x9e3779b1u;
      mix[lane] ^= mix[lane] >> 15;
      other[lane] = (other[lane] + bits) * 0x85ebca6bu;
      other[lane] ^= other[lane] >> 13;
    }
  }
  int good = 0;
  for (int lane = 0; lane < 8; ++lane) {
    out.min = std::fmin(out.min, low[lane]);
    out.max = std::fmax(out.max, high[lane]);
    good += finite[lane];
    out.zeros += zero[lane];
    out.hash = (out.hash ^ mix[lane] ^ (static_cast<uint64_t>(other[lane]) << 32)) * 0x9e3779b97f4a7c15ull;
  }
  for (; at < count; ++at) {
    uint32_t bits;
    std::memcpy(&bits, &values[at], 4);
    good += std::isfinite(values[at]);
    out.zeros += values[at] == 0;
    out.min = std::fmin(out.min, values[at]);
    out.max = std::fmax(out.max, values[at]);
    out.hash = (out.hash ^ bits) * 0x9e3779b97f4a7c15ull;
  }
  out.non_finite = count - good;
  return out;
}

/** The checks of one stream. */
class Judge {
 public:
  long violations = 0;

  void frame(const datastream::DataStream& frame) {
    float min = std::numeric_limits<float>::infinity();
    float max = -min;
    int non_finite = 0;
    uint64_t content = 0;
    if (frame.rows().empty()) fail();
    for (const auto& row : frame.rows()) {
      if (row.sensors_size() == 0 || (sensors_ != 0 && row.sensors_size() != sensors_)) fail();
      sensors_ = row.sensors_size();
      twins_.clear();
      int64_t last = std::numeric_limits<int64_t>::min();
      for (const auto& sensor : row.sensors()) {
        if (sensor.id() <= last) fail();
        last = sensor.id();
        if (sensor.intensity_size() == 0 || (bins_ != 0 && sensor.intensity_size() != bins_)) fail();
        bins_ = sensor.intensity_size();
        const Summary summary = summarize(sensor.intensity().data(), bins_);
        min = std::fmin(min, summary.min);
        max = std::fmax(max, summary.max);
        non_finite += summary.non_finite;
        content = (content ^ summary.hash) * 0x9e3779b97f4a7c15ull;
        auto& run = runs_[sensor.id()];
        run.constant = summary.min == summary.max ? run.constant + 1 : 0;
        run.repeated = run.hash == summary.hash ? run.repeated + 1 : 0;
        run.hash = summary.hash;
        if (run.constant >= 10 || run.repeated >= 10) fail();
        if (!twins_.emplace(summary.hash, sensor.id()).second) fail();
      }
      auto& canvas = canvases_[row.canvasid()];
      if (row.starttimestamp() <= canvas || row.endtimestamp() < row.starttimestamp()) fail();
      if (canvas != 0 && row.starttimestamp() - canvas > 151) fail();
      canvas = row.starttimestamp();
    }
    const double slack = 1e-5 * std::fmax(std::fabs(frame.current_max_amp()), std::fabs(frame.current_min_amp()));
    if (non_finite > 0 || max > frame.current_max_amp() + slack || min < frame.current_min_amp() - slack) fail();
    if (min == max) fail();
    if (content == content_) fail();
    content_ = content;
    if (number_ != 0 && frame.frame_number() != number_ + 1) fail();
    number_ = frame.frame_number();
  }

 private:
  void fail() { ++violations; }

  int sensors_ = 0;
  int bins_ = 0;
  int64_t number_ = 0;
  uint64_t content_ = 0;
  std::unordered_map<int, Run> runs_;
  std::unordered_map<uint64_t, int> twins_;
  std::unordered_map<std::string, int64_t> canvases_;
};

double cpuSeconds() {
  rusage used;
  getrusage(RUSAGE_SELF, &used);
  return used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(-1);
  auto channel = grpc::CreateCustomChannel(argv[1], grpc::InsecureChannelCredentials(), arguments);
  auto stub = datastream::DataStreamService::NewStub(channel);
  grpc::ClientContext context;
  datastream::StreamRequest request;
  request.set_job_id("12-70788");
  request.set_max_frames(std::atoi(argv[2]));
  auto reader = stub->StreamSpectrograms(&context, request);
  datastream::DataStream frame;
  Judge judge;
  long frames = 0;
  Clock::time_point first, last;
  while (reader->Read(&frame)) {
    last = Clock::now();
    if (frames++ == 0) first = last;
    judge.frame(frame);
  }
  const auto status = reader->Finish();
  const double seconds = std::chrono::duration<double>(last - first).count();
  std::printf("{\"frames\":%ld,\"seconds\":%.6f,\"cpuSeconds\":%.6f,\"violations\":%ld}\n", frames, seconds,
              cpuSeconds(), judge.violations);
  if (!status.ok()) std::fprintf(stderr, "%s\n", status.error_message().c_str());
  return status.ok() && judge.violations == 0 ? 0 : 1;
}
