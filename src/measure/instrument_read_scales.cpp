#include <algorithm>

#include "measure/instrument_reader.h"

namespace koers::measure {
namespace {

constexpr std::array<std::string_view, 5> hows{"sum", "mean", "weighted", "of_scales", "entered"};
constexpr std::array<std::string_view, 2> fills{"mean", "zero"};
constexpr std::array<std::string_view, 1> roundings{"half_up"};
constexpr std::array<std::string_view, 2> directions{"lower", "higher"};

}  // namespace

void InstrumentReader::recodes(Cursor& c) {
  if (!may_fill(c, "recodes", {"key"})) return;
  Codes seen;
  for (const Recode& recode : out_.recodes) seen.insert(recode.code);
  each(c, "recodes", [&](Cursor& r) {
    Recode recode;
    if (code(r, "code", recode.code)) once(seen, recode.code, "recodes", r.place("code"));
    map(r, "to", [&](Cursor& t, json::Value member) {
      Decimal from, to;
      if (both({key_number(member, t, from), number(t, member.key(), to)})) recode.to.emplace_back(from, to);
    });
    source(r, sourced_scales_);
    out_.recodes.push_back(std::move(recode));
  });
}

void InstrumentReader::scales(Cursor& c) {
  if (!may_fill(c, "scales", {"scales", "key"})) return;
  std::vector<std::string> all;  // to tell a scale that stands below from one that is nowhere
  if (const auto list = c.any("scales"); list->is(json::Type::array)) {
    for (const json::Value one : *list) {
      if (const auto found = one.find("code")) all.emplace_back(found->text());
    }
  }
  Codes seen;
  each(c, "scales", [&](Cursor& s) { scale(s, all, seen); });
}

void InstrumentReader::scale(Cursor& s, const std::vector<std::string>& all, Codes& seen) {
  InstrumentScale scale;
  leave(s, {"name", "score", "items", "scales", "missing", "factor", "offset", "round", "decimals", "better", "least",
            "most", "source"});
  if (!code(s, "code", scale.code)) return;
  once(seen, scale.code, "scales", s.place("code"));
  const std::size_t before = faults_.size();
  const auto frame = std::ranges::find(out_.scales, scale.code, &InstrumentScale::code);
  const bool known = fills_ && frame != out_.scales.end();
  if (known) scale = *frame;  // its key is what may be filled
  if (!known || has(s, "name")) texts(s, "name", scale.name, true);
  if (known && (scale.name.nl != frame->name.nl || scale.name.en != frame->name.en))
    fault("instrument.contradicts", {{"key", "name"}, {"code", out_.code}}, s.place("name"));
  if (known && scale.scoring.how != Scoring::How::entered)
    return fault("instrument.contradicts", {{"key", scale.code}, {"code", out_.code}}, s.place());
  if (fills_ && !known && !out_.slot("scales"))
    return fault("instrument.not_a_slot", {{"key", scale.code}, {"code", out_.code}}, s.place());
  scoring(s, scale.scoring, all);
  if (has(s, "better")) {
    std::size_t direction = 0;
    if (take(s.one_of("better", directions), direction)) scale.better = static_cast<Direction>(direction);
  }
  range(s, scale);
  source(s, sourced_scales_);
  if (faults_.size() == before) {
    const auto computed = computed_range(out_, scale);
    const bool differs =
        computed && scale.range &&
        (compare(computed->least, scale.range->least) != 0 || compare(computed->most, scale.range->most) != 0);
    if (differs)
      fault("instrument.range_differs", {{"least", computed->least.text()}, {"most", computed->most.text()}},
            s.place("least"));
    if (computed) scale.range = computed;
  }
  if (known)
    *frame = std::move(scale);
  else
    out_.scales.push_back(std::move(scale));
}

void InstrumentReader::scoring(Cursor& s, Scoring& to, const std::vector<std::string>& all) {
  std::size_t how = static_cast<std::size_t>(Scoring::How::entered);
  if (has(s, "score") && !take(s.one_of("score", hows), how)) return;
  to.how = static_cast<Scoring::How>(how);
  const bool of_items = to.how != Scoring::How::entered && to.how != Scoring::How::of_scales;
  to.decimals = to.how == Scoring::How::mean ? 2 : 0;
  std::int64_t decimals = 0;
  if (has(s, "decimals") && take(s.integer("decimals", 0, 2), decimals)) to.decimals = static_cast<int>(decimals);
  for (const auto& [key, wanted] : {std::pair{"items", of_items},
                                    {"scales", to.how == Scoring::How::of_scales},
                                    {"missing", of_items},
                                    {"factor", to.how != Scoring::How::entered},
                                    {"offset", to.how != Scoring::How::entered},
                                    {"round", to.how != Scoring::How::entered}}) {
    if (has(s, key) && !wanted)
      fault("instrument.not_for_score", {{"key", key}, {"score", std::string(hows[how])}}, s.place(key));
  }
  if (of_items) {
    parts(s, to);
    missing(s, to);
  } else if (to.how == Scoring::How::of_scales) {
    scale_parts(s, to, all);
  }
  if (to.how == Scoring::How::entered) return;
  if (has(s, "factor") && number(s, "factor", to.factor) && to.factor.scaled == 0)
    fault("instrument.factor_zero", {}, s.place("factor"));
  if (has(s, "offset")) number(s, "offset", to.offset);
  std::size_t rounding = 0;
  if (has(s, "round") && take(s.one_of("round", roundings), rounding)) to.rounding = Scoring::Rounding::half_up;
}

void InstrumentReader::missing(Cursor& s, Scoring& to) {
  if (!has(s, "missing")) return;
  object(s, "missing", [&](Cursor& m) {
    std::int64_t most = 0;
    std::size_t fill = 0;
    if (take(m.integer("most", 1, most_items), most)) {
      if (!to.parts.empty() && most >= static_cast<std::int64_t>(to.parts.size()))
        fault("instrument.missing_all", {{"items", std::to_string(to.parts.size())}}, m.place("most"));
      to.most_missing = static_cast<std::uint16_t>(most);
    }
    if (take(m.one_of("fill", fills), fill)) to.fill = fill == 0 ? Scoring::Fill::mean : Scoring::Fill::zero;
  });
}

void InstrumentReader::range(Cursor& s, InstrumentScale& scale) {
  if (!has(s, "least") && !has(s, "most")) return;
  Range stated;
  if (!both({number(s, "least", stated.least), number(s, "most", stated.most)})) return;
  if (compare(stated.least, stated.most) >= 0) return fault("instrument.range_backwards", {}, s.place("most"));
  if (scale.range && (compare(scale.range->least, stated.least) != 0 || compare(scale.range->most, stated.most) != 0))
    fault("instrument.contradicts", {{"key", "least"}, {"code", out_.code}}, s.place("least"));
  scale.range = stated;
}

}  // namespace koers::measure
