// Cases in the compact line format with what is to be said of them, in one file. A line "#? DATE WHAT" asks on that day, of
// the entries above it:
//
//   #? 2026-02-01 no_contact open since 2026-02-01        a signal: open [since DATE] | acted [until DATE] | no
//   #? 2026-02-01 next 2026-02-15                         the next date of change (never: -)
//   #? 2026-02-01 fidelity start_weeks met                met | not_met | not_yet | no_norm, then optionally its figure
//   #? 2026-02-01 expected cbcl_start mother due          waiting | due | late | missed | done | declined | no
//   #? 2026-02-01 eligible network yes                    yes | no | unknown; of a criterion, contra-indication, class
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "cli/case_catalogue.h"
#include "dossier/course.h"
#include "dossier/line_format.h"

namespace koers::cli_test {

inline std::string text_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Question {
  std::uint32_t line = 0;
  LocalDate day;
  std::vector<std::string> words;  ///< after the date
};

struct Fixture {
  std::string file;
  std::string fault;  ///< why the case could not be read
  dossier::CaseFile journal;
  std::vector<Question> questions;

  std::vector<dossier::Entry> above(std::uint32_t line) const {
    std::vector<dossier::Entry> out;
    for (std::size_t i = 0; i < journal.entries.size(); ++i) {
      if (journal.lines[i] < line) out.push_back(journal.entries[i]);
    }
    return out;
  }
};

/// The entries and one more of that day, the last in replay order.
template <class Body>
std::vector<dossier::Entry> one_more(std::vector<dossier::Entry> entries, LocalDate day, Body body) {
  dossier::Entry added;
  added.id = *EntryId::parse("ffffffff-ffff-7fff-8fff-ffffffffffff");
  added.occurred = entries.back().occurred;
  added.occurred.date = day;
  added.written = added.occurred;
  added.journal = entries.front().journal;
  added.body = std::move(body);
  entries.push_back(std::move(added));
  return entries;
}

inline Fixture read_fixture(const std::filesystem::path& path) {
  Fixture out;
  out.file = path.string();
  const std::string text = text_of(path);
  auto journal = dossier::read_lines(text, out.file);
  if (!journal) {
    for (const Error& fault : journal.error()) {
      out.fault += out.file + ":" + std::to_string(fault.place.line) + ": " + fault.code + "\n";
    }
    return out;
  }
  out.journal = std::move(*journal);
  std::istringstream in(text);
  std::uint32_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (!line.starts_with("#?")) continue;
    std::istringstream words(
        line.substr(2, line.find("  #") == std::string::npos ? std::string::npos : line.find("  #") - 2));
    std::string date;
    words >> date;
    Question question{number, LocalDate::parse(date).value_or(LocalDate()), {}};
    for (std::string word; words >> word;) question.words.push_back(word);
    if (question.day == LocalDate() || question.words.empty()) {
      out.fault += out.file + ":" + std::to_string(number) + ": no date or no question\n";
    }
    out.questions.push_back(std::move(question));
  }
  return out;
}

inline const std::vector<Fixture>& fixtures() {
  static const std::vector<Fixture> all = [] {
    std::vector<std::filesystem::path> paths;
    for (const auto& file : std::filesystem::directory_iterator("tests/course")) {
      if (file.path().extension() == ".case") paths.push_back(file.path());
    }
    std::ranges::sort(paths);
    std::vector<Fixture> out;
    for (const auto& path : paths) out.push_back(read_fixture(path));
    return out;
  }();
  return all;
}

inline const method::Catalogue& iag() {
  static const auto catalogue = cli::catalogue_for({"iag-2013", "iag-2019", "iog-2019"}, "");
  return *catalogue;
}

/// The worker's course on a day.
inline dossier::Course course_on(std::span<const dossier::Entry> entries, LocalDate day) {
  dossier::CourseQuestion question;
  question.viewer.role = dossier::Role::worker;
  question.today = day;
  question.method = "iag-2019";
  return dossier::course(entries, iag(), question);
}

}  // namespace koers::cli_test
