#include <algorithm>

#include "measure/instrument_reader.h"

namespace koers::measure {

bool InstrumentReader::fits(const Decimal& value, std::string_view key, Place place) {
  const bool far = compare(value, {farthest_number, 0}) > 0 || compare(value, {-farthest_number, 0}) < 0;
  if (!far && value.decimals <= most_decimals) return true;
  fault("instrument.number_size",
        {{"key", std::string(key)},
         {"most", std::to_string(farthest_number)},
         {"decimals", std::to_string(most_decimals)}},
        std::move(place));
  return false;
}

bool InstrumentReader::number(Cursor& c, std::string_view key, Decimal& to) {
  Decimal found;
  if (!take(c.decimal(key), found) || !fits(found, key, c.place(key))) return false;
  to = found;
  return true;
}

void InstrumentReader::number(Cursor& c, std::string_view key, std::optional<Decimal>& to) {
  Decimal found;
  if (has(c, key) && number(c, key, found)) to = found;
}

bool InstrumentReader::key_number(json::Value member, const Cursor& c, Decimal& to) {
  Place place = c.place_of(member, member.key());
  place.line = member.key_line();
  const auto found = Decimal::parse(member.key());
  if (!found) {
    fault("instrument.key_no_number", {{"key", std::string(member.key().substr(0, 64))}}, std::move(place));
    return false;
  }
  to = *found;
  return fits(*found, member.key().substr(0, 64), std::move(place));
}

void InstrumentReader::yes_no(Cursor& c, std::string_view key, bool& to) {
  constexpr std::array<std::string_view, 2> words{"yes", "no"};
  std::size_t found = 0;
  if (has(c, key) && take(c.one_of(key, words), found)) to = found == 0;
}

bool InstrumentReader::is_code(std::string_view text, std::string_view key, Place place) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  if (!text.empty() && text.size() <= 40 && std::ranges::all_of(text, allowed)) return true;
  fault("instrument.code_form", {{"key", std::string(key)}, {"text", std::string(text.substr(0, 64))}},
        std::move(place));
  return false;
}

bool InstrumentReader::code(Cursor& c, std::string_view key, std::string& to) {
  const auto found = c.any(key);
  if (found && found->is(json::Type::number)) {
    to = found->number().text();
  } else if (!take(c.text(key), to)) {
    return false;
  }
  return is_code(to, key, c.place(key));
}

void InstrumentReader::texts(Cursor& c, std::string_view key, Texts& to, bool both) {
  object(c, key, [&](Cursor& t) {
    if (both || has(t, "nl")) take(t.text("nl", 2000), to.nl);
    if (both || has(t, "en")) take(t.text("en", 2000), to.en);
    if (!both && !has(t, "nl") && !has(t, "en")) take(t.text("nl"), to.nl);
  });
}

void InstrumentReader::informants(Cursor& c, std::string_view key, std::vector<Informant>& to) {
  std::vector<std::string> found;
  if (!take(c.texts(key), found)) return;
  Codes seen;
  for (const std::string& one : found) {
    const auto who = informant_named(one);
    if (!who) {
      fault("instrument.unknown_informant", {{"informant", one.substr(0, 64)}}, c.place(key));
      continue;
    }
    once(seen, one, key, c.place(key));
    to.push_back(*who);
  }
}

std::string InstrumentReader::source(Cursor& c, bool around) {
  std::string out;
  if (has(c, "source")) {
    take(c.text("source", 1000), out);
  } else if (!own() && !around) {
    fault("instrument.no_source", {}, c.place());
  }
  return out;
}

bool InstrumentReader::list_source(Cursor& c, std::string_view key) {
  std::string out;
  return has(c, key) && take(c.text(key, 1000), out);
}

void InstrumentReader::once(Codes& seen, const std::string& code, std::string_view list, Place place) {
  if (!code.empty() && !seen.insert(code).second)
    fault("instrument.duplicate_code", {{"code", code.substr(0, 64)}, {"list", std::string(list)}}, std::move(place));
}

bool InstrumentReader::may_fill(Cursor& c, std::string_view key, std::initializer_list<std::string_view> slots) {
  if (!has(c, key)) return false;
  if (!fills_ || std::ranges::any_of(slots, [this](std::string_view s) { return out_.slot(s); })) return true;
  fault("instrument.not_a_slot", {{"key", std::string(key)}, {"code", out_.code}}, c.place(key));
  return false;
}

}  // namespace koers::measure
