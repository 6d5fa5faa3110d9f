// The course as text for a terminal, and as JSON. Both are written from the same Course.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/course_words.h"
#include "dossier/case_file.h"
#include "dossier/course.h"

namespace koers::cli {

/// Where the entries of a case stand in its file.
struct CaseLines {
  std::string file;
  std::vector<std::pair<EntryId, std::uint32_t>> lines;  ///< sorted by id

  CaseLines() = default;
  explicit CaseLines(std::string name, const dossier::CaseFile& from);
  std::optional<std::uint32_t> of(const EntryId& id) const;
};

struct CourseFace {
  std::string title;       ///< of the case file; may be empty
  bool synthetic = false;  ///< made up, and says so
  bool day_after_last = false;  ///< nobody said the day: it is the one after the last entry, and the text says so
  CaseLines places;  ///< only for who sees every entry: the number of a line tells how many others there are
};

/// `width` characters a line; `bold` where the terminal has it.
std::string course_text(const dossier::Course& course, const CourseFace& face, const CourseWords& words,
                        std::size_t width, bool bold);

/// One object, two spaces a level; sentences in the language of `words`. docs/course.md says what it holds.
std::string course_json(const dossier::Course& course, const CourseFace& face, const CourseWords& words);

}  // namespace koers::cli
