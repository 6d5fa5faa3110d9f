// One's own session and second factor, and the accounts of the organisation.
#include "base/json_members.h"
#include "http/routes.h"

namespace koers::http {
namespace {

void write(json::Writer& out, const store::Account& account) {
  out.begin_object().key("person").text(account.person.text()).key("login").text(account.login);
  out.key("name").text(account.name);
  json::write_texts(out, "roles", account.roles);
  json::write_texts(out, "teams", account.teams);
  out.key("active").boolean(account.active);
  out.key("second_factor").boolean(account.code_confirmed);
  out.key("invited").boolean(!account.invitation.empty());
  out.key("version").integer(account.version).end();
}

void write(json::Writer& out, const store::Proposal& proposal) {
  out.begin_object().key("proposal").text(proposal.id).key("by").text(proposal.by.text());
  out.key("at").text(time_text(proposal.at));
  if (proposal.what == store::Proposal::What::erasure) {
    // Which family it is knows who asked; the others see that something is to be destroyed, and why.
    out.key("what").text("erasure").key("reason").text(proposal.reason);
    out.key("entries").integer(static_cast<std::int64_t>(proposal.entries.size())).end();
    return;
  }
  out.key("what").text("account").key("login").text(proposal.account.login).key("name").text(proposal.account.name);
  json::write_texts(out, "roles", proposal.account.roles);
  json::write_texts(out, "teams", proposal.account.teams);
  out.key("new").boolean(proposal.account.version == 0).end();
}

/// With the tag that a change of the account has to name.
Response answer_of(const json::Writer& out, const store::Account& account, int status) {
  Response answer = json_answer(out, status);
  answer.headers.emplace_back("ETag", "\"" + std::to_string(account.version) + "\"");
  return answer;
}

/// What an administrator gets back: the account, its invitation, or that another has to agree first (202).
Response done(const service::SignIn::Invited& made, int status) {
  json::Writer out;
  out.begin_object().key("account");
  write(out, made.account);
  if (!made.word.empty()) out.key("invitation").text(made.word);
  if (made.waits) {
    out.key("waits");
    write(out, *made.waits);
  }
  out.end();
  return answer_of(out, made.account, made.waits ? 202 : status);
}

/// Members of a body that an administrator decides on.
void read(json::Cursor& body, store::Account& account, Errors& wrong) {
  json::take(body.text("name", 400), account.name, wrong);
  json::take(body.texts("roles"), account.roles, wrong);
  json::take(body.texts("teams"), account.teams, wrong);
}

}  // namespace

Response me(Api& api, Call& call) {
  json::Writer out;
  out.begin_object().key("person").text(call.caller.person.text());
  json::write_texts(out, "roles", call.caller.roles);
  json::write_texts(out, "teams", call.caller.teams);
  if (const auto waiting = api.site().sign_in.how_many_wait(call.caller))
    out.key("waiting").integer(static_cast<std::int64_t>(*waiting));
  out.key("demo").boolean(api.site().demo).end();
  return json_answer(out);
}

Response sign_out(Api& api, Call& call) {
  bool everywhere = false;
  const auto wrong_body = unless_read(api, call, [&](json::Cursor& body, Errors& wrong) {
    if (body.has("everywhere")) json::take(body.boolean("everywhere"), everywhere, wrong);
  });
  if (wrong_body) return *wrong_body;
  if (const auto fault = api.site().sign_in.sign_out(call.token, call.caller, everywhere))
    return problem(api, call, *fault);
  Response answer{204, {}, {}, {}};
  answer.headers.emplace_back("Set-Cookie", "__Host-koers=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
  answer.headers.emplace_back("Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"");
  return answer;
}

Response lock(Api& api, Call& call) {
  const auto token = api.site().sign_in.lock(call.token, call.caller);
  if (!token) return problem(api, call, token.error());
  Response answer{204, {}, {}, {}};
  answer.headers.emplace_back("Set-Cookie", session_cookie(*token));
  return answer;
}

Response begin_second_factor(Api& api, Call& call) {
  const auto address = api.site().sign_in.begin_second_factor(call.caller);
  if (!address) return problem(api, call, address.error());
  json::Writer out;
  out.begin_object().key("address").text(*address).end();
  return json_answer(out, 201);
}

Response confirm_second_factor(Api& api, Call& call) {
  std::string code;
  const auto wrong_body = unless_read(
      api, call, [&](json::Cursor& body, Errors& wrong) { json::take(body.text("code", 100), code, wrong); });
  if (wrong_body) return *wrong_body;
  const auto words = api.site().sign_in.confirm_second_factor(call.caller, code);
  if (!words) return problem(api, call, words.error());
  json::Writer out;
  out.begin_object();
  json::write_texts(out, "recovery_codes", *words);
  out.end();
  return json_answer(out);
}

Response accounts(Api& api, Call& call) {
  const auto all = api.site().sign_in.accounts(call.caller);
  if (!all) return problem(api, call, all.error());
  json::Writer out;
  out.begin_object().key("accounts").begin_array();
  for (const store::Account& account : *all) write(out, account);
  out.end().end();
  return json_answer(out);
}

Response add_account(Api& api, Call& call) {
  store::Account account;
  const auto wrong_body = unless_read(api, call, [&](json::Cursor& body, Errors& wrong) {
    json::take(body.text("login", 100), account.login, wrong);
    read(body, account, wrong);
    if (body.has("person")) account.person = take_person(body, "person", wrong).value_or(PersonId());
  });
  if (wrong_body) return *wrong_body;
  const auto made = api.site().sign_in.add_account(call.caller, std::move(account));
  return made ? done(*made, 201) : problem(api, call, made.error());
}

Response change_account(Api& api, Call& call) {
  const auto person = PersonId::parse(call.path.front());
  if (!person) return problem(api, call, error("account.unknown"));
  const auto match = call.request.headers.find("if-match");
  if (match == call.request.headers.end()) return problem(api, call, error("request.if_match"));
  std::string_view tag = match->second;
  if (tag.size() > 2 && tag.front() == '"' && tag.back() == '"') tag = tag.substr(1, tag.size() - 2);
  const auto version = Decimal::parse(tag);
  if (!version || version->decimals != 0) return problem(api, call, error("account.moved"));
  store::Account account;
  account.person = *person;
  account.version = version->scaled;
  const auto wrong_body = unless_read(api, call, [&](json::Cursor& body, Errors& wrong) {
    read(body, account, wrong);
    json::take(body.boolean("active"), account.active, wrong);
  });
  if (wrong_body) return *wrong_body;
  const auto changed = api.site().sign_in.change_account(call.caller, account);
  return changed ? done(*changed, 200) : problem(api, call, changed.error());
}

Response set_duty(Api& api, Call& call) {
  const auto person = PersonId::parse(call.path.front());
  if (!person) return problem(api, call, error("account.unknown"));
  CivilTime from, until;
  const auto wrong_body = unless_read(api, call, [&](json::Cursor& body, Errors& wrong) {
    json::take(body.time("from"), from, wrong);
    json::take(body.time("until"), until, wrong);
  });
  if (wrong_body) return *wrong_body;
  if (const auto fault = api.site().sign_in.set_duty(call.caller, *person, from.instant(), until.instant()))
    return problem(api, call, *fault);
  return {204, {}, {}, {}};
}

Response waiting(Api& api, Call& call) {
  const auto all = api.site().sign_in.waiting(call.caller);
  if (!all) return problem(api, call, all.error());
  json::Writer out;
  out.begin_object().key("proposals").begin_array();
  for (const store::Proposal& one : *all) write(out, one);
  out.end().end();
  return json_answer(out);
}

Response agree(Api& api, Call& call) {
  const auto agreed = api.site().sign_in.agree(call.caller, std::string(call.path.front()));
  return agreed ? done(*agreed, 200) : problem(api, call, agreed.error());
}

Response withdraw(Api& api, Call& call) {
  if (const auto fault = api.site().sign_in.withdraw(call.caller, std::string(call.path.front())))
    return problem(api, call, *fault);
  return {204, {}, {}, {}};
}

Response invite_again(Api& api, Call& call) {
  const auto person = PersonId::parse(call.path.front());
  if (!person) return problem(api, call, error("account.unknown"));
  const auto made = api.site().sign_in.invite_again(call.caller, *person);
  return made ? done(*made, 201) : problem(api, call, made.error());
}

}  // namespace koers::http
