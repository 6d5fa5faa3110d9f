// A dossier as text that does not depend on where its entries lie in memory: two states are the same when their texts are.
#pragma once

#include <string>

#include "dossier/codec.h"
#include "dossier/dossier.h"

namespace koers::dossier::test {

inline std::string id_of(const Entry* entry) { return entry == nullptr ? "-" : entry->id.text(); }

inline std::string dump(const Dossier& d) {
  std::string out;
  const auto list = [&](std::string_view name, const std::vector<const Entry*>& entries) {
    out += '\n' + std::string(name) + ':';
    for (const Entry* entry : entries) out += ' ' + id_of(entry);
  };
  for (const Entry* entry : d.entries) out += entry_text(*entry) + '\n';
  for (const auto& kind : d.by_kind) list("kind", kind);
  for (const PersonState& p : d.persons) {
    out += "\nperson " + p.item.body->person.text() + ' ' + id_of(p.item.entry) + ' ' +
           (p.lives == nullptr ? "-" : std::to_string(static_cast<int>(p.lives->place)));
  }
  const auto thread = [&](std::string_view name, const auto& state) {
    out += '\n' + std::string(name) + ' ' + id_of(state.first.entry) + ' ' + id_of(state.last.entry);
    list("updates", state.updates);
  };
  for (const NeedState& n : d.needs) thread("need", n);
  for (const DecisionState& x : d.decisions) thread("decision", x);
  for (const GoalState& g : d.goals) {
    thread("goal", g);
    for (const auto& rating : g.ratings) out += " rated " + id_of(rating.entry);
  }
  for (const SafetyState& s : d.safety) out += "\nsafety " + id_of(s.item.entry) + " closed by " + id_of(s.closed_by);
  for (const Trajectory& t : d.trajectories) {
    out += "\ntrajectory " + id_of(t.start.entry) + ' ' + id_of(t.closure.entry) + ' ' + t.method + ' ' + t.hash;
    out += t.cut_off ? " cut off " + t.cut_off->text() : "";
    for (const PhaseState& p : t.phases) {
      out += "\n phase " + p.code + ' ' + p.method + ' ' + p.start.text() + ' ' + (p.end ? p.end->text() : "") + ' ' +
             id_of(p.opened_by);
    }
    for (const rules::Days& days : t.pauses) out += "\n pause " + days.first.text() + ' ' + days.last.text();
    list("entries", t.entries);
    for (const auto& move : t.moves) out += " move " + id_of(move.entry);
  }
  for (const Conflict& c : d.conflicts) {
    out += "\nconflict over " + c.over.text() + " counts " + id_of(c.counts);
    list("others", c.others);
  }
  for (const Pending& p : d.pending) out += "\npending " + id_of(p.entry) + ' ' + p.target.text();
  for (const Cycle& c : d.cycles) list("ring", c.entries);
  list("held", d.held);
  list("replaced", d.replaced);
  out += "\nrefused";
  for (const Entry* entry : d.refused) out += '\n' + entry_text(*entry);
  for (const Entry* entry : d.all) out += "\n" + id_of(entry) + " is " + id_of(d.current(entry->id));
  return out;
}

}  // namespace koers::dossier::test
