#include "cli/form_json.h"

#include <algorithm>

#include "base/json_write.h"
#include "cli/instrument_words.h"
#include "dossier/answers.h"

namespace koers::cli {
namespace {

void write_item(json::Writer& out, const measure::Instrument& in, const measure::InstrumentItem& item,
                const InstrumentWords& words) {
  out.begin_object().key("item").text(item.code);
  out.key("text").text(item.text.empty() ? std::string() : words.name(item.text));
  if (item.answers != measure::InstrumentItem::no_answers) {
    const measure::AnswerSet& set = in.answer_sets[item.answers];
    out.key("least").decimal(set.range.least).key("most").decimal(set.range.most);
    out.key("decimals").integer(set.decimals);
    out.key("points").begin_array();
    for (const measure::AnswerSet::Point& point : set.points)
      out.begin_object().key("value").decimal(point.value).key("text").text(words.name(point.text)).end();
    out.end();
    if (set.not_applicable) out.key("not_applicable").decimal(*set.not_applicable);
  }
  out.key("optional").boolean(item.optional);
  if (item.asked_if) {
    out.key("asked_if")
        .begin_object()
        .key("item")
        .text(in.items[item.asked_if->item].code)
        .key("answers")
        .begin_array();
    for (const Decimal& answer : item.asked_if->answers) out.decimal(answer);
    out.end().end();
  }
  out.end();
}

}  // namespace

std::string form_json(const measure::Instrument& instrument, const method::Settings& settings, const FormSeen& seen,
                      const exchange::Messages& say) {
  const InstrumentWords words(say);
  json::Writer out;
  out.begin_object().key("instrument").text(instrument.code).key("name").text(words.name(instrument.name));
  out.key("validated").boolean(instrument.validated());
  const std::string notice = seen.at_home ? say.text(dossier::home_notice(*seen.at_home, settings, say.language()))
                                          : say.text("form.at_table", {});
  out.key("notice").text(notice);
  const bool texts = std::ranges::any_of(instrument.items, [](const auto& item) { return !item.text.empty(); });
  out.key("texts").boolean(texts).key("items").begin_array();
  for (const measure::InstrumentItem& item : instrument.items) write_item(out, instrument, item, words);
  out.end().end();
  return out.str();
}

}  // namespace koers::cli
