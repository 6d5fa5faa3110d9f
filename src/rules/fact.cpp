#include "rules/fact.h"

#include <array>

#include "base/text.h"

namespace koers::rules {
namespace {

constexpr std::array<std::string_view, 11> aggregates{
    "exists", "count", "distinct", "sum", "mean", "first", "last", "share", "days_since", "days_between", "per_week"};

constexpr std::size_t longest_fact = 2000;
constexpr std::size_t longest_word = 64;
constexpr std::size_t most_filters = 8;
constexpr std::size_t most_codes = 60;
constexpr std::int32_t most_days = 3660;
constexpr std::int32_t most_ordinal = 1000;

bool is_name(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }
bool is_code(char c) { return is_name(c) || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '+'; }

/// Recursive descent over one line. After the first fault every step is a no-op: `fault` keeps it.
class Parser {
 public:
  Parser(std::string_view text, const Place& place) : text_(text), place_(place) {}

  Expected<Fact> fact() {
    if (text_.size() > longest_fact) return too_long();
    Fact out;
    out.aggregate = aggregate();
    expect('(');
    out.of = selector();
    if (out.aggregate == Aggregate::share) {
      keyword("of");
      out.other = selector();
    } else if (out.aggregate == Aggregate::days_between) {
      expect(',');
      out.other = selector();
    }
    if (accept(',')) out.window = window();
    expect(')');
    skip_blanks();
    if (!fault_ && at_ != text_.size()) syntax("end");
    if (fault_) return koers::fail(std::move(*fault_));
    // Printing adds a blank after each comma: what is read must still be read when it was printed.
    if (print(out).size() > longest_fact) return too_long();
    return out;
  }

 private:
  tl::unexpected<Error> too_long() const {
    return koers::fail("rule.fact.too_long", {{"most", std::to_string(longest_fact)}}, at(0));
  }

  Aggregate aggregate() {
    skip_blanks();
    const std::size_t start = at_;
    const std::string word = take(is_name, "aggregate");
    for (std::size_t i = 0; i < aggregates.size(); ++i) {
      if (aggregates[i] == word) return static_cast<Aggregate>(i);
    }
    refuse("rule.fact.unknown_aggregate", {{"found", word}, {"nearest", nearest(word, aggregates).value_or("")}},
           start);
    return Aggregate::exists;
  }

  Selector selector() {
    Selector out;
    out.kind = take(is_name, "kind");
    if (accept('.')) out.field = take(is_name, "field");
    if (!accept('[')) return out;
    do {
      if (out.filters.size() == most_filters)
        refuse("rule.fact.too_many", {{"most", std::to_string(most_filters)}}, at_);
      Filter filter;
      filter.field = take(is_name, "field");
      expect('=');
      do {
        if (filter.codes.size() == most_codes)
          refuse("rule.fact.too_many", {{"most", std::to_string(most_codes)}}, at_);
        filter.codes.push_back(take(is_code, "code"));
      } while (accept('|'));
      out.filters.push_back(std::move(filter));
    } while (accept(','));
    expect(']');
    return out;
  }

  Window window() {
    static constexpr std::array<std::string_view, 5> words{"case", "trajectory", "phase", "last", "since"};
    skip_blanks();
    const std::size_t start = at_;
    const std::string word = take(is_name, "window");
    Window out;
    if (word == "case") {
      out.type = Window::Type::whole_case;
    } else if (word == "trajectory") {
      out.type = Window::Type::trajectory;
    } else if (word == "phase") {
      out.type = Window::Type::phase;
      if (accept(':')) {
        out.type = Window::Type::named_phase;
        out.phase = take(is_code, "code");
      }
    } else if (word == "last") {
      out.type = Window::Type::last_days;
      out.n = number(most_days);
      keyword("days");
    } else if (word == "since") {
      out.type = Window::Type::since;
      out.n = number(most_ordinal);
      const std::size_t selector_start = at_;
      out.since = selector();
      if (!out.since.field.empty()) refuse("rule.fact.takes_no_field", {{"aggregate", "since"}}, selector_start);
    } else {
      refuse("rule.fact.unknown_window", {{"found", word}, {"nearest", nearest(word, words).value_or("")}}, start);
    }
    return out;
  }

