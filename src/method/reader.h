// How the loaders of this room read one object: through a Cursor, collecting every fault, with the source that holds for it
// and a path by which its numbers are known. Internal to the room.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/cursor.h"
#include "method/item.h"
#include "method/method.h"

namespace koers::method {

/// What all objects of one file share.
struct Reading {
  Errors faults;
  Listing listing;
};

class Reader {
 public:
  /// `around`: the sources of the object around it. Reads `source` at once.
  Reader(Reading& all, json::Cursor cursor, std::string path, const Citations& around);

  json::Cursor& cursor() { return cursor_; }
  const Citations& sources() const { return sources_; }
  bool own_source() const { return own_source_; }
  const std::string& path() const { return path_; }
  bool has(std::string_view key);  ///< asking makes it a key that "did you mean" may name
  std::uint32_t line() const { return cursor_.place().line; }
  Errors& faults() { return all_.faults; }
  void fault(std::string code, Message::Args args, std::string_view key = {});

  // Without `optional` in the name a missing key is a fault; an absent optional one gives the empty value.
  std::string code(std::string_view key);  ///< lower case, digits and underscores
  std::string optional_code(std::string_view key);
  std::string text(std::string_view key);
  std::string optional_text(std::string_view key);
  Text names(std::string_view key = "names");
  Text optional_names(std::string_view key);
  std::optional<Decimal> number(std::string_view key, int least, int most);  ///< recorded under its path
  std::optional<Decimal> optional_number(std::string_view key, int least, int most);
  int whole(std::string_view key, int least, int most, int fallback);
  bool yes_no(std::string_view key, bool fallback);
  std::size_t one_of(std::string_view key, std::span<const std::string_view> allowed);
  std::vector<std::string> codes(std::string_view key);
  std::vector<std::string> optional_codes(std::string_view key);
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
};

bool is_code(std::string_view text);

}  // namespace koers::method
