// Writes JSON text in the order it is told. Numbers are integers and Decimals only: the same bytes everywhere.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"

namespace koers::json {

/// Appends to its own text. The caller keeps objects and arrays balanced; commas, quotes and escapes are the Writer's.
class Writer {
 public:
  /// `indent` spaces per level; 0 writes one line.
  explicit Writer(int indent = 0) : indent_(indent) {}

  Writer& begin_object();
  Writer& begin_array();
  Writer& end();
  Writer& key(std::string_view key);
  Writer& text(std::string_view value);
  Writer& integer(std::int64_t value);
  Writer& decimal(const Decimal& value);
  Writer& boolean(bool value);
  Writer& null();
  const std::string& str() const { return out_; }

 private:
  void before_value();
  void line();
  void quote(std::string_view value);

  int indent_;
  std::string out_;
  struct Level {
    bool object, empty;
  };
  std::vector<Level> levels_;
  bool after_key_ = false;
};

}  // namespace koers::json
