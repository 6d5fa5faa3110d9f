#include <algorithm>

#include "dossier/audience.h"
#include "dossier/checker.h"
#include "dossier/codec.h"

namespace koers::dossier {
namespace {

/// Adults of the family count more than none, children more than adults only.
int width(Reach reach) { return reach == Reach::closed ? 0 : reach == Reach::adults ? 1 : 2; }

}  // namespace

void Checker::report(P problem, const Entry& entry, Message::Args args, std::vector<EntryId> rests_on) {
  const ProblemKind& kind = kind_of(problem);
  Problem& made = problems_.emplace_back();
  made.code = kind.code;
  made.severity = kind.severity;
  made.rule = kind.rule;
  args.insert(args.begin(), {"kind", std::string(kind_name(entry.kind()))});
  args.insert(args.begin() + 1, {"day", entry.date().text()});
  made.args = std::move(args);
  made.entries.push_back(entry.id);
  made.entries.insert(made.entries.end(), rests_on.begin(), rests_on.end());
}

void Checker::journal() {
  if (!dossier.refused.empty()) {  // sorted by id
    const auto same_id =
        std::ranges::equal_range(dossier.refused, entry_->id, {}, [](const Entry* e) { return e->id; });
    if (std::ranges::any_of(same_id, [&](const Entry* e) { return same_content(*e, *entry_); })) add(P::id_taken);
  }
  times();
  if (!entry_->supersedes.empty() || entry_->kind() == Kind::withdrawal) corrections();
  if (entry_->audience) audience();
  for (const std::string& signal : entry_->signals) {
    const Trajectory* in = trajectory();
    const method::Method* of = in == nullptr ? nullptr : pinned(*in);
    if (of != nullptr && !signal_known(*of, signal)) add(P::signal_unknown);
  }
}

void Checker::times() {
  // What is planned lies ahead; what is told has happened.
  if (entry_->date() > today) add(P::future, {{"today", today.text()}});
  if (entry_->written.date < entry_->date()) add(P::written_before, {{"written", entry_->written.date.text()}});
  if (entry_->kind() != Kind::contact && entry_->kind() != Kind::measurement) return;
  // The same told twice stands next to it in replay order: at the same instant.
  const std::int64_t instant = entry_->occurred.instant();
  std::size_t at = dossier.index.find(entry_->id);
  if (at >= dossier.known) return;
  // Bare dates are all noon: the steps are bounded, so that a long list of one day costs what it should.
  for (int seen = 0, steps = 0; at-- > 0 && seen < 16 && steps < 64; ++steps) {
    const Entry* earlier = dossier.all[at];
    if (earlier->occurred.instant() != instant) return;
    if (earlier->kind() != entry_->kind() || dossier.stands_for[at] != earlier) continue;
    ++seen;
    Entry other = *earlier;
    other.id = entry_->id;
    other.written = entry_->written;
    if (same_content(other, *entry_)) return add(P::twice, {}, earlier->id);
  }
}

void Checker::corrections() {
  if (entry_->supersedes.empty()) return add(P::withdrawal_empty);
  if (!noted_) {
    noted_ = true;
    for (const Cycle& cycle : dossier.cycles) {
      for (const Entry* member : cycle.entries) in_ring_.add(member->id, 1);
    }
    for (const Conflict& conflict : dossier.conflicts) {
      in_conflict_.emplace_back(conflict.counts->id, &conflict);
      for (const Entry* other : conflict.others) in_conflict_.emplace_back(other->id, &conflict);
    }
    std::ranges::sort(in_conflict_);
  }
  if (in_ring_.find(entry_->id) != IdMap::none) return add(P::correction_ring);
  const bool withdrawal = entry_->kind() == Kind::withdrawal;
  for (const EntryId& id : entry_->supersedes) {
    const Entry* target = dossier.find(id);
    if (target == nullptr) {
      add(P::correction_pending, {}, id);
      continue;
    }
    if (withdrawal && target->kind() == Kind::withdrawal) add(P::withdrawal_of_withdrawal, {}, id);
    if (!withdrawal && target->kind() != entry_->kind()) {
      add(P::correction_other_kind, {{"other", std::string(kind_name(target->kind()))}}, id);
    }
    if (!withdrawal && width(audience_of(*target).reach) < width(audience_of(*entry_).reach))
      add(P::audience_wider, {}, id);
  }
  for (const auto& in :
       std::ranges::equal_range(in_conflict_, entry_->id, {}, &decltype(in_conflict_)::value_type::first))
    add(P::conflict, {}, in.second->over);
}

void Checker::audience() {
  const Audience& named = *entry_->audience;
  for (const auto* list : {&named.persons, &named.except}) {
    for (const PersonId& id : *list) {
      if (!dossier.role_of(id)) return add(P::audience_unknown_person);
    }
  }
  if (entry_->kind() == Kind::safety && named.reach != Reach::closed) add(P::safety_open);
  if (const auto* statement = std::get_if<ClientStatement>(&entry_->body)) {
    if (statement->in_confidence.value_or(false) && named.reach != Reach::closed) add(P::confidence_open);
  }
}

}  // namespace koers::dossier
