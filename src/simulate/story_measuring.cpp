#include <algorithm>

#include "simulate/story.h"

namespace koers::simulate {

using dossier::Answer;
using dossier::Band;
using dossier::Code;
using dossier::Discussion;
using dossier::FilledIn;
using dossier::GuidanceInput;
using dossier::GuidanceWhat;
using dossier::Measurement;
using dossier::MeasurementState;
using dossier::Moment;
using dossier::Network;
using dossier::NoAnswer;
using dossier::Pause;
using dossier::PausedBy;
using dossier::Points;
using dossier::Role;
using dossier::Score;
using dossier::Topic;
using dossier::With;

namespace {

constexpr int t_least = 20, t_most = 100;  ///< of the broad scales, as printed by the publisher's programs
constexpr int syndrome_least = 50;

/// Hundredths of T to whole T.
std::int64_t whole_t(std::int64_t hundredths, int least) {
  return std::clamp<std::int64_t>(floor_div(hundredths + 50, 100), least, t_most);
}

/// Limits of T as the instrument file of the CBCL has them: 60 and 64 of broad scales, 65 and 70 of syndromes.
Score score(const char* scale, std::int64_t t, int borderline, int clinical) {
  Score out;
  out.scale = {scale, false};
  out.t = Points{Decimal{t, 0}};
  out.band = t >= clinical ? Band::clinical : t >= borderline ? Band::borderline : Band::normal;
  return out;
}

/// Four answers of 0 to 100 with the given sum of 0 to 400: equal parts, then some moved from one to another as far as it fits.
std::array<std::int64_t, session_items.size()> split(std::int64_t sum, Draws& draws) {
  std::array<std::int64_t, session_items.size()> parts{};
  for (std::size_t i = 0; i < parts.size(); ++i)
    parts[i] = (sum + static_cast<std::int64_t>(i)) / static_cast<std::int64_t>(parts.size());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::int64_t &from = parts[i], &to = parts[(i + 1) % parts.size()];
    const std::int64_t moved = std::clamp(spread(12, draws.normal()), std::max(from - session_form.most, -to),
                                          std::min(from, session_form.most - to));
    from -= moved;
    to += moved;
  }
  return parts;
}

}  // namespace

void Story::measurements() {
  const LocalDate end = stretches_.back().until;
  const LocalDate halfway = days_.work_day_from(stretches_[1].from + 35);
  // All forms of one moment on one day, each its own.
  std::array<LocalDate, 3> days{days_.work_day_from(start_ + answers_.between(9, 20)), halfway,
                                days_.work_day_from(end - answers_.between(5, 12))};
  for (const Asked& asked : scheme_.asked) {
    if (asked.moment == Moment::start) measure(asked, days[0]);
    if (asked.moment == Moment::halfway) measure(asked, days[1]);
    if (asked.moment == Moment::end && ending_ == Ending::as_planned) measure(asked, days[2]);
  }
  if (filled_in_.empty()) return;
  for (const With with : {With::family, With::guidance}) {
    Discussion b;
    b.with = with;
    b.topic = Topic::measurement;
    b.targets = {filled_in_.front()};
    if (with == With::family) b.present = carers();
    const LocalDate day = days_.work_day_from(days[0] + (with == With::family ? 5 : 8));
    if (told(day) && answers_.chance(7000)) add(day, 870, std::move(b));
  }
}

void Story::measure(const Asked& asked, LocalDate day) {
  const Course& course = courses[asked.course];
  const Latent& latent = latent_[asked.course];
  for (const Role role : asked.informants) {
    const auto& informant = role == Role::mother ? mother_ : father_;
    const bool mother = role == Role::mother;
    // Every number is drawn whether it is used or not: what one family does not fill in leaves the others of it as they are.
    const int bias = answers_.normal(), error = answers_.normal();
    const std::array<int, 4> own{answers_.normal(), answers_.normal(), answers_.normal(), answers_.normal()};
    const int lot = answers_.below(10'000), noted = answers_.below(10'000);
    if (!informant || !told(day)) continue;
    int chance = 0;
    std::int64_t at = latent.start;
    switch (asked.moment) {
      case Moment::start: chance = course.start_done; break;
      case Moment::halfway:
        chance = 2500;
        at = latent.start + floor_div((latent.end - latent.start) * 6, 10);
        break;
      case Moment::end:
        chance = course.end_done;
        at = latent.end;
        break;
      default:
        chance = 2500;
        at = latent.later;
        break;
    }
    if (!mother) chance = chance * 6 / 10;
    Measurement b;
    b.instrument = std::string(course.instrument);
    b.informant = *informant;
    b.person = asked.about == method::About::parent ? *informant : children_.front();
    b.moment = asked.moment;
    if (lot >= chance) {
      if (noted >= 2500 || asked.moment == Moment::halfway) continue;
      b.state = noted < 1500 ? MeasurementState::declined : MeasurementState::lost;
      b.reason = Code{noted < 1500 ? "no_time" : "not_returned", false};
      add(day, 1140, std::move(b));
      continue;
    }
    if (!mother) at += spread(400, bias);
    b.filled_in = noted < 6000 ? FilledIn::together : FilledIn::alone;
    b.scores.push_back(score("total", whole_t(at + spread(course.error_sd, error), t_least), 60, 64));
    if (!course.mothers_only) {
      b.scores.push_back(score("internalising", whole_t(at - 300 + spread(500, own[0]), t_least), 60, 64));
      b.scores.push_back(score("externalising", whole_t(at + 200 + spread(500, own[1]), t_least), 60, 64));
      b.scores.push_back(score("attention", whole_t(at + spread(600, own[2]), syndrome_least), 65, 70));
      b.scores.push_back(score("aggressive", whole_t(at + 200 + spread(600, own[3]), syndrome_least), 65, 70));
    }
    const EntryId id = add(day, 1140, std::move(b));
    if (asked.moment != Moment::follow_up) filled_in_.push_back(id);
  }
}

