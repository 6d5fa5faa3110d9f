#include "cli/score_file.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "cli/score_text.h"
#include "exchange/csv.h"
#include "measure/deviation.h"
#include "stats/distributions.h"

namespace koers::cli {
namespace {

using measure::AnswerReader;
using measure::Instrument;

constexpr std::size_t most_faults = 100;
constexpr std::size_t batch = 1000;

/// What a column holds.
struct Column {
  enum class Holds : std::uint8_t { item, score, t, id, informant, form, sex, age, norm, version, nothing };
  Holds holds = Holds::item;
  std::string name;
  std::size_t scale = 0;
};

std::string quoted(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

std::string shown(const std::optional<Decimal>& value) { return value ? value->text() : ""; }

class Reader {
 public:
  Reader(const Instrument& instrument, const ScoreFile& how) : in_(instrument), how_(how) {
    for (const measure::InstrumentScale& scale : in_.scales) {
      auto scorer = measure::Scorer::make(in_, scale.code);
      if (!scorer) {
        faults_.push_back(scorer.error());
        continue;
      }
      scorers_.push_back(std::move(*scorer));
      norms_.push_back(measure::ScaleNorms::make(in_, scale, stats::normal_quantile));
    }
  }

  Checked<std::string> read() {
    if (!faults_.empty()) return fail(std::move(faults_));
    auto source = exchange::TextSource::open(how_.path, exchange::Encoding::utf8);
    if (!source) return fail(Errors{source.error()});
    auto csv = exchange::CsvReader::open(std::move(*source), how_.delimiter);
    if (!csv) {
      Error fault = csv.error();
      if (fault.code == "csv.one_column") fault.code = "score.one_column";
      return fail(Errors{std::move(fault)});
    }
    if (!columns(csv->header())) return fail(std::move(faults_));
    out_ =
        "line,id,scale,score,used,missing,skipped,not_asked,rule,no_score,norm,t,percentile,deviation,deviation_band,"
        "band,no_norm,critical\n";
    exchange::CsvRows rows;
    for (;;) {
      auto more = csv->next(rows, batch);
      if (!more) {
        faults_.push_back(more.error());
        break;
      }
      if (!*more) break;
      for (std::size_t i = 0; i < rows.size() && faults_.size() < most_faults; ++i) row(rows, i);
    }
    if (!faults_.empty()) return fail(std::move(faults_));
    return std::move(out_);
  }

 private:
  void fault(Error e, std::uint32_t line, const std::string& column) {
    e.place = {how_.path, line, 0, column};
    faults_.push_back(std::move(e));
  }

  const AnswerReader* reader(std::string_view version, std::uint32_t line) {
    const auto known = readers_.find(version);
    if (known != readers_.end()) return &known->second;
    auto made = AnswerReader::make(in_, version);
    if (!made) {
      fault(made.error(), line, "version");
      return nullptr;
    }
    return &readers_.emplace(std::string(version), *made).first->second;
  }

  bool known_item(std::string_view code) const {
    return in_.item(code) || std::ranges::any_of(in_.replaces, [&](const measure::VersionMap& map) {
             return std::ranges::any_of(map.items, [&](const auto& pair) { return pair.first == code; });
           });
  }

  bool columns(const std::vector<std::string>& header) {
    using Holds = Column::Holds;
    constexpr std::array<std::pair<std::string_view, Holds>, 7> fixed{{{"id", Holds::id},
                                                                       {"informant", Holds::informant},
                                                                       {"form", Holds::form},
                                                                       {"sex", Holds::sex},
                                                                       {"age", Holds::age},
                                                                       {"norm", Holds::norm},
                                                                       {"version", Holds::version}}};
    for (const std::string& name : header) {
      Column column{Holds::nothing, name, 0};
      const auto known = std::ranges::find(fixed, name, &std::pair<std::string_view, Holds>::first);
      const auto scale_of = [&](std::string_view prefix) {
        const auto found = name.starts_with(prefix) ? std::ranges::find(in_.scales, name.substr(prefix.size()),
                                                                        &measure::InstrumentScale::code)
                                                    : in_.scales.end();
        column.scale = static_cast<std::size_t>(found - in_.scales.begin());
        return found != in_.scales.end();
      };
      if (std::ranges::find(how_.ignore, name) != how_.ignore.end()) {
        column.holds = Holds::nothing;
      } else if (known_item(name)) {
        column.holds = Holds::item;
      } else if (known != fixed.end()) {
        column.holds = known->second;
      } else if (name.starts_with("q") && known_item(name.substr(1))) {
        column.holds = Holds::item;
        column.name = name.substr(1);
      } else if (scale_of("score_")) {
        column.holds = Holds::score;
      } else if (scale_of("t_")) {
        column.holds = Holds::t;
      } else {
        fault(error("score.unknown_column", {{"column", name.substr(0, 64)}}), 1, name.substr(0, 64));
        continue;
      }
      const bool again = column.holds != Holds::nothing && std::ranges::any_of(columns_, [&](const Column& c) {
                           return c.holds == column.holds && c.name == column.name;
                         });
      if (again) fault(error("score.column_twice", {{"column", column.name}}), 1, name);
      columns_.push_back(std::move(column));
    }
    return faults_.empty();
  }

  struct Row {
    std::string_view id, norm;
    measure::Respondent who;
    std::vector<measure::Answer> answers;
    std::map<std::size_t, Decimal> scores, t;
  };

  void row(const exchange::CsvRows& rows, std::size_t i) {
    using Holds = Column::Holds;
    const std::uint32_t line = rows.lines[i];
    const std::size_t before = faults_.size();
    Row row;
    row.who = how_.who;
    row.norm = how_.norm;
    std::string_view version = how_.version;
    bool items = false;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      const std::string_view cell = trim(rows.cell(i, c));
      Expected<void> done;
      switch (columns_[c].holds) {
        case Holds::id: row.id = cell; break;
        case Holds::version: version = cell.empty() ? version : cell; break;
        case Holds::norm: row.norm = cell.empty() ? row.norm : cell; break;
        case Holds::informant: done = read_informant(cell, row.who); break;
        case Holds::form: done = read_form(cell, in_, row.who); break;
        case Holds::sex: done = read_sex(cell, row.who); break;
        case Holds::age: done = read_age(cell, row.who); break;
        case Holds::score:
        case Holds::t: done = entered(cell, columns_[c], row); break;
        case Holds::item: items = true; break;
        case Holds::nothing: break;
      }
      if (!done) fault(done.error(), line, columns_[c].name);
    }
    if (items) answers(rows, i, version, row);
    if (faults_.size() == before) write(line, row);
  }

  Expected<void> entered(std::string_view cell, const Column& column, Row& row) {
    if (cell.empty() || cell == "-") return {};
    const auto value = Decimal::parse(cell);
    const bool fine = value && measure::Answer::of(*value);
    if (!fine) return fail("score.not_a_number", {{"item", column.name}});
    const bool t = column.holds == Column::Holds::t;
    if (t && !measure::possible_t(*value)) return fail("score.t_range", {{"scale", in_.scales[column.scale].code}});
    (t ? row.t : row.scores).emplace(column.scale, *value);
    return {};
  }

  void answers(const exchange::CsvRows& rows, std::size_t i, std::string_view version, Row& row) {
    const std::uint32_t line = rows.lines[i];
    const AnswerReader* reader = this->reader(version, line);
    if (reader == nullptr) return;
    row.answers = reader->blank();
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      if (columns_[c].holds != Column::Holds::item) continue;
      const std::string_view cell = trim(rows.cell(i, c));
      const auto item = reader->item(columns_[c].name);
      if (!item || *item == AnswerReader::no_item) {
        // A column of another version than this line's.
        if (!item && !cell.empty()) fault(item.error(), line, columns_[c].name);
        continue;
      }
      auto answer = reader->answer(*item, cell);
      if (answer)
        row.answers[*item] = *answer;
      else
        fault(answer.error(), line, columns_[c].name);
    }
    if (const auto item = measure::answered_unasked(in_, row.answers))
      fault(measure::unasked(in_, *item), line, in_.items[*item].code);
  }

