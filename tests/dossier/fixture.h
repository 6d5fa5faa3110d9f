// Cases as text: what the tests of this room read.
#pragma once

#include <fstream>
#include <gtest/gtest.h>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/dossier.h"
#include "dossier/line_format.h"

namespace koers::dossier::test {

/// People every small case here knows; entries follow from line 5 on.
inline constexpr std::string_view kPeople =
    "case title=test synthetic=yes\n"
    "people @anna:worker @carla:supervisor @mother:mother @father:father @child:child @aunt:network\n"
    "\n\n";

inline CaseFile lines(std::string_view text) {
  auto read = read_lines(std::string(kPeople) + std::string(text), "test.case");
  if (!read) {
    for (const Error& e : read.error())
      ADD_FAILURE() << e.code << " line " << e.place.line << " column " << e.place.column << ' ' << e.place.pointer;
    return {};
  }
  return std::move(*read);
}

using Faults = std::vector<std::string>;

inline PersonId who(std::string_view handle) { return person_of_handle("test", handle); }
inline LocalDate day(std::string_view text) { return *LocalDate::parse(text); }

inline std::string slurp(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A case, its state, and entries by the handle-free way: their number in the file.
struct Case {
  explicit Case(std::string_view text) : file(lines(text)), state(replay(file.entries)) {}
  explicit Case(CaseFile made) : file(std::move(made)), state(replay(file.entries)) {}
  Case(const Case&) = delete;
  Case& operator=(const Case&) = delete;

  const Entry& at(std::size_t i) const { return file.entries.at(i); }

  CaseFile file;
  Dossier state;
};

}  // namespace koers::dossier::test
