#include "cli/plan_text.h"

#include <algorithm>

#include "base/holidays.h"
#include "base/json_write.h"
#include "cli/columns.h"
#include "cli/plan_rows.h"
#include "exchange/local_text.h"

namespace koers::cli {
namespace {

using exchange::DateStyle;
using exchange::Messages;
using method::DayRange;

std::string date(LocalDate day, const Messages& say) {
  return exchange::date_text(day, say.language(), DateStyle::middle);
}

std::string days(const DayRange& range, const Messages& say) {
  if (range.certain()) return date(range.first, say);
  if (!range.last) return say.text("cli.plan.from", {{"first", date(range.first, say)}});
  return say.text("cli.plan.between", {{"first", date(range.first, say)}, {"last", date(*range.last, say)}});
}

// One character a week: sure in every course the method allows, or in some.
std::string bar(const method::PlannedPhase& phase, LocalDate from, int weeks) {
  std::string out;
  for (int week = 0; week < weeks; ++week) {
    const LocalDate day = from + 7 * week;
    const auto in = [&](LocalDate start, LocalDate end) { return start <= day && day < end; };
    if (!phase.start || !phase.end) {
      out += ' ';
      continue;
    }
    const LocalDate latest_start = phase.start->last.value_or(LocalDate(INT32_MAX));
    const LocalDate latest_end = phase.end->last.value_or(LocalDate(INT32_MAX));
    out += in(latest_start, phase.end->first) ? "█" : in(phase.start->first, latest_end) ? "░" : " ";
  }
  out.erase(out.find_last_not_of(' ') + 1);
  return out;
}

// The first letters of months above the weeks in which they begin.
std::string months(LocalDate from, int weeks, const Messages& say) {
  std::string out(static_cast<std::size_t>(weeks) + 4, ' ');
  for (int week = 0; week < weeks; ++week) {
    const LocalDate day = from + 7 * week;
    const bool first = week == 0 || (day - 7).month() != day.month();
    const std::string name = exchange::date_text(day, say.language(), DateStyle::middle);
    const auto at = static_cast<std::size_t>(week);
    if (first && (at == 0 || out[at - 1] == ' ')) out.replace(at, 3, name.substr(name.find(' ') + 1, 3));
  }
  out.erase(out.find_last_not_of(' ') + 1);
  return out;
}

std::string picture(const PlanView& view, const Messages& say) {
  LocalDate end = view.start;
  for (const auto& phase : view.plan.phases) {
    if (phase.end) end = std::max(end, phase.end->last.value_or(phase.end->first + 28));
  }
  const int weeks = std::min((end - view.start + 6) / 7, 104);
  if (weeks == 0) return {};
  std::size_t widest = 0;
  for (const auto& phase : view.method.phases) widest = std::max(widest, width(phase.names.in(say.language())));
  std::string out = std::string(widest + 4, ' ') + months(view.start, weeks, say) + '\n';
  for (const auto& planned : view.plan.phases) {
    out += "  " + padded(view.method.phase(planned.code)->names.in(say.language()), widest + 2) +
           bar(planned, view.start, weeks) + '\n';
  }
  return out + std::string(widest + 4, ' ') + say.text("cli.plan.legend") + "\n\n";
}

std::string phases(const PlanView& view, const Messages& say) {
  Columns table;
  for (const auto& planned : view.plan.phases) {
    const method::Phase& phase = *view.method.phase(planned.code);
    std::vector<std::string> facts;
    const auto fact = [&](const char* key, const method::Range& range) {
      if (range.given()) facts.push_back(say.text(key, {{"range", range_text(range, say)}}));
    };
    fact("cli.plan.contacts_per_week", phase.contacts_per_week);
    fact("cli.plan.contact_hours", phase.contact_hours);
    fact("cli.plan.hours_per_week", phase.hours_per_week);
    if (planned.fewest_visits && planned.most_visits) {
      facts.push_back(say.text("cli.plan.visits", {{"fewest", std::to_string(*planned.fewest_visits)},
                                                   {"most", std::to_string(*planned.most_visits)}}));
    }
    const std::string weeks =
        phase.weeks.given() ? say.text("cli.plan.weeks", {{"range", range_text(phase.weeks, say)}}) : std::string("–");
    table.row({phase.names.in(say.language()), weeks, planned.start ? days(*planned.start, say) : "–", "→",
               planned.end ? days(*planned.end, say) : "–"});
    if (facts.empty()) continue;
    std::string line;
    for (const std::string& one : facts) line += (line.empty() ? "" : " · ") + one;
    table.row({"", line});
  }
  return table.text();
}

std::string recurring(const PlanView& view, const Messages& say) {
  Columns table;
  const method::Settings& settings = view.settings;
  const auto own = [&](const std::optional<method::Amount>& amount) {
    const method::Setting* setting =
        amount && amount->from == method::Amount::From::setting ? settings.find(amount->key) : nullptr;
    return setting != nullptr && setting->own ? ' ' + say.text("cli.plan.own_choice") : std::string();
  };
  for (const auto& r : view.plan.recurring) {
    std::string name, how;
    const auto days_text = [&] {
      return r.every_days ? say.text("cli.plan.every_days", {{"days", r.every_days->text()}}) : std::string();
    };
    switch (r.kind) {
      case method::Recurring::Kind::regular: {
        const auto* regular = find(view.method.regular, r.code);
        name = regular->names.in(say.language());
        std::string instruments;
        for (const std::string& code : regular->instruments) instruments += (instruments.empty() ? "" : ", ") + code;
        std::ranges::transform(instruments, instruments.begin(),
                               [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
        how = instruments + ": " + say.text("cli.plan.per." + (r.per.empty() ? std::string("none") : r.per));
        break;
      }
      case method::Recurring::Kind::alliance: {
        const auto* check = find(view.method.alliance, r.code);
        name = check->names.in(say.language());
        if (r.after_contacts)
          how = say.text("cli.plan.after_contacts", {{"contacts", r.after_contacts->text()}}) +
                own(check->after_contacts);
        if (r.every_days) how += (how.empty() ? "" : "; ") + days_text() + own(check->every_days);
        break;
      }
      case method::Recurring::Kind::safety_review:
        name = say.text("cli.plan.safety_review");
        how = days_text() + own(view.method.safety->review_days);
        break;
    }
    table.row({name, how});
  }
  return table.text();
}

std::string closed(const PlanView& view, const Messages& say) {
  const LocalDate last = view.plan.last_day;
  Columns table;
  const auto inside = [&](LocalDate first, LocalDate to) { return to >= view.start && first <= last; };
  struct Line {
    LocalDate first, last;
    std::string name;
  };
  std::vector<Line> lines;
  for (int year = view.start.year(); year <= last.year(); ++year) {
    for (const Holiday& holiday : dutch_holidays(year)) {
      if (inside(holiday.date, holiday.date))
        lines.push_back({holiday.date, holiday.date, say.text(std::string(holiday.key))});
    }
  }
  if (view.settings.school_holidays_are_closed) {
    for (const auto& one : view.settings.school_holidays) {
      const bool here = view.settings.region.empty() || one.region == view.settings.region;
      if (here && inside(one.first, one.last)) lines.push_back({one.first, one.last, one.names.in(say.language())});
    }
  }
  for (const auto& one : view.settings.closed) {
    if (inside(one.first, one.last)) lines.push_back({one.first, one.last, one.names.in(say.language())});
  }
  std::ranges::sort(lines, {}, &Line::first);
  for (const Line& line : lines) {
    const std::string day =
        exchange::date_text(line.first, say.language(), line.first == line.last ? DateStyle::day : DateStyle::middle);
    table.row(
        {line.first == line.last ? day + ' ' + std::to_string(line.first.year()) : days({line.first, line.last}, say),
         line.name});
  }
  return table.text();
}

void json_range(json::Writer& out, std::string_view key, const std::optional<DayRange>& range) {
  if (!range) return;
  out.key(key).begin_object().key("first").text(range->first.text());
  if (range->last) out.key("last").text(range->last->text());
  out.end();
}

void json_number(json::Writer& out, std::string_view key, const std::optional<Decimal>& number) {
  if (number) out.key(key).decimal(*number);
}

}  // namespace

std::string plan_text(const PlanView& view, const Messages& say) {
  const auto heading = [&](const char* key) { return '\n' + say.text(key) + '\n'; };
  std::string out = view.method.names.in(say.language()) + " · " + view.method.id() + '\n';
  out += say.text("cli.plan.title", {{"start", view.start.text()}}) + "\n\n";
  if (view.plan.phases.empty()) return out + say.text("cli.plan.no_phases") + '\n';
  out += picture(view, say);
  out += say.text("cli.plan.phases") + '\n' + phases(view, say);

  const auto off_days = view.settings.closed_days(view.start, view.plan.last_day);
  bool starred = false;
  const auto marked = [&](LocalDate day) {
    const bool off = std::ranges::any_of(off_days, [&](const rules::Days& one) { return one.contains(day); });
    starred = starred || off;
    return date(day, say) + (off ? " *" : "");
  };
  Columns table;
  for (const PlanRow& row : plan_rows(view, say)) {
    const std::string last = row.day.last ? marked(*row.day.last) : std::string("–");
    table.row({marked(row.day.first), row.day.certain() ? "" : last,
               row.detail.empty() ? row.what : row.what + " – " + row.detail});
  }
  out += heading("cli.plan.when") + table.text();
  if (starred) out += "  " + say.text("cli.plan.starred") + '\n';
  const std::string again = recurring(view, say);
  if (!again.empty()) out += heading("cli.plan.recurring") + again;
  const std::string off = closed(view, say);
  if (!off.empty()) out += heading("cli.plan.closed") + off;
  return out;
}

std::string plan_json(const PlanView& view) {
  json::Writer out(2);
  out.begin_object()
      .key("method")
      .text(view.method.id())
      .key("hash")
      .text(view.method.hash)
      .key("start")
      .text(view.start.text());
  out.key("phases").begin_array();
  for (const auto& p : view.plan.phases) {
    out.begin_object().key("code").text(p.code);
    json_range(out, "start", p.start);
    json_range(out, "end", p.end);
    if (p.fewest_visits) out.key("fewest_visits").integer(*p.fewest_visits);
    if (p.most_visits) out.key("most_visits").integer(*p.most_visits);
    out.end();
  }
  out.end().key("transitions").begin_array();
  for (const auto& t : view.plan.transitions) {
    out.begin_object().key("from").text(t.from).key("to").text(t.to).key("talk").boolean(t.talk);
    json_range(out, "day", t.day);
    out.end();
  }
  out.end().key("deadlines").begin_array();
  for (const auto& d : view.plan.deadlines) {
    out.begin_object().key("code").text(d.code);
    if (!d.phase.empty()) out.key("phase").text(d.phase);
    json_range(out, "due", d.due);
    out.end();
  }
  out.end().key("measurements").begin_array();
  for (const auto& w : view.plan.measurements) {
    out.begin_object()
        .key("code")
        .text(w.measurement->code)
        .key("instrument")
        .text(w.measurement->instrument)
        .key("informants")
        .begin_array();
    for (const std::string& one : w.measurement->informants) out.text(one);
    out.end().key("required").boolean(w.measurement->required);
    json_range(out, "window", w.window);
    out.end();
  }
  out.end().key("recurring").begin_array();
  for (const auto& r : view.plan.recurring) {
    out.begin_object().key("code").text(r.code);
    if (!r.per.empty()) out.key("per").text(r.per);
    json_number(out, "after_contacts", r.after_contacts);
    json_number(out, "every_days", r.every_days);
    out.end();
  }
  out.end();
  json_range(out, "closure", view.plan.closure);
  json_number(out, "knipkaart_calls", view.plan.knipkaart_calls);
  if (view.plan.follow_up) json_range(out, "follow_up", view.plan.follow_up->day);
  out.key("closed").begin_array();
  for (const rules::Days& one : view.settings.closed_days(view.start, view.plan.last_day)) {
    out.begin_object().key("first").text(one.first.text()).key("last").text(one.last.text()).end();
  }
  out.end().end();
  return out.str() + '\n';
}

}  // namespace koers::cli
