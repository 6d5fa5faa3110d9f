#include "report/fit_bands.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "stats/distributions.h"
#include "stats/mixed.h"

namespace koers::report {

using dossier::BandCell;
using dossier::RoleBands;

namespace {

constexpr int model_decimals = 6;
constexpr std::int64_t largest_score = 1'000'000'00;
constexpr std::size_t steps = 20;  // of the table, between the lowest and the highest start

/// Forms after the first, in columns.
struct Columns {
  std::vector<double> score, one, start, log;
  std::vector<std::uint32_t> course;

  void add(std::uint32_t number, double first, double value, std::size_t session) {
    course.push_back(number);
    score.push_back(value);
    one.push_back(1);
    start.push_back(first);
    log.push_back(std::log(static_cast<double>(session)));
  }
  stats::MixedData data(bool slope) const {
    stats::MixedData out{score, course, {one, start, log}, {one}};
    if (slope) out.random.emplace_back(log);
    return out;
  }
};

std::vector<Decimal> decimals(const std::vector<double>& values) {
  std::vector<Decimal> out;
  for (const double value : values) {
    const auto found = round_double(value, model_decimals);
    if (!found) return {};
    out.push_back(*found);
  }
  return out;
}

std::optional<std::int64_t> in_hundredths(double value, const std::optional<measure::Range>& range) {
  const auto rounded = round_double(value, 2);
  if (!rounded) return {};
  std::int64_t out = rounded->scaled;
  if (range) out = std::clamp(out, dossier::hundredths(range->least), dossier::hundredths(range->most));
  return std::clamp(out, -largest_score, largest_score);
}

/// Why the model found nothing, as a band says it.
std::string reason(const std::string& code) {
  if (code == "mixed.too_few_rows" || code == "mixed.too_few_groups") return "bands.not_enough_forms";
  if (code == "mixed.no_variation" || code == "mixed.no_residual" || code == "mixed.collinear")
    return "bands.no_variation";
  return "bands.not_found";
}

bool fill_table(const stats::MixedFit& fit, const BandQuestion& question, bool slope, RoleBands& out) {
  const double z = stats::normal_quantile(0.75);
  stats::MixedRows ahead;
  for (const std::int64_t start : out.starts) {
    for (std::int64_t session = 2; session <= out.sessions; ++session) {
      const double log = std::log(static_cast<double>(session));
      ahead.fixed.insert(ahead.fixed.end(), {1.0, static_cast<double>(start) / 100, log});
      ahead.random.push_back(1.0);
      if (slope) ahead.random.push_back(log);
    }
  }
  const auto predicted = stats::predict_new_group(fit, {}, {}, ahead);
  if (!predicted) return false;
  for (const stats::MixedPrediction& p : *predicted) {
    const auto low = in_hundredths(p.mean - z * p.sd, question.range);
    const auto middle = in_hundredths(p.mean, question.range);
    const auto high = in_hundredths(p.mean + z * p.sd, question.range);
    if (!low || !middle || !high) return false;
    out.cells.push_back({*low, *middle, *high});
  }
  return true;
}

}  // namespace

void BandFitter::add(const dossier::Dossier& dossier, bool synthetic) {
  ++cases_;
  synthetic_ = synthetic_ || synthetic;
  for (const dossier::Trajectory& trajectory : dossier.trajectories) {
    for (const dossier::SessionSeries& series : dossier::session_series(dossier, trajectory)) {
      if (series.instrument != question_.instrument || series.scale != question_.scale) continue;
      OfRole& role = roles_[series.role];
      if (trajectory.closure.entry == nullptr) {
        ++role.open;
      } else if (series.mixed_versions) {
        ++role.mixed;
      } else if (series.forms.size() < 2) {
        ++role.one_form;
      } else {
        CourseScores course;
        course.number = cases_;
        course.dropped = !trajectory.closure.body->planned;
        course.from = series.forms.front().day;
        course.to = series.forms.back().day;
        for (const dossier::SessionForm& form : series.forms) {
          if (course.scores.size() == static_cast<std::size_t>(dossier::most_sessions)) break;
          course.scores.push_back(static_cast<std::int32_t>(std::clamp(form.score, -largest_score, largest_score)));
        }
        role.by_version[series.version].push_back(std::move(course));
      }
    }
  }
}

dossier::SessionBands BandFitter::fit() const {
  dossier::SessionBands out;
  out.instrument = question_.instrument;
  out.scale = question_.scale;
  out.lower_is_better = question_.better == measure::Direction::lower_is_better;
  out.synthetic = synthetic_;
  // One version counts: the one most courses name, of equals the later word.
  std::map<std::optional<std::string>, std::size_t> versions;
  for (const auto& [role, of] : roles_) {
    for (const auto& [version, courses] : of.by_version) versions[version] += courses.size();
  }
  std::size_t most = 0;
  for (const auto& [version, courses] : versions) {
    if (courses < most) continue;
    most = courses;
    out.version = version;
  }
  for (const auto& [role, of] : roles_) {
    RoleBands bands;
    bands.role = role;
    bands.open = of.open;
    bands.one_form = of.one_form;
    bands.other_version = of.mixed;
    static const std::vector<CourseScores> nothing;
    const std::vector<CourseScores>* counted = &nothing;
    for (const auto& [version, courses] : of.by_version) {
      if (version == out.version)
        counted = &courses;
      else
        bands.other_version += static_cast<std::int64_t>(courses.size());
    }
    fit_role(*counted, question_, bands);
    out.roles.push_back(std::move(bands));
  }
  return out;
}

void BandFitter::fit_role(const std::vector<CourseScores>& courses, const BandQuestion& question, RoleBands& out) {
  out.n = static_cast<std::int64_t>(courses.size());
  std::set<std::int64_t> cases;
  std::vector<std::int64_t> at_session(static_cast<std::size_t>(dossier::most_sessions) + 1, 0);
  for (const CourseScores& course : courses) {
    cases.insert(course.number);
    out.drop_outs += course.dropped ? 1 : 0;
    out.forms += static_cast<std::int64_t>(course.scores.size());
    out.from = std::min(out.from.value_or(course.from), course.from);
    out.to = std::max(out.to.value_or(course.to), course.to);
    for (std::size_t s = 1; s <= course.scores.size(); ++s) ++at_session[s];
  }
  out.cases = static_cast<std::int64_t>(cases.size());
  if (out.n < dossier::bands_needed) {
    out.none = "bands.too_few";
    return;
  }
  out.sessions = 1;
  while (out.sessions < dossier::most_sessions &&
         at_session[static_cast<std::size_t>(out.sessions) + 1] >= courses_at_session) {
    ++out.sessions;
  }
  if (out.sessions < 3) {  // a line over ln k asks two places on it
    out.none = "bands.not_enough_forms";
    out.sessions = 0;
    return;
  }

  Columns columns;
  std::int64_t lowest = courses.front().scores.front(), highest = lowest;
  for (std::size_t i = 0; i < courses.size(); ++i) {
    const auto& scores = courses[i].scores;
    const std::int64_t first = scores.front();
    lowest = std::min(lowest, first);
    highest = std::max(highest, first);
    for (std::size_t s = 2; s <= scores.size() && s <= static_cast<std::size_t>(out.sessions); ++s) {
      columns.add(static_cast<std::uint32_t>(i), static_cast<double>(first) / 100,
                  static_cast<double>(scores[s - 1]) / 100, s);
    }
  }
  // A slope of each course's own asks more forms than two a course; without them a level of its own has to do.
  bool slope = true;
  auto fit = stats::fit_mixed(columns.data(true), stats::Likelihood::restricted);
  if (!fit && fit.error().code == "mixed.too_few_rows") {
    slope = false;
    fit = stats::fit_mixed(columns.data(false), stats::Likelihood::restricted);
  }
  const auto none = [&](std::string why) {
    out.none = std::move(why);
    out.starts.clear();
    out.cells.clear();
    out.sessions = 0;
  };
  if (!fit || !fit->converged) return none(fit ? "bands.not_found" : reason(fit.error().code));
  const std::size_t size = std::min<std::size_t>(steps, static_cast<std::size_t>(highest - lowest));
  for (std::size_t i = 0; i <= size; ++i) {
    out.starts.push_back(lowest + (highest - lowest) * static_cast<std::int64_t>(i) /
                                      static_cast<std::int64_t>(std::max<std::size_t>(size, 1)));
  }
  dossier::BandModel model;
  model.slope = slope;
  model.singular = fit->singular;
  model.fixed = decimals(fit->fixed);
  model.random = decimals(fit->random_covariance);
  const auto residual = round_double(fit->residual, model_decimals);
  if (model.fixed.empty() || model.random.empty() || !residual || !fill_table(*fit, question, slope, out))
    return none("bands.not_found");
  model.residual = *residual;
  out.model = std::move(model);
}

}  // namespace koers::report
