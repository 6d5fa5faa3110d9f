#include "dossier/session_feedback.h"

#include <algorithm>
#include <array>

#include "dossier/informant.h"
#include "dossier/voices.h"
#include "measure/norms.h"

namespace koers::dossier {
namespace {

std::string score_text(std::int64_t hundredths) {
  const Decimal tenths = round_ratio(hundredths, 100, 1);
  return tenths.text();
}

/// Who filled in, about which child: what a norm, reliability or cut-off may ask for, as far as the file knows it.
measure::Respondent respondent(const Dossier& seen, const SessionSeries& series, LocalDate day) {
  measure::Respondent out;
  out.informant = informant_of(seen, series.informant, day);
  const PersonState* child = seen.person(series.about.value_or(series.informant));
  if (child == nullptr) return out;
  const Person& known = *child->item.body;
  if (known.birth) out.age = Decimal{age_in_years(*known.birth, day), 0};
  if (known.sex && (known.sex->text == "girl" || known.sex->text == "boy")) out.girl = known.sex->text == "girl";
  return out;
}

class Speaker {
 public:
  Speaker(const Dossier& seen, const FeedbackQuestion& question, Feedback& out)
      : seen_(seen), question_(question), out_(out), forms_(out.series.forms) {
    instrument_ = question.catalogue->instrument(out.series.instrument);
    scale_ = instrument_ == nullptr ? nullptr : instrument_->scale(out.series.scale);
    if (instrument_ != nullptr) {
      const measure::Direction better = scale_ != nullptr && scale_->better ? *scale_->better : instrument_->better;
      out_.lower_is_better = better == measure::Direction::lower_is_better;
    }
    const auto bands = std::ranges::find_if(question.bands, [&](const SessionBands& b) {
      return b.instrument == out.series.instrument && b.scale == out.series.scale;
    });
    if (bands != question.bands.end()) out_.bands = &*bands;
  }

  void speak(std::span<const Feedback> all) {
    start();
    norm();
    band();
    fall();
    for (const Feedback& other : all) difference(other.series);
  }

 private:
  /// Above 0 is better.
  std::int64_t gain(std::int64_t from, std::int64_t to) const { return out_.lower_is_better ? from - to : to - from; }

  FeedbackStatement& say(FeedbackAbout about, std::string key, Message::Args args, bool raised = false) {
    out_.statements.push_back({about, {std::move(key), std::move(args)}, raised, {forms_.back().entry}});
    return out_.statements.back();
  }

  std::optional<Decimal> setting(std::string_view key) const { return question_.catalogue->settings().number(key); }

  void start() {
    auto& said = say(FeedbackAbout::start, forms_.size() == 1 ? "feedback.start_only" : "feedback.start",
                     {{"start", score_text(forms_.front().score)},
                      {"from", forms_.front().day.text()},
                      {"now", score_text(forms_.back().score)},
                      {"day", forms_.back().day.text()},
                      {"n", std::to_string(forms_.size())}});
    if (forms_.size() > 1) said.evidence.insert(said.evidence.begin(), forms_.front().entry);
  }

  void norm() {
    if (instrument_ == nullptr) return;
    if (!instrument_->validated()) {
      say(FeedbackAbout::reliable_change, "feedback.not_validated", {});
      return;
    }
    const measure::Respondent who = respondent(seen_, out_.series, forms_.back().day);
    const measure::Cutoff* cutoff = measure::cutoff_of(*instrument_, out_.series.scale, who);
    const measure::Reliability* r = measure::reliability_of(*instrument_, out_.series.scale, who);
    if (r == nullptr || !r->sd) {
      say(FeedbackAbout::reliable_change, "feedback.no_reliability", {});
    } else {
      measure::ChangeNorm norm{*r->sd, r->r, {}, true, r->source};
      const auto rule = measure::ReliableChange::make(norm, direction(), 2);
      const auto limit = rule ? rule->limit().round(2) : std::nullopt;
      if (rule && limit) {
        out_.reliable = limit->scaled;
        const auto change = rule->category(forms_.front().score, forms_.back().score);
        const bool better = change == measure::ChangeCategory::improved || change == measure::ChangeCategory::recovered;
        const bool worse =
            change == measure::ChangeCategory::deteriorated || change == measure::ChangeCategory::relapsed;
        auto& said = say(FeedbackAbout::reliable_change,
                         better  ? "feedback.reliably_better"
                         : worse ? "feedback.reliably_worse"
                                 : "feedback.not_reliable",
                         {{"limit", score_text(*out_.reliable)}}, worse);
        if (forms_.size() > 1) said.evidence.insert(said.evidence.begin(), forms_.front().entry);
      } else {
        say(FeedbackAbout::reliable_change, "feedback.no_reliability", {});
      }
    }
    if (cutoff == nullptr) {
      say(FeedbackAbout::cutoff, "feedback.no_cutoff", {});
      return;
    }
    out_.cutoff = hundredths(cutoff->at);
    const std::int64_t over = gain(*out_.cutoff, forms_.back().score);
    const bool clinical = over < 0 || (over == 0 && cutoff->clinical_on_it);
    const bool talk = !cutoff->clinical;
    say(FeedbackAbout::cutoff,
        clinical ? (talk ? "feedback.talk" : "feedback.clinical")
                 : (talk ? "feedback.no_talk" : "feedback.not_clinical"),
        {{"cutoff", score_text(*out_.cutoff)}});
  }

