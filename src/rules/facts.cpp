#include "rules/facts.h"

#include <algorithm>

#include "rules/window.h"

namespace koers::rules {
namespace {

template <class T>
void tidy(std::vector<T>& list) {
  std::ranges::sort(list);
  list.erase(std::ranges::unique(list).begin(), list.end());
}

struct Bounds {
  std::optional<Number> least, most;
};

Bounds bounds_of(const KindName& kind, std::string_view field) {
  const FieldName* name = kind.find(field);
  Bounds out;
  if (name != nullptr && name->least) out.least = Number{to_micro(*name->least), 1};
  if (name != nullptr && name->most) out.most = Number{to_micro(*name->most), 1};
  return out;
}

Number micro(std::int64_t value) { return {value, 1}; }

/// One fact over one stretch of time.
class Reader {
 public:
  Reader(Index& index, const KindName& kind, const Fact& fact, const Stretch& stretch, LocalDate today, bool rows)
      : index_(index),
        kind_(kind),
        fact_(fact),
        stretch_(stretch),
        today_(today),
        rows_(index.kind(fact.of.kind)),
        rows_wanted_(rows) {
    if (!fact.of.field.empty()) column_ = &index_.column(rows_, fact.of.field);
  }

  FactValue value(Result result) {
    out_.result = result;
    hits_ = hits(index_, fact_.of, stretch_);
    if (kind_.asked) unasked_ = unasked(index_, kind_, fact_.of, stretch_);
    switch (fact_.aggregate) {
      case Aggregate::exists: exists(); break;
      case Aggregate::count: count(); break;
      case Aggregate::distinct: distinct(); break;
      case Aggregate::sum: sum(); break;
      case Aggregate::mean: mean(); break;
      case Aggregate::first: std::ranges::reverse(hits_); [[fallthrough]];
      case Aggregate::last: last(); break;
      case Aggregate::share: share(); break;
      case Aggregate::days_since: days_since(); break;
      case Aggregate::days_between: days_between(); break;
      case Aggregate::per_week: per_week(); break;
    }
    tidy(out_.evidence);
    tidy(out_.open);
    return std::move(out_);
  }

 private:
  std::uint32_t row(const Hit& hit) const { return rows_.rows[hit.at]; }
  const Cell& cell(const Hit& hit) const { return column_->cells[hit.at]; }

  /// The rows behind a value: sure ones as evidence, the others as open.
  void show(const Hit& hit) {
    if (rows_wanted_) (hit.sure ? out_.evidence : out_.open).push_back(row(hit));
    if (!hit.sure) out_.lacks(Missing::no_value);
  }
  void show_all() {
    for (const Hit& hit : hits_) show(hit);
  }
  void lacks_value(const Hit& hit) {
    if (rows_wanted_) out_.open.push_back(row(hit));
    out_.lacks(Missing::no_value);
  }

  void exists() {
    out_.truth = Truth::no;
    for (const Hit& hit : hits_) {
      out_.truth = std::max(out_.truth, hit.sure ? Truth::yes : Truth::unknown);
    }
    if (out_.truth == Truth::no && unasked_.any()) {
      out_.truth = Truth::unknown;
      out_.lacks(Missing::not_asked);
    }
    for (const Hit& hit : hits_) {
      if (hit.sure || out_.truth != Truth::yes) show(hit);
    }
  }

  void count() {
    show_all();
    out_.low = whole(std::ranges::count(hits_, true, &Hit::sure));
    out_.high = whole(static_cast<std::int64_t>(hits_.size()));
    if (!unasked_.any()) return;
    out_.high = {};
    out_.lacks(Missing::not_asked);
  }

  void distinct() {
    std::vector<std::pair<std::int32_t, std::int64_t>> sure;
    std::vector<std::pair<std::int32_t, std::int64_t>> all;
    std::size_t nameless = 0;
    for (const Hit& hit : hits_) {
      const Cell& c = cell(hit);
      if (c.state == Cell::State::none) continue;
      if (c.state == Cell::State::unknown) {
        ++nameless;
        lacks_value(hit);
        continue;
      }
      show(hit);
      all.emplace_back(c.code, c.number);
      if (hit.sure) sure.push_back(all.back());
    }
    tidy(sure);
    tidy(all);
    std::size_t most = all.size() + nameless + unasked_.questions;
    if (unasked_.any()) out_.lacks(Missing::not_asked);
    bool bounded = !unasked_.open_ended && (unasked_.questions == 0 || fact_.of.field == kind_.question_field());
    for (const Filter& f : fact_.of.filters) {
      if (f.field != fact_.of.field) continue;
      most = bounded ? std::min(most, f.codes.size()) : f.codes.size();
      bounded = true;
    }
    out_.low = whole(static_cast<std::int64_t>(sure.size()));
    if (bounded) out_.high = whole(static_cast<std::int64_t>(std::max(most, sure.size())));
  }

