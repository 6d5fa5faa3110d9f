// Which kinds, fields and codes a rule may name: given by the floor that makes the rows.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace koers::rules {

enum class FieldType { code, number, date };

struct FieldName {
  std::string name;
  FieldType type = FieldType::code;
  std::vector<std::string> codes;  ///< empty: an open list (codes of the method or free entries)
  std::string fed_by;              ///< "kind.field" of the entry it is read from, or how it is derived
};

struct KindName {
  std::string name;
  bool asked = false;  ///< holds answers to questions: no row means not asked
  std::vector<FieldName> fields;

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
