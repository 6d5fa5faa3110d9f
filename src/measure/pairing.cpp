#include "measure/pairing.h"

#include <algorithm>

namespace koers::measure {
namespace {

Occasion occasion(std::uint32_t row, const Measurement& m) {
  return {row, m.day, m.score, m.moment, m.variant, m.year};
}

bool before(const Measurement& m, const Occasion& o) { return m.day != o.day ? m.day < o.day : m.moment < o.moment; }

constexpr unsigned part_bits = 8;

std::uint64_t hash(const IdKey& key) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(key.low ^ 0xA0761D6478BD642FU) * (key.high ^ 0xE7037ED1A0B428DBU);
  const std::uint64_t folded = static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  return folded * 0x9E3779B97F4A7C15U;
}

}  // namespace

std::string_view name(NoPair reason) {
  switch (reason) {
    case NoPair::end_not_later: return "end_not_later";
    case NoPair::score_missing: return "score_missing";
    case NoPair::other_norm: return "other_norm";
    case NoPair::other_form: return "other_form";
    case NoPair::other_informant: return "other_informant";
    case NoPair::outside_window: return "outside_window";
    case NoPair::absent: return "absent";
  }
  return {};
}

std::string_view name(RowUse use) {
  switch (use) {
    case RowUse::start_of_pair: return "start_of_pair";
    case RowUse::end_of_pair: return "end_of_pair";
    case RowUse::start_only: return "start_only";
    case RowUse::end_only: return "end_only";
    case RowUse::end_not_later: return "end_not_later";
    case RowUse::not_the_first: return "not_the_first";
    case RowUse::not_the_last: return "not_the_last";
    case RowUse::no_score: return "no_score";
    case RowUse::outside_windows: return "outside_windows";
    case RowUse::in_both_windows: return "in_both_windows";
    case RowUse::not_in_report: return "not_in_report";
  }
  return {};
}

/// The rows of one part, being paired.
class Pairing::Part {
 public:
  Part(Blocks<Entry>& entries, Blocks<Series>& series) : entries_(entries), series_(series), first_(series.size()) {
    std::size_t capacity = 16;
    while (capacity < std::size_t{entries.size()} * 2) capacity *= 2;
    slots_.assign(capacity, 0);
    links_.resize(entries.size());
  }

  /// The first row that cannot stand.
  std::optional<Refusal> pair() {
    for (std::uint32_t i = 0; i < entries_.size(); ++i) {
      const Entry& e = entries_[i];
      const std::uint32_t index = find_or_open(case_of(e.person), e.m);
      if (index == no_row || working_[index - first_].rows == most_per_case)
        return Refusal{Why::too_many_rows, e.row, no_row};
      if (auto refused = conflict(index, e)) return refused;
      Working& w = working_[index - first_];
      links_[i] = {index, w.last};
      w.last = i;
      ++w.rows;
      count(series_[index], e);
    }
    return {};
  }

  void tell(std::vector<Row>& rows) const {
    for (std::uint32_t i = 0; i < entries_.size(); ++i) {
      const Entry& e = entries_[i];
      const std::uint32_t index = links_[i].series;
      rows[e.row] = {index, use(series_[index], e)};
    }
  }

 private:
  struct Case {
    IdKey person;
    std::uint32_t last = no_row;  // of its series, which form a ring
  };
  struct Working {  // what is known of a series beside itself
    IdKey informant;
    std::uint32_t last = no_row;  // entry
    std::uint32_t rows = 0;
  };
  struct Link {
    std::uint32_t series = no_row;
    std::uint32_t previous = no_row;  // entry of the same series
  };

