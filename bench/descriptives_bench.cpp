// descriptives_bench --make N FILE: writes two columns of N scores (start, end) as little-endian 32-bit integers, start first.
// descriptives_bench FILE [--time]: means, SDs, correlation, paired t with interval and effect size of such a file, a line each; with
// --time instead the milliseconds of the processor its computing took, without reading.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <iterator>
#include <span>
#include <string_view>
#include <vector>

#include "stats/paired.h"

namespace {

int make(long n, const char* path) {
  std::uint64_t state = 20260301;
  const auto roughly_normal = [&state] {  // sum of six uniform draws 0..63
    int sum = 0;
    state = state * 6364136223846793005U + 1442695040888963407U;
    for (int i = 0; i < 6; ++i) sum += static_cast<int>(state >> (22 + 7 * i) & 63);
    return sum - 189;
  };
  std::vector<std::int32_t> start, end;
  for (long i = 0; i < n; ++i) {
    const int person = roughly_normal();
    start.push_back(640 + 2 * person + roughly_normal());
    end.push_back(575 + 2 * person + roughly_normal());
  }
  std::FILE* out = std::fopen(path, "wb");
  if (out == nullptr) return 1;
  bool written = true;
  for (const auto* column : {&start, &end}) {
    written = std::fwrite(column->data(), sizeof(std::int32_t), column->size(), out) == column->size() && written;
  }
  return std::fclose(out) == 0 && written ? 0 : 1;
}

std::vector<std::int32_t> read(const char* path) {
  std::vector<std::int32_t> out;
  std::FILE* in = std::fopen(path, "rb");
  if (in == nullptr) return out;
  std::fseek(in, 0, SEEK_END);
  out.resize(static_cast<std::size_t>(std::ftell(in)) / sizeof(std::int32_t));
  std::rewind(in);
  if (std::fread(out.data(), sizeof(std::int32_t), out.size(), in) != out.size()) out.clear();
  std::fclose(in);
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 4 && std::string_view(argv[1]) == "--make") return make(std::atol(argv[2]), argv[3]);
  if (argc < 2) return 2;
  const std::vector<std::int32_t> scores = read(argv[1]);
  if (scores.size() < 4) return 1;
  const std::span<const std::int32_t> all(scores);
  const std::clock_t begin = std::clock();
  koers::stats::PairSums sums;
  sums.add(all.first(all.size() / 2), all.subspan(all.size() / 2));
  const double r = koers::stats::correlation(sums);
  const auto t = koers::stats::paired_t(sums, 0, 0.95);
  const auto d = koers::stats::standardised_change(sums, koers::stats::Standardiser::change_sd, 0.95);
  const double figures[] = {koers::stats::mean(sums.x, 0).value(),
                            koers::stats::standard_deviation(sums.x, 0).value(),
                            koers::stats::mean(sums.y, 0).value(),
                            koers::stats::standard_deviation(sums.y, 0).value(),
                            r,
                            t->mean_change,
                            t->t,
                            t->df,
                            t->p,
                            t->change.low,
                            t->change.high,
                            d->d};
  const double took = 1e3 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  if (argc > 2 && std::string_view(argv[2]) == "--time") {
    std::printf("%.2f\n", took);
    return 0;
  }
  const char* names[] = {"start_mean", "start_sd", "end_mean", "end_sd", "r",    "change",
                         "t",          "df",       "p",        "low",    "high", "d_z"};
  for (std::size_t i = 0; i < std::size(figures); ++i) std::printf("%s %.15g\n", names[i], figures[i]);
  return 0;
}
