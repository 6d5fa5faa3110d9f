#include "cli/instrument_text.h"

#include <array>

#include "base/json_write.h"
#include "base/text.h"
#include "cli/columns.h"
#include "cli/instrument_words.h"
#include "measure/fill.h"

namespace koers::cli {
namespace {

using measure::Instrument;
using measure::Scoring;

constexpr std::array<const char*, 4> shown_slots{"texts", "norm", "reliability", "cutoff"};
constexpr std::array<const char*, 5> hows{"sum", "mean", "weighted", "of_scales", "entered"};
constexpr std::array<const char*, 4> methods{"none", "linear", "normalised", "table"};
constexpr std::array<const char*, 3> kinds{"test_retest", "internal", "interrater"};

class Page {
 public:
  Page(const Instrument& in, const InstrumentWords& words) : in_(in), words_(words) {}

  std::string text() {
    out_ = words_.name(in_.name) + " · " + in_.code + " · " + words_.word("version", {{"version", in_.version}}) +
           " · " + words_.kind(in_) + '\n';
    Columns head;
    head.row({words_.word("better"),
              words_.word(in_.better == measure::Direction::lower_is_better ? "better.lower" : "better.higher")});
    head.row({words_.word("informants"), words_.informants(in_.informants)});
    head.row({words_.word("items"), words_.items(in_)});
    for (const char* slot : {"norm", "reliability", "cutoff"}) head.row({words_.word(slot), words_.loaded(in_, slot)});
    if (!in_.slots.empty()) head.row({words_.word("slots"), join(in_.slots, ", ")});
    out_ += head.text();
    forms();
    answers();
    items();
    scales();
    meaning();
    return out_;
  }

 private:
  void part(const char* key, const Columns& rows) {
    if (!rows.empty()) out_ += '\n' + words_.word(key) + '\n' + rows.text();
  }

  void forms() {
    Columns rows;
    for (const measure::InstrumentForm& form : in_.forms) {
      std::string ages;
      if (form.least_age || form.most_age) {
        ages = words_.word("years", {{"from", form.least_age ? std::to_string(*form.least_age) : "0"},
                                     {"limit", form.most_age ? "yes" : "no"},
                                     {"to", form.most_age ? std::to_string(*form.most_age) : ""}});
      }
      const std::string items = form.items ? words_.word("items.number", {{"n", std::to_string(*form.items)}}) : "";
      rows.row({form.code, items, ages, form.informants.empty() ? "" : words_.informants(form.informants)});
    }
    part("forms", rows);
  }

  void answers() {
    Columns rows;
    for (const measure::AnswerSet& set : in_.answer_sets) {
      std::string words;
      for (const measure::AnswerSet::Point& point : set.points)
        words += (words.empty() ? "" : ", ") + point.value.text() + " " + words_.name(point.text);
      rows.row({set.code, words_.range(set.range), words});
    }
    part("answers", rows);
  }

  void items() {
    Columns rows;
    for (const measure::InstrumentItem& item : in_.items) {
      const bool open = item.answers == measure::InstrumentItem::no_answers;
      std::string rest = words_.name(item.text);
      if (item.critical) rest += (rest.empty() ? "" : " ") + critical(*item.critical);
      rows.row({item.code, open ? "" : in_.answer_sets[item.answers].code, rest});
    }
    for (const measure::Prompt& prompt : in_.prompts) rows.row({prompt.code, "", words_.name(prompt.text)});
    part("items_head", rows);
  }

  std::string critical(const measure::Critical& mark) const {
    return mark.at_least ? words_.word("critical.at_least", {{"n", mark.at_least->text()}})
                         : words_.word("critical.at_most", {{"n", mark.at_most->text()}});
  }

  void scales() {
    Columns rows;
    for (const measure::InstrumentScale& scale : in_.scales) {
      const Scoring& s = scale.scoring;
      std::string made = words_.word("score." + std::string(hows[static_cast<std::size_t>(s.how)]));
      std::string parts;
      for (const Scoring::Part& p : s.parts) {
        const bool of_scales = s.how == Scoring::How::of_scales;
        parts += (parts.empty() ? "" : " ") + std::string(p.reverse ? "-" : "") +
                 (of_scales ? in_.scales[p.index].code : in_.items[p.index].code);
      }
      if (s.parts.size() > 1 && s.parts.size() == in_.items.size() && parts.find('-') == std::string::npos)
        parts = words_.word("all_items");
      if (s.most_missing > 0) parts += " · " + words_.word("missing", {{"n", std::to_string(s.most_missing)}});
      rows.row({scale.code, words_.name(scale.name), words_.range(scale.range), made + ' ' + parts});
    }
    part("scales", rows);
  }

