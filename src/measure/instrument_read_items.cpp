#include <algorithm>

#include "measure/instrument_reader.h"

namespace koers::measure {
namespace {

bool inside(const Decimal& value, const Range& range) {
  return compare(value, range.least) >= 0 && compare(value, range.most) <= 0;
}

}  // namespace

void InstrumentReader::answer_sets(Cursor& c) {
  if (!may_fill(c, "answer_sets", {"answers"})) return;
  Codes seen;
  for (const AnswerSet& set : out_.answer_sets) seen.insert(set.code);
  each(c, "answer_sets", [&](Cursor& a) {
    AnswerSet set;
    if (code(a, "code", set.code)) once(seen, set.code, "answer_sets", a.place("code"));
    const bool least = number(a, "least", set.range.least), most = number(a, "most", set.range.most);
    if (least && most && compare(set.range.least, set.range.most) >= 0)
      fault("instrument.range_backwards", {}, a.place("most"));
    std::int64_t decimals = 0;
    if (has(a, "decimals") && take(a.integer("decimals", 0, 2), decimals)) set.decimals = static_cast<int>(decimals);
    number(a, "not_applicable", set.not_applicable);
    if (has(a, "points")) points(a, set);
    if (least && most) {
      for (const AnswerSet::Point& point : set.points) {
        const bool other = set.not_applicable && compare(*set.not_applicable, point.value) == 0;
        if (!other && !inside(point.value, set.range))
          fault("instrument.outside_range", {{"number", point.value.text()}}, a.place("points"));
      }
    }
    source(a);
    out_.answer_sets.push_back(std::move(set));
  });
}

void InstrumentReader::points(Cursor& c, AnswerSet& set) {
  map(c, "points", [&](Cursor& p, json::Value member) {
    AnswerSet::Point point;
    const bool known = key_number(member, p, point.value);
    texts(p, member.key(), point.text, own());
    if (!known) return;
    const bool ascending = set.points.empty() || compare(set.points.back().value, point.value) < 0;
    if (!ascending) fault("instrument.not_ascending", {{"key", "points"}}, p.place_of(member, member.key()));
    set.points.push_back(std::move(point));
  });
}

void InstrumentReader::items(Cursor& c) {
  const bool sourced = list_source(c, "items_source");
  if (!may_fill(c, "items", {"items", "texts", "answers"})) return;
  const auto found = c.any("items");
  if (!fills_ && found->is(json::Type::object)) {
    object(c, "items", [&](Cursor& i) {
      std::int64_t n = 0;
      if (take(i.integer("n", 1, most_items), n)) out_.item_count = n;
      source(i, sourced);
    });
    if (own()) fault("instrument.text_missing", {{"code", "items"}}, c.place("items"));
    return;
  }
  const std::size_t before = faults_.size();
  each(c, "items", [&](Cursor& i) { item(i, sourced); });
  items_sound_ = faults_.size() == before;
  if (out_.items.size() > most_items)
    fault("json.too_many_items", {{"key", "items"}, {"most", std::to_string(most_items)}}, c.place("items"));
  const auto count = static_cast<std::int64_t>(out_.items.size());
  if (out_.item_count && items_sound_ && *out_.item_count != count)
    fault("instrument.item_count", {{"n", std::to_string(*out_.item_count)}, {"found", std::to_string(count)}},
          c.place("items"));
  out_.item_count = count;
}

void InstrumentReader::item(Cursor& i, bool sourced) {
  InstrumentItem item;
  if (has(i, "run")) leave(i, {"from", "to", "text"});
  if (has(i, "answers")) {
    std::string wanted;
    if (code(i, "answers", wanted)) {
      const auto set = std::ranges::find(out_.answer_sets, wanted, &AnswerSet::code);
      if (set == out_.answer_sets.end())
        fault("instrument.unknown_answers", {{"code", wanted}}, i.place("answers"));
      else
        item.answers = static_cast<std::uint16_t>(set - out_.answer_sets.begin());
    }
  }
  critical(i, item);
  yes_no(i, "optional", item.optional);
  asked_if(i, item);
  source(i, sourced);

  std::vector<std::string> codes;
  if (has(i, "run")) {
    const auto run = i.any("run");
    std::int64_t from = 0, to = 0;
    if (!run->is(json::Type::string)) {
      take(i.text("run"), item.code);
      return;
    }
    const std::string prefix(run->text());
    if (!prefix.empty() && !is_code(prefix, "run", i.place("run"))) return;
    if (!both({take(i.integer("from", 0, 100'000), from), take(i.integer("to", 0, 100'000), to)})) return;
    if (to < from) return fault("instrument.range_backwards", {}, i.place("to"));
    if (to - from >= longest_run)
      return fault("instrument.run_too_long", {{"most", std::to_string(longest_run)}}, i.place("to"));
    for (std::int64_t n = from; n <= to; ++n) codes.push_back(prefix + std::to_string(n));
  } else {
    std::string one;
    if (code(i, "code", one)) codes.push_back(std::move(one));
  }
  for (std::string& one : codes) {
    const auto frame = item_at_.find(one);
    const bool known = fills_ && frame != item_at_.end() && frame->second < framed_;
    if (known) {
      // The frame has the item: its words, and its answers where the frame left them open.
      InstrumentItem& kept = out_.items[frame->second];
      if (kept.answers == InstrumentItem::no_answers) kept.answers = item.answers;
      const bool other = item.answers != InstrumentItem::no_answers && item.answers != kept.answers;
      if (other || item.critical || item.optional || item.asked_if || !kept.text.empty())
        fault("instrument.contradicts", {{"key", one}, {"code", out_.code}}, i.place());
      text(i, kept, has(i, "run"));
      continue;
    }
    if (out_.items.size() > most_items) return;
    InstrumentItem next = item;
    next.code = one;
    text(i, next, has(i, "run"));
    const bool open = next.answers == InstrumentItem::no_answers && !has(i, "answers");
    if (open && !out_.slot("answers")) fault("instrument.item_without_answers", {{"code", one}}, i.place());
    if (!item_at_.emplace(one, static_cast<std::uint16_t>(out_.items.size())).second)
      fault("instrument.duplicate_code", {{"code", one}, {"list", "items"}}, i.place());
    if (next.critical) out_.about_safety = true;
    out_.items.push_back(std::move(next));
  }
}

void InstrumentReader::text(Cursor& i, InstrumentItem& item, bool run) {
  if (own() || (has(i, "text") && fills_ && !run)) {
    if (!has(i, "text") || run) return fault("instrument.text_missing", {{"code", item.code}}, i.place());
    if (fills_ && !out_.slot("texts") && !out_.slot("items"))
      return fault("instrument.not_a_slot", {{"key", "text"}, {"code", out_.code}}, i.place("text"));
    return texts(i, "text", item.text, own());
  }
  if (has(i, "text")) fault("instrument.text_in_frame", {{"code", item.code}}, i.place("text"));
}

void InstrumentReader::critical(Cursor& i, InstrumentItem& item) {
  if (!has(i, "critical")) return;
  object(i, "critical", [&](Cursor& c) {
    Critical mark;
    number(c, "at_least", mark.at_least);
    number(c, "at_most", mark.at_most);
    if (mark.at_least.has_value() == mark.at_most.has_value()) fault("instrument.critical_form", {}, c.place());
    if (item.answers != InstrumentItem::no_answers) {
      const AnswerSet& set = out_.answer_sets[item.answers];
      for (const auto& [key, value] : {std::pair{"at_least", mark.at_least}, {"at_most", mark.at_most}}) {
        if (value && !inside(*value, set.range))
          fault("instrument.outside_range", {{"number", value->text()}}, c.place(key));
      }
    }
    item.critical = mark;
  });
}

void InstrumentReader::asked_if(Cursor& i, InstrumentItem& item) {
  if (!has(i, "asked_if")) return;
  object(i, "asked_if", [&](Cursor& a) {
    leave(a, {"item", "answers", "otherwise", "source"});
    AskedIf asked;
    std::string code_of;
    if (code(a, "item", code_of)) {
      // Only one that stands before: a ring cannot be written down.
      const auto at = item_at_.find(code_of);
      if (at == item_at_.end()) return fault("instrument.asked_after_unknown", {{"code", code_of}}, a.place("item"));
      asked.item = at->second;
    }
    const InstrumentItem* other = item_at_.contains(code_of) ? &out_.items[asked.item] : nullptr;
    const auto found = a.array("answers", most_list);
    if (!found) return faults_.push_back(found.error());
    const bool known = other != nullptr && other->answers != InstrumentItem::no_answers;
    for (const json::Value value : *found) {
      if (!value.is(json::Type::number)) {
        fault("json.wrong_type",
              {{"key", "answers"}, {"wanted", "number"}, {"found", value.is(json::Type::string) ? "text" : "other"}},
              a.place("answers"));
        continue;
      }
      const Decimal answer = value.number();
      if (known && !inside(answer, out_.answer_sets[other->answers].range))
        fault("instrument.outside_range", {{"number", answer.text()}}, a.place("answers"));
      asked.answers.push_back(answer);
    }
    if (asked.answers.empty()) fault("instrument.empty_list", {{"key", "answers"}}, a.place("answers"));
    number(a, "otherwise", asked.otherwise);
    source(a, true);
    item.asked_if = std::move(asked);
  });
}

void InstrumentReader::most_missing(Cursor& c) {
  if (!has(c, "most_missing")) return;
  object(c, "most_missing", [&](Cursor& m) {
    std::int64_t most = 0;
    if (take(m.integer("value", 0, most_items), most)) out_.most_missing = most;
    source(m);
  });
}

void InstrumentReader::prompts(Cursor& c) {
  if (!may_fill(c, "prompts", {"texts"})) return;
  Codes seen;
  for (const Prompt& prompt : out_.prompts) seen.insert(prompt.code);
  each(c, "prompts", [&](Cursor& p) {
    Prompt prompt;
    if (code(p, "code", prompt.code)) once(seen, prompt.code, "prompts", p.place("code"));
    if (own() || fills_) {
      texts(p, "text", prompt.text, own());
    } else if (has(p, "text")) {
      fault("instrument.text_in_frame", {{"code", prompt.code}}, p.place("text"));
    }
    out_.prompts.push_back(std::move(prompt));
  });
}

}  // namespace koers::measure
