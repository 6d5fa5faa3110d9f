// Replay says the same for every order of arrival and something for every subset. Journals are drawn at random: entries of the kinds
// that hang together, with corrections of corrections, rings, withdrawals, ids twice, unknown targets and entries that are held.
#include <algorithm>
#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck/gtest.h>

#include "dossier/audience.h"
#include "dossier/codec.h"
#include "dossier/dossier.h"
#include "tests/dossier/dump.h"

namespace koers::dossier {
namespace {

EntryId entry_id(std::uint8_t n) {
  std::array<std::uint8_t, 16> bytes{};
  bytes[0] = 1;
  bytes[15] = n;
  return EntryId(bytes);
}
PersonId person_id(std::uint8_t n) {
  std::array<std::uint8_t, 16> bytes{};
  bytes[0] = 2;
  bytes[15] = n;
  return PersonId(bytes);
}

int up_to(int most) { return *rc::gen::inRange(0, most + 1); }

Body any_body(int ids) {
  const auto id = [&] { return entry_id(static_cast<std::uint8_t>(up_to(ids + 2))); };
  const auto who = [] { return person_id(static_cast<std::uint8_t>(up_to(3))); };
  const auto maybe = [&](auto value) { return up_to(1) == 1 ? std::optional(value) : std::nullopt; };
  switch (up_to(15)) {
    case 0: return Person{who(), static_cast<Role>(up_to(5)), {}, {}, {}, {}, {}};
    case 1: return LivingSituation{who(), static_cast<Place>(up_to(4)), {}, {}, {}, {}, {}};
    case 2: return TrajectoryStart{"demo-" + std::to_string(up_to(2)), {}, {}, {}, maybe(std::string("start")), {}, {}};
    case 3: return PhaseTransition{"start", "change", true, {}, {}, {}};
    case 4: return Pause{PausedBy::family, LocalDate(20'000 + up_to(40)), maybe(LocalDate(20'010 + up_to(40))), {}};
    case 5: return Closure{{"done", false}, true, {}, {}, {}, {}};
    case 6: return Need{{"parenting", false}, "n", {}, {}, maybe(id())};
    case 7: return Goal{{"parenting", false}, "g", {id()}, {}, {}, {}, maybe(State::reached), {}, maybe(id())};
    case 8: return GoalRating{id(), who(), Level{up_to(4) - 2}, {}, {}, {}, {}, {}};
    case 9: return Decision{{"x", false}, {}, {}, {}, {}, {}, {}, {}, {}, maybe(id())};
    case 10: return Safety{static_cast<SafetyType>(up_to(4)), maybe(Judgement::safe), {}, {}, {}, {}, {id()}};
    case 11: return Withdrawal{"x"};
    case 12: return ConflictResolution{id(), {id()}, {}};
    case 13: return MethodMove{"demo-9", {}, {{"start", "begin"}, {"change", "working"}}, {}, {}, {}};
    case 14: return ClientStatement{who(), "x", maybe(true)};
    default: return Contact{up_to(1) == 1, {}, {}, {}, {}, {who()}, {}, {id()}, {}, {}, {}, {}, {}};
  }
}

std::vector<Entry> any_journal() {
  const int size = *rc::gen::inRange(0, 24);
  std::vector<Entry> out;
  for (int i = 0; i < size; ++i) {
    Entry entry;
    entry.id = entry_id(static_cast<std::uint8_t>(up_to(9) == 0 ? up_to(size) : i));
    entry.occurred = {LocalDate(20'000 + up_to(30)), 3600 * up_to(2), static_cast<std::int16_t>(60 * up_to(2))};
    entry.written = {LocalDate(20'000 + up_to(3)), 0, 0};
    entry.author = person_id(static_cast<std::uint8_t>(9 + up_to(1)));
    entry.role = Role::worker;
    entry.body = any_body(size);
    const int corrections = std::max(0, up_to(4) - 2);
    for (int c = 0; c < corrections; ++c) entry.supersedes.push_back(entry_id(static_cast<std::uint8_t>(up_to(size))));
    if (up_to(9) == 0) entry.held = "problem.future";
    if (up_to(5) == 0)
      entry.audience = Audience{static_cast<Reach>(up_to(2)), {}, {}, {person_id(static_cast<std::uint8_t>(up_to(3)))}};
    out.push_back(std::move(entry));
  }
  return out;
}

std::vector<Entry> shuffled(const std::vector<Entry>& entries) {
  std::vector<std::size_t> order(entries.size());
  std::iota(order.begin(), order.end(), 0);
  for (std::size_t i = order.size(); i > 1; --i)
    std::swap(order[i - 1], order[static_cast<std::size_t>(up_to(static_cast<int>(i) - 1))]);
  std::vector<Entry> out;
  for (const std::size_t i : order) out.push_back(entries[i]);
  return out;
}

/// Every entry stands in exactly one place; what counts is in order; references lead to what counts.
void expect_whole(const std::vector<Entry>& entries, const Dossier& state) {
  std::vector<const Entry*> seen;
  for (const auto* list : {&state.entries, &state.replaced, &state.held})
    seen.insert(seen.end(), list->begin(), list->end());
  for (const Cycle& cycle : state.cycles) {
    for (const Entry* entry : cycle.entries) {
      if (std::find(seen.begin(), seen.end(), entry) == seen.end()) seen.push_back(entry);
    }
  }
  std::sort(seen.begin(), seen.end());
  RC_ASSERT((std::adjacent_find(seen.begin(), seen.end()) == seen.end()));
  RC_ASSERT((seen.size() == state.known));
  RC_ASSERT((state.known + state.refused.size() <= entries.size()));
  for (std::size_t i = 1; i < state.entries.size(); ++i) RC_ASSERT((before(*state.entries[i - 1], *state.entries[i])));
  for (const Entry* entry : state.entries) {
    RC_ASSERT((entry->kind() == Kind::withdrawal || state.current(entry->id) == entry));
  }
  std::size_t belonging = 0;
  for (const Trajectory& t : state.trajectories) {
    belonging += t.entries.size();
    RC_ASSERT((!t.phases.empty()));
    for (std::size_t i = 0; i < t.phases.size(); ++i) {
      RC_ASSERT((i == 0 || t.phases[i - 1].end == t.phases[i].start - 1));
      RC_ASSERT((!t.phases[i].end || *t.phases[i].end >= t.phases[i].start));
    }
    for (std::size_t i = 0; i < t.pauses.size(); ++i) {
      RC_ASSERT((t.pauses[i].first <= t.pauses[i].last));
      RC_ASSERT((i == 0 || t.pauses[i - 1].last + 1 < t.pauses[i].first));
    }
  }
  RC_ASSERT((state.trajectories.empty() || belonging == state.entries.size()));
}

RC_GTEST_PROP(ReplayProperty, TheOrderOfArrivalDoesNotMatter, ()) {
  const std::vector<Entry> entries = any_journal();
  const std::vector<Entry> other = shuffled(entries);
  RC_ASSERT((test::dump(replay(entries)) == test::dump(replay(other))));
}

RC_GTEST_PROP(ReplayProperty, EverySubsetGivesAState, ()) {
  const std::vector<Entry> entries = any_journal();
  std::vector<Entry> part;
  for (const Entry& entry : entries) {
    if (up_to(1) == 1) part.push_back(entry);
  }
  expect_whole(entries, replay(entries));
  expect_whole(part, replay(part));
}

RC_GTEST_PROP(ReplayProperty, SyncInPartsEndsInTheSameState, ()) {
  // The second half arrives twice, as when an acknowledgement got lost.
  const std::vector<Entry> entries = any_journal();
  std::vector<Entry> arrived(entries.begin() + static_cast<std::ptrdiff_t>(entries.size() / 2), entries.end());
  replay(arrived);
  arrived.insert(arrived.end(), entries.begin(), entries.end());
  RC_ASSERT((test::dump(replay(entries)) == test::dump(replay(arrived))));
}

RC_GTEST_PROP(ReplayProperty, WhatAViewerMayNotSeeLeavesNoTrace, ()) {
  const std::vector<Entry> entries = any_journal();
  const Viewer viewer{static_cast<Role>(up_to(5)), person_id(static_cast<std::uint8_t>(up_to(3))), 10};
  const std::vector<Entry> seen = visible_to(entries, viewer);
  expect_whole(seen, replay(seen));
  for (const Entry& entry : seen) RC_ASSERT((may_see(viewer, entry)));
  // Changing what the viewer may not see changes nothing of what the viewer gets.
  std::vector<Entry> changed = entries;
  for (Entry& entry : changed) {
    if (may_see(viewer, entry)) continue;
    if (auto* contact = std::get_if<Contact>(&entry.body)) contact->held = !contact->held;
    if (auto* safety = std::get_if<Safety>(&entry.body)) safety->text = "other";
  }
  const std::vector<Entry> still = visible_to(changed, viewer);
  RC_ASSERT((test::dump(replay(still)) == test::dump(replay(seen))));
  // No word of what is not seen: nothing waits for it, no conflict is over it, no correction names it.
  if (!sees_all(viewer)) {
    const Dossier state = replay(seen);
    RC_ASSERT((state.pending.empty()));
    for (const Conflict& conflict : state.conflicts) RC_ASSERT((state.knows(conflict.over)));
    for (const Entry& entry : seen) {
      for (const EntryId& id : entry.supersedes) RC_ASSERT((state.knows(id)));
    }
  }
  // Nothing that is seen was replaced by something that is not.
  for (const Entry& entry : entries) {
    const auto is_seen = [&](const EntryId& id) {
      return std::any_of(seen.begin(), seen.end(), [&](const Entry& s) { return s.id == id; });
    };
    if (may_see(viewer, entry)) continue;
    for (const EntryId& id : entry.supersedes) RC_ASSERT((!is_seen(id) || is_seen(entry.id)));
  }
}

/// Ids an entry names in its body.
std::vector<EntryId> named_in_body(Entry entry) {
  entry.supersedes.clear();
  const std::string text = entry_text(entry);
  std::vector<EntryId> out;
  for (int n = 0; n < 40; ++n) {
    const EntryId id = entry_id(static_cast<std::uint8_t>(n));
    if (id != entry.id && text.find(id.text()) != std::string::npos) out.push_back(id);
  }
  return out;
}

RC_GTEST_PROP(ReplayProperty, WhetherAHiddenEntryIsThereCannotBeToldByItsCorrections, ()) {
  const std::vector<Entry> entries = any_journal();
  const Viewer viewer{static_cast<Role>(up_to(5)), person_id(static_cast<std::uint8_t>(up_to(3))), 10};
  RC_PRE(!sees_all(viewer));
  // Hidden entries that correct nothing and that only corrections name; an id that came twice is another matter.
  std::vector<Entry> without;
  for (const Entry& entry : entries) {
    const bool named = std::ranges::any_of(entries, [&](const Entry& other) {
      if (other.kind() == Kind::withdrawal && std::ranges::find(other.supersedes, entry.id) != other.supersedes.end())
        return true;
      return (std::ranges::find(other.supersedes, entry.id) != other.supersedes.end() && !may_see(viewer, other)) ||
             std::ranges::count(named_in_body(other), entry.id) > 0;
    });
    const bool twice = std::ranges::count(entries, entry.id, &Entry::id) > 1;
    if (may_see(viewer, entry) || !entry.supersedes.empty() || named || twice) without.push_back(entry);
  }
  RC_ASSERT((test::dump(replay(visible_to(entries, viewer))) == test::dump(replay(visible_to(without, viewer)))));
}

}  // namespace
}  // namespace koers::dossier
