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

#include "cli/case_catalogue.h"
#include "dossier/case_file.h"
#include "dossier/check.h"

namespace {

using namespace koers::dossier;
using koers::CivilTime;
using koers::EntryId;
using koers::LocalDate;
using koers::PersonId;

/// 128 bits as an app makes them: time first, then chance (a fixed sequence here).
template <class Id>
Id make(std::uint8_t space, std::uint32_t n) {
  std::array<std::uint8_t, 16> bytes{};
  bytes[0] = space;
  for (int i = 0; i < 4; ++i) bytes[static_cast<std::size_t>(2 + i)] = static_cast<std::uint8_t>(n >> (24 - 8 * i));
  std::uint64_t chance = (n + 1) * 0x9E3779B97F4A7C15ULL;
  chance = (chance ^ chance >> 31) * 0xD6E8FEB86659FD93ULL;
  for (std::size_t i = 6; i < 16; ++i) bytes[i] = static_cast<std::uint8_t>(chance >> (i % 8 * 8));
  return Id(bytes);
}
PersonId who(std::uint32_t n) { return make<PersonId>(2, n); }
EntryId entry_id(std::uint32_t n) { return make<EntryId>(1, n); }

constexpr std::uint32_t first_goal = 9, goals = 5;
EntryId goal(std::uint32_t n) { return entry_id(first_goal + n % goals); }

/// The family, its start at IAG, what they want.
Body opening(std::uint32_t i) {
  constexpr std::array roles = {Role::mother, Role::father, Role::child, Role::child, Role::network};
  constexpr std::array domains = {"living_at_home", "child_behaviour", "parenting", "network", "circumstances"};
  if (i < roles.size()) return Person{who(i), roles[i], "Naam", LocalDate(5000), {}, {}, {}};
  switch (i) {
    case 5: return Relation{who(0), who(2), Tie::parent, Guardianship::authority, {}, {}};
    case 6: return LivingSituation{who(2), Place::home, {}, Order::voluntary, {}, {}, {}};
    case 7: {
      TrajectoryStart start;
      start.method = "iag-2019";
      start.phase = "start";
      start.children = {who(2), who(3)};
      start.worker = who(9);
      return start;
    }
    case 8: return Analysis{true, {"De ouders houden veel van hun kinderen"}, {"Veel ruzie rond het naar bed gaan"}};
    default: {
      Goal wanted;
      wanted.domain = {domains[i - first_goal], false};
      wanted.text = "Rust aan tafel en op tijd naar bed";
      wanted.levels = {"elke dag ruzie", "om de dag", "een keer per week", "bijna nooit", "nooit"};
      wanted.with_family = true;
      return wanted;
    }
  }
}
constexpr std::uint32_t opened = first_goal + goals;

Contact contact(std::uint32_t i) {
  constexpr std::array techniques = {"compliments", "scaling_questions",  "exception_questions", "explain_development",
                                     "modelling",   "behaviour_practice", "circular_questions",  "network_mapping"};
  Contact c;
  c.held = i % 9 != 0;
  if (!c.held) {
    c.reason = Code{"ill", false};
    return c;
  }
  c.hours = Hours{{15, 1}};
  c.channel = Channel::visit;
  c.present = {who(0), who(2)};
  c.techniques = {{{techniques[i % 8], false}, Outcome::done}, {{techniques[(i / 8) % 8], false}, {}}};
  c.goals = {goal(i)};
  c.went = "Het ging beter dan vorige week, moeder bleef rustig";
  c.next = "Volhouden";
  return c;
}

Measurement measurement(std::uint32_t i) {
  Measurement m;
  m.informant = who(i / 2 % 3);
  m.moment = Moment::session;
  if (i % 4 == 0) {
    m.instrument = i % 8 == 0 ? "ors" : "srs";
    m.scores = {{{"total", false}, Points{{254, 1}}, {}, {}}};
  } else {
    m.instrument = "obvl";
    m.person = who(2);
    m.scores = {{{"total", false}, Points{{54, 0}}, Points{{66, 0}}, Band::clinical},
                {{"health", false}, Points{{8, 0}}, {}, {}}};
  }
  return m;
}

Body later(std::uint32_t i) {
  switch (i % 20) {
    case 0:
    case 2: return measurement(i / 2);
    case 4:
    case 6:
    case 8: return GoalRating{goal(i), who(i % 3), Level{static_cast<int>(i % 5) - 2}, Moment::halfway, {}, {}, {}, {}};
    case 10:
    case 12: return Scaling{{"week", false}, Mark{{65, 1}}, who(i % 3), {}};
    case 14:
      return Discussion{
          With::family, Topic::goals, {goal(i)}, {who(0)}, "Besproken wat goed ging en wat de volgende stap is"};
    case 16: return Activity{{"parenting", false}, goal(i), "Beloningskaart gemaakt"};
    case 18: return Network{{static_cast<int>(i % 7)}, false, {}};
    default: return contact(i);
  }
}

/// A case as it grows: ten contacts in twenty entries, then measurements with scores, ratings, scaling questions, discussions; a
/// correction now and then. Of a hundred entries one is a correction; three entries a day, with a transition when a phase has run its
/// days. Longer than any treatment is: what is measured is how time grows.
std::vector<Entry> a_case(std::uint32_t size) {
  std::vector<Entry> out;
  const LocalDate first = *LocalDate::from_ymd(2020, 1, 6);
  for (std::uint32_t i = 0; i < size; ++i) {
    Entry& e = out.emplace_back();
    e.id = entry_id(i);
    e.journal = make<koers::JournalId>(3, 0);
    e.occurred = {first + static_cast<int>(i / 3), static_cast<std::int32_t>(36'000 + i % 3 * 3600), 60};
    e.written = e.occurred;
    e.author = who(9);
    if (i < opened) {
      e.body = opening(i);
    } else if (i == 90) {
      e.body = PhaseTransition{
          "start",          "change", true, {{"experience", false}, {"progress", false}, {"planning", false}},
          {who(0), who(1)}, {}};
    } else {
      e.body = later(i);
      if (i % 100 == 61) e.supersedes = {entry_id(i - 20)};
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
