// Terms and destruction: what has reached its term, asking for an erasure, and agreeing to one or refusing it.
#include "base/json_members.h"
#include "http/routes.h"

namespace koers::http {
Response retention(Api& api, Call& call) {
  const auto due = api.site().erasing.due(call.caller);
  if (!due) return problem(api, call, due.error());
  json::Writer out;
  out.begin_object().key("families").begin_array();
  for (const service::Expired& one : *due) {
    out.begin_object().key("family").text(one.journal.text()).key("rule").text(one.rule);
    json::write_day(out, "last_change", one.last_change);
    json::write_day(out, "until", one.until);
    out.end();
  }
  out.end().end();
  return json_answer(out);
}

Response ask_erasure(Api& api, Call& call) {
  const auto journal = family_of_path(call);
  if (!journal) return problem(api, call, journal.error());
  std::string reason;
  std::vector<EntryId> entries;
  const auto wrong_body = unless_read(api, call, [&](json::Cursor& body, Errors& wrong) {
    json::take(body.text("reason", 40), reason, wrong);
    std::vector<std::string> texts;
    if (body.has("entries")) json::take(body.texts("entries"), texts, wrong);
    for (const std::string& text : texts) {
      const auto id = EntryId::parse(text);
      if (!id) {
        wrong.push_back(error("entry.no_id", {}, body.place("entries")));
        return;
      }
      entries.push_back(*id);
    }
  });
  if (wrong_body) return *wrong_body;
  const auto asked = api.site().erasing.ask(call.caller, *journal, entries, reason);
  if (!asked) return problem(api, call, asked.error());
  json::Writer out;
  out.begin_object().key("proposal").text(asked->id).key("at").text(time_text(asked->at)).end();
  return json_answer(out, 202);
}

Response agree_to_erasure(Api& api, Call& call) {
  const auto done = api.site().erasing.agree(call.caller, std::string(call.path.front()));
  if (!done) return problem(api, call, done.error());
  json::Writer out;
  out.begin_object().key("journal").text(done->certificate.journal).key("reason").text(done->certificate.reason);
  out.key("at").text(done->certificate.at.text()).key("entries").integer(done->certificate.entries);
  out.key("whole").boolean(done->certificate.whole).key("asked_by").text(done->asked.by.text());
  out.key("agreed_by").text(call.caller.person.text()).end();
  return json_answer(out);
}

Response refuse_erasure(Api& api, Call& call) {
  std::string reason;
  const auto wrong_body = unless_read(
      api, call, [&](json::Cursor& body, Errors& wrong) { json::take(body.text("reason", 40), reason, wrong); });
  if (wrong_body) return *wrong_body;
  if (const auto fault = api.site().erasing.refuse(call.caller, std::string(call.path.front()), reason))
    return problem(api, call, *fault);
  return {204, {}, {}, {}};
}

}  // namespace koers::http