  void sum() {
    const Bounds bounds = bounds_of(kind_, fact_.of.field);
    std::optional<Number> low = whole(0);
    std::optional<Number> high = whole(0);
    const auto add = [](std::optional<Number>& to, const std::optional<Number>& value) {
      if (!to || !value)
        to = {};
      else
        to->micro += value->micro;
    };
    const auto below = [](const std::optional<Number>& n) { return n ? std::optional(std::min(*n, whole(0))) : n; };
    const auto above = [](const std::optional<Number>& n) { return n ? std::optional(std::max(*n, whole(0))) : n; };
    for (const Hit& hit : hits_) {
      const Cell& c = cell(hit);
      if (c.state == Cell::State::none) continue;
      if (c.state != Cell::State::number) {
        lacks_value(hit);
        add(low, below(bounds.least));
        add(high, above(bounds.most));
        continue;
      }
      show(hit);
      add(low, hit.sure ? micro(c.number) : below(micro(c.number)));
      add(high, hit.sure ? micro(c.number) : above(micro(c.number)));
    }
    if (unasked_.any()) {
      low = high = {};
      out_.lacks(Missing::not_asked);
    }
    out_.low = low;
    out_.high = high;
  }

  void mean() {
    const Bounds bounds = bounds_of(kind_, fact_.of.field);
    Number total;
    std::int64_t n = 0;
    std::vector<Number> lower;  // values that may or may not count
    std::vector<Number> higher;
    bool bounded_below = !unasked_.any();
    bool bounded_above = bounded_below;
    for (const Hit& hit : hits_) {
      const Cell& c = cell(hit);
      if (c.state == Cell::State::none) continue;
      if (c.state != Cell::State::number) {
        lacks_value(hit);
        bounded_below = bounded_below && bounds.least;
        bounded_above = bounded_above && bounds.most;
        if (bounds.least) lower.push_back(*bounds.least);
        if (bounds.most) higher.push_back(*bounds.most);
        continue;
      }
      show(hit);
      if (hit.sure) {
        total.micro += c.number;
        ++n;
      } else {
        lower.push_back(micro(c.number));
        higher.push_back(micro(c.number));
      }
    }
    if (unasked_.any()) out_.lacks(Missing::not_asked);
    if (n == 0) {
      out_.lacks(Missing::no_row);
      return;
    }
    if (bounded_below) out_.low = pulled(total, n, std::move(lower), false);
    if (bounded_above) out_.high = pulled(total, n, std::move(higher), true);
  }

  /// The lowest (highest) mean of total/n and any choice of `optional`.
  static Number pulled(Number total, std::int64_t n, std::vector<Number> optional, bool up) {
    std::ranges::sort(optional, [up](const Number& a, const Number& b) { return up ? b < a : a < b; });
    for (const Number& value : optional) {
      const Number mean{total.micro, n};
      if (up ? !(mean < value) : !(value < mean)) break;
      total.micro += value.micro;
      ++n;
    }
    return {total.micro, n};
  }

  /// From the last row back (the first row on, after reverse): until one surely has a value.
  void last() {
    const Bounds bounds = bounds_of(kind_, fact_.of.field);
    if (unasked_.questions > 0) return out_.forget(Missing::not_asked);
    std::vector<Number> numbers;
    bool bounded_below = true;
    bool bounded_above = true;
    for (auto hit = hits_.rbegin(); hit != hits_.rend(); ++hit) {
      const Cell& c = cell(*hit);
      if (c.state == Cell::State::none) continue;
      const bool readable = out_.result == Result::number ? c.state == Cell::State::number : c.known();
      if (!readable) {
        lacks_value(*hit);
        if (out_.result != Result::number) return out_.forget(Missing::no_value);
        bounded_below = bounded_below && bounds.least;
        bounded_above = bounded_above && bounds.most;
        if (bounds.least) numbers.push_back(*bounds.least);
        if (bounds.most) numbers.push_back(*bounds.most);
        continue;
      }
      show(*hit);
      if (out_.result == Result::number) {
        numbers.push_back(micro(c.number));
      } else {
        out_.values.push_back(text(c));
      }
      if (!hit->sure) continue;
      tidy(out_.values);
      if (out_.result == Result::number) {
        if (bounded_below) out_.low = *std::ranges::min_element(numbers, std::less<>{});
        if (bounded_above) out_.high = *std::ranges::max_element(numbers, std::less<>{});
      }
      return;
    }
    out_.forget(unasked_.any() && hits_.empty() ? Missing::not_asked : Missing::no_row);
  }

