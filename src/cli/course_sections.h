// The sections on signals, criteria and fidelity, for those who treat, and on session feedback, for everyone. Inside course_*.cpp.
#pragma once

#include "cli/course_words.h"
#include "cli/text_page.h"
#include "dossier/course.h"

namespace koers::cli {

void signals_section(TextPage& page, const dossier::Course& course, const CourseWords& words);
void feedback_section(TextPage& page, const dossier::Course& course, const CourseWords& words);
/// A statement of session feedback as a sentence.
std::string feedback_sentence(const dossier::FeedbackStatement& said, const CourseWords& words);
void suitability_section(TextPage& page, const dossier::Course& course, const CourseWords& words);
void fidelity_section(TextPage& page, const dossier::Course& course, const CourseWords& words);

/// "4–6 weken" from the thresholds of the first judged leaf; empty where the norm is a plain yes.
std::string norm_text(const dossier::FidelityAnswer& answer, const CourseWords& words);

}  // namespace koers::cli
