#include "measure/pairing.h"

#include <algorithm>

namespace koers::measure {
namespace {

bool same_series(const Series& s, const Measurement& m) {
  return s.informant == m.informant && s.instrument == m.instrument && s.form == m.form && s.norm == m.norm && s.role == m.role;
}

Occasion occasion(std::uint32_t row, const Measurement& m) { return {row, m.day, m.score, m.moment, m.variant, m.year}; }

bool before(const Measurement& m, const Occasion& o) { return m.day != o.day ? m.day < o.day : m.moment < o.moment; }

}  // namespace

std::string_view name(NoPair reason) {
  switch (reason) {
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
    case RowUse::not_the_first: return "not_the_first";
    case RowUse::not_the_last: return "not_the_last";
    case RowUse::no_score: return "no_score";
    case RowUse::outside_windows: return "outside_windows";
    case RowUse::in_both_windows: return "in_both_windows";
    case RowUse::not_in_report: return "not_in_report";
  }
  return {};
}

/// A handle is the index of the case's last series plus one; series of a case form a ring.
std::uint32_t Pairing::find_or_open(std::uint32_t& handle, const Measurement& m, bool& full) {
  full = false;
  if (handle != 0) {
    const std::uint32_t last = handle - 1;
    std::uint32_t at = last;
    for (std::uint32_t n = 0; n < most_per_case; ++n) {
      if (same_series(series_[at], m)) return at;
      at = series_[at].next;
      if (at == last) break;
      full = n + 1 == most_per_case;
    }
    if (full) return 0;
  }
  const std::uint32_t index = series_.push();
  Series& s = series_[index];
  s.informant = m.informant;
  s.instrument = m.instrument;
  s.form = m.form;
  s.norm = m.norm;
  s.role = m.role;
  if (handle == 0) {
    s.next = index;
    ++cases_;
  } else {
    s.next = series_[handle - 1].next;
    series_[handle - 1].next = index;
  }
  handle = index + 1;
  return index;
}

void Pairing::prefetch(std::uint32_t handle) const {
  if (handle == 0) return;
  const auto* at = reinterpret_cast<const char*>(&series_[handle - 1]);
  __builtin_prefetch(at);
  __builtin_prefetch(at + sizeof(Series) - 1);
}

void Pairing::skip() {
  row_.push();
}

Pairing::Added Pairing::add(std::uint32_t& handle, const Measurement& m) {
  bool full = false;
  const std::uint32_t index = find_or_open(handle, m, full);
  if (full) return {Outcome::too_many_rows};
  Series& s = series_[index];
  if (s.rows == most_per_case) return {Outcome::too_many_rows};

  // Only rows of the same window can be the same measurement; most series have none, and their rows lie far apart.
  const bool others = m.window == Window::start ? s.start.exists() : m.window == Window::end ? s.end.exists() : s.elsewhere;
  for (std::uint32_t row = m.missing || !others ? no_row : s.last_row; row != no_row; row = row_[row].previous) {
    const Row& r = row_[row];
    if (r.missing) continue;
    if (r.day == m.day && r.moment == m.moment) return {Outcome::duplicate, row};
    if (r.window == m.window && r.window != Window::neither && (r.day == no_day || m.day == no_day)) {
      return {Outcome::undated, row};
    }
  }
  const std::uint32_t row = row_.push();
  row_[row] = {index, s.last_row, m.day, m.moment, m.window, m.missing};
  s.last_row = row;
  ++s.rows;
  if (m.window == Window::start) {
    if (m.missing) {
      s.start_missing = true;
    } else if (!s.start.exists() || before(m, s.start)) {
      s.start = occasion(row, m);
    }
  } else if (m.window == Window::end) {
    if (m.missing) {
      s.end_missing = true;
    } else if (!s.end.exists() || !before(m, s.end)) {
      s.end = occasion(row, m);
    }
  } else if (!m.missing) {
    s.elsewhere = true;
  }
  return {};
}

NoPair Pairing::reason(const Series& s) const {
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

RowUse Pairing::use(std::uint32_t row) const {
  if (!has_series(row)) return RowUse::not_in_report;
  const Row& r = row_[row];
  const Series& s = series_of(row);
  if (r.missing) return RowUse::no_score;
  switch (r.window) {
    case Window::neither: return RowUse::outside_windows;
    case Window::both: return RowUse::in_both_windows;
    case Window::start:
      if (s.start.row != row) return RowUse::not_the_first;
      return s.paired() ? RowUse::start_of_pair : RowUse::start_only;
    case Window::end:
      if (s.end.row != row) return RowUse::not_the_last;
      return s.paired() ? RowUse::end_of_pair : RowUse::end_only;
  }
  return RowUse::not_in_report;
}

}  // namespace koers::measure
