#include "service/family.h"

#include <algorithm>
#include <array>

#include "base/cursor.h"
#include "base/json_members.h"
#include "dossier/audience.h"
#include "exchange/plain_name.h"

namespace koers::service {
namespace {

using dossier::Dossier;
using dossier::Role;
using dossier::Standing;
using dossier::Trajectory;

constexpr std::int64_t summary_version = 3;
constexpr std::array standings{Standing::before, Standing::running, Standing::paused, Standing::closed};

bool treats(Role role) { return role == Role::worker || role == Role::replacement; }

/// The day before the first of what is dated after today changes something.
class Until {
 public:
  explicit Until(LocalDate today) : today_(today) {}
  void changes_on(LocalDate day) {
    if (day > today_ && day - 1 < last_) last_ = day - 1;
  }
  LocalDate last() const { return last_; }

 private:
  LocalDate today_, last_ = dossier::open_end;
};

LocalDate holds_until(const Dossier& dossier, LocalDate today) {
  Until out(today);
  const auto after = [&](LocalDate day) {
    if (day < dossier::open_end) out.changes_on(day + 1);
  };
  for (const dossier::PersonState& person : dossier.persons) {
    const dossier::Person& body = *person.item.body;
    if (body.left) after(*body.left);
    // The first day on which somebody is of that age, however the years are counted.
    for (LocalDate day = today; body.birth && body.role == Role::child && day < out.last(); day = day + 1) {
      if (age_in_years(*body.birth, day + 1) < account_from) continue;
      if (age_in_years(*body.birth, day) < account_from) out.changes_on(day + 1);
      break;
    }
  }
  for (const auto& given : dossier.of<dossier::Assignment>()) {
    out.changes_on(given.body->from.value_or(given.date()));
    if (given.body->until) after(*given.body->until);
  }
  for (const Trajectory& trajectory : dossier.trajectories) {
    out.changes_on(trajectory.first_day());
    if (trajectory.last_day()) after(*trajectory.last_day());
    for (const rules::Days& pause : trajectory.pauses) {
      out.changes_on(pause.first);
      after(pause.last);
    }
    for (const dossier::PhaseState& phase : trajectory.phases) {
      out.changes_on(phase.start);
      if (phase.end) after(*phase.end);
    }
    for (const auto& contact : trajectory.of<dossier::Contact>()) out.changes_on(contact.date());
  }
  return out.last();
}

Standing standing_on(const Trajectory& trajectory, LocalDate today) {
  if (today < trajectory.first_day()) return Standing::before;
  if (trajectory.last_day() && *trajectory.last_day() < today) return Standing::closed;
  const bool paused = std::ranges::any_of(
      trajectory.pauses, [&](const rules::Days& days) { return days.first <= today && today <= days.last; });
  return paused ? Standing::paused : Standing::running;
}

/// Who is assigned on that day: of each worker the last assignment that has begun counts.
std::set<PersonId> assigned(const Dossier& dossier, LocalDate today) {
  std::set<PersonId> out;
  for (const auto& given : dossier.of<dossier::Assignment>()) {
    const dossier::Assignment& body = *given.body;
    if (body.from.value_or(given.date()) > today) continue;
    const dossier::PersonState* person = dossier.person(body.worker);
    const bool gone = person != nullptr && person->item.body->left && *person->item.body->left < today;
    if (gone || (body.until && *body.until < today)) {
      out.erase(body.worker);
    } else {
      out.insert(body.worker);
    }
  }
  return out;
}

std::vector<std::string> texts_of(const std::set<PersonId>& people) {
  std::vector<std::string> out;
  for (const PersonId person : people) out.push_back(person.text());
  return out;
}

bool people_of(const std::vector<std::string>& texts, std::set<PersonId>& out) {
  for (const std::string& text : texts) {
    const auto person = PersonId::parse(text);
    if (!person) return false;
    out.insert(*person);
  }
  return true;
}

}  // namespace

Family family_of(const dossier::CaseFile& file, std::int64_t head, LocalDate today) {
  Family out = family_of(dossier::replay(file.entries), today);
  out.journal = file.journal;
  out.title = file.title;
  out.synthetic = file.synthetic;
  out.head = head;
  return out;
}

Family family_of(const Dossier& dossier, LocalDate today) {
  Family out;
  out.from = today;
  out.until = holds_until(dossier, today);
  // When it was written, not received: a file that was brought in is as old as it was elsewhere.
  for (const dossier::Entry* entry : dossier.all) {
    const LocalDate day = entry->written.date;
    if (!out.changed || day > *out.changed) out.changed = day;
  }
  for (const dossier::PersonState& person : dossier.persons) {
    const dossier::Person& body = *person.item.body;
    if (treats(body.role)) {
      if (!body.left || *body.left >= today) out.workers.insert(body.person);
    } else if (dossier::in_family(body.role)) {
      if (body.role == Role::child && body.name && body.birth)
        out.children.push_back({exchange::plain_words(*body.name), *body.birth});
      const bool of_age = body.role != Role::child || (body.birth && age_in_years(*body.birth, today) >= account_from);
      if (of_age) out.people.insert(body.person);
    }
  }
  for (const PersonId worker : assigned(dossier, today)) out.workers.insert(worker);
  for (const auto& referral : dossier.of<dossier::Referral>()) out.referrers.insert(referral.entry->author);
  const auto at = dossier.trajectory_on(today);
  if (!at) return out;
  const Trajectory& trajectory = dossier.trajectories[*at];
  out.method = trajectory.method;
  out.start = trajectory.first_day();
  out.end = trajectory.last_day();
  out.standing = standing_on(trajectory, today);
  if (const dossier::PhaseState* phase = trajectory.phase_on(today)) out.phase = phase->code;
  if (trajectory.start.body->worker) {
    const PersonId worker = *trajectory.start.body->worker;
    const dossier::PersonState* person = dossier.person(worker);
    const bool gone = person != nullptr && person->item.body->left && *person->item.body->left < today;
    if (!gone) out.workers.insert(worker);
  }
  for (const auto& contact : trajectory.of<dossier::Contact>()) {
    if (contact.body->held && contact.date() <= today) out.last_contact = contact.date();
  }
  return out;
}

std::string summary_of(const Family& family) {
  json::Writer out;
  out.begin_object().key("version").integer(summary_version);
  if (!family.title.empty()) out.key("title").text(family.title);
  out.key("synthetic").boolean(family.synthetic);
  out.key("standing").text(dossier::name(family.standing));
  if (!family.method.empty()) out.key("method").text(family.method);
  if (!family.phase.empty()) out.key("phase").text(family.phase);
  for (const auto& [key, day] :
       {std::pair{"start", family.start}, std::pair{"end", family.end}, std::pair{"last_contact", family.last_contact},
        std::pair{"changed", family.changed}}) {
    if (day) json::write_day(out, key, day);
  }
  json::write_texts(out, "workers", texts_of(family.workers));
  json::write_texts(out, "referrers", texts_of(family.referrers));
  json::write_texts(out, "people", texts_of(family.people));
  out.key("children").begin_array();
  for (const KnownChild& child : family.children) {
    out.begin_object();
    json::write_texts(out, "words", child.words);
    json::write_day(out, "birth", child.birth);
    out.end();
  }
  out.end();
  json::write_day(out, "from", family.from);
  json::write_day(out, "until", family.until);
  out.end();
  return out.str();
}

std::optional<Family> read_summary(JournalId journal, std::int64_t head, std::string_view text) {
  json::Document document;
  const auto root = json::parse(text, document);
  if (!root) return {};
  json::Cursor in(*root, "summary");
  Family out;
  out.journal = journal;
  out.head = head;
  Errors faults;
  std::int64_t version = 0;
  if (!json::take(in.integer("version", 1, 1'000), version, faults) || version != summary_version) return {};
  std::array<std::string_view, standings.size()> names{};
  std::ranges::transform(standings, names.begin(), [](Standing standing) { return dossier::name(standing); });
  std::size_t standing = 0;
  const auto text_at = [&](std::string_view key, std::string& into) {
    if (in.has(key)) json::take(in.text(key), into, faults);
  };
  const auto day_at = [&](std::string_view key, std::optional<LocalDate>& into) {
    if (in.has(key)) json::take(in.date(key), into, faults);
  };
  const auto people_at = [&](std::string_view key, std::set<PersonId>& into) {
    std::vector<std::string> texts;
    return json::take(in.texts(key), texts, faults) && people_of(texts, into);
  };
  text_at("title", out.title);
  json::take(in.boolean("synthetic"), out.synthetic, faults);
  if (json::take(in.one_of("standing", names), standing, faults)) out.standing = standings[standing];
  text_at("method", out.method);
  text_at("phase", out.phase);
  day_at("start", out.start);
  day_at("end", out.end);
  day_at("last_contact", out.last_contact);
  day_at("changed", out.changed);
  json::take(in.date("from"), out.from, faults);
  json::take(in.date("until"), out.until, faults);
  const bool people =
      people_at("workers", out.workers) && people_at("referrers", out.referrers) && people_at("people", out.people);
  std::vector<json::Value> children;
  if (in.has("children")) json::take(in.array("children"), children, faults);
  for (std::size_t i = 0; i < children.size(); ++i) {
    json::Cursor one = in.child(children[i], "children/" + std::to_string(i));
    KnownChild& child = out.children.emplace_back();
    json::take(one.texts("words"), child.words, faults);
    json::take(one.date("birth"), child.birth, faults);
  }
  if (!people || !faults.empty()) return {};
  return out;
}

}  // namespace koers::service
