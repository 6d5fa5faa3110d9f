#include "service/retention.h"

#include <algorithm>
#include <array>

#include "base/cursor.h"

namespace koers::service {

Checked<Retention> Retention::read(json::Value root, const std::string& file) {
  constexpr std::int64_t longest = 200, versions = 1'000'000;
  constexpr std::array<std::string_view, 2> things{"file", "log"};
  Retention out;
  Errors faults;
  json::Cursor top(root, file);
  std::string name;
  std::int64_t version = 0;
  json::take(top.text("retention"), name, faults);
  json::take(top.integer("version", 1, versions), version, faults);
  std::vector<json::Value> rules;
  json::take(top.array("rules"), rules, faults);
  for (std::size_t i = 0; i < rules.size(); ++i) {
    json::Cursor one = top.child(rules[i], "rules/" + std::to_string(i));
    RetentionRule rule;
    std::size_t of = 0;
    std::int64_t years = 0;
    json::take(one.text("code"), rule.code, faults);
    if (json::take(one.one_of("of", things), of, faults)) rule.of_log = of == 1;
    if (auto names = one.object("names")) {
      json::take(names->text("nl"), rule.nl, faults);
      json::take(names->text("en"), rule.en, faults);
      for (Error& unread : names->unread()) faults.push_back(std::move(unread));
    } else {
      faults.push_back(names.error());
    }
    if (json::take(one.integer("years", 1, longest), years, faults)) rule.years = static_cast<int>(years);
    json::take(one.date("since"), rule.since, faults);
    json::take(one.text("source"), rule.source, faults);
    if (out.of(rule.of_log) != nullptr)
      faults.push_back(error("retention.twice", {{"code", rule.code}}, one.place("code")));
    for (Error& unread : one.unread()) faults.push_back(std::move(unread));
    out.rules.push_back(std::move(rule));
  }
  for (Error& unread : top.unread()) faults.push_back(std::move(unread));
  if (!faults.empty()) return fail(std::move(faults));
  return out;
}

const RetentionRule* Retention::of(bool log) const {
  const auto found = std::ranges::find(rules, log, &RetentionRule::of_log);
  return found == rules.end() ? nullptr : &*found;
}

std::vector<Expired> expired(const std::vector<Family>& families, const RetentionRule& rule, LocalDate today) {
  constexpr int months = 12;
  std::vector<Expired> out;
  for (const Family& family : families) {
    const bool treated = family.standing == dossier::Standing::running || family.standing == dossier::Standing::paused;
    if (treated || !family.changed) continue;
    const LocalDate until = add_months(*family.changed, months * rule.years);
    if (until < today) out.push_back({family.journal, rule.code, *family.changed, until});
  }
  std::ranges::sort(out, {}, [](const Expired& one) { return std::pair(one.until, one.journal); });
  return out;
}

}  // namespace koers::service
