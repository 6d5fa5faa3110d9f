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

const method::Text* method_name(const method::Method* method, const Code& code) {
  return method == nullptr || code.free ? nullptr : names_in(*method, code.text);
}

std::string name_of(const method::Method* method, std::string_view list, const Code& code, Language language,
                    const ListWords& words_of) {
  if (code.free) return code.text;
  if (const method::Text* found = method_name(method, code)) return found->in(language);
  if (words_of) {
    if (std::string known = words_of(list, code.text); !known.empty()) return known;
  }
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
