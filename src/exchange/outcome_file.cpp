#include "exchange/outcome_file.h"

#include <algorithm>

#include "base/text.h"

namespace koers::exchange {

std::uint32_t LineIndex::line(std::uint32_t row) const {
  const auto after = std::upper_bound(changes_.begin(), changes_.end(), row,
                                      [](std::uint32_t r, const auto& change) { return r < change.first; });
  return after == changes_.begin() ? 0 : row + std::prev(after)->second;
}

std::optional<ColumnOf> ColumnChooser::role(const std::string& role) {
  const auto found = map_.columns.find(role);
  if (found == map_.columns.end()) return {};
  return named(found->second);
}

ColumnOf ColumnChooser::named(const std::string& column) {
  const auto index = reader_.column(column);
  if (!index) {
    missing_.push_back(column);
    return {0, column};
  }
  const auto known = std::find(chosen_.begin(), chosen_.end(), *index);
  const auto slot = static_cast<std::size_t>(known - chosen_.begin());
  if (known == chosen_.end()) chosen_.push_back(*index);
  return {slot, column};
}

Expected<void> ColumnChooser::select() {
  if (!missing_.empty()) {
    std::vector<std::string_view> names(reader_.header().begin(), reader_.header().end());
    const auto nearest_name = nearest(missing_.front(), names);
    return fail("map.no_such_column", {{"column", missing_.front()}, {"nearest", nearest_name.value_or("")}},
                {reader_.name(), 1, 0, {}});
  }
  reader_.select(chosen_);
  return {};
}

tl::unexpected<Error> row_fault(const CsvReader& reader, std::uint32_t line, const std::string& column,
                                std::string code, Message::Args args) {
  args.emplace_back("column", column);
  return fail(std::move(code), std::move(args), {reader.name(), line, 0, column});
}

tl::unexpected<Error> cell_fault(const CsvReader& reader, std::uint32_t line, const ColumnOf& column, CellFault fault,
                                 const OutcomeMap& map) {
  return row_fault(reader, line, column.name, std::string(code_of(fault)),
                   {{"decimals", std::to_string(map.numbers.decimals)}});
}

Expected<OutcomeReport> outcome_report(const OutcomeMap& map, TextSource source, const FindFrame& frames, bool dutch) {
  auto reader = CsvReader::open(std::move(source), map.delimiter);
  if (!reader) return fail(std::move(reader.error()));
  Expected<OutcomeReport> out;
  switch (map.kind) {
    case MapKind::scores: out = read_scores(map, *reader, frames, dutch); break;
    case MapKind::answers: out = read_answers(map, *reader); break;
    case MapKind::goals: out = read_goals(map, *reader); break;
    case MapKind::counts: out = read_counts(map, *reader); break;
  }
  if (!out) return out;
  report::Report& r = out->report;
  if (!map.title.empty()) {
    r.title = report::Label::words(map.title);
  } else {
    r.title = Message{"outcome.title", {}};
  }
  r.subtitle.emplace_back(Message{"outcome.read",
                                  {{"file", reader->name()},
                                   {"rows", std::to_string(reader->rows_read())},
                                   {"blank", std::to_string(reader->blank_rows())}}});
  if (map.synthetic) r.subtitle.emplace_back(Message{"outcome.synthetic", {}});
  if (!map.source.empty()) r.subtitle.emplace_back(Message{"outcome.source", {{"source", map.source}}});
  if (!map.note.empty()) r.subtitle.push_back(report::Label::words(map.note));
  if (!map.printed.empty()) {
    if (auto added = report::add_printed(r, map.printed); !added) {
      added.error().place.file = map.file;
      return fail(std::move(added.error()));
    }
  }
  return out;
}

}  // namespace koers::exchange
