// The course as text for a terminal, and as JSON. Both are written from the same Course.
#pragma once

#include <string>

#include "cli/course_words.h"
#include "dossier/case_file.h"
#include "dossier/course.h"

namespace koers::cli {

struct CourseFace {
  std::string title;       ///< of the case file; may be empty
  bool synthetic = false;  ///< made up, and says so
  bool day_after_last = false;  ///< nobody said the day: it is the one after the last entry, and the text says so
};

/// `width` characters a line; `bold` where the terminal has it.
std::string course_text(const dossier::Course& course, const CourseFace& face, const CourseWords& words,
                        std::size_t width, bool bold);

/// One object, two spaces a level; sentences in the language of `words`. docs/course.md says what it holds.
std::string course_json(const dossier::Course& course, const CourseFace& face, const CourseWords& words);

}  // namespace koers::cli
