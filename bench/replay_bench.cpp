// How fast a case is replayed and checked, typed in memory and from JSON Lines, at 100 and at 5,000 entries. The check does its whole
// work: against the shipped iag-2019, with its phases, techniques, domains and instruments. Medians of seven rounds in which the sizes
// take turns; prints entries per second and, last, the time per entry at 5,000 over that at 100.
// Exit code 1 when a bound of the requirement is missed (300,000 and 60,000 per second, 1.3 times), or when the check complains about
// the case it is given.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "bench/a_case.h"
#include "cli/case_catalogue.h"
#include "dossier/case_file.h"
#include "dossier/check.h"

namespace {

using namespace koers::bench;
using namespace koers::dossier;
using koers::CivilTime;
using koers::LocalDate;

/// Of the processor, not of the clock: other programs on the machine do not count.
double seconds(const auto& work) {
  const std::clock_t start = std::clock();
  work();
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

}  // namespace

int main() {
  const auto catalogue = koers::cli::catalogue_for({"iag-2019"}, "");
  if (!catalogue || catalogue->find("iag-2019") == nullptr) std::abort();
  const LocalDate today = *LocalDate::from_ymd(2026, 1, 1);
  struct Size {
    std::vector<Entry> entries;
    std::string text;
    int rounds;
    std::vector<double> typed, lines;  // seconds per entry
  };
  std::array<Size, 2> sizes;
  bool clean = true;
  for (std::size_t i = 0; i < 2; ++i) {
    Size& size = sizes[i];
    size.entries = a_case(i == 0 ? 100 : 5000);
    size.rounds = i == 0 ? 500 : 10;
    CaseFile file;
    file.synthetic = true;
    file.entries = size.entries;
    size.text = write_case(file);
    for (const Problem& problem : check(replay(size.entries), size.entries, *catalogue, today)) {
      std::printf("%s", problem.code.c_str());
      for (const auto& [name, value] : problem.args) std::printf(" %s=%s", name.c_str(), value.c_str());
      std::printf("\n");
      clean = false;
    }
  }
  std::size_t problems = 0, counting = 0;
  for (int round = 0; round < 8; ++round) {
    for (Size& size : sizes) {
      const double per = static_cast<double>(size.entries.size()) * size.rounds;
      const double typed = seconds([&] {
        for (int i = 0; i < size.rounds; ++i) {
          const Dossier state = replay(size.entries);
          problems += check(state, size.entries, *catalogue, today).size();
          counting += state.entries.size();
        }
      });
      const double lines = seconds([&] {
        for (int i = 0; i < size.rounds; ++i) {
          const auto file = read_case(size.text, "bench");
          if (!file) std::abort();
          const Dossier state = replay(file->entries);
          problems += check(state, file->entries, *catalogue, today).size();
        }
      });
      if (round == 0) continue;  // warms caches
      size.typed.push_back(typed / per);
      size.lines.push_back(lines / per);
    }
  }
  const auto median = [](std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
  };
  const double ratio = median(sizes[1].typed) / median(sizes[0].typed);
  for (const Size& size : sizes) {
    std::printf("%5zu entries  typed %9.0f /s   from JSON Lines %9.0f /s  (%zu bytes a line)\n", size.entries.size(),
                1 / median(size.typed), 1 / median(size.lines), size.text.size() / size.entries.size());
  }
  std::printf("time per entry, 5,000 over 100: %.2f\n", ratio);
  std::printf("(%zu entries counted, %zu problems found)\n", counting, problems);
  const bool fast = 1 / median(sizes[1].typed) >= 300'000 && 1 / median(sizes[1].lines) >= 60'000 && ratio <= 1.3;
  if (!fast) std::printf("slower than required\n");
  return fast && clean ? 0 : 1;
}