  std::string text(const Cell& c) const {
    switch (c.state) {
      case Cell::State::code: return std::string(column_->codes[static_cast<std::size_t>(c.code)]);
      case Cell::State::date: return LocalDate(static_cast<std::int32_t>(c.number)).text();
      default: return shown(micro(c.number)).text();
    }
  }

  /// hits_ are the part; the whole is asked here. A row of the whole that is no hit of the part surely does not belong
  /// to it.
  void share() {
    const std::vector<Hit> whole_hits = hits(index_, *fact_.other, stretch_);
    std::int64_t in = 0;
    std::int64_t out = 0;
    std::int64_t either = 0;  // surely of the whole, perhaps of the part
    std::int64_t maybe_in = 0;  // perhaps of the whole, and then surely of the part
    std::int64_t maybe_out = 0;
    std::int64_t maybe_either = 0;
    std::size_t part = 0;
    for (const Hit& hit : whole_hits) {
      while (part < hits_.size() && hits_[part].at < hit.at) ++part;
      const bool found = part < hits_.size() && hits_[part].at == hit.at;
      const bool sure = found && hits_[part].sure;
      ++(hit.sure ? (sure ? in : found ? either : out) : (sure ? maybe_in : found ? maybe_either : maybe_out));
      show(hit);
      if (found && !sure) lacks_value(hit);
    }
    if (kind_.asked && (unasked_.any() || unasked(index_, kind_, *fact_.other, stretch_).any())) {
      return out_.forget(Missing::not_asked);
    }
    const std::int64_t least_whole = in + out + either;
    if (least_whole == 0) return out_.forget(Missing::no_row);
    out_.low = Number{Wide{100'000'000} * in, least_whole + maybe_out + maybe_either};
    const std::int64_t most_in = in + either + maybe_in + maybe_either;
    out_.high = Number{Wide{100'000'000} * most_in, least_whole + maybe_in + maybe_either};
  }

  void days_since() {
    std::int32_t least = -1;
    for (auto hit = hits_.rbegin(); hit != hits_.rend(); ++hit) {
      const std::int32_t days = index_.net().net(rows_.dates[hit->at], today_);
      if (least < 0) least = days;
      show(*hit);
      if (!hit->sure) continue;
      out_.low = whole(unasked_.questions > 0 ? 0 : least);
      out_.high = whole(days);
      if (unasked_.questions > 0) out_.lacks(Missing::not_asked);
      return;
    }
    if (unasked_.any()) return out_.forget(Missing::not_asked);
    const std::int32_t days = index_.net().net(stretch_.start, today_);
    out_.low = whole(least < 0 ? days : least);
    out_.high = whole(days);
  }

  void days_between() {
    KindRows& others = index_.kind(fact_.other->kind);
    const std::vector<Hit> ends = hits(index_, *fact_.other, stretch_);
    bool open_question = unasked_.any();
    if (end_kind_ != nullptr && end_kind_->asked) {
      open_question = open_question || unasked(index_, *end_kind_, *fact_.other, stretch_).any();
    }
    if (open_question) return out_.forget(Missing::not_asked);
    std::size_t next = 0;  // first end not before the beginning looked at
    std::size_t next_sure = 0;
    bool unended = false;
    for (const Hit& begin : hits_) {
      const LocalDate from = rows_.dates[begin.at];
      const auto skip = [&](std::size_t at, bool sure) {
        while (at < ends.size() && (others.dates[ends[at].at] < from || (sure && !ends[at].sure))) ++at;
        return at;
      };
      const auto other_row = [&](std::size_t at, bool sure) {  // the first end that is not the beginning itself
        if (at < ends.size() && others.rows[ends[at].at] == row(begin)) return skip(at + 1, sure);
        return at;
      };
      next = skip(next, false);
      next_sure = skip(next_sure, true);
      const std::size_t first = other_row(next, false);
      const std::size_t sure = other_row(next_sure, true);
      const auto days = [&](LocalDate to) { return whole(index_.pauses().net(from, to)); };
      const Number low = days(first < ends.size() ? others.dates[ends[first].at] : stretch_.limit);
      out_.low = out_.low ? std::min(*out_.low, low) : low;
      if (sure < ends.size()) {
        const Number high = days(others.dates[ends[sure].at]);
        out_.high = out_.high ? std::max(*out_.high, high) : high;
      } else {
        unended = true;
      }
      show(begin);
      for (const std::size_t at : {first, sure}) {
        if (at >= ends.size()) continue;
        if (rows_wanted_) (ends[at].sure ? out_.evidence : out_.open).push_back(others.rows[ends[at].at]);
        if (!ends[at].sure) out_.lacks(Missing::no_value);
      }
      if (unended) {
        out_.high = {};
        out_.lacks(Missing::no_row);
      }
      if (begin.sure) return;
    }
    out_.low = out_.high = {};
    out_.lacks(Missing::no_row);
  }

