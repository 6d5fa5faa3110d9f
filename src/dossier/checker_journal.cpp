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
  if (!noted_) {
    noted_ = true;
    for (const Cycle& cycle : dossier.cycles) in_ring_.insert(cycle.entries.begin(), cycle.entries.end());
    refused_.insert(dossier.refused.begin(), dossier.refused.end());
  }
  if (!refused_.empty()) {
    const auto taken = std::ranges::find_if(
        refused_, [&](const Entry* e) { return e->id == entry_->id && same_content(*e, *entry_); });
    if (taken != refused_.end()) add(P::id_taken);
  }
  times();
  if (!entry_->supersedes.empty() || entry_->kind() == Kind::withdrawal) corrections();
  if (entry_->audience) audience();
  for (const std::string& signal : entry_->signals) {
    const Trajectory* in = trajectory();
    const method::Method* pinned = in == nullptr ? nullptr : catalogue.find(in->method);
    if (pinned == nullptr) continue;
    const auto known = catalogue.signals(*pinned);
    if (std::ranges::none_of(known, [&](const auto& s) { return s.definition->code == signal; }))
      add(P::signal_unknown);
  }
}

void Checker::times() {
  // What is planned lies ahead; what is told has happened.
  if (entry_->date() > today) add(P::future, {{"today", today.text()}});
  if (entry_->written.date < entry_->date()) add(P::written_before, {{"written", entry_->written.date.text()}});
  if (entry_->kind() != Kind::contact && entry_->kind() != Kind::measurement) return;
  const auto& same_kind = dossier.by_kind[entry_->body.index()];
  const auto first = std::ranges::lower_bound(same_kind, entry_->occurred.instant(), {},
                                              [](const Entry* e) { return e->occurred.instant(); });
  for (auto at = first;
       at != same_kind.end() && (*at)->occurred.instant() == entry_->occurred.instant() && at - first < 16; ++at) {
    if ((*at)->id == entry_->id) return;  // the earlier one is not reported
    Entry other = **at;
    other.id = entry_->id;
    other.written = entry_->written;
    if (same_content(other, *entry_)) return add(P::twice, {}, (*at)->id);
  }
}

void Checker::corrections() {
  if (entry_->supersedes.empty()) return add(P::withdrawal_empty);
  for (const Entry* member : in_ring_) {
    if (member->id == entry_->id) return add(P::correction_ring);
  }
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
  for (const Conflict& conflict : dossier.conflicts) {
    const auto is_this = [&](const Entry* e) { return e->id == entry_->id; };
    if (is_this(conflict.counts) || std::ranges::any_of(conflict.others, is_this)) add(P::conflict, {}, conflict.over);
  }
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
