// What nobody needs to have signed in for.
#include "http/routes.h"

namespace koers::http {

Response front_page(Api& api, Call& call) {
  static_cast<void>(call);
  return {200, "text/html; charset=utf-8", api.site().front_page(), {}};
}

Response health(Api& api, Call& call) {
  static_cast<void>(api);
  static_cast<void>(call);
  return {200, "application/json", "{\"status\":\"ok\"}\n", {}};
}

Response metrics(Api& api, Call& call) {
  if (call.request.from != "127.0.0.1" && call.request.from != "::1")
    return problem(api, call, error("request.no_such_address"));
  return {200, "text/plain; version=0.0.4", api.metrics(), {}};
}

Response openapi_document(Api& api, Call& call) {
  static_cast<void>(api);
  static_cast<void>(call);
  static const std::string document = openapi();
  return {200, "application/json", document, {}};
}

Response set_up(Api& api, Call& call) {
  std::string word;
  service::SignIn::SetUp first;
  const auto wrong_body = unless_read(api, call, [&](json::Cursor& body, Errors& wrong) {
    json::take(body.text("word", 100), word, wrong);
    json::take(body.text("login", 100), first.login, wrong);
    json::take(body.text("name", 100), first.name, wrong);
    json::take(body.text("password", 300), first.password, wrong);
    if (body.has("second_login")) {
      json::take(body.text("second_login", 100), first.second_login, wrong);
      json::take(body.text("second_name", 100), first.second_name, wrong);
    }
  });
  if (wrong_body) return *wrong_body;
  const auto made = api.site().sign_in.set_up(word, first, call.caller);
  if (!made) return problem(api, call, made.error());
  json::Writer out;
  out.begin_object().key("person").text(made->account.person.text()).key("login").text(made->account.login);
  if (!made->word.empty()) out.key("second_invitation").text(made->word);
  out.end();
  return json_answer(out, 201);
}

Response sign_in(Api& api, Call& call) {
  std::string login, password, code;
  const auto wrong_body = unless_read(api, call, [&](json::Cursor& body, Errors& wrong) {
    json::take(body.text("login", 100), login, wrong);
    json::take(body.text("password", 300), password, wrong);
    if (body.has("code")) json::take(body.text("code", 100), code, wrong);
  });
  if (wrong_body) return *wrong_body;
  const auto done = api.site().sign_in.sign_in(login, password, code, call.caller);
  if (!done) return problem(api, call, done.error());
  json::Writer out;
  out.begin_object().key("person").text(done->account.person.text());
  out.key("needs_second_factor").boolean(done->needs_second_factor).end();
  Response answer = json_answer(out);
  answer.headers.emplace_back("Set-Cookie", session_cookie(done->token));
  return answer;
}

std::string session_cookie(std::string_view token) {
  return "__Host-koers=" + std::string(token) + "; Path=/; Secure; HttpOnly; SameSite=Strict";
}

Response accept_invitation(Api& api, Call& call) {
  std::string word, login, password;
  const auto wrong_body = unless_read(api, call, [&](json::Cursor& body, Errors& wrong) {
    json::take(body.text("word", 100), word, wrong);
    json::take(body.text("login", 100), login, wrong);
    json::take(body.text("password", 300), password, wrong);
  });
  if (wrong_body) return *wrong_body;
  const auto made = api.site().sign_in.accept_invitation(login, word, password, call.caller);
  if (!made) return problem(api, call, made.error());
  json::Writer out;
  out.begin_object().key("login").text(made->login).end();
  return json_answer(out);
}

}  // namespace koers::http
