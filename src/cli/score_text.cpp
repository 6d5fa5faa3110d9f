#include "cli/score_text.h"

#include "base/json_write.h"
#include "base/text.h"
#include "cli/columns.h"
#include "measure/deviation.h"

namespace koers::cli {
namespace {

using measure::MissingRule;
using measure::NoNorm;
using measure::NoScore;
using measure::Scoring;

class Words {
 public:
  explicit Words(const exchange::Messages& say) : say_(say) {}
  std::string operator()(const std::string& key, const Message::Args& args = {}) const {
    return say_.text("score." + key, args);
  }
  const std::string& name(const measure::Texts& texts) const {
    const std::string& mine = say_.language() == Language::nl ? texts.nl : texts.en;
    return !mine.empty() ? mine : texts.nl.empty() ? texts.en : texts.nl;
  }
  std::string no_score(const measure::Instrument& in, const measure::InstrumentScale& scale,
                       const measure::Score& score) const {
    std::string about;
    if (score.about != measure::Score::nobody) {
      about = scale.scoring.how == Scoring::How::of_scales ? in.scales[score.about].code : in.items[score.about].code;
    }
    return (*this)("none." + std::string(measure::name(score.why)),
                   {{"about", about},
                    {"missing", std::to_string(score.missing)},
                    {"most", std::to_string(scale.scoring.most_missing)}});
  }

 private:
  const exchange::Messages& say_;
};

std::string exact(const Exact& value) {
  const auto rounded = value.round(4);
  return rounded ? shortest(*rounded) : "?";
}

std::string line_of(const measure::Instrument& in, const measure::InstrumentScale& scale,
                    const measure::Trace::Line& line, const measure::Score& score, const Words& words) {
  if (scale.scoring.how == Scoring::How::of_scales) {
    const std::string& code = in.scales[line.index].code;
    if (line.skipped) return words("trace.scale_none", {{"scale", code}});
    return words("trace.scale", {{"scale", code}, {"value", shortest(line.answer)}});
  }
  const std::string& item = in.items[line.index].code;
  const std::string why = words("missing." + std::string(measure::name(line.missing)));
  if (line.not_asked) return words("trace.not_asked", {{"item", item}, {"value", exact(line.contribution)}});
  if (line.skipped) return words("trace.skipped", {{"item", item}, {"why", why}});
  if (line.missing != measure::Missing::none) {
    if (!line.contribution.has_value()) return words("trace.open", {{"item", item}, {"why", why}});
    return words(score.prorated() ? "trace.open_mean" : "trace.open_zero",
                 {{"item", item}, {"why", why}, {"value", exact(line.contribution)}});
  }
  std::string out = words("trace.answer", {{"item", item}, {"answer", shortest(line.answer)}});
  if (compare(line.answer, line.recoded) != 0) out += words("trace.recoded", {{"value", shortest(line.recoded)}});
  if (line.reversed) out += words("trace.reversed", {{"value", shortest(line.counted)}});
  if (scale.scoring.how == Scoring::How::weighted)
    out += words("trace.weighted", {{"weight", shortest(line.weight)}, {"value", exact(line.contribution)}});
  return out;
}

void add(std::vector<std::string>& parts, std::string part) {
  if (!part.empty()) parts.push_back(std::move(part));
}

std::string about_score(const Scored& all, const Scored::Scale& one, const Words& words) {
  std::vector<std::string> parts;
  const measure::Meaning& meaning = one.meaning;
  if (one.score) {
    const measure::Score& score = *one.score;
    if (!score.exists()) add(parts, words.no_score(*all.instrument, *one.scale, score));
    if (score.used + score.missing > 0) {
      add(parts,
          words("items", {{"used", std::to_string(score.used)}, {"all", std::to_string(score.used + score.missing)}}));
    }
    if (score.exists() && score.rule != MissingRule::complete)
      add(parts, words("rule." + std::string(measure::name(score.rule))));
    if (!score.exists()) return join(parts, "; ");
  }
  if (one.score && meaning.t) add(parts, words("t", {{"t", shortest(*meaning.t)}}));
  if (meaning.percentile) add(parts, words("percentile", {{"percentile", shortest(*meaning.percentile)}}));
  if (meaning.deviation) {
    add(parts, words("deviation", {{"deviation", meaning.deviation->text()},
                                   {"band", std::string(measure::deviation_band(*meaning.deviation).code)}}));
  }
  if (meaning.band) {
    add(parts, words("band." + std::string(measure::name(*meaning.band))) +
                   words(meaning.band_by_t ? "band.by_t" : "band.by_raw"));
  }
  if (meaning.why != NoNorm::none) add(parts, words("no_norm." + std::string(measure::name(meaning.why))));
  const bool figures = meaning.t || meaning.percentile || meaning.deviation || meaning.band;
  if (meaning.set != nullptr && figures) add(parts, words("norm", {{"norm", meaning.set->code}}));
  if (one.cutoff != nullptr && one.score) {
    const auto better = one.scale->better.value_or(all.instrument->better);
    const bool beyond = measure::beyond(*one.cutoff, one.score->raw, better);
    const bool talk = !one.cutoff->clinical;
    add(parts, words(talk     ? (beyond ? "cutoff.talk" : "cutoff.no_talk")
                     : beyond ? "cutoff.beyond"
                              : "cutoff.within",
                     {{"at", shortest(one.cutoff->at)}}));
  }
  return join(parts, "; ");
}

void optional(json::Writer& out, std::string_view key, const std::optional<Decimal>& value) {
  out.key(key);
  if (value) {
    out.decimal(*value);
  } else {
    out.null();
  }
}

void text_or_null(json::Writer& out, std::string_view key, std::string_view value) {
  out.key(key);
  if (value.empty()) {
    out.null();
  } else {
    out.text(value);
  }
}

void trace_json(json::Writer& out, const measure::Instrument& in, const measure::InstrumentScale& scale,
                const measure::Trace& trace) {
  const bool of_scales = scale.scoring.how == Scoring::How::of_scales;
  out.begin_object().key("lines").begin_array();
  for (const measure::Trace::Line& line : trace.lines) {
    out.begin_object();
    out.key(of_scales ? "scale" : "item").text(of_scales ? in.scales[line.index].code : in.items[line.index].code);
    const bool counts = line.missing == measure::Missing::none && !line.skipped;
    optional(out, "answer", counts ? std::optional(line.answer) : std::nullopt);
    text_or_null(out, "missing", counts ? "" : measure::name(line.missing));
    optional(out, "recoded", counts ? std::optional(line.recoded) : std::nullopt);
    optional(out, "counted", counts ? std::optional(line.counted) : std::nullopt);
    out.key("weight").decimal(line.weight);
    optional(out, "contribution", line.contribution.round(4));
    out.end();
  }
  out.end();
  optional(out, "combined", trace.combined.round(4));
  optional(out, "before_rounding", trace.placed.round(4));
  out.end();
}

}  // namespace

std::string shortest(const Decimal& value) {
  Decimal out = value;
  while (out.decimals > 0 && out.scaled % 10 == 0) {
    out.scaled /= 10;
    --out.decimals;
  }
  return out.text();
}

std::vector<std::string> critical_items(const measure::Instrument& instrument,
                                        std::span<const measure::Answer> answers) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < instrument.items.size() && i < answers.size(); ++i) {
    const auto& mark = instrument.items[i].critical;
    const bool answered = answers[i].missing == measure::Missing::none;
    if (mark && answered && mark->holds(answers[i].value())) out.push_back(instrument.items[i].code);
  }
  return out;
}

