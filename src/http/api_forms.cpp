// Forms that are filled in with a code, by who has no account. The code stands in the body, never in an address.
#include "base/json_members.h"
#include "http/routes.h"

namespace koers::http {
namespace {

constexpr std::size_t longest_code = 100, longest_name = 100, most_answers = 1000;

/// The answer to one item as AnswerReader takes it: a number, or why there is none.
std::pair<std::string, std::string> read_answer(json::Cursor& one, Errors& wrong) {
  std::pair<std::string, std::string> out;
  json::take(one.text("item", longest_name), out.first, wrong);
  if (one.has("value")) {
    Decimal value;
    if (json::take(one.decimal("value"), value, wrong)) out.second = value.text();
  } else {
    json::take(one.text("missing", longest_name), out.second, wrong);
  }
  for (Error& unread : one.unread()) wrong.push_back(std::move(unread));
  return out;
}

}  // namespace

Response give_form(Api& api, Call& call) {
  const auto journal = family_of_path(call);
  if (!journal) return problem(api, call, journal.error());
  constexpr std::array<std::string_view, 7> moments{"start",     "halfway", "transition",   "end",
                                                    "follow_up", "session", "three_monthly"};
  service::GivenForms forms;
  forms.journal = *journal;
  std::int64_t minutes = 60;
  const auto wrong_body = unless_read(api, call, [&](json::Cursor& body, Errors& wrong) {
    forms.person = take_person(body, "person", wrong).value_or(PersonId());
    if (body.has("about")) forms.about = take_person(body, "about", wrong);
    json::take(body.texts("instruments"), forms.instruments, wrong);
    std::size_t moment = 0;
    if (json::take(body.one_of("moment", moments), moment, wrong)) forms.moment = static_cast<dossier::Moment>(moment);
    if (body.has("minutes"))
      json::take(body.integer("minutes", 1, service::FormCodes::longest_minutes), minutes, wrong);
    if (body.has("at_home")) json::take(body.boolean("at_home"), forms.at_home, wrong);
  });
  if (wrong_body) return *wrong_body;
  const auto code = api.site().forms.give(call.caller, forms, minutes);
  if (!code) return problem(api, call, code.error());
  json::Writer out;
  out.begin_object().key("code").text(*code);
  out.key("until").text(time_text(call.caller.now.instant() + minutes * 60)).end();
  return json_answer(out, 201);
}

Response open_form(Api& api, Call& call) {
  std::string code;
  const auto wrong_body = unless_read(
      api, call, [&](json::Cursor& body, Errors& wrong) { json::take(body.text("code", longest_code), code, wrong); });
  if (wrong_body) return *wrong_body;
  const auto forms = api.site().forms.open(code, call.caller);
  if (!forms) return problem(api, call, forms.error());
  std::string out = R"({"until":")" + time_text(forms->until) + R"(","forms":[)";
  bool first = true;
  for (const std::string& instrument : forms->instruments) {
    if (forms->filled_in.contains(instrument)) continue;
    out += (first ? "" : ",") + api.site().form(instrument, forms->at_home, call.caller.now.date, call.language);
    first = false;
  }
  return {200, "application/json", out + "]}\n", {}};
}

Response answer_form(Api& api, Call& call) {
  std::string code, instrument;
  std::optional<EntryId> id;
  std::vector<std::pair<std::string, std::string>> answers;
  const auto wrong_body = unless_read(api, call, [&](json::Cursor& body, Errors& wrong) {
    json::take(body.text("code", longest_code), code, wrong);
    json::take(body.text("instrument", longest_name), instrument, wrong);
    if (body.has("id")) {
      std::string text;
      if (json::take(body.text("id", longest_name), text, wrong)) id = EntryId::parse(text);
      if (!id) wrong.push_back(error("entry.no_id", {}, body.place("id")));
    }
    std::vector<json::Value> values;
    json::take(body.array("answers", most_answers), values, wrong);
    for (std::size_t i = 0; i < values.size(); ++i) {
      json::Cursor one = body.child(values[i], "answers/" + std::to_string(i));
      answers.push_back(read_answer(one, wrong));
    }
  });
  if (wrong_body) return *wrong_body;
  const auto done = api.site().forms.answer(code, instrument, answers, id, call.caller, call.language);
  if (!done) return problem(api, call, done.error());
  json::Writer out;
  out.begin_object().key("notice").text(api.site().say(done->notice, call.language));
  out.key("scores").begin_array();
  for (const measure::ScaleScore& one : done->scores) {
    if (!one.score.exists()) continue;
    out.begin_object().key("scale").text(one.scale->code);
    out.key("name").text(call.language == Language::nl ? one.scale->name.nl : one.scale->name.en);
    out.key("raw").decimal(one.score.raw).end();
  }
  out.end().end();
  return json_answer(out, 201);
}

}  // namespace koers::http
