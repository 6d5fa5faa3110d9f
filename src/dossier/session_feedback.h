// What the row of session forms of each person says, as statements that stand apart: own start, reliable change, cut-off, band, fall,
// distance to others. Never added up to one verdict, and never a mean of several people.
#pragma once

#include <span>
#include <vector>

#include "dossier/session_bands.h"
#include "dossier/session_series.h"
#include "measure/instrument.h"
#include "method/catalogue.h"

namespace koers::dossier {

enum class FeedbackAbout : std::uint8_t { start, reliable_change, cutoff, band, fall, difference };
std::string_view name(FeedbackAbout about);

struct FeedbackStatement {
  FeedbackAbout about = FeedbackAbout::start;
  /// feedback.* with arguments; scores and dates as text ("34.5", ISO), `who` the id of a person.
  Message message;
  bool raised = false;  ///< asks for a talk: below the band, reliably worse, fell, far apart
  std::vector<const Entry*> evidence;
};

struct Feedback {
  SessionSeries series;
  bool lower_is_better = false;
  const SessionBands* bands = nullptr;  ///< of this instrument and scale; null: none given
  std::vector<BandAnswer> band;  ///< one a form; empty without bands
  std::optional<std::int64_t> reliable;  ///< hundredths a change must exceed, where the filled instrument has r and s
  std::optional<std::int64_t> cutoff;  ///< hundredths
  std::vector<FeedbackStatement> statements;
};

struct FeedbackQuestion {
  /// Instruments, and the settings alliance_fall, informants_gap and informants_days. Never null.
  const method::Catalogue* catalogue = nullptr;
  std::span<const SessionBands> bands;
  LocalDate today;  ///< forms of later days are not there yet
};

/// Of the treatment that runs, or the last one, in `seen`: what a viewer may see and no more. In order of the first form.
std::vector<Feedback> session_feedback(const Dossier& seen, const Trajectory& trajectory,
                                       const FeedbackQuestion& question);

}  // namespace koers::dossier
