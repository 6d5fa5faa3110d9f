#include "method/reader.h"

#include <algorithm>
#include <array>

namespace koers::method {
namespace {

std::string bounds(int least, int most) { return std::to_string(least) + "–" + std::to_string(most); }

}  // namespace

bool is_code(std::string_view text) {
  if (text.empty() || text.size() > 64 || text.front() < 'a' || text.front() > 'z') return false;
  return std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

Reader::Reader(Reading& all, json::Cursor cursor, std::string path, const Citations& around)
    : all_(all), cursor_(std::move(cursor)), path_(std::move(path)), sources_(around) {
  if (!has("source")) return;
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

bool Reader::has(std::string_view key) { return cursor_.has(key) || cursor_.any(key).has_value(); }

void Reader::fault(std::string code, Message::Args args, std::string_view key) {
  all_.faults.push_back(error(std::move(code), std::move(args), key.empty() ? cursor_.place() : cursor_.place(key)));
}

void Reader::done() {
  Errors unread = cursor_.unread();
  all_.faults.insert(all_.faults.end(), std::make_move_iterator(unread.begin()), std::make_move_iterator(unread.end()));
}

std::string Reader::code(std::string_view key) {
  const auto found = cursor_.text(key, 64);
  if (!found) {
    all_.faults.push_back(found.error());
    return {};
  }
  if (!is_code(*found)) fault("method.code_form", {{"key", std::string(key)}, {"text", found->substr(0, 64)}}, key);
  return *found;
}

std::string Reader::optional_code(std::string_view key) { return has(key) ? code(key) : std::string(); }
std::string Reader::text(std::string_view key) { return value(cursor_.text(key)); }
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
  const auto found = number(key, least, most);
  if (!found) return fallback;
  if (found->decimals != 0) {
    fault("json.not_whole", {{"key", std::string(key)}}, key);
    return fallback;
  }
  return static_cast<int>(found->scaled);
}

bool Reader::yes_no(std::string_view key, bool fallback) {
  if (!has(key)) return fallback;
  const auto found = cursor_.any(key);
  if (found && found->is(json::Type::string) && (found->text() == "yes" || found->text() == "no"))
    return found->text() == "yes";
  fault("method.yes_or_no", {{"key", std::string(key)}}, key);
  return fallback;
}

std::size_t Reader::one_of(std::string_view key, std::span<const std::string_view> allowed) {
  return value(cursor_.one_of(key, allowed));
}

std::vector<std::string> Reader::codes(std::string_view key) {
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
  auto found = rules::read_rule(cursor_, key, all_.faults, method::text(sources_));
  if (!found) return nullptr;
  auto rule = std::make_shared<const rules::Rule>(std::move(*found));
  all_.listing.rules.push_back({path_of(key), rule, cursor_.place(key)});
  return rule;
}

RuleSlot Reader::optional_rule(std::string_view key) { return has(key) ? rule(key) : nullptr; }

FactSlot Reader::optional_fact(std::string_view key) {
  if (!has(key)) return nullptr;
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
    if (!in.has("min") && !in.has("max")) in.fault("method.empty_range", {{"key", std::string(key)}});
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
  object(key, [&](Reader& in) {
    static constexpr std::array<std::pair<std::string_view, Amount::From>, 3> kinds{
        {{"setting", Amount::From::setting}, {"phase", Amount::From::phase}, {"method", Amount::From::method}}};
    int given = 0;
    for (const auto& [name, from] : kinds) {
      if (!in.has(name)) continue;
      ++given;
      out.from = from;
      out.key = in.text(name);
    }
    if (given != 1) in.fault("method.amount_form", {{"key", std::string(key)}});
    out.sources = in.sources();
    if (!in.has("times")) return;
    const auto times = in.cursor().decimal("times");  // a conversion (weeks to days), no number of the method
    if (!times || compare(*times, {-1000, 0}) < 0 || compare(*times, {1000, 0}) > 0) {
      in.fault("method.times", {{"bounds", bounds(-1000, 1000)}}, "times");
    } else {
      out.times = *times;
    }
  });
  return out;
}

std::optional<Amount> Reader::optional_amount(std::string_view key, int least, int most) {
  return has(key) ? std::optional(amount(key, least, most)) : std::nullopt;
}

Span Reader::span() {
  Span out;
  out.sources = sources_;
  const int given = int{has("days")} + int{has("weeks")} + int{has("months")};
  if (given != 1) fault("method.span_form", {});
  out.days = whole("days", 0, 3660, 0) + 7 * whole("weeks", 0, 520, 0);
  out.months = whole("months", 0, 120, 0);
  return out;
}

Anchor Reader::anchor(std::string_view key) {
  const std::string written = text(key);
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
  const auto found = cursor_.array(key, 1000);
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

}  // namespace koers::method
