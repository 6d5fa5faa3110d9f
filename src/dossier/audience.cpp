#include "dossier/audience.h"

#include <algorithm>
#include <array>

namespace koers::dossier {
namespace {

struct Start {
  Kind kind;
  Reach reach;
  int child_from;  // years; 0: every child
};

// One line per kind, in the order of Kind (a test says so).
constexpr std::array<Start, kind_count> kStarts{{
    {Kind::referral, Reach::family, 12},
    {Kind::person, Reach::family, 0},
    {Kind::address, Reach::closed, 0},
    {Kind::relation, Reach::family, 12},
    {Kind::professional, Reach::family, 12},
    {Kind::living_situation, Reach::family, 0},
    {Kind::consent, Reach::family, 12},
    {Kind::characteristic, Reach::adults, 0},
    {Kind::eligibility, Reach::adults, 0},
    {Kind::trajectory_start, Reach::family, 0},
    {Kind::method_move, Reach::family, 0},
    {Kind::phase_transition, Reach::family, 0},
    {Kind::pause, Reach::family, 0},
    {Kind::plan, Reach::family, 12},
    {Kind::closure, Reach::family, 12},
    {Kind::analysis, Reach::family, 12},
    {Kind::need, Reach::family, 12},
    {Kind::goal, Reach::family, 0},
    {Kind::goal_rating, Reach::family, 0},
    {Kind::activity, Reach::family, 12},
    {Kind::appointment, Reach::family, 0},
    {Kind::contact, Reach::family, 12},
    {Kind::measurement, Reach::family, 16},
    {Kind::scaling, Reach::family, 12},
    {Kind::alliance_check, Reach::closed, 0},
    {Kind::network, Reach::family, 12},
    {Kind::safety, Reach::closed, 0},
    {Kind::decision, Reach::family, 16},
    {Kind::discussion, Reach::family, 12},
    {Kind::knipkaart, Reach::family, 12},
    {Kind::follow_up, Reach::family, 12},
    {Kind::client_statement, Reach::family, 12},
    {Kind::guidance_input, Reach::closed, 0},
    {Kind::withdrawal, Reach::family, 0},
    {Kind::conflict_resolution, Reach::family, 0},
}};

/// Those who speak for themselves in an entry see it, whatever the reach.
void add_speaker(const Entry& entry, Audience& audience) {
  if (const auto* measurement = std::get_if<Measurement>(&entry.body)) {
    if (measurement->informant) audience.persons.push_back(*measurement->informant);
  } else if (const auto* scaling = std::get_if<Scaling>(&entry.body)) {
    audience.persons.push_back(scaling->rater);
  } else if (const auto* check = std::get_if<AllianceCheck>(&entry.body)) {
    audience.persons.push_back(check->rater);
  } else if (const auto* statement = std::get_if<ClientStatement>(&entry.body)) {
    audience.persons.push_back(statement->by);
  }
}

/// Entries this one cannot be understood without, and says something about.
void rests_on(const Entry& entry, std::vector<EntryId>& out) {
  if (std::holds_alternative<Withdrawal>(entry.body)) {
    out = entry.supersedes;
  } else if (const auto* resolution = std::get_if<ConflictResolution>(&entry.body)) {
    out = resolution->over;
    out.push_back(resolution->keep);
  } else if (entry.audience) {
    return;  // somebody has decided
  } else if (const auto* discussion = std::get_if<Discussion>(&entry.body)) {
    out = discussion->targets;
  } else if (const auto* rating = std::get_if<GoalRating>(&entry.body)) {
    out = {rating->goal};
  } else if (const auto* goal = std::get_if<Goal>(&entry.body)) {
    if (goal->updates) out = {*goal->updates};
  } else if (const auto* need = std::get_if<Need>(&entry.body)) {
    if (need->updates) out = {*need->updates};
  } else if (const auto* decision = std::get_if<Decision>(&entry.body)) {
    if (decision->updates) out = {*decision->updates};
  }
}

bool contains(const std::vector<PersonId>& list, const PersonId& person) {
  return std::ranges::find(list, person) != list.end();
}

}  // namespace

std::optional<Viewer> viewer_of(const Dossier& whole, const PersonId& person, LocalDate today) {
  const PersonState* state = whole.person(person);
  if (state == nullptr) return {};
  Viewer viewer{state->item.body->role, person, {}};
  if (state->item.body->birth) viewer.age = std::max(0, age_in_years(*state->item.body->birth, today));
  return viewer;
}

std::optional<Viewer> viewer_of(const Dossier& whole, Role role, LocalDate today) {
  if (!in_family(role)) return Viewer{role, {}, {}};
  for (const PersonState& state : whole.persons) {
    if (state.item.body->role == role) return viewer_of(whole, state.item.body->person, today);
  }
  return {};
}

Audience default_audience(Kind kind) {
  const Start& start = kStarts[static_cast<std::size_t>(kind)];
  Audience out;
  out.reach = start.reach;
  if (start.child_from > 0) out.child_from = Whole<0, 18>{start.child_from};
  return out;
}

Audience default_audience(const Entry& entry) {
  Audience out = default_audience(entry.kind());
  if (const auto* statement = std::get_if<ClientStatement>(&entry.body)) {
    if (statement->in_confidence.value_or(false)) out = {Reach::closed, {}, {}, {}};
  } else if (const auto* discussion = std::get_if<Discussion>(&entry.body)) {
    if (discussion->topic == Topic::safety)
      out = {Reach::closed, {}, {}, {}};
    else if (discussion->with != With::family)
      out = {Reach::adults, {}, {}, {}};
  }
  add_speaker(entry, out);
  return out;
}

Audience audience_of(const Entry& entry) { return entry.audience ? *entry.audience : default_audience(entry); }

bool may_see(const Viewer& viewer, const Entry& entry) {
  if (!in_family(viewer.role)) return viewer.role != Role::professional || entry.author == viewer.person;
  if (entry.author == viewer.person) return true;
  const Audience audience = audience_of(entry);
  if (contains(audience.except, viewer.person)) return false;
  if (contains(audience.persons, viewer.person)) return true;
  if (audience.reach == Reach::closed || viewer.role == Role::network) return false;
  if (viewer.role != Role::child) return true;
  return audience.reach == Reach::family &&
         viewer.age.value_or(0) >= (audience.child_from ? audience.child_from->value : 0);
}

std::vector<Entry> visible_to(std::span<const Entry> entries, const Viewer& viewer) {
  // Entries of one id (sent twice, or with another body) are seen or left out together: `same` is the first of them, `next` the one after.
  constexpr std::uint32_t last = IdMap::none;
  const auto size = static_cast<std::uint32_t>(entries.size());
  IdMap numbers;
  numbers.reserve(size);
  std::vector<std::uint32_t> same(size), next(size, last);
  for (std::uint32_t i = 0; i < size; ++i) {
    same[i] = numbers.add(entries[i].id, i);
    if (same[i] == i) continue;
    next[i] = next[same[i]];
    next[same[i]] = i;
  }
  std::vector<std::vector<std::uint32_t>> dependents(size);
  std::vector<EntryId> targets;
  for (std::uint32_t i = 0; i < size; ++i) {
    targets.clear();
    rests_on(entries[i], targets);
    for (const EntryId& id : targets) {
      const std::uint32_t target = numbers.find(id);
      if (target != IdMap::none) dependents[target].push_back(same[i]);
    }
  }
  std::vector<char> hidden(size, 0);
  std::vector<std::uint32_t> work;
  const auto hide = [&](std::uint32_t first) {
    if (hidden[first]) return;
    hidden[first] = 1;
    work.push_back(first);
  };
  for (std::uint32_t i = 0; i < size; ++i) {
    if (!may_see(viewer, entries[i])) hide(same[i]);
  }
  while (!work.empty()) {
    const std::uint32_t first = work.back();
    work.pop_back();
    for (const std::uint32_t dependent : dependents[first]) hide(dependent);
    for (std::uint32_t at = first; at != last; at = next[at]) {
      for (const EntryId& id : entries[at].supersedes) {
        const std::uint32_t target = numbers.find(id);
        if (target != IdMap::none) hide(target);
      }
    }
  }
  std::vector<Entry> out;
  for (std::uint32_t i = 0; i < size; ++i) {
    if (!hidden[same[i]]) out.push_back(entries[i]);
  }
  return out;
}

}  // namespace koers::dossier
