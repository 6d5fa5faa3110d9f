// Any JSON document read as {"rule": …, "rules": {…}}: read or refused with a place, then checked, answered, explained and asked
// for its next change over a small table. Facts the table's words do not know are part of the game.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/json.h"
#include "rules/explain.h"
#include "rules/next_change.h"

namespace {

using namespace std::string_literals;
using koers::Decimal;
using koers::LocalDate;
namespace rules = koers::rules;

rules::Vocabulary vocabulary() {
  const auto field = [](std::string name, rules::FieldType type) {
    rules::FieldName out;
    out.name = std::move(name);
    out.type = type;
    return out;
  };
  rules::KindName contact;
  contact.name = "contact";
  contact.fields = {field("held", rules::FieldType::code), field("hours", rules::FieldType::number)};
  rules::KindName characteristic;
  characteristic.name = "characteristic";
  characteristic.asked = true;
  characteristic.fields = {field("code", rules::FieldType::code), field("answer", rules::FieldType::code)};
  return {{contact, characteristic}};
}

rules::Table table() {
  rules::Table out;
  const LocalDate day = *LocalDate::parse("2026-01-05");
  out.today = day + 30;
  out.start = day;
  out.phases = {{"a", day, day + 13}, {"b", day + 14, {}}};
  out.pauses = {{day + 3, day + 5}};
  out.closed = {{day + 20, day + 21}};
  out.rows = {{"contact", day + 1, {{"held", "yes"s}, {"hours", Decimal{15, 1}}}, 1},
              {"characteristic", day + 2, {{"code", "a"s}, {"answer", std::monostate()}}, 2},
              {"contact", day + 9, {{"held", std::monostate()}}, 3},
              {"contact", day + 40, {{"held", "no"s}}, 4}};
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const rules::Vocabulary words = vocabulary();
  static const rules::Table rows = table();
  koers::json::Document document;
  const auto root = koers::json::parse({reinterpret_cast<const char*>(data), size}, document);
  if (!root) return 0;
  koers::json::Cursor cursor(*root, "fuzz");
  koers::Errors faults;
  const auto rule = rules::read_rule(cursor, "rule", faults);
  if (rule.has_value() != faults.empty()) std::abort();
  const rules::Rulebook book = rules::read_rulebook(cursor, "rules", faults);
  if (!rule) return 0;
  rules::check(*rule, words, book, faults);
  rules::unsourced(*rule);
  rules::names(*rule, book);
  const rules::Numbers numbers = [](const rules::Reference& r) -> std::optional<rules::Norm> {
    if (r.key.size() % 3 == 0) return {};
    return rules::Norm{Decimal{static_cast<std::int64_t>(r.key.size()) * 7, 1}, "s", r.key.size() % 2 == 0};
  };
  rules::Evaluator evaluator(rows, words, book);
  const rules::Explanation e = evaluator.explain(*rule, numbers);
  for (const rules::LeafAnswer& leaf : e.leaves) {
    rules::render(rules::sentence(leaf), koers::Language::nl, [](const koers::Message& m) { return m.key; });
  }
  const auto next = rules::next_change(evaluator, *rule, numbers);
  if (next && *next <= rows.today) std::abort();
  return 0;
}
