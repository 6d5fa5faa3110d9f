#include "base/cursor.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"

namespace koers::json {
namespace {

std::string_view name(Type type) {
  switch (type) {
    case Type::null: return "null";
    case Type::boolean: return "boolean";
    case Type::number: return "number";
    case Type::string: return "text";
    case Type::array: return "list";
    case Type::object: return "object";
  }
  return "null";
}

// RFC 6901: "~" and "/" inside a step are escaped.
std::string step_of(std::string_view key) {
  std::string out = "/";
  for (const char c : key.substr(0, 64)) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

}  // namespace

Cursor::Cursor(Value value, std::string file, std::string pointer)
    : value_(value), file_(std::move(file)), pointer_(std::move(pointer)) {}

Place Cursor::place() const { return {.file = file_, .line = value_.line(), .pointer = pointer_}; }

Place Cursor::place_of(Value value, std::string_view step) const {
  return {.file = file_, .line = value.line(), .pointer = pointer_ + step_of(step)};
}

Place Cursor::place(std::string_view key) const {
  const auto found = value_.find(key);
  return found ? place_of(*found, key) : place();
}

Cursor Cursor::child(Value value, std::string_view step) const { return {value, file_, pointer_ + step_of(step)}; }

void Cursor::mark(std::string_view key) {
  if (std::ranges::find(read_, key) == read_.end()) read_.emplace_back(key);
}

Expected<Value> Cursor::any(std::string_view key) {
  mark(key);
  if (!value_.is(Type::object))
    return fail("json.wrong_type",
                {{"key", std::string(key)}, {"wanted", "object"}, {"found", std::string(name(value_.type()))}},
                place());
  const auto found = value_.find(key);
  if (!found) return fail("json.missing_key", {{"key", std::string(key)}}, place());
  return *found;
}

Expected<Value> Cursor::member(std::string_view key, Type type) {
  auto found = any(key);
  if (!found) return found;
  if (!found->is(type)) {
    return fail(
        "json.wrong_type",
        {{"key", std::string(key)}, {"wanted", std::string(name(type))}, {"found", std::string(name(found->type()))}},
        place(key));
  }
  return found;
}

Expected<std::string> Cursor::text(std::string_view key, std::size_t longest) {
  const auto found = member(key, Type::string);
  if (!found) return fail(found.error());
  if (trim(found->text()).empty()) return fail("json.empty_text", {{"key", std::string(key)}}, place(key));
  if (found->text().size() > longest)
    return fail("json.text_too_long", {{"key", std::string(key)}, {"most", std::to_string(longest)}}, place(key));
  return std::string(found->text());
}

Expected<std::int64_t> Cursor::integer(std::string_view key, std::int64_t least, std::int64_t most) {
  const auto found = member(key, Type::number);
  if (!found) return fail(found.error());
  const Decimal number = found->number();
  if (number.decimals != 0) return fail("json.not_whole", {{"key", std::string(key)}}, place(key));
  if (number.scaled < least || number.scaled > most) {
    return fail("json.out_of_range",
                {{"key", std::string(key)}, {"least", std::to_string(least)}, {"most", std::to_string(most)}},
                place(key));
  }
  return number.scaled;
}

Expected<Decimal> Cursor::decimal(std::string_view key) {
  const auto found = member(key, Type::number);
  if (!found) return fail(found.error());
  return found->number();
}

Expected<bool> Cursor::boolean(std::string_view key) {
  const auto found = member(key, Type::boolean);
  if (!found) return fail(found.error());
  return found->boolean();
}

Expected<LocalDate> Cursor::date(std::string_view key) {
  const auto found = member(key, Type::string);
  if (!found) return fail(found.error());
  const auto date = LocalDate::parse(found->text());
  if (!date) return fail("json.not_a_date", {{"key", std::string(key)}}, place(key));
  return *date;
}

Expected<CivilTime> Cursor::time(std::string_view key) {
  const auto found = member(key, Type::string);
  if (!found) return fail(found.error());
  const auto time = CivilTime::parse(found->text());
  if (!time) return fail("json.not_a_time", {{"key", std::string(key)}}, place(key));
  return *time;
}

Expected<std::size_t> Cursor::one_of(std::string_view key, std::span<const std::string_view> allowed) {
  const auto found = member(key, Type::string);
  if (!found) return fail(found.error());
  const auto at = std::ranges::find(allowed, found->text());
  if (at != allowed.end()) return static_cast<std::size_t>(at - allowed.begin());
  std::vector<std::string> names;
  for (const std::string_view name : allowed) {
    // A sign alone would be lost between the commas of the list; one that cannot be seen has its name beside it.
    const bool sign = name.size() == 1 && std::ispunct(static_cast<unsigned char>(name.front())) != 0;
    if (name.size() == 1 && !sign && std::isalnum(static_cast<unsigned char>(name.front())) == 0) continue;
    names.push_back(sign ? "\"" + std::string(name) + "\"" : std::string(name));
  }
  return fail("json.not_one_of",
              {{"key", std::string(key)},
               {"allowed", join(names, ", ")},
               {"nearest", nearest(found->text(), allowed).value_or("")}},
              place(key));
}

Expected<Cursor> Cursor::object(std::string_view key) {
  const auto found = member(key, Type::object);
  if (!found) return fail(found.error());
  return child(*found, key);
}

Expected<std::vector<Value>> Cursor::array(std::string_view key, std::size_t most) {
  const auto found = member(key, Type::array);
  if (!found) return fail(found.error());
  if (found->size() > most)
    return fail("json.too_many_items", {{"key", std::string(key)}, {"most", std::to_string(most)}}, place(key));
  std::vector<Value> out;
  out.reserve(found->size());
  for (const Value item : *found) out.push_back(item);
  return out;
}

Expected<std::vector<std::string>> Cursor::texts(std::string_view key) {
  const auto items = array(key);
  if (!items) return fail(items.error());
  std::vector<std::string> out;
  for (const Value item : *items) {
    if (!item.is(Type::string) || trim(item.text()).empty()) {
      return fail("json.not_a_list_of_texts", {{"key", std::string(key)}},
                  child(*value_.find(key), key).place_of(item, std::to_string(out.size())));
    }
    out.emplace_back(item.text());
  }
  return out;
}

std::vector<Value> Cursor::members() {
  std::vector<Value> out;
  if (!value_.is(Type::object)) return out;
  for (const Value item : value_) {
    mark(item.key());
    out.push_back(item);
  }
  return out;
}

Errors Cursor::unread() const {
  Errors faults;
  if (!value_.is(Type::object)) return faults;
  const std::vector<std::string_view> known(read_.begin(), read_.end());
  for (const Value item : value_) {
    if (std::ranges::find(known, item.key()) != known.end()) continue;
    Place at = place_of(item, item.key());
    at.line = item.key_line();
    faults.push_back(
        error("json.unknown_key",
              {{"key", std::string(item.key().substr(0, 64))}, {"nearest", nearest(item.key(), known).value_or("")}},
              std::move(at)));
  }
  return faults;
}

}  // namespace koers::json
