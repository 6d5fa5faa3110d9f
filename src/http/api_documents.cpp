// Documents of a family, who has agreed to what, and accounts for its persons.
#include <algorithm>
#include <array>

#include "base/json_members.h"
#include "dossier/codes.h"
#include "exchange/base64.h"
#include "exchange/document.h"
#include "http/routes.h"
#include "service/family_account.h"

namespace koers::http {
Response add_document(Api& api, Call& call) {
  const auto journal = family_of_path(call);
  if (!journal) return problem(api, call, journal.error());
  std::optional<dossier::Entry> entry;
  std::string content;
  const auto wrong_body = unless_read(api, call, [&](json::Cursor& body, Errors& wrong) {
    dossier::Document said;
    dossier::Entry made;
    made.id = take_entry_id(body, "id", wrong).value_or(EntryId());
    json::take(body.time("occurred"), made.occurred, wrong);
    std::string what;
    if (json::take(body.text("what", 64), what, wrong)) said.what = dossier::code_or_words(what);
    json::take(body.text("title", 200), said.title, wrong);
    if (body.has("dated")) json::take(body.date("dated"), said.dated, wrong);
    if (body.has("from")) said.from = take_person(body, "from", wrong);
    std::string letters;
    if (json::take(body.text("content", most_content_letters), letters, wrong)) {
      auto bytes = exchange::from_base64(letters);
      if (bytes)
        content = std::move(*bytes);
      else
        wrong.push_back(error("document.no_base64", {}, body.place("content")));
    }
    std::string reach = "closed";
    if (body.has("for")) json::take(body.text("for", 10), reach, wrong);
    constexpr std::array<std::string_view, 3> reaches{"family", "adults", "closed"};
    const auto found = std::ranges::find(reaches, reach);
    if (found == reaches.end()) wrong.push_back(error("request.bad_query", {}, body.place("for")));
    if (reach != "closed")
      made.audience = dossier::Audience{static_cast<dossier::Reach>(found - reaches.begin()), {}, {}, {}};
    made.journal = *journal;
    made.written = made.occurred;
    made.author = call.caller.person;
    made.role = service::writing_role(call.caller.roles).value_or(dossier::Role::worker);
    made.body = std::move(said);
    entry = std::move(made);
  });
  if (wrong_body) return *wrong_body;
  return recorded_answer(api, call, api.site().families.add_document(call.caller, *journal, std::move(*entry), content),
                         *journal, 201);
}

Response document(Api& api, Call& call) {
  const auto journal = family_of_path(call);
  if (!journal) return problem(api, call, journal.error());
  const auto id = EntryId::parse(call.path.at(1));
  if (!id) return problem(api, call, error("document.none"));
  auto found = api.site().families.document(call.caller, *journal, *id);
  if (!found) return problem(api, call, found.error());
  Response out{200, std::string(exchange::media_type(found->media)), std::move(found->bytes), {}};
  const std::string name = "document." + std::string(exchange::file_ending(found->media));
  const char* how = found->media == dossier::Media::pdf ? "attachment" : "inline";
  out.headers.emplace_back("Content-Disposition", std::string(how) + "; filename=\"" + name + "\"");
  return out;
}

Response consents(Api& api, Call& call) {
  const auto journal = family_of_path(call);
  if (!journal) return problem(api, call, journal.error());
  const auto what = call.asked("what");
  const auto all =
      api.site().families.consents(call.caller, *journal, std::string(what.value_or(std::string_view("treatment"))));
  if (!all) return problem(api, call, all.error());
  constexpr std::array<std::string_view, 3> words{"yes", "no", "not_asked"};
  json::Writer out;
  out.begin_object().key("children").begin_array();
  for (const dossier::ChildConsent& child : *all) {
    out.begin_object().key("child").text(child.child.text());
    if (child.age) out.key("age").integer(*child.age);
    out.key("authority_known").boolean(child.authority_known);
    out.key("complete").boolean(child.complete()).key("refused").boolean(child.refused());
    if (child.without) out.key("without").text(dossier::code(*child.without));
    out.key("asked").begin_array();
    for (const dossier::ConsentOf& one : child.asked) {
      out.begin_object().key("person").text(one.person.text());
      out.key("agreed").text(words.at(static_cast<std::size_t>(one.agreed))).end();
    }
    out.end().end();
  }
  out.end().end();
  return json_answer(out);
}

Response give_account(Api& api, Call& call) {
  const auto journal = family_of_path(call);
  if (!journal) return problem(api, call, journal.error());
  service::AccountForPerson wanted;
  const auto wrong_body = unless_read(api, call, [&](json::Cursor& body, Errors& wrong) {
    wanted.person = take_person(body, "person", wrong).value_or(PersonId());
    json::take(body.text("login", 100), wanted.login, wrong);
    json::take(body.text("name", 400), wanted.name, wrong);
    json::take(body.boolean("safe"), wanted.safe, wrong);
    wanted.answer = take_entry_id(body, "answer", wrong).value_or(EntryId());
  });
  if (wrong_body) return *wrong_body;
  const auto given = service::give_account(api.site().families, api.site().sign_in, call.caller, *journal, wanted);
  if (!given) return problem(api, call, given.error());
  if (dossier::blocks(given->answer.problems)) return problems(api, call, given->answer.problems);
  json::Writer out;
  out.begin_object().key("safe").boolean(wanted.safe).key("account");
  if (given->account) {
    out.begin_object().key("login").text(given->account->account.login);
    out.key("invitation").text(given->account->word).end();
  } else {
    out.null();
  }
  out.end();
  return json_answer(out, 201);
}

}  // namespace koers::http
