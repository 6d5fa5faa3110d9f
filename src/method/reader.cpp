#include "method/reader.h"

#include <algorithm>
#include <array>

namespace koers::method {
namespace {

constexpr std::size_t kLongestCode = 64;
constexpr std::string_view kCode = "^[a-z][a-z0-9_]{0,63}$";
constexpr std::string_view kCitations =
    "^\\s*[^:,]+:[Lp][0-9]{1,6}(-[0-9]{1,6})?\\s*(,\\s*[^:,]+:[Lp][0-9]{1,6}(-[0-9]{1,6})?\\s*)*$";
constexpr std::string_view kAnchor =
    "^(referral|trajectory_start|closure|phase:[a-z][a-z0-9_]*|phase_end:[a-z][a-z0-9_]*)$";
constexpr std::string_view kNotBlank = "\\S";
constexpr std::int64_t kLongestText = 10'000;
constexpr std::size_t kMostItems = 1000;
constexpr int kMostTimes = 1000;
constexpr std::size_t kMostTexts = 100'000;

std::string bounds(int least, int most) { return std::to_string(least) + "–" + std::to_string(most); }

Shape text_shape(std::string_view pattern, std::int64_t longest = kLongestText) {
  return {.type = Shape::Type::text, .pattern = std::string(pattern), .most = longest};
}
Shape number_shape(int least, int most, Shape::Type type = Shape::Type::number) {
  return {.type = type, .least = least, .most = most};
}
Shape list_shape(Shape item, std::size_t most) {
  Shape out{.type = Shape::Type::list, .most = static_cast<std::int64_t>(most)};
  out.parts.push_back(std::move(item));
  return out;
}
Shape map_shape(Shape item, std::string_view keys) {
  Shape out{.type = Shape::Type::map, .pattern = std::string(keys)};
  out.parts.push_back(std::move(item));
  return out;
}
Shape choice_shape(std::span<const std::string_view> words) {
  return {.type = Shape::Type::choice, .words = {words.begin(), words.end()}};
}

}  // namespace

bool is_code(std::string_view text) {
  if (text.empty() || text.size() > kLongestCode || text.front() < 'a' || text.front() > 'z') return false;
  return std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

Reader::Reader(Reading& all, json::Cursor cursor, std::string path, const Citations& around, bool may_cite)
    : all_(all), cursor_(std::move(cursor)), path_(std::move(path)), sources_(around) {
  if (may_cite && has("source")) sourced();
}

Reader::Reader(Reading& all, Shape& shape, bool may_cite) : all_(all), cursor_({}, {}), shape_(&shape) {
  if (may_cite && has("source")) note("source", text_shape(kCitations));
}

void Reader::sourced() {
  const std::string given = value(cursor_.text("source"));
  if (given.empty()) return;
  if (auto citations = parse_citations(given)) {
    for (const Citation& one : *citations) all_.listing.citations.push_back({one, cursor_.place("source")});
    sources_ = std::move(*citations);
    own_source_ = true;
  } else {
    fault("method.source_form", {{"text", given.substr(0, 64)}}, "source");
  }
}

Shape& Reader::note(std::string_view key, Shape shape) {
  const auto known = std::ranges::find(shape_->members, key, &Member::key);
  Member& member = known != shape_->members.end() ? *known : shape_->members.emplace_back(std::string(key), true);
  member.shape = std::move(shape);
  return member.shape;
}

bool Reader::has(std::string_view key) {
  if (shape_ == nullptr) return cursor_.any(key).has_value();
  if (std::ranges::find(shape_->members, key, &Member::key) == shape_->members.end())
    shape_->members.emplace_back(std::string(key), false);
  return true;
}

int Reader::given(std::initializer_list<std::string_view> keys, Condition::Kind kind) {
  int count = 0;
  for (const std::string_view key : keys) count += int{has(key)};
  if (shape_ == nullptr) return count;
  holds({kind, {keys.begin(), keys.end()}});
  return 1;
}

void Reader::holds(Condition condition) {
  if (shape_ != nullptr) shape_->conditions.push_back(std::move(condition));
}

void Reader::base(std::string_view key) {
  if (shape_ != nullptr) shape_->base = key;
}

void Reader::fault(std::string code, Message::Args args, std::string_view key) {
  all_.faults.push_back(error(std::move(code), std::move(args), key.empty() ? cursor_.place() : cursor_.place(key)));
}

void Reader::done() {
  if (shape_ != nullptr) return;
  Errors unread = cursor_.unread();
  all_.faults.insert(all_.faults.end(), std::make_move_iterator(unread.begin()), std::make_move_iterator(unread.end()));
}

std::string Reader::code(std::string_view key) {
  if (shape_ != nullptr) {
    note(key, text_shape(kCode, kLongestCode));
    return {};
  }
  const auto found = cursor_.text(key, kLongestCode);
  if (!found) {
    all_.faults.push_back(found.error());
    return {};
  }
  if (!is_code(*found)) fault("method.code_form", {{"key", std::string(key)}, {"text", found->substr(0, 64)}}, key);
  return *found;
}

std::string Reader::optional_code(std::string_view key) { return has(key) ? code(key) : std::string(); }
std::string Reader::text(std::string_view key) { return text(key, kNotBlank); }
std::string Reader::text(std::string_view key, std::string_view pattern) {
  if (shape_ == nullptr) return value(cursor_.text(key, kLongestText));
  note(key, text_shape(pattern));
  return {};
}
std::string Reader::optional_text(std::string_view key) { return has(key) ? text(key) : std::string(); }

Text Reader::names(std::string_view key) {
  Text out;
  object(key, [&](Reader& in) {
    out.nl = in.text("nl");
    out.en = in.text("en");
  });
  return out;
}

Text Reader::optional_names(std::string_view key) { return has(key) ? names(key) : Text(); }

std::optional<Decimal> Reader::number(std::string_view key, int least, int most) {
  if (shape_ != nullptr) {
    note(key, number_shape(least, most));
    return Decimal{least, 0};
  }
  const auto found = cursor_.decimal(key);
  if (!found) {
    all_.faults.push_back(found.error());
    return {};
  }
  if (compare(*found, {least, 0}) < 0 || compare(*found, {most, 0}) > 0) {
    fault("json.out_of_range",
          {{"key", std::string(key)}, {"least", std::to_string(least)}, {"most", std::to_string(most)}}, key);
    return {};
  }
  all_.listing.numbers.push_back({path_of(key), *found, sources_, cursor_.place(key).line});
  return *found;
}

std::optional<Decimal> Reader::optional_number(std::string_view key, int least, int most) {
  return has(key) ? number(key, least, most) : std::nullopt;
}

int Reader::whole(std::string_view key, int least, int most, int fallback) {
  if (!has(key)) return fallback;
  if (shape_ != nullptr) {
    note(key, number_shape(least, most, Shape::Type::whole));
    return least;
  }
  const auto found = number(key, least, most);
  if (!found) return fallback;
  if (found->decimals != 0) {
    fault("json.not_whole", {{"key", std::string(key)}}, key);
    return fallback;
  }
  return static_cast<int>(found->scaled);
}

int Reader::integer(std::string_view key, int least, int most) {
  if (shape_ == nullptr) return static_cast<int>(value(cursor_.integer(key, least, most)));
  note(key, number_shape(least, most, Shape::Type::whole));
  return least;
}

int Reader::optional_integer(std::string_view key, int least, int most) {
  return has(key) ? integer(key, least, most) : 0;
}

LocalDate Reader::date(std::string_view key) {
  if (shape_ == nullptr) return value(cursor_.date(key));
  note(key, {.type = Shape::Type::date});
  return {};
}

bool Reader::yes_no(std::string_view key, bool fallback) {
  static constexpr std::array<std::string_view, 2> words{"yes", "no"};
  if (!has(key)) return fallback;
  if (shape_ != nullptr) {
    note(key, choice_shape(words));
    return fallback;
  }
  const auto found = cursor_.any(key);
  if (found && found->is(json::Type::string) && std::ranges::find(words, found->text()) != words.end())
    return found->text() == words[0];
  fault("method.yes_or_no", {{"key", std::string(key)}}, key);
  return fallback;
}

std::size_t Reader::one_of(std::string_view key, std::span<const std::string_view> allowed) {
  if (shape_ != nullptr) {
    note(key, choice_shape(allowed));
    return 0;
  }
  return value(cursor_.one_of(key, allowed));
}

std::vector<std::string> Reader::codes(std::string_view key) {
  if (shape_ != nullptr) {
    note(key, list_shape(text_shape(kCode, kLongestCode), kMostTexts));
    return {};
  }
  auto found = value(cursor_.texts(key));
  for (const std::string& one : found) {
    if (!is_code(one)) fault("method.code_form", {{"key", std::string(key)}, {"text", one.substr(0, 64)}}, key);
  }
  return found;
}

std::vector<std::string> Reader::optional_codes(std::string_view key) {
  return has(key) ? codes(key) : std::vector<std::string>();
}

RuleSlot Reader::rule(std::string_view key) {
  if (shape_ != nullptr) {
    note(key, {.type = Shape::Type::rule});
    return nullptr;
  }
  auto found = rules::read_rule(cursor_, key, all_.faults, method::text(sources_));
  if (!found) return nullptr;
  auto rule = std::make_shared<const rules::Rule>(std::move(*found));
  all_.listing.rules.push_back({path_of(key), rule, cursor_.place(key)});
  return rule;
}

std::vector<std::string> Reader::texts(std::string_view key) {
  if (shape_ == nullptr) return value(cursor_.texts(key));
  note(key, list_shape(text_shape(kNotBlank), kMostTexts));
  return {};
}

std::vector<std::pair<std::string, std::string>> Reader::optional_code_map(std::string_view key) {
  std::vector<std::pair<std::string, std::string>> out;
  if (!has(key)) return out;
  if (shape_ != nullptr) {
    note(key, map_shape(text_shape(kCode, kLongestCode), kCode));
    return out;
  }
  auto cursor = cursor_.object(key);
  if (!cursor) {
    all_.faults.push_back(std::move(cursor.error()));
    return out;
  }
  for (const json::Value one : cursor->members()) {
    const std::string to(one.text());
    if (!is_code(to) || !is_code(one.key())) {
      all_.faults.push_back(error("method.code_form", {{"key", std::string(key)}, {"text", to.substr(0, kLongestCode)}},
                                  cursor->place_of(one, one.key())));
    }
    out.emplace_back(one.key(), to);
  }
  return out;
}

rules::Rulebook Reader::optional_rules(std::string_view key) {
  if (shape_ == nullptr) return rules::read_rulebook(cursor_, key, all_.faults);
  has(key);
  note(key, map_shape({.type = Shape::Type::rule}, {}));
  return {};
}

RuleSlot Reader::optional_rule(std::string_view key) { return has(key) ? rule(key) : nullptr; }

FactSlot Reader::optional_fact(std::string_view key) {
  if (!has(key)) return nullptr;
  if (shape_ != nullptr) {
    note(key, text_shape(kNotBlank));
    return nullptr;
  }
  const auto written = cursor_.text(key);
  if (!written) {
    all_.faults.push_back(written.error());
    return nullptr;
  }
  auto fact = rules::parse_fact(*written, cursor_.place(key));
  if (!fact) {
    all_.faults.push_back(fact.error());
    return nullptr;
  }
  auto slot = std::make_shared<const rules::Fact>(std::move(*fact));
  all_.listing.facts.push_back({path_of(key), slot, cursor_.place(key)});
  return slot;
}

Range Reader::optional_range(std::string_view key, int least, int most) {
  Range out;
  optional_object(key, [&](Reader& in) {
    out.min = in.optional_number("min", least, most);
    out.max = in.optional_number("max", least, most);
    out.sources = in.sources();
    if (in.given({"min", "max"}, Condition::Kind::at_least_one) == 0)
      in.fault("method.empty_range", {{"key", std::string(key)}});
    if (out.min && out.max && compare(*out.min, *out.max) > 0) {
      in.fault("method.min_above_max", {{"key", std::string(key)}, {"min", out.min->text()}, {"max", out.max->text()}},
               "min");
    }
  });
  return out;
}

Amount Reader::amount(std::string_view key, int least, int most) {
  Amount out;
  out.sources = sources_;
  const auto reference = [&](Reader& in) {
    static constexpr std::array<std::pair<std::string_view, Amount::From>, 3> kinds{
        {{"setting", Amount::From::setting}, {"phase", Amount::From::phase}, {"method", Amount::From::method}}};
    if (in.given({kinds[0].first, kinds[1].first, kinds[2].first}, Condition::Kind::exactly_one) != 1)
      in.fault("method.amount_form", {{"key", std::string(key)}});
    for (const auto& [name, from] : kinds) {
      if (!in.has(name)) continue;
      out.from = from;
      out.key = in.text(name);
    }
    out.sources = in.sources();
    if (in.has("times")) out.times = in.times();
  };
  if (shape_ != nullptr) {
    Shape& either = note(key, {.type = Shape::Type::either});
    either.parts.push_back(number_shape(least, most));
    Reader inner(all_, either.parts.emplace_back());
    reference(inner);
    return {};
  }
  out.line = cursor_.place(key).line;
  const auto found = cursor_.any(key);
  if (!found) {
    all_.faults.push_back(found.error());
    return out;
  }
  if (found->is(json::Type::number)) {
    out.value = number(key, least, most).value_or(Decimal{});
    return out;
  }
  if (!found->is(json::Type::object)) {
    fault("method.amount_form", {{"key", std::string(key)}}, key);
    return out;
  }
  object(key, reference);
  return out;
}

Decimal Reader::times() {
  if (shape_ != nullptr) {
    note("times", number_shape(-kMostTimes, kMostTimes));
    return {1, 0};
  }
  const auto found = cursor_.decimal("times");
  if (found && compare(*found, {-kMostTimes, 0}) >= 0 && compare(*found, {kMostTimes, 0}) <= 0) return *found;
  fault("method.times", {{"bounds", bounds(-kMostTimes, kMostTimes)}}, "times");
  return {1, 0};
}

std::optional<Amount> Reader::optional_amount(std::string_view key, int least, int most) {
  return has(key) ? std::optional(amount(key, least, most)) : std::nullopt;
}

Span Reader::span() {
  Span out;
  out.sources = sources_;
  if (given({"days", "weeks", "months"}, Condition::Kind::exactly_one) != 1) fault("method.span_form", {});
  out.days = whole("days", 0, 3660, 0) + 7 * whole("weeks", 0, 520, 0);
  out.months = whole("months", 0, 120, 0);
  return out;
}

Anchor Reader::anchor(std::string_view key) {
  const std::string written = text(key, kAnchor);
  Anchor out;
  if (written.empty()) return out;
  const std::size_t colon = written.find(':');
  const std::string head = written.substr(0, colon);
  if (colon != std::string::npos && (head == "phase" || head == "phase_end")) {
    out.kind = head == "phase" ? Anchor::Kind::phase : Anchor::Kind::phase_end;
    out.phase = written.substr(colon + 1);
  } else if (written == "referral") {
    out.kind = Anchor::Kind::referral;
  } else if (written == "closure") {
    out.kind = Anchor::Kind::closure;
  } else if (written != "trajectory_start") {
    fault("method.anchor_form", {{"key", std::string(key)}, {"text", written.substr(0, 64)}}, key);
  }
  return out;
}

void Reader::into(Item& item) {
  item.code = code("code");
  item.names = names();
  item.sources = sources_;
  item.line = line();
  if (sources_.empty()) all_.listing.unsourced.push_back(cursor_.place());
}

std::vector<Reader> Reader::objects(std::string_view key) {
  std::vector<Reader> out;
  if (!has(key)) return out;
  if (shape_ != nullptr) {
    out.emplace_back(all_, note(key, list_shape({}, kMostItems)).parts.front());
    return out;
  }
  const auto found = cursor_.array(key, kMostItems);
  if (!found) {
    all_.faults.push_back(found.error());
    return out;
  }
  // Children name themselves by code in paths, by index in pointers.
  json::Cursor list({}, cursor_.place().file, cursor_.place().pointer + '/' + std::string(key));
  for (std::size_t i = 0; i < found->size(); ++i) {
    const json::Value one = (*found)[i];
    const std::string index = std::to_string(i);
    if (!one.is(json::Type::object)) {
      all_.faults.push_back(error("method.not_an_object", {{"key", std::string(key)}}, list.place_of(one, index)));
      continue;
    }
    const auto named = one.find("code");
    const std::string step = named && named->is(json::Type::string) ? std::string(named->text()) : index;
    out.emplace_back(all_, list.child(one, index), path_of(key) + '.' + step, sources_);
  }
  return out;
}

std::vector<Reader> Reader::named(std::string_view key, bool may_cite) {
  std::vector<Reader> out;
  if (shape_ != nullptr) {
    out.emplace_back(all_, note(key, map_shape({}, kCode)).parts.front(), may_cite);
    return out;
  }
  auto cursor = cursor_.object(key);
  if (!cursor) {
    all_.faults.push_back(std::move(cursor.error()));
    return out;
  }
  for (const json::Value one : cursor->members()) {
    std::string code(one.key());
    const Place at = cursor->place_of(one, code);
    if (!one.is(json::Type::object)) {
      all_.faults.push_back(error("method.not_an_object", {{"key", code}}, at));
      continue;
    }
    if (!is_code(code))
      all_.faults.push_back(
          error("method.code_form", {{"key", std::string(key)}, {"text", code.substr(0, kLongestCode)}}, at));
    Reader& inner = out.emplace_back(all_, cursor->child(one, code), code, Citations(), may_cite);
    inner.key_line_ = one.key_line();
  }
  return out;
}

}  // namespace koers::method
