// Which kinds, fields and codes a rule may name: given by the floor that makes the rows.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"

namespace koers::rules {

enum class FieldType { code, number, date };

struct FieldName {
  std::string name;
  FieldType type = FieldType::code;
  std::vector<std::string> codes;  ///< empty: an open list (codes of the method or free entries)
  std::string fed_by;              ///< "kind.field" of the entry it is read from, or how it is derived
  std::optional<Decimal> least,
      most;  ///< of a number, where it has bounds (hours: least 0): an unknown value then still bounds a sum
};

struct KindName {
  std::string name;
  bool asked = false;  ///< holds answers to questions: no row means not asked
  std::vector<FieldName> fields;
  /// Of an asked kind: the field that says which question it was. Empty: the first field.
  std::string question;
  /// Of an asked kind: the field that holds the answer. A question without an answered row was not asked.
  std::string answer = "answer";

  std::string_view question_field() const {
    return question.empty() && !fields.empty() ? fields.front().name : question;
  }

  const FieldName* find(std::string_view field) const {
    for (const FieldName& f : fields) {
      if (f.name == field) return &f;
    }
    return nullptr;
  }
};

struct Vocabulary {
  std::vector<KindName> kinds;

  const KindName* find(std::string_view kind) const {
    for (const KindName& k : kinds) {
      if (k.name == kind) return &k;
    }
    return nullptr;
  }
};

}  // namespace koers::rules
