#include "report/printed.h"

#include <algorithm>
#include <optional>

namespace koers::report {
namespace {

Decimal at(const Figure& f, int decimals) {
  if (const auto value = f.exact.round(decimals)) return *value;
  return f.value.value_or(Decimal{});
}

bool equal(const Decimal& a, const Decimal& b) { return koers::compare(a, b) == 0; }

std::string measure_of(const std::string& code) { return code.substr(code.rfind('.') + 1); }

/// Codes that differ in one part only: "KD3.A.n" and "KD3.B.n".
bool siblings(const std::string& a, const std::string& b) {
  if (measure_of(a) != measure_of(b)) return false;
  int differ = 0;
  std::size_t i = 0, j = 0;
  for (;;) {
    const std::size_t x = std::min(a.find('.', i), a.size());
    const std::size_t y = std::min(b.find('.', j), b.size());
    if (a.compare(i, x - i, b, j, y - j) != 0) ++differ;
    if (x == a.size() || y == b.size()) return differ == 1 && x == a.size() && y == b.size();
    i = x + 1;
    j = y + 1;
  }
}

std::optional<std::int64_t> base_of(const Figure& f) {
  if (f.unit == Unit::percent) return f.denominator;
  return {};
}

/// A share printed this way: the same count of another base ("60/242"), or one person more or less ("6/7").
std::optional<std::string> other_share(const Decimal& value, std::int64_t k, std::int64_t n) {
  const auto fits = [&](std::int64_t count, std::int64_t base) {
    return base > 1 && count >= 0 && count <= base && equal(round_ratio(count, base, value.decimals, 100), value);
  };
  const auto words = [](std::int64_t count, std::int64_t base) {
    return std::to_string(count) + "/" + std::to_string(base);
  };
  for (const std::int64_t base : {n - 1, n + 1}) {
    const auto guess = static_cast<std::int64_t>(value.value() * static_cast<double>(base) / 100);
    for (std::int64_t count = guess; count <= guess + 1; ++count) {
      if (std::abs(count - k) <= 1 && fits(count, base)) return words(count, base);
    }
  }
  for (std::int64_t distance = 2; distance <= n / 50; ++distance) {
    if (fits(k, n - distance)) return words(k, n - distance);
    if (fits(k, n + distance)) return words(k, n + distance);
  }
  return {};
}

/// The decimals of `exact` cut off after `decimals`, towards zero.
std::optional<Decimal> cut_off(const Exact& exact, int decimals) {
  const auto fine = exact.round(9);
  if (!fine) return {};
  std::int64_t scaled = fine->scaled;
  for (int i = decimals; i < 9; ++i) scaled /= 10;
  return Decimal{scaled, decimals};
}

class Comparer {
 public:
  Comparer(const Report& report, const std::vector<PrintedFigure>& printed) : report_(report), printed_(printed) {}

  Comparison one(const PrintedFigure& p) const {
    Comparison out;
    out.printed = p;
    const Figure* f = report_.find(p.code);
    if (f == nullptr || !f->value) {
      out.verdict = Verdict::no_figure;
      return explained(out, f);
    }
    out.found = at(*f, p.value.decimals);
    if (equal(out.found, p.value)) return explained(out, f);
    const auto base = base_of(*f);
    out.impossible = base && !possible_share(p.value, *base, 100);
    if (auto other = swapped_with(p, out.found)) {
      out.verdict = Verdict::swapped;
      out.other = *other;
    } else if (f->unit == Unit::percent &&
               equal({Decimal{100, 0}.scaled * power(p.value.decimals) - p.value.scaled, p.value.decimals},
                     out.found)) {
      out.verdict = Verdict::complement;
    } else if (const auto finer = f->exact.round(p.value.decimals + 1);
               finer && equal(round_ratio(finer->scaled, 10, 0), Decimal{p.value.scaled, 0})) {
      out.verdict = Verdict::rounded_twice;
    } else if (const auto cut = cut_off(f->exact, p.value.decimals); cut && equal(*cut, p.value)) {
      out.verdict = Verdict::cut;
    } else if (out.impossible) {
      out.verdict = Verdict::impossible;
      if (auto share = other_share(p.value, f->n, *base)) out.other = *share;
    } else if (std::abs(p.value.scaled - out.found.scaled) == 1 && p.value.decimals > 0) {
      out.verdict = Verdict::last_digit;
    } else {
      out.verdict = Verdict::contradicts;
    }
    return explained(out, f);
  }

 private:
  static std::int64_t power(int decimals) {
    std::int64_t out = 1;
    for (int i = 0; i < decimals; ++i) out *= 10;
    return out;
  }

