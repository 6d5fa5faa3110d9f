// The due list on paper, as JSON and as CSV.
#include <algorithm>
#include <array>
#include <string_view>

#include "base/json_members.h"
#include "cli/case_due.h"
#include "cli/text_page.h"
#include "dossier/codes.h"
#include "exchange/local_text.h"

namespace koers::cli {

namespace {

using dossier::Colleague;
using dossier::DueMeasurement;
using dossier::DueState;
using dossier::Role;

constexpr std::array states{DueState::late, DueState::due, DueState::coming, DueState::missed, DueState::declined};

std::string text_of(const std::optional<PersonId>& id) { return id ? id->text() : std::string(); }
std::string text_of(const std::optional<LocalDate>& day) { return day ? day->text() : std::string(); }

/// The end of an id, which differs where the beginning is a time.
template <class Id>
std::string tail(const Id& id) {
  constexpr std::size_t digits = 8;
  const std::string text = id.text();
  return text.substr(text.size() - digits);
}

std::string_view person_state(const DueMeasurement& item) {
  return !item.workers.empty() ? "there" : item.had_worker ? "left" : "unknown";
}

class Text {
 public:
  Text(const DueList& list, const exchange::Messages& say, std::size_t width)
      : list_(list), say_(say), page_(width, false) {}

  std::string write() {
    page_.line(word("title", {{"day", list_.today.text()}, {"cases", std::to_string(list_.cases)}}));
    if (list_.synthetic) page_.paragraph(word("synthetic"), 0);
    if (list_.without_method > 0) page_.paragraph(word("no_method", {{"n", std::to_string(list_.without_method)}}), 0);
    for (const DueState state : states) section(state);
    page_.gap();
    if (list_.left_out > 0) page_.paragraph(word("left_out", {{"n", std::to_string(list_.left_out)}}), 0);
    if (list_.items.empty() && list_.left_out == 0)
      page_.paragraph(word("nothing", {{"days", std::to_string(list_.days_ahead)}}), 0);
    if (!list_.items.empty()) page_.paragraph(word("legend"), 0);
    return page_.str();
  }

 private:
  std::string word(std::string_view key, const Message::Args& args = {}) const {
    return say_.text("due." + std::string(key), args);
  }
  std::string day(LocalDate day) const {
    std::string text = exchange::date_text(day, say_.language(), exchange::DateStyle::middle);
    const std::string year = " " + std::to_string(day.year());
    if (day.year() == list_.today.year() && text.ends_with(year)) text.resize(text.size() - year.size());
    return text;
  }
  std::string role(Role role) const { return say_.text("course.role", {{"role", std::string(dossier::code(role))}}); }
  std::string reason(std::string_view code) const { return word("reason." + std::string(code)); }

  std::string form(const DueMeasurement& item) const {
    std::string name = item.instrument;
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return name + " " + say_.text("course.moment", {{"moment", std::string(dossier::code(item.moment))}});
  }
  std::string window(const DueMeasurement& item) const {
    if (!item.opens) return "–";
    return day(*item.opens) + " – " + (item.closes ? day(*item.closes) : "…");
  }

  /// Another row of this page says the same of another child, or of another person in the same role.
  template <class Member>
  bool twice(const DueMeasurement& item, Member which) const {
    return std::ranges::any_of(list_.items, [&](const DueMeasurement& other) {
      return other.journal == item.journal && other.trajectory == item.trajectory && other.code == item.code &&
             other.informant == item.informant && other.opens == item.opens && other.*which != item.*which;
    });
  }

