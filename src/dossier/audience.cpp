#include "dossier/audience.h"

#include <algorithm>
#include <array>

#include "dossier/corrections.h"

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
    {Kind::refusal, Reach::family, 12},
    {Kind::waiting_list, Reach::family, 12},
    {Kind::assignment, Reach::family, 0},
    {Kind::household, Reach::family, 12},
    {Kind::hours_grant, Reach::adults, 0},
    {Kind::task, Reach::family, 12},
    {Kind::meldcode_step, Reach::closed, 0},
    {Kind::handover, Reach::family, 12},
    {Kind::onward_referral, Reach::family, 12},
    {Kind::document, Reach::closed, 0},
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
  } else if (const auto* rating = std::get_if<GoalRating>(&entry.body)) {
    audience.persons.push_back(rating->rater);
    audience.persons.insert(audience.persons.end(), rating->together.begin(), rating->together.end());
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
  } else {
    std::visit(
        [&](const auto& body) {
          if constexpr (requires { body.updates; }) {
            if (body.updates) out = {*body.updates};
          }
        },
        entry.body);
  }
}

/// What a viewer sees in part: entries that name others as corrected which are not among what is seen. Such a name would tell of an entry
/// that is hidden, or say by its going that one has come; so it is taken out.
class Apart {
 public:
  explicit Apart(std::vector<Entry>& seen) : seen_(seen) {}

  void run() {
    const bool none = std::ranges::all_of(
        seen_, [](const Entry& e) { return e.supersedes.empty() && !std::get_if<ConflictResolution>(&e.body); });
    if (none) return;
    counting_ = settle(seen_, state_).counting;
    gone_.assign(state_.known, 0);
    named_by();
    if (unseen_.empty() && !empty_) return;
    leave_out_the_waiting();
    leave_out_the_empty();
    std::erase_if(seen_, [&](const Entry& e) { return gone_[state_.index.find(e.id)] != 0; });
    // `state_` points at entries that have moved: only its numbers serve from here on.
    for (Entry& entry : seen_) std::erase_if(entry.supersedes, [&](const EntryId& id) { return !stays(id); });
  }

 private:
  std::uint32_t number(const EntryId& id) const { return state_.index.find(id); }
  bool known(const EntryId& id) const { return number(id) < state_.known; }
  bool stays(const EntryId& id) const { return known(id) && gone_[number(id)] == 0; }

  /// Who corrects, withdraws or resolves what; and what of that is not here. Of an id that came twice each body speaks: which of them stays
  /// may change with what is taken out.
  void named_by() {
    by_.assign(state_.known, {});
    copies_.assign(state_.known, {});
    for (const Entry& entry : seen_) {
      const std::uint32_t i = number(entry.id);
      copies_[i].push_back(&entry);
      for (const EntryId& id : entry.supersedes) {
        if (known(id)) {
          by_[number(id)].push_back(i);
        } else {
          unseen_.emplace_back(id, i);
        }
      }
      const auto* resolution = std::get_if<ConflictResolution>(&entry.body);
      if (resolution == nullptr) continue;
      empty_ = empty_ || !known(resolution->keep);
      if (known(resolution->keep)) by_[number(resolution->keep)].push_back(i);
      for (const EntryId& id : resolution->over) {
        if (known(id)) by_[number(id)].push_back(i);
      }
    }
    std::ranges::sort(unseen_);
    unseen_.erase(std::unique(unseen_.begin(), unseen_.end()), unseen_.end());
  }

  /// Several corrections of one unseen entry conflict: the one that counts stays, the others go, with what was built on them.
  void leave_out_the_waiting() {
    std::vector<char> lives(state_.known, 0);
    std::vector<std::uint32_t> work;
    const auto reach = [&](std::uint32_t i) {
      if (lives[i]) return;
      lives[i] = 1;
      work.push_back(i);
    };
    for (const Brief& brief : counting_) reach(number(brief.entry->id));
    while (!work.empty()) {
      const Entry& entry = *state_.all[work.back()];
      work.pop_back();
      for (const EntryId& id : entry.supersedes) {
        if (known(id)) reach(number(id));
      }
    }
    std::vector<char> waits(state_.known, 0);
    for (const Entry* entry : state_.replaced) waits[number(entry->id)] = !lives[number(entry->id)];
    for (std::size_t i = 0; i < unseen_.size(); ++i) {
      const bool shared = (i > 0 && unseen_[i - 1].first == unseen_[i].first) ||
                          (i + 1 < unseen_.size() && unseen_[i + 1].first == unseen_[i].first);
      if (shared && waits[unseen_[i].second]) go(unseen_[i].second);
    }
    while (!work_.empty()) {
      const std::uint32_t at = work_.back();
      work_.pop_back();
      for (const std::uint32_t by : by_[at]) {
        if (waits[by] || state_.all[by]->kind() == Kind::conflict_resolution) go(by);
      }
    }
  }

  /// A withdrawal of nothing that is seen, a resolution that keeps nothing that is seen.
  bool is_empty(const Entry& entry) const {
    if (const auto* resolution = std::get_if<ConflictResolution>(&entry.body)) return !stays(resolution->keep);
    return entry.kind() == Kind::withdrawal && !entry.supersedes.empty() &&
           std::ranges::none_of(entry.supersedes, [&](const EntryId& id) { return stays(id); });
  }
  void leave_out_the_empty() {
    const auto look_at = [&](std::uint32_t i) {
      if (std::ranges::any_of(copies_[i], [&](const Entry* e) { return is_empty(*e); })) go(i);
    };
    for (std::uint32_t i = 0; i < state_.known; ++i) look_at(i);
    while (!work_.empty()) {
      const std::uint32_t at = work_.back();
      work_.pop_back();
      for (const std::uint32_t by : by_[at]) look_at(by);
    }
  }

  void go(std::uint32_t i) {
    if (gone_[i]) return;
    gone_[i] = 1;
    work_.push_back(i);
  }

  std::vector<Entry>& seen_;
  Dossier state_;
  std::vector<Brief> counting_;
  std::vector<char> gone_;  ///< by number
  std::vector<std::vector<std::uint32_t>> by_;
  std::vector<std::vector<const Entry*>> copies_;
  bool empty_ = false;  ///< a resolution keeps what is not here
  std::vector<std::pair<EntryId, std::uint32_t>> unseen_;  ///< named, and by whom
  std::vector<std::uint32_t> work_;
};

/// Ratings a rater had seen tell of ratings; those the viewer does not see are not named.
void forget_unseen_ratings(std::vector<Entry>& seen) {
  IdMap numbers;
  for (std::uint32_t i = 0; i < seen.size(); ++i) numbers.add(seen[i].id, i);
  for (Entry& entry : seen) {
    if (auto* rating = std::get_if<GoalRating>(&entry.body))
      std::erase_if(rating->saw, [&](const EntryId& id) { return numbers.find(id) == IdMap::none; });
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

bool sees_all(const Viewer& viewer) {
  return !in_family(viewer.role) && viewer.role != Role::professional && viewer.role != Role::teacher;
}

bool may_see(const Viewer& viewer, const Entry& entry) {
  if (!in_family(viewer.role)) return sees_all(viewer) || entry.author == viewer.person;
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
  if (sees_all(viewer)) return out;
  Apart(out).run();
  forget_unseen_ratings(out);
  return out;
}

}  // namespace koers::dossier
