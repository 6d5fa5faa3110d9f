#include "simulate/scores.h"

namespace koers::simulate {

using dossier::Measurement;
using dossier::Moment;

namespace {

const char* moment(Moment of) {
  switch (of) {
    case Moment::start: return "start";
    case Moment::end: return "end";
    case Moment::follow_up: return "follow_up";
    default: return nullptr;
  }
}

const char* informant(const dossier::CaseFile& family, const PersonId& id) {
  for (const dossier::Entry& entry : family.entries) {
    const auto* person = std::get_if<dossier::Person>(&entry.body);
    if (person != nullptr && person->person == id) return person->role == dossier::Role::mother ? "mother" : "father";
  }
  return "";
}

}  // namespace

std::string scores_head() { return "person;instrument;informant;moment;date;score\n"; }

std::string scores_of(const dossier::CaseFile& family) {
  std::string out;
  for (const dossier::Entry& entry : family.entries) {
    const auto* m = std::get_if<Measurement>(&entry.body);
    if (m == nullptr || !m->informant || moment(m->moment) == nullptr) continue;
    for (const dossier::Score& score : m->scores) {
      if (score.scale.text != "total" || !score.t) continue;
      out += family.journal.text() + ';' + m->instrument + ';' + informant(family, *m->informant) + ';' +
             moment(m->moment) + ';' + entry.date().text() + ';' + score.t->value.text() + '\n';
    }
  }
  return out;
}

}  // namespace koers::simulate