  std::string notes(const DueMeasurement& item) const {
    std::vector<std::string> out;
    if (!item.required) out.push_back(word("allowed"));
    if (item.foreseen) out.push_back(word("foreseen"));
    const bool about = item.child && item.child != item.person && twice(item, &DueMeasurement::child);
    if (about) out.push_back(word("about", {{"id", tail(*item.child)}}));
    if (item.person && twice(item, &DueMeasurement::person)) out.push_back(word("by", {{"id", tail(*item.person)}}));
    if (item.state == DueState::declined && !item.declined.empty()) out.push_back(reason(item.declined));
    const auto lost = std::ranges::count_if(item.tried, &dossier::DueTry::lost);
    const auto asked = static_cast<std::ptrdiff_t>(item.tried.size()) - lost;
    if (asked > 0) {
      const auto last = std::ranges::find_if(item.tried.rbegin(), item.tried.rend(),
                                             [](const dossier::DueTry& one) { return !one.lost; });
      out.push_back(word("asked", {{"n", std::to_string(asked)},
                                   {"day", day(last->day)},
                                   {"why", last->reason.empty() ? "no" : "yes"},
                                   {"reason", last->reason.empty() ? "" : reason(last->reason)}}));
    }
    if (lost > 0) out.push_back(word("lost", {{"day", day(item.tried.back().day)}}));
    if (item.closed) out.push_back(word("closed", {{"day", day(*item.closed)}}));
    // Where no worker was named, somebody who treats may still be at hand: no alarm.
    const bool at_hand =
        !item.had_worker && !item.could_take.empty() && item.could_take.front().role <= Role::replacement;
    if (item.workers.empty() && !at_hand && item.state < DueState::missed) out.push_back(nobody(item));
    std::string text;
    for (const std::string& one : out) text += (text.empty() ? "" : "; ") + one;
    return text;
  }
  std::string nobody(const DueMeasurement& item) const {
    std::string text = !item.had_worker   ? word("no_worker")
                       : item.worker_left ? word("left", {{"day", day(*item.worker_left)}})
                                          : word("left_unsaid");
    if (item.could_take.empty()) return text + ": " + word("ask_team");
    constexpr std::size_t most = 2;
    std::string whom;
    for (std::size_t i = 0; i < std::min(most, item.could_take.size()); ++i) {
      const Colleague& one = item.could_take[i];
      whom += (i == 0 ? "" : ", ") + role(one.role) + " " + tail(one.person);
    }
    return text + ": " + word("could_take", {{"whom", whom}});
  }

  void section(DueState state) {
    std::vector<TextPage::Row> rows;
    for (const DueMeasurement& item : list_.items) {
      if (item.state != state) continue;
      const auto turns = item.turns();
      rows.push_back({tail(item.journal), role(item.informant), form(item), window(item),
                      turns ? day(*turns) : std::string("–"), notes(item)});
    }
    if (rows.empty()) return;
    const std::string key(dossier::name(state));
    page_.gap();
    page_.heading(
        word("state." + key, {{"n", std::to_string(rows.size())}, {"days", std::to_string(list_.days_ahead)}}));
    const std::vector<TextPage::Column> columns{{word("column.case")},  {word("column.informant")},
                                                {word("column.form")},  {word("column.window")},
                                                {word("turns." + key)}, {word("column.notes"), false, true}};
    page_.table(columns, rows);
  }

