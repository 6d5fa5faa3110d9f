// A family's file: lists, course, picture, entries, log.
#include <algorithm>

#include "base/json_members.h"
#include "dossier/codec.h"
#include "http/routes.h"

namespace koers::http {
namespace {

constexpr std::int64_t most_listed = 500, usual_listed = 100;

void write(json::Writer& out, const service::Family& family, service::Relation relation) {
  out.begin_object().key("family").text(family.journal.text());
  out.key("relation").text(service::name(relation));
  const bool member = relation == service::Relation::member;
  out.key("title").text(member ? std::string_view() : std::string_view(family.title));
  out.key("synthetic").boolean(family.synthetic);
  out.key("standing")
      .text(dossier::name(family.standing))
      .key("method")
      .text(family.method)
      .key("phase")
      .text(family.phase);
  json::write_day(out, "start", family.start);
  json::write_day(out, "end", family.end);
  // A contact may be one this person of the family may not know of; so may the number of entries.
  if (!member) {
    json::write_day(out, "last_contact", family.last_contact);
    out.key("head").integer(family.head);
    out.key("workers").begin_array();
    for (const PersonId& worker : family.workers) out.text(worker.text());
    out.end();
  }
  out.end();
}

Expected<LocalDate> day_asked(const Call& call) {
  const auto said = call.asked("on");
  if (!said) return call.caller.now.date;
  // A course of a day a thousand years ahead would be reckoned day by day.
  constexpr int days_ahead = 731;
  const auto found = LocalDate::parse(*said);
  if (!found || *found > call.caller.now.date + days_ahead) return fail("request.bad_query");
  return *found;
}

Expected<service::Opened> opened(Api& api, const Call& call, const std::string& act) {
  const auto journal = family_of_path(call);
  if (!journal) return fail(journal.error());
  return api.site().families.open(call.caller, *journal, act);
}

/// `entries` of a body, each for `journal`, by the caller and in the caller's role where it says nothing else.
std::vector<dossier::Entry> read_entries(const Call& call, json::Cursor& body, const JournalId& journal,
                                         Errors& wrong) {
  constexpr std::size_t most = 500;
  std::vector<dossier::Entry> out;
  std::vector<json::Value> values;
  json::take(body.array("entries", most), values, wrong);
  const auto role = service::writing_role(call.caller.roles);
  const dossier::WrittenBy caller{call.caller.person, role.value_or(dossier::Role::worker)};
  for (std::size_t i = 0; i < values.size(); ++i) {
    auto entry = dossier::decode_entry(values[i], "", journal, role ? &caller : nullptr);
    if (!entry) {
      for (Error& fault : entry.error()) {
        fault.place.pointer = "/entries/" + std::to_string(i) + fault.place.pointer;
        wrong.push_back(std::move(fault));
      }
      continue;
    }
    // What only the server says.
    entry->received.reset();
    entry->seq = 0;
    entry->held.clear();
    out.push_back(std::move(*entry));
  }
  return out;
}

}  // namespace

Response recorded_answer(const Api& api, const Call& call, const Expected<service::Recorded>& done, JournalId journal,
                         int status) {
  if (!done) return problem(api, call, done.error());
  if (done->stopped || (done->kept.empty() && dossier::blocks(done->problems)))
    return problems(api, call, done->problems);
  json::Writer out;
  out.begin_object().key("family").text(journal.text());
  if (done->head > 0) out.key("head").integer(done->head);
  out.key("kept").begin_array();
  for (const store::Kept& kept : done->kept) {
    if (EntryId(journal.bytes()) == kept.id) continue;  // the header of the file
    out.begin_object().key("id").text(kept.id.text());
    if (kept.seq > 0) out.key("seq").integer(kept.seq);
    out.key("known").boolean(kept.known);
    if (std::ranges::find(done->held, kept.id) != done->held.end()) out.key("held").boolean(true);
    out.end();
  }
  out.end();
  write_problems(api, call, out, done->problems);
  out.end();
  return json_answer(out, status);
}

Response families(Api& api, Call& call) {
  const auto limit = number_of_query(call, "limit", 1, most_listed, usual_listed);
  if (!limit) return problem(api, call, limit.error());
  JournalId after;
  if (const auto said = call.asked("after")) {
    const auto id = JournalId::parse(*said);
    if (!id) return problem(api, call, error("request.bad_query"));
    after = *id;
  }
  const auto listed = api.site().families.list(call.caller, after, static_cast<std::size_t>(*limit));
  if (!listed) return problem(api, call, listed.error());
  json::Writer out;
  out.begin_object().key("families").begin_array();
  for (const service::Family& family : listed->families)
    write(out, family, api.site().families.relation(call.caller, family));
  out.end().key("next");
  if (listed->next) {
    out.text(listed->next->text());
  } else {
    out.null();
  }
  out.end();
  return json_answer(out);
}

Response refer(Api& api, Call& call) {
  std::string title;
  JournalId journal;
  std::vector<dossier::Entry> batch;
  const auto wrong_body = unless_read(api, call, [&](json::Cursor& body, Errors& wrong) {
    std::string id;
    json::take(body.text("family", 40), id, wrong);
    json::take(body.text("title", dossier::title_bytes), title, wrong);
    journal = JournalId::parse(id).value_or(JournalId());
    if (wrong.empty() && journal.empty()) wrong.push_back(error("request.not_an_id", {}, body.place("family")));
    batch = read_entries(call, body, journal, wrong);
  });
  if (wrong_body) return *wrong_body;
  return recorded_answer(api, call, api.site().families.refer(call.caller, journal, title, batch), journal, 201);
}

Response family(Api& api, Call& call) {
  const auto journal = family_of_path(call);
  if (!journal) return problem(api, call, journal.error());
  const auto found = api.site().families.look(call.caller, *journal);
  if (!found) return problem(api, call, found.error());
  json::Writer out;
  write(out, *found, api.site().families.relation(call.caller, *found));
  return json_answer(out);
}

Response card(Api& api, Call& call) {
  const auto journal = family_of_path(call);
  if (!journal) return problem(api, call, journal.error());
  const auto shown = api.site().families.card(call.caller, *journal);
  if (!shown) return problem(api, call, shown.error());
  json::Writer out;
  out.begin_object().key("family").text(journal->text()).key("title").text(shown->file.title);
  out.key("entries").begin_array();
  for (const dossier::Entry& entry : shown->file.entries) dossier::encode_entry(entry, out, shown->file.journal);
  out.end().end();
  return json_answer(out);
}

Response course(Api& api, Call& call) {
  const auto on = day_asked(call);
  if (!on) return problem(api, call, on.error());
  const auto file = opened(api, call, "course.read");
  if (!file) return problem(api, call, file.error());
  return {200, "application/json", api.site().course(*file, *on, call.language), {}};
}

Response picture(Api& api, Call& call) {
  const auto on = day_asked(call);
  if (!on) return problem(api, call, on.error());
  const auto file = opened(api, call, "picture.read");
  if (!file) return problem(api, call, file.error());
  auto drawn = api.site().picture(*file, *on, call.language);
  if (!drawn) return problem(api, call, error("course.nothing_to_draw"));
  return {200, "image/svg+xml", std::move(*drawn), {}};
}

Response entries(Api& api, Call& call) {
  constexpr std::int64_t last = 9'000'000'000'000'000;
  const auto after = number_of_query(call, "after", 0, last, 0);
  const auto limit = number_of_query(call, "limit", 1, 5000, 1000);
  if (!after || !limit) return problem(api, call, error("request.bad_query"));
  const auto file = opened(api, call, "entries.read");
  if (!file) return problem(api, call, file.error());
  std::vector<const dossier::Entry*> wanted;
  for (const dossier::Entry& entry : file->file.entries) {
    if (static_cast<std::int64_t>(entry.seq) > *after) wanted.push_back(&entry);
  }
  std::ranges::sort(wanted, {}, &dossier::Entry::seq);
  const bool more = wanted.size() > static_cast<std::size_t>(*limit);
  if (more) wanted.resize(static_cast<std::size_t>(*limit));
  json::Writer out;
  out.begin_object().key("head").integer(file->head).key("entries").begin_array();
  for (const dossier::Entry* entry : wanted) dossier::encode_entry(*entry, out, file->file.journal);
  out.end().key("next");
  if (more) {
    out.integer(static_cast<std::int64_t>(wanted.back()->seq));
  } else {
    out.null();
  }
  out.end();
  return json_answer(out);
}

Response record(Api& api, Call& call) {
  const auto journal = family_of_path(call);
  if (!journal) return problem(api, call, journal.error());
  service::Terms terms;
  std::vector<dossier::Entry> batch;
  const auto wrong_body = unless_read(api, call, [&](json::Cursor& body, Errors& wrong) {
    if (body.has("head")) {
      std::int64_t said = 0;
      constexpr std::int64_t last = 9'000'000'000'000'000;
      if (json::take(body.integer("head", 0, last), said, wrong)) terms.head = said;
    }
    if (body.has("unless_warned")) json::take(body.boolean("unless_warned"), terms.unless_warned, wrong);
    if (body.has("offline")) json::take(body.boolean("offline"), terms.offline, wrong);
    batch = read_entries(call, body, *journal, wrong);
  });
  if (wrong_body) return *wrong_body;
  return recorded_answer(api, call, api.site().families.record(call.caller, *journal, batch, terms), *journal, 200);
}

Response family_log(Api& api, Call& call) {
  const auto journal = family_of_path(call);
  if (!journal) return problem(api, call, journal.error());
  LocalDate from = service::first_day, until = call.caller.now.date;
  if (!period_of_query(call, from, until)) return problem(api, call, error("request.bad_query"));
  const auto events = api.site().families.access_log(call.caller, *journal, from, until);
  if (!events) return problem(api, call, events.error());
  constexpr std::array<std::string_view, 3> outcomes{"done", "refused", "failed"};
  constexpr std::array<std::string_view, 5> actions{"create", "read", "update", "delete", "execute"};
  json::Writer out;
  out.begin_object().key("events").begin_array();
  for (const store::LoggedEvent& one : *events) {
    const store::AccessEvent& event = one.event;
    out.begin_object().key("at").text(event.at.text()).key("act").text(event.act);
    out.key("action").text(actions[static_cast<std::size_t>(event.action)]);
    out.key("who").text(event.who.empty() ? std::string() : event.who.text()).key("role").text(event.role);
    out.key("purpose").text(event.purpose).key("parts").text(event.parts);
    out.key("emergency").boolean(event.emergency);
    out.key("outcome").text(outcomes[static_cast<std::size_t>(event.outcome)]).end();
  }
  out.end().end();
  return json_answer(out);
}

Response review(Api& api, Call& call) {
  constexpr int usual_days = 30;
  LocalDate until = call.caller.now.date, from = until - usual_days;
  if (!period_of_query(call, from, until)) return problem(api, call, error("request.bad_query"));
  const auto all = api.site().families.review(call.caller, from, until);
  if (!all) return problem(api, call, all.error());
  json::Writer out;
  out.begin_object().key("from").text(from.text()).key("until").text(until.text()).key("people").begin_array();
  for (const service::Families::Reviewed& one : *all) {
    out.begin_object().key("who").text(one.who.empty() ? std::string() : one.who.text());
    for (const auto& [key, count] :
         {std::pair{"events", one.events}, std::pair{"families", one.families}, std::pair{"refused", one.refused},
          std::pair{"emergencies", one.emergencies}, std::pair{"at_night", one.at_night}})
      out.key(key).integer(static_cast<std::int64_t>(count));
    out.end();
  }
  out.end().end();
  return json_answer(out);
}

Response open_in_emergency(Api& api, Call& call) {
  const auto journal = family_of_path(call);
  if (!journal) return problem(api, call, journal.error());
  std::string reason;
  const auto wrong_body = unless_read(
      api, call, [&](json::Cursor& body, Errors& wrong) { json::take(body.text("reason", 40), reason, wrong); });
  if (wrong_body) return *wrong_body;
  const auto found = api.site().families.open_in_emergency(call.caller, *journal, reason);
  if (!found) return problem(api, call, found.error());
  json::Writer out;
  write(out, *found, api.site().families.relation(call.caller, *found));
  return json_answer(out, 201);
}

Response known_child(Api& api, Call& call) {
  std::string name;
  LocalDate birth;
  const auto wrong_body = unless_read(api, call, [&](json::Cursor& body, Errors& wrong) {
    json::take(body.text("name", 400), name, wrong);
    json::take(body.date("birth"), birth, wrong);
  });
  if (wrong_body) return *wrong_body;
  const auto known = api.site().families.known_child(call.caller, name, birth);
  if (!known) return problem(api, call, known.error());
  json::Writer out;
  out.begin_object().key("known").boolean(!known->empty()).key("families").begin_array();
  for (const service::Families::KnownAt& one : *known) {
    out.begin_object().key("standing").text(dossier::name(one.standing));
    json::write_texts(out, "teams", one.teams);
    out.end();
  }
  out.end().end();
  return json_answer(out);
}

Response search(Api& api, Call& call) {
  std::string text;
  const auto wrong_body = unless_read(
      api, call, [&](json::Cursor& body, Errors& wrong) { json::take(body.text("text", 200), text, wrong); });
  if (wrong_body) return *wrong_body;
  const auto all = api.site().families.search(call.caller, text);
  if (!all) return problem(api, call, all.error());
  json::Writer out;
  out.begin_object().key("found").begin_array();
  for (const service::Families::Found& one : *all) {
    out.begin_object().key("family").text(one.family.journal.text()).key("title").text(one.family.title);
    out.key("entries").begin_array();
    for (const auto& place : one.entries) {
      out.begin_object().key("id").text(place.id.text()).key("kind").text(dossier::kind_name(place.kind));
      json::write_day(out, "day", place.day);
      out.end();
    }
    out.end().end();
  }
  out.end().end();
  return json_answer(out);
}

}  // namespace koers::http
