// The vocabulary as docs/rules.md states it, so that fixtures, catalogues and the page cannot drift apart.
#pragma once

#include <algorithm>
#include <fstream>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "rules/vocabulary.h"

namespace koers::rules::test {

inline std::vector<std::string> codes_of(std::string_view note) {
  static const std::vector<std::string> roles{"mother", "father", "other_carer", "child", "network", "professional"};
  if (note == "role") return roles;
  note = note.substr(0, note.find_first_of(":;"));
  const bool truths = note.starts_with("yes/");
  if (truths) note = note.substr(0, note.find(' '));
  std::vector<std::string> out;
  for (const std::string_view part : split(note, truths ? '/' : ',')) {
    const std::string code(trim(part));
    const bool word =
        !code.empty() && code.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
    if (!word) return {};
    out.push_back(code);
  }
  return out.size() < 2 ? std::vector<std::string>{} : out;
}

/// Reads the table under "## The vocabulary". Which fields are numbers is said here: the page says it in words.
inline Vocabulary vocabulary_of_the_page() {
  static const std::set<std::string> numbers{"age",   "strengths",  "problems", "level",    "hours", "fall",
                                             "gap",   "number",     "streak",   "t",        "raw",   "raised",
                                             "value", "supporters", "left",     "open_ends"};
  static const std::regex name(R"(`([a-z0-9_]+)`)");
  static const std::regex field(R"(`([a-z0-9_]+)`\*?(?: \(([^)]*)\))?)");
  Vocabulary out;
  std::ifstream page("docs/rules.md");
  bool inside = false;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("## ")) inside = line == "## The vocabulary";
    if (!inside || !line.starts_with("| `")) continue;
    const std::size_t bar = line.find('|', 1);
    const std::string first = line.substr(0, bar);
    const std::string second = line.substr(bar);
    for (std::sregex_iterator kind(first.begin(), first.end(), name), end; kind != end; ++kind) {
      KindName k;
      k.name = (*kind)[1];
      k.asked = first.find("(asked)") != std::string::npos;
      for (std::sregex_iterator f(second.begin(), second.end(), field); f != end; ++f) {
        FieldName made;
        made.name = (*f)[1];
        if (numbers.contains(made.name))
          made.type = FieldType::number;
        else
          made.codes = codes_of((*f)[2].str());
        if (made.name == "hours") made.least = Decimal{0, 0};
        if (made.name == "level") made.least = Decimal{-2, 0}, made.most = Decimal{2, 0};
        if (k.find(made.name) == nullptr) k.fields.push_back(std::move(made));
      }
      out.kinds.push_back(std::move(k));
    }
  }
  return out;
}

inline const Vocabulary& page() {
  static const Vocabulary vocabulary = vocabulary_of_the_page();
  return vocabulary;
}

}  // namespace koers::rules::test