  const DueList& list_;
  const exchange::Messages& say_;
  TextPage page_;
};

void people(json::Writer& out, std::string_view key, const std::vector<Colleague>& all) {
  out.key(key).begin_array();
  for (const Colleague& one : all) {
    out.begin_object().key("person").text(one.person.text()).key("role").text(dossier::code(one.role)).end();
  }
  out.end();
}

using json::write_day;

void write(json::Writer& out, const DueMeasurement& item) {
  out.begin_object();
  out.key("state").text(dossier::name(item.state));
  write_day(out, "turns", item.turns());
  out.key("case").text(item.journal.text());
  out.key("trajectory").integer(static_cast<std::int64_t>(item.trajectory));
  out.key("method").text(item.method);
  out.key("code").text(item.code);
  out.key("instrument").text(item.instrument);
  out.key("moment").text(dossier::code(item.moment));
  out.key("informant").text(dossier::code(item.informant));
  if (item.person) out.key("person").text(item.person->text());
  if (item.child) out.key("child").text(item.child->text());
  out.key("required").boolean(item.required).key("foreseen").boolean(item.foreseen);
  write_day(out, "opens", item.opens);
  write_day(out, "closes", item.closes);
  write_day(out, "missed_from", item.missed_from);
  out.key("attempts").begin_array();
  for (const dossier::DueTry& one : item.tried) {
    out.begin_object().key("day").text(one.day.text()).key("state").text(one.lost ? "lost" : "attempted");
    if (!one.reason.empty()) out.key("reason").text(one.reason);
    out.end();
  }
  out.end();
  write_day(out, "last_attempt", item.tried.empty() ? std::nullopt : std::optional(item.tried.back().day));
  if (item.declined_on) {
    write_day(out, "declined", item.declined_on);
    if (!item.declined.empty()) out.key("declined_reason").text(item.declined);
  }
  write_day(out, "closed", item.closed);
  out.key("worker").text(person_state(item));
  write_day(out, "worker_left", item.worker_left);
  people(out, "workers", item.workers);
  people(out, "could_take", item.could_take);
  out.end();
}

}  // namespace

std::string due_text(const DueList& list, const exchange::Messages& say, std::size_t width) {
  return Text(list, say, width).write();
}

std::string due_json(const DueList& list) {
  json::Writer out(1);
  out.begin_object().key("koers_due").integer(1).key("today").text(list.today.text());
  out.key("days_ahead").integer(list.days_ahead).key("cases").integer(static_cast<std::int64_t>(list.cases));
  out.key("synthetic").boolean(list.synthetic);
  out.key("without_method").integer(static_cast<std::int64_t>(list.without_method));
  out.key("counts").begin_object();
  for (const DueState state : states)
    out.key(dossier::name(state)).integer(std::ranges::count(list.items, state, &DueMeasurement::state));
  out.end().key("items").begin_array();
  for (const DueMeasurement& item : list.items) write(out, item);
  out.end().end();
  return out.str() + "\n";
}

std::string due_csv(const DueList& list) {
  std::string out =
      "state,turns,case,trajectory,method,code,instrument,moment,informant,person,child,required,foreseen,opens,closes,"
      "missed_from,attempts,last_attempt,declined,declined_reason,closed,worker,worker_left,could_take\n";
  for (const DueMeasurement& item : list.items) {
    std::string tries, colleagues;
    for (const dossier::DueTry& one : item.tried) {
      tries += (tries.empty() ? "" : "; ") + one.day.text() + (one.lost ? " lost" : " attempted") +
               (one.reason.empty() ? "" : " " + std::string(one.reason));
    }
    for (const Colleague& one : item.could_take) {
      colleagues += (colleagues.empty() ? "" : "; ") + std::string(dossier::code(one.role)) + " " + one.person.text();
    }
    const std::vector<std::string> cells{std::string(dossier::name(item.state)),
                                         text_of(item.turns()),
                                         item.journal.text(),
                                         std::to_string(item.trajectory),
                                         item.method,
                                         item.code,
                                         item.instrument,
                                         std::string(dossier::code(item.moment)),
                                         std::string(dossier::code(item.informant)),
                                         text_of(item.person),
                                         text_of(item.child),
                                         item.required ? "yes" : "no",
                                         item.foreseen ? "yes" : "no",
                                         text_of(item.opens),
                                         text_of(item.closes),
                                         text_of(item.missed_from),
                                         tries,
                                         item.tried.empty() ? "" : item.tried.back().day.text(),
                                         text_of(item.declined_on),
                                         std::string(item.declined),
                                         text_of(item.closed),
                                         std::string(person_state(item)),
                                         text_of(item.worker_left),
                                         colleagues};
    for (std::size_t i = 0; i < cells.size(); ++i) out += (i == 0 ? "" : ",") + cells[i];
    out += '\n';
  }
  return out;
}

}  // namespace koers::cli