  void per_week() {
    if (fact_.of.field.empty()) {
      count();
    } else {
      sum();
    }
    if (stretch_.length < 7) return out_.forget(Missing::window_short);
    for (auto* end : {&out_.low, &out_.high}) {
      if (*end) *end = Number{(*end)->micro * 7, stretch_.length};
    }
  }

 public:
  const KindName* end_kind_ = nullptr;  // of days_between's second selector

 private:
  Index& index_;
  const KindName& kind_;
  const Fact& fact_;
  const Stretch& stretch_;
  LocalDate today_;
  KindRows& rows_;
  bool rows_wanted_;
  const Column* column_ = nullptr;
  std::vector<Hit> hits_;
  Unasked unasked_;
  FactValue out_;
};

bool needs_field(Aggregate a) {
  return a == Aggregate::distinct || a == Aggregate::sum || a == Aggregate::mean || a == Aggregate::first ||
         a == Aggregate::last;
}

}  // namespace

void FactValue::lacks(Missing reason) {
  const auto at = std::ranges::lower_bound(missing, reason);
  if (at == missing.end() || *at != reason) missing.insert(at, reason);
}

void FactValue::forget(Missing reason) {
  truth = Truth::unknown;
  low = high = {};
  values.clear();
  any = true;
  lacks(reason);
}

void FactValue::widen(const FactValue& other) {
  if (truth != other.truth) truth = Truth::unknown;
  low = low && other.low ? std::optional(std::min(*low, *other.low)) : std::nullopt;
  high = high && other.high ? std::optional(std::max(*high, *other.high)) : std::nullopt;
  any = any || other.any;
  values.insert(values.end(), other.values.begin(), other.values.end());
  if (any) values.clear();
  tidy(values);
  for (const Missing reason : other.missing) lacks(reason);
  evidence.insert(evidence.end(), other.evidence.begin(), other.evidence.end());
  open.insert(open.end(), other.open.begin(), other.open.end());
  tidy(evidence);
  tidy(open);
}

FactValue Facts::value(const Fact& fact, LocalDate today, bool rows) {
  FactValue unknown;
  unknown.result = result_of(fact, vocabulary_);
  const KindName* kind = vocabulary_.find(fact.of.kind);
  const bool two = fact.aggregate == Aggregate::share || fact.aggregate == Aggregate::days_between;
  const bool kinds_differ = fact.aggregate == Aggregate::share && fact.other && fact.other->kind != fact.of.kind;
  if (kind == nullptr || two != fact.other.has_value() || kinds_differ ||
      (needs_field(fact.aggregate) && fact.of.field.empty())) {
    unknown.forget(Missing::not_in_language);
    return unknown;
  }
  const auto windows = stretches(index_, vocabulary_, fact.window, kind->asked, today);
  std::optional<FactValue> out;
  for (const Stretch& stretch : windows) {
    Reader reader(index_, *kind, fact, stretch, today, rows);
    if (fact.other) reader.end_kind_ = vocabulary_.find(fact.other->kind);
    FactValue value = reader.value(unknown.result);
    if (out)
      out->widen(value);
    else
      out = std::move(value);
  }
  if (!out)
    unknown.forget(Missing::no_value);
  else if (windows.size() > 1)
    out->lacks(Missing::no_value);
  return out ? std::move(*out) : std::move(unknown);
}

std::optional<LocalDate> Facts::next_event(const Fact& fact, LocalDate today) {
  std::optional<LocalDate> first;
  const auto offer = [&](std::optional<LocalDate> date) {
    if (date && *date > today && (!first || *date < *first)) first = date;
  };
  const auto arrives = [&](const Selector& s) {
    const KindRows& kind = index_.kind(s.kind);
    const auto next = std::ranges::upper_bound(kind.dates, today);
    if (next != kind.dates.end()) offer(*next);
    if (fact.window.type != Window::Type::last_days) return;
    const LocalDate start = index_.net().back(today, fact.window.n);
    const auto leaving = std::ranges::lower_bound(kind.dates, start);
    if (leaving != kind.dates.end()) offer(index_.net().forward(*leaving + 1, fact.window.n));
  };
  arrives(fact.of);
  if (fact.other) arrives(*fact.other);
  if (fact.window.type == Window::Type::since) arrives(fact.window.since);
  offer(index_.first_row());
  const Table& table = index_.table();
  offer(table.start);
  if (table.end) {
    offer(table.end);
    offer(*table.end + 1);
  }
  for (const Phase& phase : table.phases) {
    offer(phase.start);
    if (!phase.end) continue;
    offer(phase.end);
    offer(*phase.end + 1);
  }
  return first;
}

}  // namespace koers::rules
