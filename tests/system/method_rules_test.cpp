// The rules of the shipped files on records in the fixtures' line language: tests/system/*.rules.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "exchange/yaml.h"
#include "rules/evaluate.h"
#include "tests/rules/fixture.h"
#include "tests/system/documents.h"

namespace koers::system_test {
namespace {

using rules::Truth;

/// A shipped file; its values live as long as it.
struct Shipped {
  explicit Shipped(const std::string& path) : name(path) {
    const auto found = exchange::read_yaml(text_of(path), document, path);
    EXPECT_TRUE(found) << path;
    json::Cursor cursor(document.root(), path);
    Errors faults;
    book = rules::read_rulebook(cursor, "rules", faults);
    EXPECT_TRUE(faults.empty()) << path;
  }
  json::Value root() const { return document.root(); }

  std::string name;
  json::Document document;
  rules::Rulebook book;
};

/// The node at a path of keys and, in lists, codes.
std::optional<json::Value> at_path(json::Value from, std::string_view path) {
  for (const std::string_view step : split(path, '.')) {
    std::optional<json::Value> next;
    if (from.is(json::Type::object)) next = from.find(step);
    for (const json::Value child : from) {
      if (!from.is(json::Type::array)) break;
      const auto code = child.find("code");
      if (code && code->text() == step) next = child;
    }
    if (!next) return {};
    from = *next;
  }
  return from;
}

const Shipped& shipped(const std::string& path) {
  static std::map<std::string, std::unique_ptr<Shipped>> all;
  auto& one = all[path];
  if (!one) one = std::make_unique<Shipped>(path);
  return *one;
}

/// A record with the method it is read by.
struct Reading {
  const Shipped& method;
  const rules::test::Fixture& fixture;

  const Shipped& core() const { return shipped("signals/core.yaml"); }

  std::optional<Decimal> number(const rules::Reference& r) const {
    std::optional<json::Value> found;
    switch (r.from) {
      case rules::Reference::From::setting:
        found = at_path(shipped("settings/provider.yaml").root(), "settings." + r.key + ".value");
        break;
      case rules::Reference::From::method: found = at_path(method.root(), r.key); break;
      case rules::Reference::From::phase: {
        const std::size_t cut = r.key.rfind('_');
        for (const rules::Phase& phase : fixture.table.phases) {
          const bool runs = phase.start <= fixture.table.today && (!phase.end || fixture.table.today <= *phase.end);
          if (runs)
            found = at_path(method.root(),
                            "phases." + phase.code + '.' + r.key.substr(0, cut) + '.' + r.key.substr(cut + 1));
        }
      }
    }
    return found ? std::optional(found->number()) : std::nullopt;
  }

  Truth answer(const Shipped& file, json::Value holder, const char* key) const {
    json::Cursor cursor(holder, file.name);
    Errors faults;
    const auto rule = rules::read_rule(cursor, key, faults);
    if (rule) rules::check(*rule, rules::test::page(), file.book, faults);
    for (const Error& fault : faults) ADD_FAILURE() << file.name << ':' << fault.place.line << ' ' << fault.code;
    if (!rule) return Truth::unknown;
    rules::Evaluator evaluator(fixture.table, rules::test::page(), file.book);
    return evaluator.answer(*rule, [this](const rules::Reference& r) -> std::optional<rules::Norm> {
      const auto value = number(r);
      return value ? std::optional(rules::Norm{*value, {}, false}) : std::nullopt;
    });
  }

  std::string says(const std::string& path) const {
    const auto words = [](Truth t) { return t == Truth::yes ? "yes" : t == Truth::no ? "no" : "unknown"; };
    const bool signal = path.starts_with("signals.");
    if (const auto holder = at_path(method.root(), path)) {
      const char* key = signal ? "when" : path.starts_with("tailoring.") ? "when" : "rule";
      return words(answer(method, *holder, key));
    }
    const auto holder = signal ? at_path(core().root(), path) : std::nullopt;
    return holder ? words(answer(core(), *holder, "when")) : "no such rule";
  }

  std::string verdict(const std::string& code) const {
    const auto holder = at_path(method.root(), "fidelity.computed." + code);
    if (!holder || !holder->find("met")) return "no such rule";
    if (holder->find("judged") && answer(method, *holder, "judged") != Truth::yes) return "cannot be judged yet";
    const Truth met = answer(method, *holder, "met");
    return met == Truth::yes ? "met" : met == Truth::no ? "not met" : "cannot be judged yet";
  }

