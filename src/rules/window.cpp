#include "rules/window.h"

#include <algorithm>

#include "rules/number.h"

namespace koers::rules {
namespace {

constexpr std::size_t most_candidates = 16;

enum class Match : std::uint8_t { no, maybe, yes };

/// One filter against one column.
class Test {
 public:
  Test(const Column& column, const std::vector<std::string>& codes) : column_(&column) {
    for (const std::string& code : codes) {
      if (const std::int32_t id = column.find(code); id >= 0) ids_.push_back(id);
      if (const auto number = Decimal::parse(code)) numbers_.push_back(to_micro(*number));
    }
  }

  Match of(std::size_t at) const {
    const Cell& cell = column_->cells[at];
    switch (cell.state) {
      case Cell::State::unknown: return Match::maybe;
      case Cell::State::code: return std::ranges::find(ids_, cell.code) != ids_.end() ? Match::yes : Match::no;
      case Cell::State::number:
        return std::ranges::find(numbers_, cell.number) != numbers_.end() ? Match::yes : Match::no;
      default: return Match::no;
    }
  }

 private:
  const Column* column_;
  std::vector<std::int32_t> ids_;
  std::vector<std::int64_t> numbers_;
};

template <class Visit>
void each_match(Index& index, std::string_view kind, const std::vector<Filter>& filters, const Stretch& stretch,
                Visit visit) {
  KindRows& rows = index.kind(kind);
  if (rows.rows.empty() || stretch.spans.empty()) return;
  std::vector<Test> tests;
  tests.reserve(filters.size());
  for (const Filter& f : filters) tests.emplace_back(index.column(rows, f.field), f.codes);
  for (const Days& span : stretch.spans) {
    const auto first = static_cast<std::size_t>(std::ranges::lower_bound(rows.dates, span.first) - rows.dates.begin());
    for (std::size_t at = first; at < rows.dates.size() && rows.dates[at] <= span.last; ++at) {
      if (stretch.after && rows.dates[at] == stretch.start && rows.rows[at] <= *stretch.after) continue;
      Match match = Match::yes;
      for (const Test& test : tests) match = std::min(match, match == Match::no ? Match::no : test.of(at));
      if (match != Match::no) visit(static_cast<std::uint32_t>(at), match == Match::yes);
    }
  }
}

Stretch until(const Index& index, LocalDate start, const std::optional<LocalDate>& end, LocalDate today) {
  const bool running = !end || *end >= today;
  const LocalDate last = running ? today : *end;
  return {{{start, last}}, start, last, index.net().net(start, running ? today : last + 1), {}};
}

Stretch not_begun(LocalDate today) { return {{}, today, today, 0, {}}; }

Stretch whole_case(const Index& index, LocalDate today) {
  const auto first = index.first_row();
  return first && *first <= today ? until(index, *first, {}, today) : not_begun(today);
}

Stretch trajectory(const Index& index, LocalDate today) {
  const Table& table = index.table();
  return table.start && *table.start <= today ? until(index, *table.start, table.end, today) : not_begun(today);
}

Stretch running_phase(const Index& index, LocalDate today) {
  const std::vector<Phase>& phases = index.table().phases;
  for (auto phase = phases.rbegin(); phase != phases.rend(); ++phase) {
    if (phase->start <= today && (!phase->end || *phase->end >= today))
      return until(index, phase->start, phase->end, today);
  }
  return not_begun(today);
}

/// A phase a case came back to is all its stretches together.
Stretch named_phase(const Index& index, std::string_view code, LocalDate today) {
  Stretch out = not_begun(today);
  for (const Phase& phase : index.table().phases) {
    if (phase.code != code || phase.start > today) continue;
    Stretch part = until(index, phase.start, phase.end, today);
    if (!out.spans.empty() && part.start <= out.limit) continue;  // overlaps: a fault of the table, counted once
    if (out.spans.empty()) out.start = part.start;
    out.spans.push_back(part.spans.front());
    out.limit = part.limit;
    out.length += part.length;
  }
  return out;
}

std::vector<Stretch> since(Index& index, const Vocabulary& vocabulary, const Window& window, LocalDate today) {
  const KindName* kind = vocabulary.find(window.since.kind);
  if (kind == nullptr) return {};
  const Stretch within = kind->asked ? whole_case(index, today) : trajectory(index, today);
  if (kind->asked && unasked(index, *kind, window.since, within).any()) return {};
  const KindRows& rows = index.kind(window.since.kind);
  const auto wanted = static_cast<std::size_t>(window.n) - 1;
  std::vector<Stretch> out;
  std::size_t sure = 0;
  std::size_t seen = 0;
  for (const Hit& hit : hits(index, window.since, within)) {
    if (seen >= wanted && sure <= wanted) {  // this row can be the n-th
      Stretch stretch = until(index, rows.dates[hit.at], {}, today);
      stretch.after = rows.rows[hit.at];
      out.push_back(std::move(stretch));
      if (out.size() > most_candidates) return {};
    }
    ++seen;
    if (hit.sure && ++sure > wanted) return out;
  }
  out.push_back(not_begun(today));
  return out;
}

}  // namespace

std::vector<Stretch> stretches(Index& index, const Vocabulary& vocabulary, const Window& window, bool asked,
                               LocalDate today) {
  switch (window.type) {
    case Window::Type::standard: return {asked ? whole_case(index, today) : trajectory(index, today)};
    case Window::Type::whole_case: return {whole_case(index, today)};
    case Window::Type::trajectory: return {trajectory(index, today)};
    case Window::Type::phase: return {running_phase(index, today)};
    case Window::Type::named_phase: return {named_phase(index, window.phase, today)};
    case Window::Type::last_days: {
      const LocalDate start = index.net().back(today, window.n);
      return {Stretch{{{start, today}}, start, today, window.n, {}}};
    }
    case Window::Type::since: return since(index, vocabulary, window, today);
  }
  return {};
}

std::vector<Hit> hits(Index& index, const Selector& selector, const Stretch& stretch) {
  std::vector<Hit> out;
  each_match(index, selector.kind, selector.filters, stretch,
             [&](std::uint32_t at, bool sure) { out.push_back({at, sure}); });
  return out;
}

Unasked unasked(Index& index, const KindName& kind, const Selector& selector, const Stretch& stretch) {
  const std::string_view question = kind.question_field();
  std::vector<Filter> others;
  const std::vector<std::string>* questions = nullptr;
  for (const Filter& f : selector.filters) {
    if (f.field == question) questions = &f.codes;
    if (f.field != kind.answer) others.push_back(f);
  }
  if (questions == nullptr) return {.questions = 0, .open_ended = true};
  KindRows& rows = index.kind(selector.kind);
  const Column& asked = index.column(rows, question);
  const Column& answer = index.column(rows, kind.answer);
  std::vector<std::int32_t> answered;
  each_match(index, selector.kind, others, stretch, [&](std::uint32_t at, bool sure) {
    if (sure && answer.cells[at].state != Cell::State::unknown) answered.push_back(asked.cells[at].code);
  });
  std::size_t missing = 0;
  for (const std::string& code : *questions) {
    const std::int32_t id = asked.find(code);
    if (id < 0 || std::ranges::find(answered, id) == answered.end()) ++missing;
  }
  return {.questions = missing, .open_ended = false};
}

}  // namespace koers::rules
