// The sections for those who treat: signals, criteria, fidelity. Inside course_*.cpp.
#pragma once

#include "cli/course_words.h"
#include "cli/text_page.h"
#include "dossier/course.h"

namespace koers::cli {

void signals_section(TextPage& page, const dossier::Course& course, const CourseWords& words);
void suitability_section(TextPage& page, const dossier::Course& course, const CourseWords& words);
void fidelity_section(TextPage& page, const dossier::Course& course, const CourseWords& words);

/// "4–6 weken" from the thresholds of the first judged leaf; empty where the norm is a plain yes.
std::string norm_text(const dossier::FidelityAnswer& answer, const CourseWords& words);

}  // namespace koers::cli