std::vector<std::string> critical_open(const measure::Instrument& instrument,
                                       std::span<const measure::Answer> answers) {
  using measure::Missing;
  std::vector<std::string> out;
  for (std::size_t i = 0; i < instrument.items.size() && i < answers.size(); ++i) {
    const Missing why = answers[i].missing;
    const bool open = why == Missing::left_open || why == Missing::refused || why == Missing::lost;
    if (instrument.items[i].critical && open) out.push_back(instrument.items[i].code);
  }
  return out;
}

std::vector<std::string> trace_lines(const measure::Instrument& instrument, const measure::InstrumentScale& scale,
                                     const measure::Score& score, const measure::Trace& trace,
                                     const exchange::Messages& say) {
  const Words words(say);
  const Scoring& how = scale.scoring;
  std::vector<std::string> out;
  for (const auto& line : trace.lines) out.push_back(line_of(instrument, scale, line, score, words));
  if (!score.exists()) {
    out.push_back(words.no_score(instrument, scale, score));
    return out;
  }
  if (how.how == Scoring::How::mean) {
    out.push_back(words("trace.mean", {{"value", exact(trace.combined)}, {"n", std::to_string(trace.divided_by)}}));
  } else {
    out.push_back(words("trace.sum", {{"value", exact(trace.combined)}}));
  }
  const bool factor = compare(how.factor, {1, 0}) != 0, offset = how.offset.scaled != 0;
  if (factor || offset) {
    out.push_back(
        words("trace.placed",
              {{"factor", shortest(how.factor)}, {"offset", shortest(how.offset)}, {"value", exact(trace.placed)}}));
  }
  out.push_back(words("trace.rounded", {{"how", how.rounding == Scoring::Rounding::half_up ? "half_up" : "away"},
                                        {"decimals", std::to_string(how.decimals)},
                                        {"value", score.raw.text()}}));
  return out;
}

