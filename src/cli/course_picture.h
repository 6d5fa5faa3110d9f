// The course line of a course: the same case, the same viewer, with what is still expected in it.
#pragma once

#include <string>

#include "cli/course_words.h"
#include "dossier/course.h"
#include "draw/timeline.h"

namespace koers::cli {

/// Needs `course.day`.
draw::Timeline course_timeline(const dossier::Course& course, const CourseWords& words);

/// With the font inside, so that it looks the same where the font is not installed; `grey` for print without colour.
std::string course_svg(const dossier::Course& course, const CourseWords& words, draw::Format format, bool grey);
std::string course_picture(const dossier::Course& course, const CourseWords& words,
                           std::size_t width);  ///< in characters
std::string course_table(const dossier::Course& course, const CourseWords& words, std::size_t width);  ///< its rows

}  // namespace koers::cli
