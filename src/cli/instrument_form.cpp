#include "cli/instrument_form.h"

#include <algorithm>
#include <vector>

#include "cli/columns.h"
#include "cli/instrument_words.h"
#include "dossier/answers.h"

namespace koers::cli {

namespace {

using measure::Instrument;
using measure::InstrumentItem;

constexpr std::size_t page = 100;

class Form {
 public:
  Form(const Instrument& in, const method::Settings& settings, const exchange::Messages& say)
      : in_(in), settings_(settings), say_(say), words_(say) {}

  std::string write(const FormSeen& seen) {
    line(words_.name(in_.name));
    for (std::size_t i = width(words_.name(in_.name)); i > 0; --i) out_ += "═";
    out_ += '\n';
    if (seen.at_home) {
      paragraph(said(dossier::home_notice(*seen.at_home, settings_, say_.language())));
    } else {
      paragraph(word("at_table"));
    }
    const bool texts = std::ranges::any_of(in_.items, [](const InstrumentItem& item) { return !item.text.empty(); });
    if (!texts) paragraph(word("no_texts"));
    if (in_.items.empty()) paragraph(word("no_items"));
    for (std::size_t i = 0; i < in_.items.size(); ++i) item(i, in_.items[i]);
    for (const measure::Prompt& prompt : in_.prompts) {
      out_ += '\n';
      paragraph(words_.name(prompt.text));
      out_ += "    " + std::string(60, '_') + '\n';
    }
    critical();
    return out_;
  }

 private:
  std::string word(std::string_view key, const Message::Args& args = {}) const {
    return say_.text("form." + std::string(key), args);
  }
  /// A notice with its day as people write it.
  std::string said(const Message& message) const { return say_.text(message); }
  void line(const std::string& text) { out_ += text + '\n'; }
  void paragraph(const std::string& text, std::size_t margin = 0, const std::string& mark = "") {
    const std::size_t hang = margin + width(mark);
    bool first = true;
    for (const std::string& part : wrapped(text, page - hang)) {
      line((first ? std::string(margin, ' ') + mark : std::string(hang, ' ')) + part);
      first = false;
    }
  }

  void item(std::size_t at, const InstrumentItem& item) {
    const std::string number = std::to_string(at + 1) + ". ";
    out_ += '\n';
    paragraph(item.text.empty() ? word("item", {{"code", item.code}}) : words_.name(item.text), 0, number);
    if (item.answers == InstrumentItem::no_answers) return paragraph(word("answers_not_public"), 4);
    const measure::AnswerSet& set = in_.answer_sets[item.answers];
    // A line with words at its ends, or one word for each answer.
    std::string text;
    for (const measure::AnswerSet::Point& point : set.points)
      text += (text.empty() ? "" : "   ") + point.value.text() + " " + words_.name(point.text);
    const auto steps = (set.range.most.scaled - set.range.least.scaled) + 1;
    const bool each = set.decimals == 0 && static_cast<std::int64_t>(set.points.size()) >= steps;
    if (!each) {
      const std::string range = word("range", {{"least", set.range.least.text()}, {"most", set.range.most.text()}});
      text = text.empty() ? range : range + ": " + text;
    }
    if (item.optional) text += "   " + word("optional");
    if (item.asked_if) {
      std::string answers;
      for (const Decimal& answer : item.asked_if->answers) answers += (answers.empty() ? "" : ", ") + answer.text();
      text += "   " + word("asked_if", {{"answers", answers}, {"item", std::to_string(item.asked_if->item + 1)}});
    }
    answers(text);
  }
  /// Breaks between answers, not inside one.
  void answers(const std::string& text) {
    constexpr std::size_t margin = 4;
    std::string now;
    std::size_t from = 0;
    while (from <= text.size()) {
      const std::size_t end = std::min(text.find("   ", from), text.size());
      const std::string part = text.substr(from, end - from);
      if (!now.empty() && margin + width(now) + 3 + width(part) > page) {
        paragraph(now, margin);
        now.clear();
      }
      now += (now.empty() ? "" : " · ") + part;
      from = end + 3;
    }
    paragraph(now, margin);
  }

  /// What is shown at once to who gives such an answer, and to which answers.
  void critical() {
    const bool any =
        std::ranges::any_of(in_.items, [](const InstrumentItem& item) { return item.critical.has_value(); });
    if (!any) return;
    std::string which;
    measure::ItemAnswer answer;
    for (std::size_t i = 0; i < in_.items.size(); ++i) {
      const auto& mark = in_.items[i].critical;
      if (!mark) continue;
      const Decimal value = mark->at_least ? *mark->at_least : *mark->at_most;
      which += (which.empty() ? "" : "; ") + word(mark->at_least ? "critical.at_least" : "critical.at_most",
                                                  {{"n", std::to_string(i + 1)}, {"value", value.text()}});
      answer = {in_.items[i].code, value, true};
    }
    out_ += '\n';
    paragraph(word("critical", {{"which", which}}));
    paragraph(said(dossier::respondent_notice(in_, {&answer, 1}, settings_, say_.language())), 4);
  }

  const Instrument& in_;
  const method::Settings& settings_;
  const exchange::Messages& say_;
  InstrumentWords words_;
  std::string out_;
};

}  // namespace

std::string instrument_form(const Instrument& instrument, const method::Settings& settings, const FormSeen& seen,
                            const exchange::Messages& say) {
  return Form(instrument, settings, say).write(seen);
}

}  // namespace koers::cli