  void write(std::uint32_t line, const Row& row) {
    const std::string critical = join(critical_items(in_, row.answers), " ");
    for (std::size_t s = 0; s < scorers_.size(); ++s) {
      const auto entered = row.scores.find(s);
      const auto t = row.t.find(s);
      const measure::Score score = entered == row.scores.end() ? scorers_[s].score(row.answers)
                                                               : measure::entered_score(in_.scales[s], entered->second);
      measure::Meaning meaning;
      meaning.why = measure::NoNorm::no_score;
      if (t != row.t.end())
        meaning = norms_[s].of_t(t->second, row.who, row.norm);
      else if (score.exists())
        meaning = norms_[s].of(score.raw, row.who, row.norm);
      const bool has = score.exists();
      out_ += std::to_string(line) + ',' + quoted(row.id) + ',' + in_.scales[s].code + ',';
      out_ += (has ? score.raw.text() : "") + ',' + std::to_string(score.used) + ',' + std::to_string(score.missing);
      out_ += ',' + std::to_string(score.skipped) + ',' + std::to_string(score.not_asked) + ',' +
              (has ? std::string(measure::name(score.rule)) : "") + ',';
      out_ += (has ? "" : std::string(measure::name(score.why))) + ',';
      out_ += (meaning.set == nullptr ? "" : meaning.set->code) + ',' + shown(meaning.t) + ',';
      out_ += shown(meaning.percentile) + ',' + shown(meaning.deviation) + ',';
      if (meaning.deviation) out_ += measure::deviation_band(*meaning.deviation).code;
      out_ += ',';
      out_ += (meaning.band ? std::string(measure::name(*meaning.band)) : "") + ',';
      out_ += meaning.why == measure::NoNorm::none ? "" : std::string(measure::name(meaning.why));
      out_ += ',' + critical + '\n';
    }
  }