  Case& case_of(const IdKey& person) {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t slot = hash(person) & mask;; slot = (slot + 1) & mask) {
      std::uint32_t& number = slots_[slot];
      if (number == 0) {
        number = static_cast<std::uint32_t>(cases_.size()) + 1;
        return cases_.emplace_back(Case{person, no_row});
      }
      if (cases_[number - 1].person == person) return cases_[number - 1];
    }
  }

  /// no_row when the case has too many series.
  std::uint32_t find_or_open(Case& of, const Measurement& m) {
    std::uint32_t known = 0;
    std::optional<std::uint16_t> informant;
    for (std::uint32_t at = of.last; at != no_row; ++known) {
      if (known == most_per_case) return no_row;
      const Series& s = series_[at];
      const bool same_person = working_[at - first_].informant == m.informant;
      if (same_person && s.instrument == m.instrument && s.form == m.form && s.norm == m.norm && s.role == m.role)
        return at;
      if (same_person) informant = s.informant;
      at = s.next == of.last ? no_row : s.next;
    }
    if (known == most_per_case) return no_row;
    const std::uint32_t index = series_.size();
    Series s;
    s.informant = informant.value_or(static_cast<std::uint16_t>(known));
    s.instrument = m.instrument;
    s.form = m.form;
    s.norm = m.norm;
    s.role = m.role;
    s.next = of.last == no_row ? index : series_[of.last].next;
    series_.push(s);
    working_.push_back({m.informant, no_row, 0});
    if (of.last != no_row) series_[of.last].next = index;
    of.last = index;
    return index;
  }

  std::optional<Refusal> conflict(std::uint32_t index, const Entry& e) const {
    const Measurement& m = e.m;
    const Series& s = series_[index];
    // Only rows of the same window can be the same measurement, and most series have none.
    const bool others = m.window == Window::start ? s.start.exists()
                        : m.window == Window::end ? s.end.exists()
                                                  : s.elsewhere;
    if (m.missing || !others) return {};
    for (std::uint32_t i = working_[index - first_].last; i != no_row; i = links_[i].previous) {
      const Measurement& r = entries_[i].m;
      if (r.missing) continue;
      if (r.day == m.day && r.moment == m.moment) return Refusal{Why::duplicate, e.row, entries_[i].row};
      if (r.window == m.window && r.window != Window::neither && (r.day == no_day || m.day == no_day)) {
        return Refusal{Why::undated, e.row, entries_[i].row};
      }
    }
    return {};
  }

  static void count(Series& s, const Entry& e) {
    const Measurement& m = e.m;
    if (m.window == Window::start) {
      if (m.missing) {
        s.start_missing = true;
      } else if (!s.start.exists() || before(m, s.start)) {
        s.start = occasion(e.row, m);
      }
    } else if (m.window == Window::end) {
      if (m.missing) {
        s.end_missing = true;
      } else if (!s.end.exists() || !before(m, s.end)) {
        s.end = occasion(e.row, m);
      }
    } else if (!m.missing) {
      s.elsewhere = true;
    }
  }

  static RowUse use(const Series& s, const Entry& e) {
    if (e.m.missing) return RowUse::no_score;
    switch (e.m.window) {
      case Window::neither: return RowUse::outside_windows;
      case Window::both: return RowUse::in_both_windows;
      case Window::start:
        if (s.start.row != e.row) return RowUse::not_the_first;
        return s.paired() ? RowUse::start_of_pair : RowUse::start_only;
      case Window::end:
        if (s.end.row != e.row) return RowUse::not_the_last;
        if (s.end_not_later()) return RowUse::end_not_later;
        return s.paired() ? RowUse::end_of_pair : RowUse::end_only;
    }
    return RowUse::not_in_report;
  }

  const Blocks<Entry>& entries_;
  Blocks<Series>& series_;
  std::uint32_t first_;               // series of this part
  std::vector<std::uint32_t> slots_;  // by hash: number of the case, from 1; 0: free
  std::vector<Case> cases_;
  std::vector<Working> working_;      // by series - first_
  std::vector<Link> links_;           // by entry
};

Pairing::Pairing() : parts_(std::size_t{1} << part_bits) {}

void Pairing::add(const IdKey& person, const Measurement& m) {
  parts_[hash(person) >> (64 - part_bits)].push({person, m, rows_});
  ++rows_;
}

std::optional<Pairing::Refusal> Pairing::close() {
  row_.assign(rows_, {});
  std::optional<Refusal> first;
  for (Blocks<Entry>& entries : parts_) {
    Part part(entries, series_);
    const auto refused = part.pair();
    if (refused && (!first || refused->row < first->row)) first = refused;
    if (!first) part.tell(row_);
    entries = {};
  }
  return first;
}

NoPair Pairing::reason(const Series& s) const {
  if (s.end_not_later()) return NoPair::end_not_later;
  const bool lacks_end = s.start.exists();
  if (lacks_end ? s.end_missing : s.start_missing) return NoPair::score_missing;
  NoPair found = NoPair::absent;
  for (const Series* other = &series_[s.next]; other != &s; other = &series_[other->next]) {
    if (other->instrument != s.instrument || !(lacks_end ? other->end : other->start).exists()) continue;
    const NoPair why = other->informant != s.informant || other->role != s.role ? NoPair::other_informant
                       : other->form != s.form                                  ? NoPair::other_form
                                                                                : NoPair::other_norm;
    found = std::min(found, why);
  }
  if (found == NoPair::absent && s.elsewhere) return NoPair::outside_window;
  return found;
}

}  // namespace koers::measure