/// How it goes, 0 to 40 in tenths, from the same latent course: 20 at a severity of 60, a point less for every two and a half.
void Story::session(LocalDate day) {
  if (scheme_.session_instrument.empty() || people_draws_.chance(4000)) return;
  const std::int64_t off = 6000 - severity(0, day) + spread(500, answers_.normal());
  Measurement b;
  b.instrument = scheme_.session_instrument;
  b.informant = carer();
  b.person = carer();
  b.moment = Moment::session;
  b.filled_in = FilledIn::together;
  Score total;
  total.scale = {"total", false};
  const std::int64_t tenths = std::clamp<std::int64_t>(200 + floor_div(off, 25), 0, 400);
  total.raw = Points{Decimal{tenths, 1}};
  b.scores.push_back(std::move(total));
  if (b.instrument == session_form.instrument) {
    const auto parts = split(tenths, items_);
    for (std::size_t i = 0; i < parts.size(); ++i)
      b.answers.push_back({{std::string(session_items[i]), false}, Points{Decimal{parts[i], 1}}, {}});
  }
  add(day, 1200, std::move(b));
}

/// What the carer thinks of the help at the end: the better it went, the higher, and each question its own. 0.25 point per five
/// of T, SDs of 0.5 for the person and 0.7 for a question; our own.
void Story::satisfaction(LocalDate day, std::int64_t gain) {
  if (!items_.chance(closing_form_done)) return;
  Measurement b;
  b.instrument = std::string(closing_form.instrument);
  b.informant = carer();
  b.moment = Moment::end;
  b.filled_in = FilledIn::alone;
  const std::int64_t person = 310 + floor_div(gain - 800, 20) + spread(50, items_.normal());
  for (const std::string_view item : closing_form.items) {
    const int lot = items_.below(10'000);
    const std::int64_t hundredths = person + spread(70, items_.normal());
    Answer answer{{std::string(item), false}, {}, {}};
    if (lot < not_applicable)
      answer.missing = NoAnswer::not_applicable;
    else if (lot < not_applicable + left_open)
      continue;
    else
      answer.value = Points{
          Decimal{std::clamp<std::int64_t>(floor_div(hundredths + 50, 100), closing_form.least, closing_form.most), 0}};
    b.answers.push_back(std::move(answer));
  }
  add(day, 1115, std::move(b));
}

void Story::guidance() {
  const bool above = work_.chance(caseload_above_five);
  GuidanceInput caseload;
  caseload.what = GuidanceWhat::caseload;
  caseload.value = {Decimal{above ? work_.between(6, 8) : work_.between(3, 5), 0}};
  const LocalDate noted = days_.work_day_from(start_ + 1);
  add(told(noted) ? noted : last_, 1010, caseload);
  if (ending_ == Ending::early_drop_out) return;
  GuidanceInput weeks;
  weeks.what = GuidanceWhat::guidance;
  weeks.value = {Decimal{work_.between(2, 6), 0}};
  add(noted, 1011, weeks);
  const int every = work_.between(4, 9);
  for (LocalDate day = start_ + 14; told(day); day = day + 7 * every) {
    Discussion b;
    b.with = work_.chance(6000) ? With::guidance : With::intervision;
    b.topic = Topic::case_;
    add(days_.work_day_from(day) <= last_ ? days_.work_day_from(day) : last_, 780, std::move(b));
  }
  for (const LocalDate day : {days_.work_day_from(start_ + 12), days_.work_day_from(stretches_.back().from + 9)}) {
    if (!told(day)) continue;
    Network b;
    b.supporters = {work_.between(0, 6)};
    b.conflict = work_.chance(3000);
    add(day, 1030, std::move(b));
  }
  if (pause_) {
    Pause b;
    b.by = work_.chance(7000) ? PausedBy::family : PausedBy::provider;
    b.from = pause_->first;
    b.until = pause_->second;
    b.reason = "Synthetic: holiday";
    add(days_.work_day_from(pause_->first - 7), 1015, std::move(b));
  }
}

}  // namespace koers::simulate
