// How the loaders of this room read one object: through a Cursor, collecting every fault, with the source that holds for it
// and a path by which its numbers are known. Internal to the room.
//
// The same functions also run without a file: a Reader on a Shape notes what it is asked for (key, form, bounds, whether it
// may be absent: a key asked for with has() first may) and answers so that every branch is walked. That is the schema.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/cursor.h"
#include "method/item.h"
#include "method/method.h"
#include "method/shape.h"

namespace koers::method {

/// What all objects of one file share.
struct Reading {
  Errors faults;
  Listing listing;
};

class Reader {
 public:
  /// `around`: the sources of the object around it. Reads `source` at once, unless the object has no such key.
  Reader(Reading& all, json::Cursor cursor, std::string path, const Citations& around, bool may_cite = true);
  /// Reads nothing: notes in `shape` what is asked. Its faults and values mean nothing.
  Reader(Reading& all, Shape& shape, bool may_cite = true);

  json::Cursor& cursor() { return cursor_; }
  const Citations& sources() const { return sources_; }
  bool own_source() const { return own_source_; }
  const std::string& path() const { return path_; }
  bool has(std::string_view key);  ///< asking makes it a key that "did you mean" may name; noting: always true
  /// Where a condition chooses between keys: noting walks both ways.
  bool walks(bool condition) const { return shape_ != nullptr || condition; }
  /// How many of these keys there are; noting: 1, and that so many must be there.
  int given(std::initializer_list<std::string_view> keys, Condition::Kind kind);
  /// What also holds between keys; the reading code sees to it itself.
  void holds(Condition condition);
  /// With this key, every other may stand in the file it names.
  void base(std::string_view key);
  std::uint32_t line() const { return cursor_.place().line; }
  Errors& faults() { return all_.faults; }
  void fault(std::string code, Message::Args args, std::string_view key = {});

  // Without `optional` in the name a missing key is a fault; an absent optional one gives the empty value.
  std::string code(std::string_view key);  ///< lower case, digits and underscores
  std::string optional_code(std::string_view key);
  std::string text(std::string_view key);
  std::string optional_text(std::string_view key);
  std::string text(std::string_view key, std::string_view pattern);  ///< noted so; the caller checks
  Text names(std::string_view key = "names");
  Text optional_names(std::string_view key);
  std::optional<Decimal> number(std::string_view key, int least, int most);  ///< recorded under its path
  std::optional<Decimal> optional_number(std::string_view key, int least, int most);
  int whole(std::string_view key, int least, int most, int fallback);
  int integer(std::string_view key, int least, int most);  ///< not a number of the method: needs no source
  int optional_integer(std::string_view key, int least, int most);
  LocalDate date(std::string_view key);
  bool yes_no(std::string_view key, bool fallback);
  std::size_t one_of(std::string_view key, std::span<const std::string_view> allowed);
  std::vector<std::string> codes(std::string_view key);
  std::vector<std::string> optional_codes(std::string_view key);
  std::vector<std::string> texts(std::string_view key);
  std::vector<std::pair<std::string, std::string>> optional_code_map(std::string_view key);
  rules::Rulebook optional_rules(std::string_view key);
  RuleSlot rule(std::string_view key);
  RuleSlot optional_rule(std::string_view key);
  FactSlot optional_fact(std::string_view key);
  Range optional_range(std::string_view key, int least, int most);
  Amount amount(std::string_view key, int least, int most);
  std::optional<Amount> optional_amount(std::string_view key, int least, int most);
  Span span();  ///< the members days, weeks or months of this object: exactly one
  Anchor anchor(std::string_view key);

  /// Calls read(Reader&) on the object under `key`, then faults what it left unread. False when absent.
  template <class Read>
  bool optional_object(std::string_view key, Read read) {
    if (!has(key)) return false;
    return object(key, read);
  }
  template <class Read>
  bool object(std::string_view key, Read read) {
    if (shape_ != nullptr) {
      Reader inner(all_, note(key, {Shape::Type::object}));
      read(inner);
      return true;
    }
    auto found = cursor_.object(key);
    if (!found) {
      all_.faults.push_back(std::move(found.error()));
      return false;
    }
    Reader inner(all_, std::move(*found), path_of(key), sources_);
    read(inner);
    inner.done();
    return true;
  }
  /// An object of objects with free keys, each a code: read(Reader&, code, line) -> T for each, in file order.
  template <class Read>
  auto map(std::string_view key, bool may_cite, Read read) {
    std::vector<decltype(read(std::declval<Reader&>(), std::string(), std::uint32_t{}))> out;
    for (Reader& inner : named(key, may_cite)) {
      out.push_back(read(inner, inner.path(), inner.key_line_));
      inner.done();
    }
    return out;
  }
  /// An array of objects: read(Reader&) -> T for each, in file order. Absent: empty.
  template <class Read>
  auto list(std::string_view key, Read read) {
    std::vector<decltype(read(std::declval<Reader&>()))> out;
    for (Reader& inner : objects(key)) {
      out.push_back(read(inner));
      inner.done();
    }
    return out;
  }
  /// The same for objects with code and names (put into an item of type T before read(Reader&, T&)); a code that stands twice
  /// is a fault.
  template <class T, class Read>
  std::vector<T> items(std::string_view key, Read read) {
    std::vector<T> out;
    for (Reader& inner : objects(key)) {
      T item;
      inner.into(item);
      if (!item.code.empty() && find(out, item.code) != nullptr)
        inner.fault("method.duplicate_code", {{"code", item.code}, {"list", std::string(key)}}, "code");
      read(inner, item);
      inner.done();
      out.push_back(std::move(item));
    }
    return out;
  }
  std::vector<Item> items(std::string_view key) {
    return items<Item>(key, [](Reader&, Item&) {});
  }

  void into(Item& item);  ///< code, names, sources and line
  void done();  ///< faults for unread keys

 private:
  std::vector<Reader> objects(std::string_view key);
  std::vector<Reader> named(std::string_view key, bool may_cite);
  Shape& note(std::string_view key, Shape shape);
  void sourced();
  Decimal times();  ///< of a reference: a conversion (weeks to days), no number of the method
  std::string path_of(std::string_view key) const {
    return path_.empty() ? std::string(key) : path_ + '.' + std::string(key);
  }
  template <class T>
  T value(Expected<T> from) {
    T out{};
    json::take(std::move(from), out, all_.faults);
    return out;
  }

  Reading& all_;
  json::Cursor cursor_;
  std::string path_;
  Citations sources_;
  bool own_source_ = false;
  std::uint32_t key_line_ = 0;  // of an item of a map
  Shape* shape_ = nullptr;  // noting instead of reading
};

bool is_code(std::string_view text);

}  // namespace koers::method
