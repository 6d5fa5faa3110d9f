// The course line: the one picture of a family's treatment, the same for the family, the worker and the supervisor.
// This file says what of a case goes where in it; draw/ lays it out.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/language.h"
#include "dossier/dossier.h"
#include "dossier/names.h"
#include "dossier/session_feedback.h"
#include "draw/timeline.h"
#include "measure/instrument.h"
#include "method/catalogue.h"

namespace koers::dossier {

/// Something the method, the plan or the family expects, on the day it is due (its last day when it has a window).
struct Coming {
  enum class What : std::uint8_t { measurement, talk, visit, safety, alliance };
  What what = What::measurement;
  LocalDate day;
  std::string instrument;  ///< of a measurement
  draw::Words title;
  draw::DueState state = draw::DueState::coming;
};

struct CourseLineView {
  const method::Catalogue* catalogue = nullptr;  ///< names of phases, techniques, domains; never null
  LocalDate today;
  Language language = Language::nl;
  std::span<const measure::Instrument> instruments =
      {};  ///< names, ranges, which way is better; those not here keep their code
  std::vector<Coming> coming = {};  ///< each with the sign of its state, on the day it is or was due
  /// Of the same `seen`: bands stand behind the lines they are about. Where several people have a band on one scale each has a panel.
  std::span<const Feedback> feedback = {};
  ListWords words = {};  ///< of codes the method does not name: lists `reason`, `element`, `topic`
};

/// `seen` is the replay of what the viewer may see; nothing else enters the picture. Words are keys under "course_line." (their
/// arguments are names of the method's file, the family's own words, dates and numbers). A case without trajectory gives a
/// Timeline without stretches.
draw::Timeline course_line(const Dossier& seen, const CourseLineView& view);

}  // namespace koers::dossier