  /// Another printed figure that carries this one's value while this one carries that one's.
  std::optional<std::string> swapped_with(const PrintedFigure& p, const Decimal& found) const {
    for (const PrintedFigure& q : printed_) {
      if (q.code == p.code || !siblings(p.code, q.code) || !equal(q.value, found)) continue;
      const Figure* f = report_.find(q.code);
      if (f == nullptr || !f->value) continue;
      const Decimal theirs = at(*f, q.value.decimals);
      if (equal(theirs, p.value) && !equal(theirs, q.value)) return q.code;
    }
    return {};
  }

  static std::string finer_text(const Figure* f, int decimals) {
    const auto finer = f == nullptr || decimals > 7 ? std::nullopt : f->exact.round(decimals + 2);
    return finer ? finer->text() : "";
  }

  static Comparison explained(Comparison& c, const Figure* f) {
    c.explanation = {"outcome.printed." + std::string(name(c.verdict)),
                     {{"printed", c.printed.value.text()},
                      {"found", c.found.text()},
                      {"finer", finer_text(f, c.printed.value.decimals)},
                      {"n", f == nullptr ? "" : std::to_string(f->n)},
                      {"base", f == nullptr || !f->denominator ? "" : std::to_string(*f->denominator)},
                      {"other", c.other}}};
    return c;
  }

  const Report& report_;
  const std::vector<PrintedFigure>& printed_;
};

}  // namespace

std::string_view name(Verdict verdict) {
  switch (verdict) {
    case Verdict::agrees: return "agrees";
    case Verdict::impossible: return "impossible";
    case Verdict::swapped: return "swapped";
    case Verdict::complement: return "complement";
    case Verdict::rounded_twice: return "rounded_twice";
    case Verdict::cut: return "cut";
    case Verdict::last_digit: return "last_digit";
    case Verdict::contradicts: return "contradicts";
    case Verdict::no_figure: return "no_figure";
  }
  return {};
}

bool possible_share(const Decimal& value, std::int64_t n, std::int64_t factor) {
  if (n <= 0) return false;
  const double guess = value.value() * static_cast<double>(n) / static_cast<double>(factor);
  for (std::int64_t k = static_cast<std::int64_t>(guess) - 1; k <= static_cast<std::int64_t>(guess) + 2; ++k) {
    if (k >= 0 && k <= n && equal(round_ratio(k, n, value.decimals, factor), value)) return true;
  }
  return false;
}

std::vector<Comparison> compare(const Report& report, const std::vector<PrintedFigure>& printed) {
  const Comparer comparer(report, printed);
  std::vector<Comparison> out;
  for (const PrintedFigure& p : printed) out.push_back(comparer.one(p));
  return out;
}

Expected<void> add_printed(Report& report, const std::vector<PrintedFigure>& printed) {
  const std::vector<Comparison> all = compare(report, printed);
  for (const Comparison& c : all) {
    if (c.verdict == Verdict::no_figure) return fail("outcome.printed_unknown", {{"code", c.printed.code}});
  }
  const auto agree =
      std::count_if(all.begin(), all.end(), [](const Comparison& c) { return c.verdict == Verdict::agrees; });
  Figure whole = counted("printed.n", static_cast<std::int64_t>(all.size()));
  Figure same = counted("printed.agree.n", agree);
  Figure differ = counted("printed.differ.n", static_cast<std::int64_t>(all.size()) - agree);
  if (auto fault = check_parts(whole, {same, differ})) return fail(*fault);
  Table t{
      Message{
          "outcome.printed",
          {{"n", std::to_string(all.size())}, {"agree", std::to_string(agree)}, {"differ", std::to_string(differ.n)}}},
      {Message{"outcome.column.printed", {}}, Message{"outcome.column.rows_give", {}},
       Message{"outcome.column.verdict", {}}, Message{"outcome.column.source", {}}},
      {},
      {}};
  report.add(std::move(whole));
  report.add(std::move(same));
  report.add(std::move(differ));
  for (const Comparison& c : all) {
    if (c.verdict == Verdict::agrees) continue;
    t.rows.push_back({Label::words(c.printed.code),
                      1,
                      {Cell::words(Message{"outcome.number", {{"x", c.printed.value.text()}}}),
                       Cell::words(Message{"outcome.number", {{"x", c.found.text()}}}), Cell::words(c.explanation),
                       Cell::words(Label::words(c.printed.source))}});
  }
  report.table(std::move(t));
  return {};
}

}  // namespace koers::report
