#include "cli/course_words.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "base/text.h"
#include "dossier/codes.h"
#include "dossier/names.h"
#include "exchange/local_text.h"

namespace koers::cli {

using dossier::Role;

CourseWords::CourseWords(const dossier::Course& course, const exchange::Messages& messages, Language language)
    : course_(course), messages_(messages), language_(language) {}

std::string CourseWords::say(std::string_view key, const Message::Args& args) const {
  return messages_.text(key, args);
}

std::string CourseWords::date(LocalDate day) const {
  return exchange::date_text(day, language_, exchange::DateStyle::middle);
}

std::string CourseWords::short_date(LocalDate day) const {
  std::string text = date(day);
  const std::string year = " " + std::to_string(course_.today.year());
  if (day.year() == course_.today.year() && text.ends_with(year)) text.resize(text.size() - year.size());
  return text;
}

std::string CourseWords::number(const Decimal& value) const { return exchange::number_text(value, language_); }

std::string CourseWords::role(Role role) const {
  return say("course.role", {{"role", std::string(dossier::code(role))}});
}

std::string CourseWords::kind(std::string_view kind) const { return say("course.kind", {{"kind", std::string(kind)}}); }

std::string CourseWords::listed(std::string_view list, std::string_view code) const {
  std::string key("course.");
  key.append(list).append(".").append(code);
  return messages_.has(key) ? say(key) : std::string();
}

std::string CourseWords::code(std::string_view list, const dossier::Code& code) const {
  return dossier::name_of(course_.method, list, code, language_,
                          [this](std::string_view of, std::string_view one) { return listed(of, one); });
}

std::string CourseWords::domain(const dossier::Code& code) const {
  if (course_.method != nullptr && course_.method->goals && !code.free) {
    if (const method::Item* item = method::find(course_.method->goals->domains, code.text)) return in(item->names);
  }
  return this->code("domain", code);
}

std::string CourseWords::person(const std::optional<PersonId>& person, std::optional<Role> role) const {
  if (person) {
    if (const dossier::PersonState* known = course_.dossier->person(*person)) {
      if (known->item.body->name) return *known->item.body->name;
      return this->role(known->item.body->role);
    }
    if (!role) role = course_.dossier->role_of(*person);
  }
  return role ? this->role(*role) : say("course.somebody");
}

std::string CourseWords::phase(std::string_view code) const {
  if (course_.method != nullptr) {
    if (const method::Phase* phase = course_.method->phase(code)) return in(phase->names);
  }
  return code.empty() ? say("course.phase.unknown") : std::string(code);
}

std::string CourseWords::instrument(std::string_view code) const {
  std::string text(code);
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

std::string CourseWords::entry(const dossier::Entry& entry) const {
  return say("course.entry", {{"kind", kind(dossier::kind_name(entry.kind()))}, {"day", short_date(entry.date())}});
}

std::string CourseWords::expectation(const dossier::Expectation& item) const {
  Message::Args args{{"what", std::string(dossier::name(item.what))}};
  std::string name = item.item == nullptr ? std::string() : in(item.item->names);
  if (item.what == dossier::ExpectedWhat::transition_talk) name = phase(item.code);
  args.emplace_back("name", name);
  args.emplace_back("instrument", instrument(item.instrument));
  args.emplace_back("moment", item.moment ? std::string(dossier::code(*item.moment)) : "none");
  args.emplace_back("who", item.informant ? person(item.person, item.informant) : std::string());
  const bool other = item.child && item.child != item.person;
  args.emplace_back("about", other ? "yes" : "no");
  args.emplace_back("child", other ? person(item.child) : std::string());
  return say("course.expectation", args);
}

std::string CourseWords::figure(const Figure& figure, std::optional<method::FidelityUnit> unit) const {
  if (!figure.value) {
    Message::Args args = figure.missing.args;
    for (auto& [name, value] : args) {
      if (const auto decimal = Decimal::parse(value)) value = number(*decimal);
    }
    return say(figure.missing.key, args);
  }
  if (unit == method::FidelityUnit::yes_no) return say(figure.value->scaled == 0 ? "course.no" : "course.yes");
  const std::string value = number(*figure.value);
  if (!unit) return value;
  switch (*unit) {
    case method::FidelityUnit::days: return say("course.unit.days", {{"n", value}});
    case method::FidelityUnit::weeks: return say("course.unit.weeks", {{"n", value}});
    case method::FidelityUnit::hours: return say("course.unit.hours", {{"n", value}});
    case method::FidelityUnit::contacts_per_week: return say("course.unit.contacts_per_week", {{"n", value}});
    case method::FidelityUnit::hours_per_week: return say("course.unit.hours_per_week", {{"n", value}});
    case method::FidelityUnit::percent: return say("course.unit.percent", {{"n", value}});
    case method::FidelityUnit::count:
    case method::FidelityUnit::yes_no: return value;
  }
  return value;
}

/// The name of a number a rule refers to: a setting's; the phase's and the method's numbers by their key.
std::string CourseWords::norm(const Message& message) const {
  constexpr std::string_view setting = "norm.setting.";
  if (message.key.starts_with(setting) && course_.settings != nullptr) {
    const method::Setting* found = course_.settings->find(std::string_view(message.key).substr(setting.size()));
    if (found != nullptr) return in(found->names);
  }
  std::string key = message.args.empty() ? message.key : message.args.front().second;
  std::ranges::replace(key, '_', ' ');
  return key;
}

std::string CourseWords::term(const Message& message) const {
  if (messages_.has(message.key)) return messages_.text(message);
  if (message.key.starts_with("norm.")) return norm(message);
  if (!message.key.starts_with("term.")) return messages_.text(message);
  // A code of the method: its name; else the code in words.
  const std::vector<std::string_view> parts = split(message.key, '.');
  std::string code;
  for (const auto& [name, value] : message.args) {
    if (name == "code") code = value;
  }
  if (code.empty() && !parts.empty()) code = std::string(parts.back());
  const std::string_view field = parts.size() > 2 ? parts[2] : std::string_view();
  const method::Method* m = course_.method;
  const auto named = [&](const auto& list) -> const method::Item* { return method::find(list, code); };
  const method::Item* item = nullptr;
  if (m != nullptr) {
    if (field == "phase" || field == "from" || field == "to") item = m->phase(code);
    if (field == "domain" && m->goals) item = named(m->goals->domains);
    if (field == "group") item = named(m->technique_groups);
    if (field == "instrument") return instrument(code);
    if (item == nullptr && parts[1] == "technique") item = m->technique(code);
    if (item == nullptr && parts[1] == "characteristic") item = named(m->characteristics);
    if (item == nullptr && parts[1] == "eligibility") item = named(m->eligibility);
    if (item == nullptr && parts[1] == "closure") item = named(m->closing_reasons);
    if (item == nullptr && parts[1] == "referral") item = named(m->referrers);
    if (item == nullptr && parts[1] == "expected") item = m->measurement(code);
    if (item == nullptr && parts[1] == "expected") item = named(m->deadlines);
  }
  if (item != nullptr) return in(item->names);
  // Open lists of kinds that are no method's: why a visit was not held, what was decided on.
  if (std::string known = listed(field, code); !known.empty()) return known;
  std::ranges::replace(code, '_', ' ');
  return code;
}

std::string CourseWords::spoken(const rules::Phrase& phrase) const {
  return rules::render(phrase, language_, [this](const Message& m) { return term(m); });
}
std::string CourseWords::sentence(const rules::LeafAnswer& leaf) const { return spoken(rules::sentence(leaf)); }
std::string CourseWords::fact(const rules::Leaf& leaf) const { return spoken(rules::phrase(leaf)); }
std::vector<std::string> CourseWords::origins(const rules::LeafAnswer& leaf) const {
  std::vector<std::string> out;
  for (const rules::Phrase& phrase : rules::origins(leaf)) {
    out.push_back(spoken(phrase));
  }
  return out;
}
std::vector<std::string> CourseWords::reasons(const rules::LeafAnswer& leaf) const {
  std::vector<std::string> out;
  for (const rules::Phrase& phrase : rules::reasons(leaf)) {
    out.push_back(spoken(phrase));
  }
  return out;
}

}  // namespace koers::cli
