// Members of an object that many writers write.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/json_write.h"

namespace koers::json {

/// "YYYY-MM-DD"; null without a day.
inline void write_day(Writer& out, std::string_view key, const std::optional<LocalDate>& value) {
  out.key(key);
  if (value) {
    out.text(value->text());
  } else {
    out.null();
  }
}

inline void write_texts(Writer& out, std::string_view key, const std::vector<std::string>& values) {
  out.key(key).begin_array();
  for (const std::string& value : values) out.text(value);
  out.end();
}

}  // namespace koers::json