  std::string figure(const std::string& code) const {
    const auto holder = at_path(method.root(), "fidelity.computed." + code);
    const auto text = holder ? holder->find("figure") : std::nullopt;
    const auto fact = text ? rules::parse_fact(text->text()) : Expected<rules::Fact>(fail(error("no figure")));
    if (!fact) return "no such figure";
    EXPECT_TRUE(rules::check(*fact, rules::test::page()).empty()) << text->text();
    rules::Evaluator evaluator(fixture.table, rules::test::page(), method.book);
    const rules::Reading reading = evaluator.read(*fact).reading;
    if (reading.result == rules::Result::truth)
      return reading.truth == Truth::yes ? "yes" : reading.truth == Truth::no ? "no" : "unknown";
    return reading.exact && reading.low ? reading.low->text() : "not exact";
  }
};

void add_row(rules::Table& table, LocalDate date, std::string kind, std::vector<rules::Field> fields) {
  rules::Row row{std::move(kind), date, std::move(fields), table.rows.size() + 1};
  table.rows.insert(std::ranges::upper_bound(table.rows, date, {}, &rules::Row::date), std::move(row));
}

/// The rows that replay derives from start and phases.
void derive(rules::Table& table) {
  const bool told = std::ranges::any_of(table.rows, [](const rules::Row& r) { return r.kind == "trajectory_start"; });
  if (table.start && !told) add_row(table, *table.start, "trajectory_start", {{"tailored", std::string("no")}});
  for (const rules::Phase& phase : table.phases) {
    add_row(table, phase.start, "phase_start", {{"phase", phase.code}});
    if (phase.end) add_row(table, *phase.end, "phase_end", {{"phase", phase.code}});
  }
}

/// What each case of the file came to: line kind and key -> answers that were expected and given.
using Seen = std::map<std::string, std::set<std::string>>;

Seen run_file(const std::string& path) {
  Seen seen;
  for (rules::test::Fixture& fixture : rules::test::FixtureReader(path).read()) {
    SCOPED_TRACE(path + ':' + std::to_string(fixture.line) + ' ' + fixture.title);
    for (const std::string& fault : fixture.faults) ADD_FAILURE() << fault;
    derive(fixture.table);
    std::string id = "iag-2019";
    for (const auto& [word, rest] : fixture.expected) {
      if (word == "of") {
        id = rest;
        continue;
      }
      const std::size_t equals = rest.find('=');
      if (equals == std::string::npos) {
        ADD_FAILURE() << "no answer: " << word << ' ' << rest;
        continue;
      }
      const std::string key(trim(std::string_view(rest).substr(0, equals)));
      const std::string wanted(trim(std::string_view(rest).substr(equals + 1)));
      const Reading reading{shipped("methods/" + id + ".yaml"), fixture};
      const std::string given = word == "says"       ? reading.says(key)
                                : word == "fidelity" ? reading.verdict(key)
                                : word == "figure"   ? reading.figure(key)
                                                     : "?";
      EXPECT_EQ(given, wanted) << word << ' ' << key;
      if (id == "iag-2019") seen[(word == "fidelity" ? "fidelity.computed." : "") + key].insert(given);
    }
  }
  return seen;
}

const Seen& seen() {
  static const Seen all = run_file("tests/system/iag.rules");
  return all;
}

std::vector<std::string> without(const Seen& all, json::Value list, const std::string& prefix,
                                 const std::set<std::string>& answers, std::string_view only = {}) {
  std::vector<std::string> out;
  for (const json::Value one : list) {
    if (!only.empty() && !one.find(only)) continue;
    const std::string key = prefix + std::string(one.find("code")->text());
    const auto found = all.find(key);
    for (const std::string& answer : answers) {
      if (found == all.end() || !found->second.contains(answer)) out.push_back(key + " is never " + answer);
    }
  }
  return out;
}

TEST(MethodRules, AllGiveTheirAnswers) { EXPECT_GE(seen().size(), 100u); }

TEST(MethodRules, EveryIagRuleGivesEveryAnswer) {
  const json::Value iag = shipped("methods/iag-2019.yaml").root();
  const std::set<std::string> three{"yes", "no", "unknown"};
  for (const char* list : {"eligibility", "contra_indications", "classifications", "tailoring"}) {
    EXPECT_THAT(without(seen(), *iag.find(list), std::string(list) + '.', three), testing::IsEmpty());
  }
  EXPECT_THAT(without(seen(), *at_path(iag, "fidelity.computed"), "fidelity.computed.",
                      {"met", "not met", "cannot be judged yet"}, "met"),
              testing::IsEmpty());
}

TEST(MethodRules, EverySignalRisesAndRests) {
  for (const char* file : {"signals/core.yaml", "methods/iag-2019.yaml"}) {
    EXPECT_THAT(without(seen(), *shipped(file).root().find("signals"), "signals.", {"yes", "no"}), testing::IsEmpty())
        << file;
  }
}

}  // namespace
}  // namespace koers::system_test
