// The checked way to read a document. A Cursor stands on one object, remembers which keys were read and
// turns what nobody read into faults ("did you mean"). Faults carry file, line and pointer.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/json.h"

namespace koers::json {

/// Reads one object. Each function names the key it wants; a missing key, a wrong type or a value out of range is an Error:
/// json.missing_key, json.wrong_type, json.out_of_range, json.not_a_date, json.not_one_of, json.empty_text.
class Cursor {
 public:
  /// `value` must be an object: otherwise every read fails with json.wrong_type. `file` and `pointer` serve the Place of faults.
  Cursor(Value value, std::string file, std::string pointer = {});

  bool has(std::string_view key) const { return value_.find(key).has_value(); }

  Expected<std::string> text(std::string_view key, std::size_t longest = 10'000);  ///< not empty
  Expected<std::int64_t> integer(std::string_view key, std::int64_t least, std::int64_t most);
  Expected<Decimal> decimal(std::string_view key);
  Expected<bool> boolean(std::string_view key);
  Expected<LocalDate> date(std::string_view key);
  Expected<CivilTime> time(std::string_view key);
  /// Index in `allowed` of the text found.
  Expected<std::size_t> one_of(std::string_view key, std::span<const std::string_view> allowed);
  Expected<Cursor> object(std::string_view key);
  Expected<std::vector<Value>> array(std::string_view key, std::size_t most = 100'000);
  Expected<std::vector<std::string>> texts(std::string_view key);  ///< an array of strings, each not empty
  Expected<Value> any(std::string_view key);
  std::vector<Value> members();  ///< all members, in file order; marks all as read (for maps with free keys)

  /// The member if present and not null; `read` is called on it by the functions above.
  template <class T, class Read>
  Expected<std::optional<T>> optional(std::string_view key, Read read) {
    if (!has(key)) return std::optional<T>();
    auto found = read(*this, key);
    if (!found) return fail(std::move(found.error()));
    return std::optional<T>(std::move(*found));
  }

  /// A cursor on a child of an array or of members(): its pointer ends in `step` (index or key).
  Cursor child(Value value, std::string_view step) const;

  Place place() const;  ///< of this object
  Place place(std::string_view key) const;  ///< of the member, or of the object when absent
  Place place_of(Value value, std::string_view step) const;

  /// One json.unknown_key fault per member nobody read, with the nearest of the keys that were asked for. Call last.
  Errors unread() const;

 private:
  Expected<Value> member(std::string_view key, Type type);
  void mark(std::string_view key);

  Value value_;
  std::string file_;
  std::string pointer_;
  std::vector<std::string> read_;  // keys asked for, present or not
};

/// Puts the value into `target` or the fault into `faults`; true when there was a value.
template <class T, class U>
bool take(Expected<T> from, U& target, Errors& faults) {
  if (!from) {
    faults.push_back(std::move(from.error()));
    return false;
  }
  target = std::move(*from);
  return true;
}

}  // namespace koers::json
