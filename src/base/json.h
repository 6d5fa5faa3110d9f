// JSON as a read-only document whose nodes know their line. nlohmann-json is behind parse() in json.cpp;
// YAML files arrive here through the same Builder (exchange/yaml), so every reader reports lines of the file the user wrote.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "base/expected.h"

namespace koers::json {

enum class Type : std::uint8_t { null, boolean, number, string, array, object };

struct Limits {
  std::size_t bytes = std::size_t{16} << 20;
  std::size_t depth = 64;
  std::size_t nodes = 2'000'000;
};

class Document;

/// A node of a Document; valid as long as the Document lives and is not rebuilt. Copy freely.
class Value {
 public:
  Value() = default;  ///< null, of no document

  Type type() const;
  std::uint32_t line() const;  ///< from 1; 0 when unknown
  bool is(Type t) const { return type() == t; }

  bool boolean() const;  ///< false unless a boolean
  Decimal number() const;  ///< {0, 0} unless a number
  std::string_view text() const;  ///< empty unless a string
  std::size_t size() const;  ///< children of an array or object

  /// Children in file order. For an object each child has a key().
  class Iterator;
  Iterator begin() const;
  Iterator end() const;
  std::string_view key() const;  ///< of this node within its object; else empty
  std::uint32_t key_line() const;
  std::optional<Value> find(std::string_view key) const;  ///< member of an object

 private:
  friend class Document;
  friend class Builder;
  Value(const Document* document, std::uint32_t index) : document_(document), index_(index) {}
  const Document* document_ = nullptr;
  std::uint32_t index_ = 0;
};

class Document {
 public:
  Value root() const { return nodes_.empty() ? Value() : Value(this, 0); }
  bool empty() const { return nodes_.empty(); }
  void clear();

 private:
  friend class Value;
  friend class Builder;
  struct Node {
    Type type = Type::null;
    bool flag = false;
    std::uint8_t decimals = 0;
    std::uint32_t line = 0, key_line = 0;
    std::uint32_t next = 0;  // sibling; 0 = none
    std::uint32_t first = 0;  // child; 0 = none
    std::uint32_t count = 0;  // children
    std::int64_t scaled = 0;
    std::uint32_t text = 0, text_size = 0, key = 0, key_size = 0;  // into texts_
  };
  std::vector<Node> nodes_;
  std::string texts_;
};

class Value::Iterator {
 public:
  Iterator(const Document* document, std::uint32_t index) : document_(document), index_(index) {}
  Value operator*() const;
  Iterator& operator++();
  bool operator==(const Iterator& other) const { return index_ == other.index_; }

 private:
  const Document* document_;
  std::uint32_t index_;
};

/// Builds a Document from events; refuses duplicate keys, depth and size beyond the limits, unbalanced events.
/// After the first fault every call returns false and error() says what and on which line.
class Builder {
 public:
  explicit Builder(Document& out, Limits limits = {});
  bool null(std::uint32_t line);
  bool boolean(bool value, std::uint32_t line);
  bool number(std::string_view text, std::uint32_t line);  ///< decimal text; exponents, NaN and > 9 decimals are faults
  bool string(std::string_view text, std::uint32_t line);
  bool begin_object(std::uint32_t line);
  bool begin_array(std::uint32_t line);
  bool key(std::string_view key, std::uint32_t line);
  bool end();  ///< of the innermost object or array
  bool complete() const { return !error_ && open_.empty() && !document_.nodes_.empty(); }
  const std::optional<Error>& error() const { return error_; }

 private:
  struct Open {
    std::uint32_t node;
    std::uint32_t last;  // last child; 0 = none
  };
  bool add(Document::Node node);
  bool fault(std::string code, Message::Args args, std::uint32_t line);

  Document& document_;
  Limits limits_;
  std::vector<Open> open_;
  std::uint32_t key_ = 0, key_size_ = 0, key_line_ = 0;
  bool has_key_ = false;
  std::optional<Error> error_;
};

/// Parses one JSON text into `out` (its memory is reused). On a fault `out` is empty and the error has `place` with the
/// line inside `text` added to place.line (pass the line before the text; 0 for a whole file).
Expected<Value> parse(std::string_view text, Document& out, Place place = {}, Limits limits = {});

}  // namespace koers::json
