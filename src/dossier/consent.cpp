#include "dossier/consent.h"

#include <algorithm>

namespace koers::dossier {
namespace {

bool about(const Consent& consent, const PersonId& child) {
  return consent.children.empty() || std::ranges::find(consent.children, child) != consent.children.end();
}

/// The words about one child that hold on the day, the last first.
std::vector<Item<Consent>> words_of(const Dossier& dossier, std::string_view what, const PersonId& child,
                                    LocalDate today) {
  std::vector<Item<Consent>> out;
  for (const auto& item : dossier.of<Consent>()) {
    const Consent& body = *item.body;
    if (body.what.free || body.what.text != what || item.date() > today || !about(body, child)) continue;
    out.push_back(item);
  }
  std::ranges::reverse(out);
  return out;
}

/// A word that has run out is no word any more, and no earlier one comes back.
const Item<Consent>* last_of(const std::vector<Item<Consent>>& words, const PersonId& person, LocalDate today) {
  for (const Item<Consent>& item : words) {
    if (item.body->by != person || item.body->without) continue;
    return item.body->until && *item.body->until < today ? nullptr : &item;
  }
  return nullptr;
}

std::vector<PersonId> with_authority(const Dossier& dossier, const PersonId& child, LocalDate today) {
  std::vector<PersonId> out;
  for (const auto& item : dossier.of<Relation>()) {
    const Relation& body = *item.body;
    if (body.to != child || !body.guardianship || body.since.value_or(item.date()) > today) continue;
    // A later entry about the same two tells the newer state.
    std::erase(out, body.from);
    if (*body.guardianship != Guardianship::none && (!body.until || *body.until >= today)) out.push_back(body.from);
  }
  return out;
}

}  // namespace

bool ChildConsent::complete() const {
  if (asked.empty()) return without == Without::emergency || without == Without::court_order;
  return std::ranges::all_of(asked, [](const ConsentOf& one) { return one.agreed == Agreed::yes; });
}

bool ChildConsent::refused() const {
  return std::ranges::any_of(asked, [](const ConsentOf& one) { return one.agreed == Agreed::no; });
}

std::vector<ChildConsent> consents(const Dossier& dossier, std::string_view what, LocalDate today,
                                   const std::vector<PersonId>& children) {
  std::vector<ChildConsent> out;
  for (const PersonState& person : dossier.persons) {
    const Person& body = *person.item.body;
    if (body.role != Role::child) continue;
    if (!children.empty() && std::ranges::find(children, body.person) == children.end()) continue;
    ChildConsent& one = out.emplace_back();
    one.child = body.person;
    if (body.birth) one.age = age_in_years(*body.birth, today);
    const auto words = words_of(dossier, what, body.person, today);
    for (const Item<Consent>& item : words) {
      if (!item.body->without || one.without) continue;
      if (!item.body->until || *item.body->until >= today) one.without = item.body->without;
    }
    const int age = one.age.value_or(0);
    const bool able = one.without != Without::not_able, between = age >= agrees_from && age < decides_from;
    const auto ask = [&](const PersonId& id) {
      const Item<Consent>* said = last_of(words, id, today);
      one.asked.push_back({id,
                           said == nullptr     ? Agreed::not_asked
                           : said->body->given ? Agreed::yes
                                               : Agreed::no,
                           said == nullptr ? std::nullopt : std::optional(said->id())});
    };
    const auto authority = with_authority(dossier, body.person, today);
    one.authority_known = !authority.empty();
    if (one.without == Without::emergency) continue;
    const bool passed_over =
        one.without == Without::court_order ||
        (between && (one.without == Without::serious_harm || one.without == Without::child_persists));
    if (!passed_over && (age < decides_from || !able)) std::ranges::for_each(authority, ask);
    if (able && age >= agrees_from) ask(body.person);
  }
  return out;
}

}  // namespace koers::dossier
