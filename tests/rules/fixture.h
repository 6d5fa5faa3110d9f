// Fixtures a psychologist can read: rows, a day, a rule, the expected answer. tests/rules/README.md describes the lines.
#pragma once

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "rules/evaluate.h"
#include "tests/rules/lines_to_json.h"
#include "tests/rules/page.h"

namespace koers::rules::test {

struct Fixture {
  std::string file, title;
  std::uint32_t line = 0;
  Table table;
  std::map<std::string, Norm> numbers;  // "setting key"
  std::vector<TextLine> rule;
  std::map<std::string, std::vector<TextLine>> named;
  std::vector<std::pair<std::string, std::string>> expected;  // first word, rest
  std::vector<std::string> faults;

  Numbers look_up() const {
    return [this](const Reference& r) -> std::optional<Norm> {
      const auto found = numbers.find(std::string(name(r.from)) + ' ' + r.key);
      return found == numbers.end() ? std::nullopt : std::optional(found->second);
    };
  }
};

inline std::vector<std::string> words(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> out;
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

class FixtureReader {
 public:
  explicit FixtureReader(std::string file) : file_(std::move(file)) {}

  std::vector<Fixture> read() {
    std::ifstream in(file_);
    std::uint32_t number = 0;
    for (std::string line; std::getline(in, line);) {
      ++number;
      if (line.starts_with("== ")) {
        fixtures_.push_back({});
        fixtures_.back().file = file_;
        fixtures_.back().title = line.substr(3);
        fixtures_.back().line = number;
        block_ = nullptr;
      } else if (!fixtures_.empty() && !trim(line).empty() && !line.starts_with('#')) {
        take(line, number);
      }
    }
    return std::move(fixtures_);
  }

 private:
  void take(const std::string& line, std::uint32_t number) {
    Fixture& f = fixtures_.back();
    if (line.starts_with(' ')) {
      if (block_ == nullptr) return fault("an indented line outside a rule", number);
      block_->push_back({number, line});
      return;
    }
    block_ = nullptr;
    const std::vector<std::string> w = words(line);
    if (w[0] == "rule") {
      block_ = w.size() == 1 ? &f.rule : &f.named[w[1]];
    } else if (w[0] == "today" || w[0] == "start" || w[0] == "end") {
      const auto date = w.size() == 2 ? LocalDate::parse(w[1]) : std::nullopt;
      if (!date) return fault("no date", number);
      if (w[0] == "today") f.table.today = *date;
      if (w[0] == "start") f.table.start = *date;
      if (w[0] == "end") f.table.end = *date;
    } else if (w[0] == "pause" || w[0] == "closed") {
      const auto days = range(w.size() == 2 ? w[1] : "");
      if (!days || !days->second) return fault("no days", number);
      (w[0] == "pause" ? f.table.pauses : f.table.closed).push_back({days->first, *days->second});
    } else if (w[0] == "phase") {
      const auto days = range(w.size() == 3 ? w[2] : "");
      if (!days) return fault("no days", number);
      f.table.phases.push_back({w[1], days->first, days->second});
    } else if (w[0] == "number") {
      number_line(w, number);
    } else if (LocalDate::parse(w[0])) {
      row(w, number);
    } else {
      f.expected.emplace_back(w[0], std::string(trim(line.substr(w[0].size()))));
    }
  }

  /// number setting KEY = VALUE [own choice | SOURCE]
  void number_line(const std::vector<std::string>& w, std::uint32_t number) {
    const auto value = w.size() >= 5 && w[3] == "=" ? Decimal::parse(w[4]) : std::nullopt;
    if (!value) return fault("number FROM KEY = VALUE [own choice | source]", number);
    Norm norm{*value, {}, w.size() == 7 && w[5] == "own"};
    if (w.size() == 6) norm.source = w[5];
    fixtures_.back().numbers[w[1] + ' ' + w[2]] = norm;
  }

  /// DATE [xN/DAYS] KIND [FIELD=VALUE …]; origins count from 1.
  void row(const std::vector<std::string>& w, std::uint32_t number) {
    Fixture& f = fixtures_.back();
    Row row;
    row.date = *LocalDate::parse(w[0]);
    std::size_t at = 1;
    int times = 1;
    int apart = 0;
    if (w.size() > 1 && w[1].starts_with('x')) {
      std::istringstream repeat(w[at++].substr(1));
      char slash = 0;
      if (!(repeat >> times >> slash >> apart) || slash != '/') return fault("xN/DAYS", number);
    }
    const KindName* kind = at < w.size() ? page().find(w[at]) : nullptr;
    if (kind == nullptr) return fault("unknown kind", number);
    row.kind = w[at];
    while (++at < w.size()) {
      const std::size_t equals = w[at].find('=');
      const FieldName* field = equals == std::string::npos ? nullptr : kind->find(w[at].substr(0, equals));
      if (field == nullptr) return fault("unknown field " + w[at], number);
      row.fields.push_back({field->name, value(*field, w[at].substr(equals + 1), number)});
    }
    for (int i = 0; i < times; ++i) {
      std::vector<Row>& rows = f.table.rows;
      row.origin = rows.size() + 1;
      rows.insert(std::ranges::upper_bound(rows, row.date, {}, &Row::date), row);
      row.date = row.date + apart;
    }
  }

  Value value(const FieldName& field, const std::string& text, std::uint32_t number) {
    if (text == "?") return std::monostate();
    if (text == "-") return std::string();
    if (field.type != FieldType::number) {
      if (!field.codes.empty() && std::ranges::find(field.codes, text) == field.codes.end())
        fault("unknown code " + text, number);
      return text;
    }
    const auto found = Decimal::parse(text);
    if (!found) fault("no number: " + text, number);
    return found.value_or(Decimal{});
  }

  static std::optional<std::pair<LocalDate, std::optional<LocalDate>>> range(const std::string& text) {
    const std::size_t dots = text.find("..");
    if (dots == std::string::npos) return {};
    const auto first = LocalDate::parse(text.substr(0, dots));
    const auto last = LocalDate::parse(text.substr(dots + 2));
    if (!first || (!last && dots + 2 != text.size())) return {};
    return std::pair(*first, last);
  }

  void fault(const std::string& what, std::uint32_t number) {
    fixtures_.back().faults.push_back(file_ + ':' + std::to_string(number) + ": " + what);
  }

  std::string file_;
  std::vector<Fixture> fixtures_;
  std::vector<TextLine>* block_ = nullptr;
};

}  // namespace koers::rules::test
