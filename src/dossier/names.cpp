#include "dossier/names.h"

#include <algorithm>

#include "dossier/codes.h"

namespace koers::dossier {
namespace {

template <class T>
const method::Text* named(const std::vector<T>& items, std::string_view code) {
  const T* item = method::find(items, code);
  return item == nullptr ? nullptr : &item->names;
}

const method::Text* names_in(const method::Method& m, std::string_view code) {
  for (const method::Text* found :
       {named(m.techniques, code), named(m.technique_groups, code), m.goals ? named(m.goals->domains, code) : nullptr,
        named(m.phases, code), named(m.characteristics, code), named(m.closing_reasons, code), named(m.referrers, code),
        named(m.themes, code), named(m.roles, code)}) {
    if (found != nullptr) return found;
  }
  return nullptr;
}

}  // namespace

std::string name_of(const method::Method* method, const Code& code, Language language) {
  if (code.free) return code.text;
  const method::Text* found = method == nullptr ? nullptr : names_in(*method, code.text);
  if (found != nullptr) return found->in(language);
  std::string words = code.text;
  std::ranges::replace(words, '_', ' ');
  return words;
}

draw::Words person_words(const Dossier& dossier, const PersonId& person) {
  const PersonState* state = dossier.person(person);
  if (state != nullptr && state->item.body->name) return draw::plain(*state->item.body->name);
  const auto role = dossier.role_of(person);
  if (!role) return draw::keyed("course_line.role.unknown");

  std::size_t same = 0, number = 0;
  for (const PersonState& p : dossier.persons) {
    if (p.item.body->role != *role) continue;
    ++same;
    if (p.item.body->person == person) number = same;
  }
  if (same < 2 || number == 0) return draw::keyed("course_line.role." + std::string(code(*role)));
  return draw::keyed("course_line.numbered." + std::string(code(*role)), {{"n", std::to_string(number)}});
}

}  // namespace koers::dossier
