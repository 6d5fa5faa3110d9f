#include "report/satisfaction_ledger.h"

#include <array>
#include <map>
#include <utility>

#include "base/cursor.h"
#include "base/json_write.h"
#include "report/release.h"

namespace koers::report {

namespace {

constexpr std::int64_t most_forms = 1'000'000'000;

/// False: something would fall below nothing.
bool subtract(std::int64_t& from, std::int64_t what) {
  from -= what;
  return from >= 0;
}

bool subtract(AnswerCounts& from, const AnswerCounts& what) {
  bool good = subtract(from.forms, what.forms);
  for (std::size_t i = 0; i < what.items.size(); ++i) {
    AnswerCounts::Item& item = from.items[i];
    const AnswerCounts::Item& less = what.items[i];
    for (std::size_t v = 0; v < less.by_value.size(); ++v) good &= subtract(item.by_value[v], less.by_value[v]);
    good &= subtract(item.not_applicable, less.not_applicable);
    good &= subtract(item.left_open, less.left_open);
  }
  return good;
}

/// The counts of one item: how often each answer, does not apply, left open.
std::optional<AnswerCounts::Item> item_of(const std::vector<json::Value>& numbers, std::size_t values) {
  if (numbers.size() != values + 2) return {};
  std::vector<std::int64_t> out;
  for (const json::Value number : numbers) {
    const Decimal found = number.number();
    if (!number.is(json::Type::number) || found.decimals != 0 || found.scaled < 0 || found.scaled > most_forms)
      return {};
    out.push_back(found.scaled);
  }
  AnswerCounts::Item item;
  item.by_value.assign(out.begin(), out.end() - 2);
  item.not_applicable = out[values];
  item.left_open = out[values + 1];
  return item;
}

/// One group of a batch; its faults are added.
void read_group(json::Cursor cursor, const measure::Instrument& instrument, AnonymousGroups& batch, Errors& faults) {
  AnonymousGroup group;
  AnswerCounts counts = no_answers(instrument);
  json::take(cursor.text("method"), group.method, faults);
  json::take(cursor.text("team"), group.team, faults);
  json::take(cursor.text("phase"), group.phase, faults);
  json::take(cursor.integer("forms", 1, most_forms), counts.forms, faults);
  const auto other = [&](const Place& place) { faults.push_back(error("satisfaction.ledger.other_items", {}, place)); };
  if (auto items = cursor.object("items"); !items) {
    faults.push_back(items.error());
  } else {
    for (std::size_t i = 0; i < instrument.items.size(); ++i) {
      const std::string& code = instrument.items[i].code;
      const auto numbers = items->array(code);
      const auto item = numbers ? item_of(*numbers, counts.items[i].by_value.size()) : std::nullopt;
      if (!item || item->answered() + item->not_applicable + item->left_open != counts.forms)
        return other(items->place(code));
      counts.items[i] = *item;
    }
    if (!items->unread().empty()) return other(cursor.place("items"));
  }
  for (Error& unread : cursor.unread()) faults.push_back(std::move(unread));
  auto [found, fresh] = batch.try_emplace(std::move(group), counts);
  if (!fresh) found->second.add(counts);
}

}  // namespace

Checked<SatisfactionLedger> read_ledger(std::string_view text, const measure::Instrument& instrument,
                                        std::string file) {
  json::Document document;
  const auto parsed = json::parse(text, document, {file, 0, 0, {}});
  if (!parsed) return fail(Errors{parsed.error()});
  json::Cursor cursor(*parsed, std::move(file));
  SatisfactionLedger out;
  Errors faults;
  std::string code;
  if (json::take(cursor.text("instrument"), code, faults) && code != instrument.code)
    faults.push_back(
        error("satisfaction.ledger.other_instrument", {{"known", instrument.code}}, cursor.place("instrument")));
  std::vector<json::Value> batches;
  json::take(cursor.array("released"), batches, faults);
  for (std::size_t b = 0; b < batches.size(); ++b) {
    json::Cursor batch = cursor.child(batches[b], "released/" + std::to_string(b));
    std::vector<json::Value> groups;
    if (!json::take(batch.array("groups"), groups, faults)) continue;
    out.batches.emplace_back();
    for (std::size_t g = 0; g < groups.size(); ++g)
      read_group(batch.child(groups[g], "groups/" + std::to_string(g)), instrument, out.batches.back(), faults);
  }
  for (Error& unread : cursor.unread()) faults.push_back(std::move(unread));
  if (!faults.empty()) return fail(std::move(faults));
  return out;
}

std::string write_ledger(const SatisfactionLedger& ledger, const measure::Instrument& instrument) {
  json::Writer out;
  out.begin_object().key("instrument").text(instrument.code).key("released").begin_array();
  for (const AnonymousGroups& batch : ledger.batches) {
    out.begin_object().key("groups").begin_array();
    for (const auto& [group, counts] : batch) {
      out.begin_object().key("method").text(group.method).key("team").text(group.team);
      out.key("phase").text(group.phase).key("forms").integer(counts.forms).key("items").begin_object();
      for (std::size_t i = 0; i < instrument.items.size(); ++i) {
        out.key(instrument.items[i].code).begin_array();
        for (const std::int64_t n : counts.items[i].by_value) out.integer(n);
        out.integer(counts.items[i].not_applicable).integer(counts.items[i].left_open).end();
      }
      out.end().end();
    }
    out.end().end();
  }
  out.end().end();
  return out.str() + "\n";
}

Expected<bool> take_batch(SatisfactionLedger& ledger, const AnonymousGroups& now) {
  AnonymousGroups left = now;
  for (const AnonymousGroups& batch : ledger.batches) {
    for (const auto& [group, counts] : batch) {
      const auto found = left.find(group);
      if (found == left.end() || !subtract(found->second, counts))
        return fail("satisfaction.ledger.forms_are_gone", {{"method", group.method}, {"team", group.team}});
    }
  }
  std::map<std::pair<std::string, std::string>, std::int64_t> of_team;
  for (const auto& [group, counts] : left) of_team[{group.method, group.team}] += counts.forms;
  std::erase_if(left, [&](const auto& item) {
    return item.second.forms == 0 || of_team.at({item.first.method, item.first.team}) < least_released;
  });
  if (left.empty()) return false;
  ledger.batches.push_back(std::move(left));
  return true;
}

}  // namespace koers::report