  measure::Direction direction() const {
    return out_.lower_is_better ? measure::Direction::lower_is_better : measure::Direction::higher_is_better;
  }

  void band() {
    if (out_.bands == nullptr) return;
    const RoleBands* role = find_role(*out_.bands, out_.series.role);
    for (std::size_t i = 0; i < forms_.size(); ++i) {
      out_.band.push_back(role == nullptr ? BandAnswer{}
                                          : band_at(*role, forms_.front().score, static_cast<std::int64_t>(i + 1)));
    }
    const std::string session = std::to_string(forms_.size());
    if (role == nullptr) {
      say(FeedbackAbout::band, "feedback.band.no_role", {});
      return;
    }
    Message::Args args{{"n", std::to_string(role->n)},
                       {"needed", std::to_string(bands_needed)},
                       {"form", session},
                       {"start", score_text(forms_.front().score)},
                       {"from", role->from ? role->from->text() : ""},
                       {"to", role->to ? role->to->text() : ""},
                       {"drop_outs", std::to_string(role->drop_outs)},
                       {"synthetic", out_.bands->synthetic ? "yes" : "no"}};
    const BandAnswer& last = out_.band.back();
    switch (last.why) {
      case NoBand::no_role:
      case NoBand::refused: say(FeedbackAbout::band, role->none, args); return;
      case NoBand::start_outside: say(FeedbackAbout::band, "feedback.band.start_outside", args); return;
      case NoBand::session_outside: say(FeedbackAbout::band, "feedback.band.form_outside", args); return;
      case NoBand::none: break;
    }
    if (forms_.size() == 1) {
      say(FeedbackAbout::band, "feedback.band.first", args);
      return;
    }
    args.insert(args.end(), {{"low", score_text(last.cell.p25)},
                             {"middle", score_text(last.cell.p50)},
                             {"high", score_text(last.cell.p75)}});
    const std::int64_t score = forms_.back().score;
    const bool under = score<last.cell.p25, above = score> last.cell.p75;
    const bool off_track = out_.lower_is_better ? above : under;
    const bool ahead = out_.lower_is_better ? under : above;
    say(FeedbackAbout::band,
        off_track ? "feedback.band.off_track"
        : ahead   ? "feedback.band.ahead"
                  : "feedback.band.within",
        std::move(args), off_track);
  }

  void fall() {
    if (forms_.size() < 2 || scale_ == nullptr || !scale_->range) return;
    const auto limit = setting("alliance_fall");
    const std::int64_t worse = -gain(forms_[forms_.size() - 2].score, forms_.back().score);
    const auto tenths = out_of_ten(worse, *scale_->range);
    if (!limit || !tenths || compare(*tenths, *limit) < 0) return;
    auto& said = say(FeedbackAbout::fall, "feedback.fall",
                     {{"before", score_text(forms_[forms_.size() - 2].score)},
                      {"now", score_text(forms_.back().score)},
                      {"points", score_text(hundredths(*tenths))},
                      {"limit", score_text(hundredths(*limit))}},
                     true);
    said.evidence.insert(said.evidence.begin(), forms_[forms_.size() - 2].entry);
  }

  void difference(const SessionSeries& other) {
    const SessionSeries& own = out_.series;
    if (other.informant == own.informant || other.instrument != own.instrument || other.scale != own.scale) return;
    if (!comparable(own.informant, own.about.value_or(own.informant), other.informant,
                    other.about.value_or(other.informant)))
      return;
    const auto limit = setting("informants_gap");
    const auto days = setting("informants_days");
    if (!limit || !days || days->decimals != 0 || scale_ == nullptr || !scale_->range) return;
    const std::int32_t apart = own.forms.back().day - other.forms.back().day;
    if (apart > days->scaled || -apart > days->scaled) return;
    const std::int64_t distance = own.forms.back().score - other.forms.back().score;
    const auto tenths = out_of_ten(distance < 0 ? -distance : distance, *scale_->range);
    if (!tenths || compare(*tenths, *limit) < 0) return;
    auto& said = say(FeedbackAbout::difference, "feedback.difference",
                     {{"own", score_text(own.forms.back().score)},
                      {"who", other.informant.text()},
                      {"other", score_text(other.forms.back().score)},
                      {"points", score_text(hundredths(*tenths))},
                      {"limit", score_text(hundredths(*limit))}},
                     true);
    said.evidence.push_back(other.forms.back().entry);
  }

  const Dossier& seen_;
  const FeedbackQuestion& question_;
  Feedback& out_;
  const std::vector<SessionForm>& forms_;
  const measure::Instrument* instrument_ = nullptr;
  const measure::InstrumentScale* scale_ = nullptr;
};

}  // namespace

std::string_view name(FeedbackAbout about) {
  constexpr std::array<std::string_view, 6> names{"start", "reliable_change", "cutoff", "band", "fall", "difference"};
  return names[static_cast<std::size_t>(about)];
}

std::vector<Feedback> session_feedback(const Dossier& seen, const Trajectory& trajectory,
                                       const FeedbackQuestion& question) {
  std::vector<Feedback> out;
  for (SessionSeries& series : session_series(seen, trajectory)) {
    std::erase_if(series.forms, [&](const SessionForm& form) { return form.day > question.today; });
    if (series.forms.empty()) continue;
    out.emplace_back().series = std::move(series);
  }
  for (Feedback& each : out) Speaker(seen, question, each).speak(out);
  return out;
}

}  // namespace koers::dossier
