#include "measure/scoring_answers.h"

#include <algorithm>

#include "base/text.h"

namespace koers::measure {
namespace {

constexpr std::size_t longest_code = 64;
constexpr std::size_t most_answers = 2000;

std::string shown(std::string_view code) { return std::string(code.substr(0, longest_code)); }

bool plain(std::string_view code) {
  return !code.empty() && code.size() <= longest_code && std::ranges::all_of(code, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  });
}

}  // namespace

Expected<AnswerReader> AnswerReader::make(const Instrument& instrument, std::string_view version) {
  if (instrument.items.empty()) return fail("score.items_not_public", {{"instrument", instrument.code}});
  AnswerReader out;
  out.instrument_ = &instrument;
  if (version.empty() || version == instrument.version) return out;
  const auto found = std::ranges::find(instrument.replaces, version, &VersionMap::version);
  if (found == instrument.replaces.end())
    return fail("score.unknown_version", {{"version", shown(version)}, {"own", instrument.version}});
  out.map_ = &*found;
  return out;
}

std::vector<Answer> AnswerReader::blank() const {
  std::vector<Answer> out(instrument_->items.size());
  if (map_ == nullptr || map_->items.empty()) return out;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto leads = [&](const auto& pair) { return pair.second == instrument_->items[i].code; };
    if (std::ranges::none_of(map_->items, leads)) out[i].missing = Missing::does_not_compare;
  }
  return out;
}

Expected<std::uint16_t> AnswerReader::item(std::string_view code) const {
  if (map_ != nullptr && !map_->items.empty()) {
    const auto found = std::ranges::find_if(map_->items, [&](const auto& pair) { return pair.first == code; });
    if (found != map_->items.end())
      code = found->second;
    else if (plain(code))
      return no_item;
  }
  if (const auto index = instrument_->item(code)) return *index;
  // What is no code may be anything somebody typed: it is not repeated.
  if (!plain(code)) return fail("score.unknown_item", {{"item", "?"}, {"nearest", ""}});
  std::vector<std::string_view> codes;
  for (const InstrumentItem& one : instrument_->items) codes.push_back(one.code);
  return fail("score.unknown_item", {{"item", shown(code)}, {"nearest", nearest(code, codes).value_or("")}});
}

Expected<Answer> AnswerReader::answer(std::uint16_t item, std::string_view cell) const {
  const InstrumentItem& asked = instrument_->items[item];
  const Message::Args code{{"item", asked.code}};
  if (cell.empty() || cell == "-") return Answer::none(Missing::left_open);
  if (const auto why = missing_named(cell); why && *why != Missing::does_not_compare) return Answer::none(*why);
  auto value = Decimal::parse(cell);
  if (!value) return fail("score.not_a_number", code);
  if (map_ != nullptr && !map_->answers.empty()) {
    const auto found =
        std::ranges::find_if(map_->answers, [&](const auto& pair) { return compare(pair.first, *value) == 0; });
    if (found == map_->answers.end()) return Answer::none(Missing::does_not_compare);
    value = found->second;
  }
  const auto out = Answer::of(*value);
  if (asked.answers == InstrumentItem::no_answers) {
    if (!out) return fail("score.not_a_number", code);
    return *out;
  }
  const AnswerSet& set = instrument_->answer_sets[asked.answers];
  if (set.not_applicable && compare(*value, *set.not_applicable) == 0) return *out;
  if (compare(*value, set.range.least) < 0 || compare(*value, set.range.most) > 0) {
    return fail("score.out_of_range",
                {{"item", asked.code}, {"least", set.range.least.text()}, {"most", set.range.most.text()}});
  }
  std::int64_t step = 1;
  for (int d = set.decimals; d < Answer::decimals; ++d) step *= 10;
  if (!out || out->scaled % step != 0)
    return fail("score.too_many_decimals", {{"item", asked.code}, {"decimals", std::to_string(set.decimals)}});
  return *out;
}

