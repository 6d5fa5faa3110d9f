// How fast a case is replayed and checked, typed in memory and from JSON Lines, at 100 and at 5,000 entries. Medians of seven rounds in
// which the sizes take turns; prints entries per second and, last, the time per entry at 5,000 over that at 100.
// Exit code 1 when a bound of the requirement is missed (300,000 and 60,000 per second, 1.3 times).
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "dossier/case_file.h"
#include "dossier/check.h"

namespace {

using namespace koers::dossier;
using koers::CivilTime;
using koers::LocalDate;

template <class Id>
Id make(std::uint8_t space, std::uint32_t n) {
  std::array<std::uint8_t, 16> bytes{};
  bytes[0] = space;
  for (int i = 0; i < 4; ++i) bytes[static_cast<std::size_t>(4 + i)] = static_cast<std::uint8_t>(n >> (24 - 8 * i));
  for (std::size_t i = 8; i < 16; ++i) bytes[i] = static_cast<std::uint8_t>((n + 1) * 2654435761U >> (i % 4 * 8));
  return Id(bytes);
}

/// A case as it grows: nine contacts in twenty entries, then measurements with scores, ratings, scaling questions, discussions, a
/// correction now and then.
std::vector<Entry> a_case(std::uint32_t size) {
  using koers::Decimal;
  std::vector<Entry> out;
  const auto who = [](std::uint32_t n) { return make<koers::PersonId>(2, n); };
  const LocalDate first = *LocalDate::from_ymd(2020, 1, 6);
  for (std::uint32_t i = 0; i < size; ++i) {
    Entry& e = out.emplace_back();
    e.id = make<koers::EntryId>(1, i);
    e.journal = make<koers::JournalId>(3, 0);
    e.occurred = {first + static_cast<int>(i / 3), static_cast<std::int32_t>(36'000 + i % 3 * 3600), 60};
    e.written = e.occurred;
    e.author = who(9);
    if (i < 4) {
      e.body = Person{who(i), static_cast<Role>(i), "Naam", LocalDate(5000), {}, {}};
    } else if (i == 4) {
      TrajectoryStart start;
      start.method = "none-1";
      start.phase = "start";
      e.body = std::move(start);
    } else if (i < 11) {
      Goal goal;
      goal.domain = {"parenting", false};
      goal.text = "Rust aan tafel en op tijd naar bed";
      goal.with_family = true;
      e.body = std::move(goal);
    } else {
      switch (i % 20) {
        case 0:
        case 2: {
          Measurement m;
          m.instrument = "obvl";
          m.informant = who(i % 3);
          m.person = who(3);
          m.moment = Moment::session;
          m.scores = {{{"total", false}, Points{{54, 0}}, Points{{66, 0}}, Band::clinical},
                      {{"health", false}, Points{{8, 0}}, {}, {}}};
          e.body = std::move(m);
          break;
        }
        case 4:
        case 6:
        case 8:
          e.body = GoalRating{
              make<koers::EntryId>(1, 5 + i % 6), who(i % 4), Level{static_cast<int>(i % 5) - 2}, Moment::halfway, {}};
          break;
        case 10:
        case 12: e.body = Scaling{{"week", false}, Mark{{65, 1}}, who(i % 4), {}}; break;
        case 14:
          e.body = Discussion{
              With::family, Topic::goals, {make<koers::EntryId>(1, 5 + i % 6)}, {who(0)}, "Besproken wat goed ging"};
          break;
        case 16:
          e.body = Activity{{"parenting", false}, make<koers::EntryId>(1, 5 + i % 6), "Beloningskaart gemaakt"};
          break;
        case 18: e.body = Network{{static_cast<int>(i % 7)}, false, {}}; break;
        default: {
          Contact c;
          c.held = i % 9 != 0;
          if (c.held) {
            c.hours = Hours{{15, 1}};
            c.channel = Channel::visit;
            c.present = {who(0), who(3)};
            c.techniques = {{{"compliments", false}, Outcome::done}, {{"scaling", false}, {}}};
            c.goals = {make<koers::EntryId>(1, 5 + i % 6)};
            c.went = "Het ging beter dan vorige week, moeder bleef rustig";
            c.next = "Volhouden";
          } else {
            c.reason = Code{"ill", false};
          }
          if (i % 100 == 1 && i > 40) e.supersedes = {make<koers::EntryId>(1, i - 20)};
          e.body = std::move(c);
        }
      }
    }
  }
  return out;
}

/// Of the processor, not of the clock: other programs on the machine do not count.
double seconds(const auto& work) {
  const std::clock_t start = std::clock();
  work();
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

}  // namespace

int main() {
  const koers::method::Catalogue catalogue;
  const LocalDate today = *LocalDate::from_ymd(2026, 1, 1);
  struct Size {
    std::vector<Entry> entries;
    std::string text;
    int rounds;
    std::vector<double> typed, lines;  // seconds per entry
  };
  std::array<Size, 2> sizes;
  for (std::size_t i = 0; i < 2; ++i) {
    Size& size = sizes[i];
    size.entries = a_case(i == 0 ? 100 : 5000);
    size.rounds = i == 0 ? 500 : 10;
    CaseFile file;
    file.synthetic = true;
    file.entries = size.entries;
    size.text = write_case(file);
  }
  std::size_t problems = 0, counting = 0;
  for (int round = 0; round < 8; ++round) {
    for (Size& size : sizes) {
      const double per = static_cast<double>(size.entries.size()) * size.rounds;
      const double typed = seconds([&] {
        for (int i = 0; i < size.rounds; ++i) {
          const Dossier state = replay(size.entries);
          problems += check(state, size.entries, catalogue, today).size();
          counting += state.entries.size();
        }
      });
      const double lines = seconds([&] {
        for (int i = 0; i < size.rounds; ++i) {
          const auto file = read_case(size.text, "bench");
          if (!file) std::abort();
          const Dossier state = replay(file->entries);
          problems += check(state, file->entries, catalogue, today).size();
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
  return fast ? 0 : 1;
}
