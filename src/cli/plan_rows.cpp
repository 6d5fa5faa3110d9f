#include "cli/plan_rows.h"

#include <algorithm>

#include "base/text.h"
#include "exchange/local_text.h"

namespace koers::cli {
namespace {

// The catalogue's word for a code of a field; the code itself where it has none.
std::string term(const exchange::Messages& say, const std::string& key, const std::string& code) {
  const std::string full = "term." + key + '.' + code;
  return say.has(full) ? say.text(full) : code;
}

std::string terms(const exchange::Messages& say, const std::string& key, const std::vector<std::string>& codes) {
  std::vector<std::string> words;
  for (const std::string& code : codes) words.push_back(term(say, key, code));
  return join(words, ", ");
}

std::string upper(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

std::string phase_name(const method::Method& method, const std::string& code, Language language) {
  const method::Phase* phase = method.phase(code);
  return phase == nullptr ? code : phase->names.in(language);
}

}  // namespace

std::string range_text(const method::Range& range, const exchange::Messages& say) {
  const Language language = say.language();
  if (range.min && range.max && compare(*range.min, *range.max) == 0)
    return exchange::number_text(*range.min, language);
  const Message::Args args{{"min", range.min ? range.min->text() : ""}, {"max", range.max ? range.max->text() : ""}};
  if (range.min && range.max) return say.text("cli.plan.range", args);
  if (range.min) return say.text("cli.plan.at_least", args);
  return range.max ? say.text("cli.plan.at_most", args) : std::string();
}

std::vector<PlanRow> plan_rows(const PlanView& view, const exchange::Messages& say) {
  const Language language = say.language();
  const method::Method& m = view.method;
  std::vector<PlanRow> rows;
  for (const auto& t : view.plan.transitions) {
    if (!t.day) continue;
    const Message::Args args{{"from", phase_name(m, t.from, language)}, {"to", phase_name(m, t.to, language)}};
    rows.push_back({"transition." + t.from, *t.day, false,
                    say.text(t.talk ? "cli.plan.transition_talk" : "cli.plan.transition", args),
                    terms(say, "phase_transition", t.topics)});
  }
  for (const auto& d : view.plan.deadlines) {
    if (!d.due) continue;
    const method::Phase* phase = m.phase(d.phase);
    const method::Item* item =
        phase == nullptr ? static_cast<const method::Item*>(find(m.deadlines, d.code)) : find(phase->tasks, d.code);
    rows.push_back({"deadline." + (d.phase.empty() ? d.code : d.phase + '.' + d.code),
                    *d.due,
                    false,
                    say.text("cli.plan.deadline", {{"what", item == nullptr ? d.code : item->names.in(language)}}),
                    {}});
  }
  for (const auto& w : view.plan.measurements) {
    if (!w.window) continue;
    std::string detail = say.text("cli.plan.measurement",
                                  {{"instrument", upper(w.measurement->instrument)},
                                   {"informants", terms(say, "measurement.informant", w.measurement->informants)},
                                   {"required", w.measurement->required ? "yes" : "no"}});
    if (!w.measurement->discuss.empty())
      detail += "; " + say.text("cli.plan.discuss", {{"with", terms(say, "discussion.with", w.measurement->discuss)}});
    const std::string nth = w.number > 1 ? '.' + std::to_string(w.number) : std::string();
    rows.push_back({"measurement." + w.measurement->code + nth, *w.window, true, w.measurement->names.in(language),
                    std::move(detail)});
  }
  if (view.plan.closure) rows.push_back({"closure", *view.plan.closure, false, say.text("cli.plan.closure"), {}});
  if (view.plan.knipkaart_calls && view.plan.closure) {
    rows.push_back({"knipkaart", *view.plan.closure, false, say.text("cli.plan.knipkaart"),
                    say.text("cli.plan.knipkaart.calls", {{"calls", view.plan.knipkaart_calls->text()}})});
  }
  if (view.plan.follow_up && view.plan.follow_up->day) {
    rows.push_back(
        {"follow_up", *view.plan.follow_up->day, false,
         say.text(view.plan.follow_up->visit ? "cli.plan.follow_up_visit" : "cli.plan.follow_up"),
         say.text("cli.plan.follow_up.months", {{"months", std::to_string(m.aftercare.follow_up->months)}})});
  }
  std::vector<std::size_t> order(rows.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    const auto key = [&](std::size_t i) {
      return std::tuple(rows[i].day.first, rows[i].day.last.value_or(LocalDate(INT32_MAX)), i);
    };
    return key(a) < key(b);
  });
  std::vector<PlanRow> out;
  for (const std::size_t i : order) out.push_back(std::move(rows[i]));
  return out;
}

}  // namespace koers::cli