  void meaning() {
    Columns norms, reliability, cutoffs;
    for (const measure::NormSet& set : in_.norms) {
      norms.row({set.code, set.year == 0 ? "" : std::to_string(set.year),
                 words_.word("t." + std::string(methods[static_cast<std::size_t>(set.t)])),
                 words_.word("rows", {{"n", std::to_string(set.rows.size())}}),
                 set.population + " [" + set.source + ']'});
    }
    for (const measure::Reliability& r : in_.reliability) {
      reliability.row({words_.population(r.of), "r " + r.r.text(),
                       words_.word("kind." + std::string(kinds[static_cast<std::size_t>(r.kind)])),
                       r.sd ? "sd " + r.sd->text() : "", '[' + r.source + ']'});
    }
    for (const measure::Cutoff& c : in_.cutoffs) {
      cutoffs.row({words_.population(c.of), c.at.text(),
                   words_.word(!c.clinical        ? "on_it.talk"
                               : c.clinical_on_it ? "on_it.yes"
                                                  : "on_it.no"),
                   '[' + c.source + ']'});
    }
    part("norms_head", norms);
    part("reliability_head", reliability);
    part("cutoffs_head", cutoffs);
  }

  const Instrument& in_;
  const InstrumentWords& words_;
  std::string out_;
};

}  // namespace

std::string instrument_list_text(const Instruments& all, const exchange::Messages& say) {
  const InstrumentWords words(say);
  Columns rows(0, 100);
  const auto short_word = [&](const char* key) { return words.word("list." + std::string(key)); };
  rows.row({words.word("code"), short_word("version"), short_word("class"), short_word("items"), words.word("norm"),
            short_word("reliability"), words.word("cutoff"), words.word("name")});
  for (const Instrument& in : all) {
    const auto mark = [&](const char* slot) {
      if (!in.validated()) return short_word("no_number");
      const Loaded found = loaded(in, slot);
      return short_word(found == Loaded::whole ? "whole" : found == Loaded::partly ? "partly" : "none");
    };
    rows.row({in.code, in.version, short_word(in.validated() ? "frame" : "own"),
              in.item_count ? std::to_string(*in.item_count) : short_word("unknown"), mark("norm"), mark("reliability"),
              mark("cutoff"), words.name(in.name) + " · " + words.informants(in.informants)});
  }
  std::string out = rows.text() + '\n';
  for (const std::string& line : wrapped(short_word("legend"), 100)) out += line + '\n';
  return out;
}

std::string instrument_list_json(const Instruments& all) {
  json::Writer out(1);
  out.begin_array();
  for (const Instrument& in : all) {
    out.begin_object();
    out.key("code").text(in.code).key("version").text(in.version);
    out.key("class").text(in.validated() ? "frame" : "own");
    out.key("name").begin_object().key("nl").text(in.name.nl).key("en").text(in.name.en).end();
    out.key("informants").begin_array();
    for (const measure::Informant who : in.informants) out.text(measure::name(who));
    out.end().key("items");
    if (in.item_count)
      out.integer(*in.item_count);
    else
      out.null();
    out.key("loaded").begin_object();
    for (const char* slot : shown_slots) {
      const Loaded found = loaded(in, slot);
      out.key(slot).text(found == Loaded::whole ? "yes" : found == Loaded::partly ? "partly" : "no");
    }
    out.end().key("norm_sets").begin_array();
    for (const measure::NormSet& set : in.norms) out.text(set.code);
    out.end().key("slots").begin_array();
    for (const std::string& slot : in.slots) out.text(slot);
    out.end().key("licensee");
    if (in.licence.licensee.empty())
      out.null();
    else
      out.text(in.licence.licensee);
    out.end();
  }
  out.end();
  return out.str() + '\n';
}

std::string instrument_text(const Instrument& instrument, const exchange::Messages& say) {
  const InstrumentWords words(say);
  return Page(instrument, words).text();
}

std::string licence_text(const Instruments& all, std::optional<LocalDate> today, const exchange::Messages& say) {
  const InstrumentWords words(say);
  std::string out;
  for (const Instrument& in : all) {
    const measure::Licence& l = in.licence;
    Columns rows;
    const auto row = [&](const char* key, const std::string& value) {
      if (!value.empty()) rows.row({words.word(key), value});
    };
    row("holder", in.holder);
    row("licence.text", l.text);
    row("licence.source", l.source);
    row("licence.url", l.url);
    row("licence.checked", l.checked ? l.checked->text() : words.word("licence.not_checked"));
    row("licence.may_modify", words.word("permission." + l.may_modify));
    row("licence.may_score", words.word("permission." + l.may_score));
    row("licence.languages", join(l.languages, ", "));
    row("licence.licensee", l.licensee);
    row("licence.contract", l.contract);
    row("licence.approved_by", l.approved_by);
    if (l.from && l.until) row("licence.term", l.from->text() + " – " + l.until->text());
    if (today && measure::licence_over(l, *today))
      row("licence.warning", words.word("licence.over", {{"today", today->text()}}));
    out += (out.empty() ? "" : "\n") + words.name(in.name) + " · " + in.code + '\n' + rows.text();
  }
  return out;
}

}  // namespace koers::cli