std::string score_text(const Scored& scored, const exchange::Messages& say) {
  const Words words(say);
  const measure::Instrument& in = *scored.instrument;
  std::string out = words("title", {{"name", words.name(in.name)}, {"version", in.version}}) + "\n";
  Columns table;
  for (const Scored::Scale& one : scored.scales) {
    const auto& t = one.meaning.t;
    const std::string figure = one.score ? one.score->exists() ? one.score->raw.text() : "-"
                               : t       ? words("t", {{"t", shortest(*t)}})
                                         : "-";
    table.row({words.name(one.scale->name), figure, about_score(scored, one, words)});
  }
  out += table.text();
  if (scored.scales.empty()) out += "  " + words("no_scales") + "\n";
  for (const std::string& item : scored.critical) out += words("critical", {{"item", item}}) + "\n";
  for (const std::string& item : scored.critical_open) out += words("critical_open", {{"item", item}}) + "\n";
  if (!scored.notice.empty()) {
    for (const std::string& line : wrapped(words("respondent_reads", {{"text", scored.notice}}), 100))
      out += line + "\n";
  }
  if (!scored.without_counterpart.empty())
    out += words("without_counterpart", {{"items", join(scored.without_counterpart, ", ")}}) + "\n";
  for (const Scored::Scale& one : scored.scales) {
    if (!one.trace || !one.score) continue;
    out += "\n" + words("trace.title", {{"name", words.name(one.scale->name)}, {"scale", one.scale->code}}) + "\n";
    for (const std::string& line : trace_lines(in, *one.scale, *one.score, *one.trace, say)) out += "  " + line + "\n";
  }
  return out;
}

std::string score_json(const Scored& scored) {
  json::Writer out(2);
  const measure::Instrument& in = *scored.instrument;
  out.begin_object().key("instrument").text(in.code).key("version").text(in.version);
  out.key("validated").boolean(in.validated());
  out.key("scales").begin_array();
  for (const Scored::Scale& one : scored.scales) {
    const measure::Meaning& meaning = one.meaning;
    out.begin_object().key("scale").text(one.scale->code);
    const bool exists = one.score && one.score->exists();
    optional(out, "score", exists ? std::optional(one.score->raw) : std::nullopt);
    text_or_null(out, "no_score", one.score && !exists ? measure::name(one.score->why) : "");
    if (one.score) {
      out.key("used").integer(one.score->used).key("missing").integer(one.score->missing);
      out.key("skipped").integer(one.score->skipped).key("not_asked").integer(one.score->not_asked);
      text_or_null(out, "rule", exists ? measure::name(one.score->rule) : "");
      out.key("prorated").boolean(exists && one.score->prorated());
    }
    text_or_null(out, "norm", meaning.set == nullptr ? "" : meaning.set->code);
    optional(out, "t", meaning.t);
    optional(out, "percentile", meaning.percentile);
    optional(out, "deviation", meaning.deviation);
    text_or_null(out, "deviation_band", meaning.deviation ? measure::deviation_band(*meaning.deviation).code : "");
    text_or_null(out, "band", meaning.band ? measure::name(*meaning.band) : "");
    text_or_null(out, "band_by", meaning.band ? meaning.band_by_t ? "t" : "raw" : "");
    text_or_null(out, "no_norm", meaning.why == NoNorm::none ? "" : measure::name(meaning.why));
    if (one.cutoff != nullptr && exists) {
      const auto better = one.scale->better.value_or(in.better);
      out.key("cutoff").decimal(one.cutoff->at);
      out.key("cutoff_means").text(one.cutoff->clinical ? "clinical" : "talk");
      out.key("beyond_cutoff").boolean(measure::beyond(*one.cutoff, one.score->raw, better));
    }
    if (one.trace) {
      out.key("trace");
      trace_json(out, in, *one.scale, *one.trace);
    }
    out.end();
  }
  out.end();
  for (const auto& [key, list] : {std::pair{"critical", &scored.critical},
                                  {"critical_open", &scored.critical_open},
                                  {"without_counterpart", &scored.without_counterpart}}) {
    out.key(key).begin_array();
    for (const std::string& item : *list) out.text(item);
    out.end();
  }
  if (!scored.notice.empty()) out.key("respondent_reads").text(scored.notice);
  out.end();
  return out.str() + "\n";
}

}  // namespace koers::cli