  std::int32_t number(std::int32_t most) {
    skip_blanks();
    const std::size_t start = at_;
    const std::string digits = take([](char c) { return c >= '0' && c <= '9'; }, "number");
    std::int32_t value = 0;
    for (const char c : digits) value = value > most ? value : value * 10 + (c - '0');
    if (value < 1 || value > most) refuse("rule.fact.number", {{"least", "1"}, {"most", std::to_string(most)}}, start);
    return value;
  }

  void keyword(std::string_view wanted) {
    skip_blanks();
    const std::size_t start = at_;
    if (take(is_name, wanted) == wanted) return;
    at_ = fault_ ? at_ : start;
    syntax(wanted);
  }

  template <class Belongs>
  std::string take(Belongs belongs, std::string_view wanted) {
    skip_blanks();
    const std::size_t start = at_;
    while (!fault_ && at_ < text_.size() && at_ - start < longest_word && belongs(text_[at_])) ++at_;
    if (at_ == start) syntax(wanted);
    return std::string(text_.substr(start, at_ - start));
  }

  bool accept(char c) {
    skip_blanks();
    if (fault_ || at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  void expect(char c) {
    if (!accept(c)) syntax({&c, 1});
  }

  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r'))
      ++at_;
  }

  void syntax(std::string_view wanted) {
    std::string_view found = text_.substr(at_, 20);
    found = found.substr(0, invalid_utf8(found).value_or(found.size()));
    refuse("rule.fact.syntax", {{"expected", std::string(wanted)}, {"found", std::string(found)}}, at_);
  }

  void refuse(std::string code, Message::Args args, std::size_t where) {
    if (fault_) return;
    args.emplace_back("column", std::to_string(where + 1));
    fault_ = error(std::move(code), std::move(args), at(where));
  }

  Place at(std::size_t where) const {
    Place place = place_;
    place.column = static_cast<std::uint32_t>(where + 1);
    return place;
  }

  std::string_view text_;
  const Place& place_;
  std::size_t at_ = 0;
  std::optional<Error> fault_;
};

}  // namespace

std::string_view name(Aggregate aggregate) { return aggregates[static_cast<std::size_t>(aggregate)]; }

Expected<Fact> parse_fact(std::string_view text, const Place& place) { return Parser(text, place).fact(); }

std::string print(const Selector& selector) {
  std::string out = selector.kind;
  if (!selector.field.empty()) out += '.' + selector.field;
  if (selector.filters.empty()) return out;
  for (std::size_t i = 0; i < selector.filters.size(); ++i) {
    out += i == 0 ? "[" : ", ";
    out += selector.filters[i].field + '=' + join(selector.filters[i].codes, "|");
  }
  return out + ']';
}

std::string print(const Window& window) {
  switch (window.type) {
    case Window::Type::standard: return {};
    case Window::Type::whole_case: return "case";
    case Window::Type::trajectory: return "trajectory";
    case Window::Type::phase: return "phase";
    case Window::Type::named_phase: return "phase:" + window.phase;
    case Window::Type::last_days: return "last " + std::to_string(window.n) + " days";
    case Window::Type::since: return "since " + std::to_string(window.n) + ' ' + print(window.since);
  }
  return {};
}

std::string print(const Fact& fact) {
  std::string out(name(fact.aggregate));
  out += '(' + print(fact.of);
  if (fact.other) out += (fact.aggregate == Aggregate::share ? " of " : ", ") + print(*fact.other);
  if (fact.window.type != Window::Type::standard) out += ", " + print(fact.window);
  return out + ')';
}

}  // namespace koers::rules
