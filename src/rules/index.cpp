#include "rules/index.h"

#include <algorithm>

#include "rules/number.h"

namespace koers::rules {
namespace {

std::vector<Days> both(std::vector<Days> a, const std::vector<Days>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

}  // namespace

std::int32_t Column::find(std::string_view code) const {
  const auto found = std::ranges::find(codes, code);
  return found == codes.end() ? -1 : static_cast<std::int32_t>(found - codes.begin());
}

Index::Index(const Table& table)
    : table_(table), first_row_(table.begins), net_(both(table.pauses, table.closed)), pauses_(table.pauses) {
  std::string_view last_kind;
  KindRows* last = nullptr;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const Row& row = table.rows[i];
    if (last == nullptr || row.kind != last_kind) {
      last_kind = row.kind;
      last = &kinds_[last_kind];
    }
    last->rows.push_back(static_cast<std::uint32_t>(i));
    if (!first_row_ || row.date < *first_row_) first_row_ = row.date;
  }
  for (auto& [name, kind] : kinds_) {
    std::ranges::sort(kind.rows, {}, [&](std::uint32_t i) { return std::pair(table.rows[i].date, i); });
    kind.dates.reserve(kind.rows.size());
    for (const std::uint32_t i : kind.rows) kind.dates.push_back(table.rows[i].date);
  }
}

KindRows& Index::kind(std::string_view name) {
  const auto found = kinds_.find(name);
  return found == kinds_.end() ? none_ : found->second;
}

const Column& Index::column(KindRows& kind, std::string_view field) {
  if (const auto made = kind.columns.find(field); made != kind.columns.end()) return made->second;
  Column& column = kind.columns[std::string(field)];
  column.cells.resize(kind.rows.size());
  std::unordered_map<std::string_view, std::int32_t> ids;
  std::size_t hint = 0;  // rows of a kind mostly list their fields in one order
  for (std::size_t i = 0; i < kind.rows.size(); ++i) {
    const std::vector<Field>& fields = table_.rows[kind.rows[i]].fields;
    if (hint >= fields.size() || fields[hint].name != field) {
      hint = 0;
      while (hint < fields.size() && fields[hint].name != field) ++hint;
      if (hint == fields.size()) continue;
    }
    const Value& value = fields[hint].value;
    Cell& cell = column.cells[i];
    if (const auto* text = std::get_if<std::string>(&value)) {
      cell.state = text->empty() ? Cell::State::none : Cell::State::code;
      if (text->empty()) continue;
      const auto [at, fresh] = ids.try_emplace(*text, static_cast<std::int32_t>(column.codes.size()));
      if (fresh) column.codes.push_back(*text);
      cell.code = at->second;
    } else if (const auto* number = std::get_if<Decimal>(&value)) {
      cell.state = Cell::State::number;
      cell.number = to_micro(*number);
    } else if (const auto* date = std::get_if<LocalDate>(&value)) {
      cell.state = Cell::State::date;
      cell.number = date->days();
    }
  }
  return column;
}

}  // namespace koers::rules
