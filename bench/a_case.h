// A case as long as one likes, for the programs that measure: a family at IAG with what a year of it holds, over and over. Made up.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "dossier/case_file.h"

namespace koers::bench {

using namespace koers::dossier;

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
inline PersonId who(std::uint32_t n) { return make<PersonId>(2, n); }
inline EntryId entry_id(std::uint32_t n) { return make<EntryId>(1, n); }

inline constexpr std::uint32_t first_goal = 9, goals = 5;
inline EntryId goal(std::uint32_t n) { return entry_id(first_goal + n % goals); }

/// The family, its start at IAG, what they want.
inline Body opening(std::uint32_t i) {
  constexpr std::array roles = {Role::mother, Role::father, Role::child, Role::child, Role::network};
  constexpr std::array domains = {"living_at_home", "child_behaviour", "parenting", "network", "circumstances"};
  if (i < roles.size()) return Person{who(i), roles[i], "Naam", LocalDate(5000), {}, {}, {}};
  switch (i) {
    case 5: return Relation{who(0), who(2), Tie::parent, Guardianship::authority, {}, {}};
    case 6: return LivingSituation{who(2), dossier::Place::home, {}, Order::voluntary, {}, {}, {}};
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
inline constexpr std::uint32_t opened = first_goal + goals;

inline Contact contact(std::uint32_t i) {
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

inline Measurement measurement(std::uint32_t i) {
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

inline Body later(std::uint32_t i) {
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
inline std::vector<Entry> a_case(std::uint32_t size) {
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

}  // namespace koers::bench