Checked<TypedAnswers> read_answers(const Instrument& instrument, std::string_view text, std::string_view version,
                                   const std::string& from) {
  const auto reader = AnswerReader::make(instrument, version);
  if (!reader) {
    Error fault = reader.error();
    fault.place.file = from;
    return fail(Errors{std::move(fault)});
  }
  TypedAnswers out{reader->blank(), {}};
  std::vector<bool> seen(out.answers.size());
  Errors faults;
  std::uint32_t column = 1;
  std::size_t count = 0;
  while (!text.empty() && faults.size() < most_answers) {
    const std::size_t end = std::min(text.find_first_of(",;\n"), text.size());
    const std::string_view part = trim(text.substr(0, end));
    const Place place{from, 0, column, {}};
    column += static_cast<std::uint32_t>(end + 1);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (part.empty()) continue;
    if (++count > most_answers) {
      faults.push_back(error("score.too_many_answers", {{"most", std::to_string(most_answers)}}, place));
      break;
    }
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) {
      faults.push_back(error("score.no_equals", {}, place));
      continue;
    }
    const std::string_view code = trim(part.substr(0, equals));
    auto item = reader->item(code);
    if (!item) {
      item.error().place = place;
      faults.push_back(std::move(item.error()));
      continue;
    }
    if (*item == AnswerReader::no_item) {
      out.without_counterpart.emplace_back(code);
      continue;
    }
    auto answer = reader->answer(*item, trim(part.substr(equals + 1)));
    if (!answer) {
      answer.error().place = place;
      answer.error().place.pointer = instrument.items[*item].code;
      faults.push_back(std::move(answer.error()));
    } else if (seen[*item]) {
      faults.push_back(error("score.item_twice", {{"item", instrument.items[*item].code}}, place));
    } else {
      out.answers[*item] = *answer;
    }
    seen[*item] = true;
  }
  if (const auto item = answered_unasked(instrument, out.answers); item && faults.empty()) {
    faults.push_back(unasked(instrument, *item));
    faults.back().place = {from, 0, 0, instrument.items[*item].code};
  }
  if (!faults.empty()) return fail(std::move(faults));
  return out;
}

std::optional<std::uint16_t> answered_unasked(const Instrument& instrument, std::span<const Answer> answers) {
  for (std::size_t i = 0; i < answers.size() && i < instrument.items.size(); ++i) {
    const auto& asked = instrument.items[i].asked_if;
    if (!asked || answers[i].missing != Missing::none || asked->item >= answers.size()) continue;
    const Answer& other = answers[asked->item];
    if (other.missing != Missing::none || asked->holds(other.value())) continue;
    const bool same = asked->otherwise && compare(answers[i].value(), *asked->otherwise) == 0;
    if (!same) return static_cast<std::uint16_t>(i);
  }
  return {};
}

Error unasked(const Instrument& instrument, std::uint16_t item) {
  const InstrumentItem& one = instrument.items[item];
  return error("score.not_to_be_asked", {{"item", one.code}, {"other", instrument.items[one.asked_if->item].code}});
}

std::vector<ScaleScore> score_measurement(const Instrument& instrument, std::span<const Answer> answers,
                                          const Respondent& who, std::string_view norm, NormalQuantile quantile) {
  std::vector<ScaleScore> out;
  for (const InstrumentScale& scale : instrument.scales) {
    ScaleScore one;
    one.scale = &scale;
    const auto scorer = Scorer::make(instrument, scale.code);
    if (scorer)
      one.score = scorer->score(answers);
    else
      one.score.why = NoScore::too_large;
    one.meaning.why = NoNorm::no_score;
    if (one.score.exists()) one.meaning = ScaleNorms::make(instrument, scale, quantile).of(one.score.raw, who, norm);
    out.push_back(one);
  }
  return out;
}

}  // namespace koers::measure
