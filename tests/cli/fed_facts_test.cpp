// Every fact that a rule of the shipped files names, with the field of an entry that feeds it: docs/facts.md.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <regex>

#include "base/text.h"
#include "dossier/shape.h"
#include "tests/cli/course_fixture.h"

namespace koers::cli_test {
namespace {

using Readers = std::map<std::string, std::set<std::string>>;  ///< "kind" or "kind.field" -> what reads it

void name(const rules::Selector& selector, const std::string& reader, Readers& out) {
  out[selector.kind].insert(reader);
  if (!selector.field.empty()) out[selector.kind + "." + selector.field].insert(reader);
  for (const rules::Filter& filter : selector.filters) out[selector.kind + "." + filter.field].insert(reader);
}

void name(const rules::Fact& fact, const std::string& reader, Readers& out) {
  name(fact.of, reader, out);
  if (fact.other) name(*fact.other, reader, out);
  if (fact.window.type == rules::Window::Type::since) name(fact.window.since, reader, out);
}

void name(const rules::Rule& rule, const rules::Rulebook& book, const std::string& reader, Readers& out) {
  for (const std::string& field : rules::names(rule, book).fields) out[field].insert(reader);
}

/// Where it stands, as far as a reader looks for it: "fidelity.start_weeks", "signals.no_contact".
std::string reader_of(const std::string& path) {
  std::vector<std::string_view> parts = split(path, '.');
  if (parts.size() > 1 && parts[0] == "fidelity" && parts[1] == "computed") parts.erase(parts.begin() + 1);
  return parts.size() < 2 ? path : std::string(parts[0]) + "." + std::string(parts[1]);
}

Readers readers_of(const method::Catalogue& catalogue) {
  Readers out;
  const auto read = [&](const method::Listing& listing, const rules::Rulebook& book) {
    for (const method::RuleAt& at : listing.rules) {
      if (at.rule) name(*at.rule, book, reader_of(at.path), out);
    }
    for (const method::FactAt& at : listing.facts) {
      if (at.fact) name(*at.fact, reader_of(at.path), out);
    }
  };
  for (const method::SignalSet* set : catalogue.signal_sets()) read(set->listing, set->rules);
  for (const method::Method* method : catalogue.methods()) read(method->listing, method->rules);
  return out;
}

/// What the vocabulary says feeds it; of a kind that is no entry: of its first field.
std::string fed_by(const std::string& fact) {
  const std::size_t dot = fact.find('.');
  const rules::KindName* kind = dossier::vocabulary().find(fact.substr(0, dot));
  if (kind == nullptr) return "";
  if (dot == std::string::npos) {
    if (dossier::kind_named(kind->name)) return "the entries `" + kind->name + "`";
    return kind->fields.empty() ? "" : kind->fields.front().fed_by;
  }
  const rules::FieldName* field = kind->find(fact.substr(dot + 1));
  return field == nullptr ? "" : field->fed_by;
}

std::string page_of(const Readers& readers) {
  std::string out = "| fact | fed by | read by |\n|---|---|---|\n";
  for (const auto& [fact, by] : readers) {
    std::string list;
    for (const std::string& one : by) list += (list.empty() ? "`" : ", `") + one + "`";
    out += "| `" + fact + "` | " + fed_by(fact) + " | " + list + " |\n";
  }
  return out;
}

/// What the members of "kind.member" that `fed` names hold; null where there is no such member.
std::vector<const dossier::Shape*> members_in(const std::string& fed) {
  static const std::regex member("\\b([a-z_]+)\\.([a-z_]+)\\b");
  std::vector<const dossier::Shape*> out;
  for (std::sregex_iterator it(fed.begin(), fed.end(), member), end; it != end; ++it) {
    const auto kind = dossier::kind_named((*it)[1].str());
    const dossier::Field* found = kind ? dossier::shape_of(*kind).field((*it)[2].str()) : nullptr;
    out.push_back(found == nullptr ? nullptr : found->shape);
  }
  return out;
}

/// Members that are text in the entry but hold a code of the method's or the instruments' files: check() compares them.
bool code_of_a_file(const std::string& fed) {
  static const std::set<std::string> codes{"measurement.instrument", "phase_transition.from", "phase_transition.to",
                                           "derived: trajectory_start.phase, phase_transition.to"};
  return codes.contains(fed);
}

TEST(FedFacts, EachIsFedFromAStructuredField) {
  const Readers readers = readers_of(iag());
  EXPECT_GT(readers.size(), 80u);
  for (const auto& [fact, by] : readers) {
    const std::string fed = fed_by(fact);
    EXPECT_NE(fed, "") << fact << " is fed by nothing; read by " << *by.begin();
    for (const dossier::Shape* shape : members_in(fed)) {
      ASSERT_NE(shape, nullptr) << fact << ": " << fed;
      if (code_of_a_file(fed)) continue;
      EXPECT_NE(shape->type, dossier::Shape::Type::text) << fact << " rests on free text: " << fed;
    }
  }
}

/// Not only said to be fed: in one of the cases it has a value.
TEST(FedFacts, EachHasAValueInSomeCase) {
  std::set<std::string> given;
  const auto look = [&](const Fixture& fixture) {
    ASSERT_EQ(fixture.fault, "");
    const dossier::Dossier state = dossier::replay(fixture.journal.entries);
    const LocalDate last = fixture.journal.entries.back().date() + 1;
    std::set<LocalDate> days{last};
    for (const Question& question : fixture.questions) days.insert(question.day);
    for (const LocalDate day : days) {
      const auto trajectory = state.trajectory_on(day);
      const method::Method* method = trajectory ? dossier::method_of(state, *trajectory, iag()) : nullptr;
      if (method == nullptr) method = iag().find("iag-2019");
      // Before a trajectory there are rows, but no day of one.
      const auto rows = state.trajectories.empty()
                            ? dossier::facts_table(state, 0, day, {method, {}}).rows
                            : dossier::CaseDay(state, trajectory.value_or(0), *method, iag(), day).table().rows;
      for (const rules::Row& row : rows) {
        given.insert(row.kind);
        for (const rules::Field& field : row.fields) {
          const auto* text = std::get_if<std::string>(&field.value);
          const bool nothing =
              std::holds_alternative<std::monostate>(field.value) || (text != nullptr && text->empty());
          if (!nothing) given.insert(row.kind + "." + field.name);
        }
      }
    }
  };
  for (const Fixture& fixture : fixtures()) look(fixture);
  for (const char* name : {"smooth", "lvb", "threat", "return"}) {
    look(read_fixture(std::string("examples/cases/") + name + ".case"));
  }
  look(read_fixture("tests/data/every_kind.case"));
  for (const auto& [fact, by] : readers_of(iag())) {
    EXPECT_TRUE(given.contains(fact)) << fact << " has a value in no case; read by " << *by.begin();
  }
}

TEST(FedFacts, ThePageListsThem) {
  const std::string page = text_of("docs/facts.md");
  const std::string table = page_of(readers_of(iag()));
  const std::size_t at = page.find("| fact |");
  ASSERT_NE(at, std::string::npos) << "docs/facts.md should end with:\n" << table;
  EXPECT_EQ(page.substr(at), table) << "docs/facts.md should end with:\n" << table;
}

TEST(FedFacts, WhatIsNotFedIsFound) {
  EXPECT_EQ(fed_by("contact.mood"), "");
  EXPECT_EQ(fed_by("weather"), "");
  EXPECT_EQ(fed_by("contact.held"), "contact.held");
  EXPECT_THAT(members_in("derived: contact.mood"), testing::ElementsAre(nullptr));
  ASSERT_EQ(members_in("contact.given").size(), 1u);
  EXPECT_EQ(members_in("contact.given").front()->type, dossier::Shape::Type::text);
}

}  // namespace
}  // namespace koers::cli_test
