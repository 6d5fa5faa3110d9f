#include <algorithm>

#include "measure/instrument_reader.h"

namespace koers::measure {
namespace {

bool inside(const Decimal& value, const Range& range) {
  return compare(value, range.least) >= 0 && compare(value, range.most) <= 0;
}

}  // namespace

void InstrumentReader::parts(Cursor& s, Scoring& to) {
  const auto found = s.any("items");
  if (found && found->is(json::Type::string) && found->text() == "all") {
    for (std::size_t i = 0; i < out_.items.size(); ++i)
      to.parts.push_back({static_cast<std::uint16_t>(i), false, {1, 0}, Scoring::no_recode});
    if (out_.items.empty() && items_sound_) fault("instrument.items_not_listed", {}, s.place("items"));
    return;
  }
  std::vector<json::Value> items;
  if (!take(s.array("items", most_items), items)) return;
  if (items.empty()) return fault("instrument.empty_list", {{"key", "items"}}, s.place("items"));
  for (std::size_t i = 0; i < items.size(); ++i) part(s, items[i], i, to);
  std::vector<std::uint16_t> indexes;
  for (const Scoring::Part& p : to.parts) indexes.push_back(p.index);
  std::ranges::sort(indexes);
  const auto twice = std::ranges::adjacent_find(indexes);
  if (twice != indexes.end())
    fault("instrument.duplicate_code", {{"code", out_.items[*twice].code}, {"list", "items"}}, s.place("items"));
}

void InstrumentReader::part(Cursor& s, json::Value from, std::size_t at, Scoring& to) {
  const std::string step = "items/" + std::to_string(at);
  Scoring::Part part;
  if (from.is(json::Type::string) || from.is(json::Type::number)) {
    std::string written = from.is(json::Type::number) ? from.number().text() : std::string(from.text());
    part.reverse = written.starts_with('-');
    if (part.reverse) written.erase(0, 1);
    return add_part(written, part, s.place_of(from, step), to);
  }
  Cursor p = s.child(from, step);
  if (has(p, "weight")) {
    number(p, "weight", part.weight);
    if (to.how != Scoring::How::weighted) fault("instrument.weight_not_weighted", {}, p.place("weight"));
  }
  if (has(p, "reverse")) yes_no(p, "reverse", part.reverse);
  std::string recode;
  if (has(p, "recode") && code(p, "recode", recode)) {
    const auto known = std::ranges::find(out_.recodes, recode, &Recode::code);
    if (known == out_.recodes.end())
      fault("instrument.unknown_recode", {{"code", recode}}, p.place("recode"));
    else
      part.recode = static_cast<std::uint16_t>(known - out_.recodes.begin());
  }
  if (has(p, "run")) {
    std::string run;
    std::int64_t first = 0, last = 0;
    leave(p, {"from", "to"});
    const auto prefix = p.any("run");
    if (prefix->is(json::Type::string) && prefix->text().empty())
      run = {};
    else if (!take(p.text("run"), run))
      return;
    if (both({take(p.integer("from", 0, 100'000), first), take(p.integer("to", 0, 100'000), last)})) {
      if (last < first) fault("instrument.range_backwards", {}, p.place("to"));
      if (last - first >= longest_run)
        fault("instrument.run_too_long", {{"most", std::to_string(longest_run)}}, p.place("to"));
      else
        for (std::int64_t n = first; n <= last && to.parts.size() <= most_items; ++n)
          add_part(run + std::to_string(n), part, p.place(), to);
    }
  } else {
    const auto written = p.any("code");
    std::string name;
    if (written && written->is(json::Type::number)) {
      name = written->number().text();
    } else if (!take(p.text("code"), name)) {
      return;
    }
    if (name.starts_with('-')) {
      part.reverse = true;
      name.erase(0, 1);
    }
    add_part(name, part, p.place("code"), to);
  }
  add(p.unread());
}

void InstrumentReader::add_part(std::string_view code, Scoring::Part part, Place place, Scoring& to) {
  const auto found = item_at_.find(code);
  if (found == item_at_.end()) {
    if (items_sound_) fault("instrument.unknown_item", {{"code", std::string(code.substr(0, 64))}}, std::move(place));
    return;
  }
  part.index = found->second;
  const InstrumentItem& item = out_.items[part.index];
  const bool answers = item.answers != InstrumentItem::no_answers;
  if (part.reverse && !answers && items_sound_)
    fault("instrument.reversed_without_range", {{"code", item.code}}, place);
  if (part.recode != Scoring::no_recode && answers) {
    const AnswerSet& set = out_.answer_sets[item.answers];
    for (const auto& [from, now] : out_.recodes[part.recode].to) {
      if (!inside(from, set.range)) fault("instrument.outside_range", {{"number", from.text()}}, place);
    }
  }
  to.parts.push_back(part);
}

void InstrumentReader::scale_parts(Cursor& s, Scoring& to, const std::vector<std::string>& all) {
  std::vector<std::string> codes;
  if (!take(s.texts("scales"), codes)) return;
  if (codes.empty()) return fault("instrument.empty_list", {{"key", "scales"}}, s.place("scales"));
  Codes seen;
  for (const std::string& one : codes) {
    once(seen, one, "scales", s.place("scales"));
    const auto above = std::ranges::find(out_.scales, one, &InstrumentScale::code);
    if (above != out_.scales.end()) {
      to.parts.push_back({static_cast<std::uint16_t>(above - out_.scales.begin()), false, {1, 0}, Scoring::no_recode});
    } else {
      const bool below = std::ranges::find(all, one) != all.end();
      fault(below ? "instrument.scale_not_above" : "instrument.unknown_scale", {{"code", one.substr(0, 64)}},
            s.place("scales"));
    }
  }
}

}  // namespace koers::measure