  const Instrument& in_;
  const ScoreFile& how_;
  std::vector<measure::Scorer> scorers_;
  std::vector<measure::ScaleNorms> norms_;
  std::map<std::string, AnswerReader, std::less<>> readers_;
  std::vector<Column> columns_;
  Errors faults_;
  std::string out_;
};

}  // namespace

Expected<void> read_sex(std::string_view text, measure::Respondent& to) {
  if (text.empty()) return {};
  if (text != "girl" && text != "boy") return fail("score.unknown_sex");
  to.girl = text == "girl";
  return {};
}

Expected<void> read_informant(std::string_view text, measure::Respondent& to) {
  if (text.empty()) return {};
  to.informant = measure::informant_named(text);
  if (!to.informant) return fail("score.unknown_informant");
  return {};
}

Expected<void> read_age(std::string_view text, measure::Respondent& to) {
  if (text.empty()) return {};
  const auto age = Decimal::parse(text);
  if (!age || age->scaled < 0 || compare(*age, {150, 0}) > 0) return fail("score.age");
  to.age = *age;
  return {};
}

Expected<void> read_form(std::string_view text, const measure::Instrument& instrument, measure::Respondent& to) {
  if (text.empty()) return {};
  const auto found = std::ranges::find(instrument.forms, text, &measure::InstrumentForm::code);
  std::vector<std::string> codes;
  for (const measure::InstrumentForm& form : instrument.forms) codes.push_back(form.code);
  if (found == instrument.forms.end())
    return fail("score.unknown_form",
                {{"instrument", instrument.code}, {"forms", codes.empty() ? "-" : join(codes, ", ")}});
  to.form = found->code;
  return {};
}

Checked<std::string> score_file(const measure::Instrument& instrument, const ScoreFile& how) {
  return Reader(instrument, how).read();
}

}  // namespace koers::cli
