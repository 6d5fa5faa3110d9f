#include "http/routes.h"

#include <array>

namespace koers::http {
namespace {

using enum Access;

// clang-format off
constexpr std::array<Route, 46> all{{
    // method  path                                            who        act of the policy    body              query           what
    {"GET",   "/",                                             open,      "",                  "",               "",             "A page for people", front_page},
    {"GET",   "/healthz",                                      open,      "",                  "",               "",             "Whether the server answers", health},
    {"GET",   "/metrics",                                      open,      "",                  "",               "",             "Counters for Prometheus, without personal data; from this machine only", metrics},
    {"GET",   "/api/v1/openapi.json",                          open,      "",                  "",               "",             "This description", openapi_document},
    {"POST",  "/api/v1/setup",                                 open,      "",                  "SetUp",          "",             "The first account, with the word of the setup link", set_up},
    {"POST",  "/api/v1/sign-in",                               open,      "",                  "SignIn",         "",             "Begin a session: a cookie", sign_in},
    {"POST",  "/api/v1/invitation",                            open,      "",                  "Invitation",     "",             "Choose a password with the word of an invitation", accept_invitation},
    {"POST",  "/api/v1/form/open",                             open,      "",                  "FormCode",       "",             "The forms that a code opens", open_form},
    {"POST",  "/api/v1/form/answers",                          open,      "",                  "FormAnswers",    "",             "Fill in one of them: its scores, and whom to call", answer_form},

    {"GET",   "/api/v1/me",                                    half,      "",                  "",               "",             "Who has signed in", me},
    {"POST",  "/api/v1/sign-out",                              half,      "",                  "SignOut",        "",             "End this session, or all of one's own", sign_out},
    {"POST",  "/api/v1/me/lock",                               half,      "",                  "",               "",             "Hand the device over: nothing opens until its owner signs in again", lock},
    {"POST",  "/api/v1/me/second-factor",                      half,      "",                  "",               "",             "A new secret for an authenticator", begin_second_factor},
    {"POST",  "/api/v1/me/second-factor/confirm",              half,      "",                  "Code",           "",             "The first code: from now on it is asked for", confirm_second_factor},

    {"GET",   "/api/v1/accounts",                              signed_in, "accounts.list",     "",               "",             "All accounts", accounts},
    {"POST",  "/api/v1/accounts",                              signed_in, "accounts.add",      "NewAccount",     "",             "A new account and its invitation", add_account},
    {"PUT",   "/api/v1/accounts/{person}",                     signed_in, "accounts.change",   "ChangedAccount", "",             "Name, roles, teams or state of an account; with If-Match", change_account},
    {"POST",  "/api/v1/accounts/{person}/invitation",          signed_in, "accounts.change",   "",               "",             "A new invitation for who lost password or authenticator", invite_again},
    {"PUT",   "/api/v1/accounts/{person}/duty",                signed_in, "duty.set",          "Duty",           "",             "On duty for the teams, from and until when", set_duty},
    {"GET",   "/api/v1/proposals",                             signed_in, "proposals.list",    "",               "",             "What waits for a second person; for everybody of the organisation", waiting},
    {"POST",  "/api/v1/proposals/{proposal}/agree",            signed_in, "accounts.change",   "",               "",             "Agree, as another administrator", agree},
    {"POST",  "/api/v1/proposals/{proposal}/withdraw",         signed_in, "accounts.change",   "",               "",             "Take back or refuse a proposal", withdraw},
    {"GET",   "/api/v1/access-log/review",                     signed_in, "log.review",        "",               "from until",   "What each person did in a period, without naming families", review},

    {"POST",  "/api/v1/search",                                signed_in, "search",            "Search",         "",             "Words in the files of the families one treats", search},
    {"POST",  "/api/v1/known-child",                           signed_in, "child.search",      "ChildSearch",    "",             "Whether a child is known, at intake: which team to ask, never which family", known_child},
    {"GET",   "/api/v1/retention",                             signed_in, "retention.list",    "",               "",             "Families whose file has reached its term", retention},
    {"POST",  "/api/v1/families/{family}/erasure",             signed_in, "erasure.ask",       "Erasure",        "",             "Ask to destroy a file or entries of it; another person agrees", ask_erasure},
    {"POST",  "/api/v1/erasures/{proposal}/agree",             signed_in, "erasure.agree",     "",               "",             "Agree to an erasure as another person: it is done, and cannot be undone", agree_to_erasure},
    {"POST",  "/api/v1/erasures/{proposal}/refuse",            signed_in, "erasure.refuse",    "Refusal",        "",             "Refuse an erasure, for one of the reasons of the law", refuse_erasure},

    {"GET",   "/api/v1/changes",                               signed_in, "changes.follow",    "",               "",             "In which families something was recorded, as it happens: server-sent events", changes},
    {"GET",   "/api/v1/families",                              signed_in, "families.list",     "",               "after limit",  "The families one has a part in", families},
    {"POST",  "/api/v1/families",                              signed_in, "family.refer",      "Referral",       "",             "A new family", refer},
    {"GET",   "/api/v1/families/{family}",                     signed_in, "family.read",       "",               "",             "Where a family stands", family},
    {"GET",   "/api/v1/families/{family}/card",                signed_in, "card.read",         "",               "",             "For who is on duty: people, where they are, safety, the last three contacts", card},
    {"GET",   "/api/v1/families/{family}/course",              signed_in, "course.read",       "",               "on",           "The course on a day, explained", course},
    {"GET",   "/api/v1/families/{family}/picture.svg",         signed_in, "picture.read",      "",               "on",           "The course line as a picture", picture},
    {"GET",   "/api/v1/families/{family}/entries",             signed_in, "entries.read",      "",               "after limit",  "Entries in the order they came", entries},
    {"POST",  "/api/v1/families/{family}/entries",             signed_in, "record",            "Batch",          "",             "Record: a batch of entries, whole or not at all", record},
    {"GET",   "/api/v1/families/{family}/access-log",          signed_in, "log.read",          "",               "from until",   "Who saw or did what in this file", family_log},
    {"GET",   "/api/v1/families/{family}/access-log/fhir",     signed_in, "log.read",          "",               "from until",   "The same as FHIR R4 AuditEvents", family_log_fhir},
    {"POST",  "/api/v1/families/{family}/form-codes",          signed_in, "form.give",         "NewFormCode",    "",             "A code with which one person fills in a set of forms, for a short while", give_form},
    {"POST",  "/api/v1/families/{family}/documents",           signed_in, "record.document",   "NewDocument",    "",             "Keep a letter, a photo or a drawing: its content is cleaned, and kept beside the entry", add_document},
    {"GET",   "/api/v1/families/{family}/documents/{entry}",   signed_in, "document.read",     "",               "",             "The content of a document", document},
    {"GET",   "/api/v1/families/{family}/consents",            signed_in, "course.read",       "",               "what",         "Who has to agree to something about each child, and has", consents},
    {"POST",  "/api/v1/families/{family}/accounts",            signed_in, "family.account",    "FamilyAccount",  "",             "An account for a person of the family, after the question whether it is safe", give_account},
    {"POST",  "/api/v1/families/{family}/emergency",           signed_in, "emergency.open",    "Emergency",      "",             "Look into a family of others for an hour, for a reason", open_in_emergency},
}};
// clang-format on

template <class Id>
std::optional<Id> take_id(json::Cursor& body, std::string_view key, const char* code, Errors& wrong) {
  constexpr std::size_t longest = 100;
  std::string text;
  if (!json::take(body.text(key, longest), text, wrong)) return {};
  const auto id = Id::parse(text);
  if (!id) wrong.push_back(error(code, {}, body.place(key)));
  return id;
}

}  // namespace

std::span<const Route> routes() { return all; }

std::optional<Response> unless_read(const Api& api, const Call& call,
                                    const std::function<void(json::Cursor&, Errors&)>& read) {
  json::Limits limits{.bytes = std::size_t{1} << 20, .depth = 16, .nodes = 200'000};
  if (call.route->takes == "NewDocument") limits.bytes = most_content_letters + 10'000;
  json::Document document;
  const auto root = json::parse(call.request.body, document, {}, limits);
  if (!root) return problem(api, call, root.error());
  if (!root->is(json::Type::object)) return problem(api, call, error("request.no_object"));
  json::Cursor body(*root, "");
  Errors wrong;
  read(body, wrong);
  for (Error& unread : body.unread()) wrong.push_back(std::move(unread));
  if (!wrong.empty()) return faults(api, call, wrong);
  return {};
}

Expected<JournalId> family_of_path(const Call& call) {
  const auto id = JournalId::parse(call.path.front());
  if (!id) return fail("family.unknown");
  return *id;
}

std::optional<PersonId> take_person(json::Cursor& body, std::string_view key, Errors& wrong) {
  return take_id<PersonId>(body, key, "account.bad_person", wrong);
}
std::optional<EntryId> take_entry_id(json::Cursor& body, std::string_view key, Errors& wrong) {
  return take_id<EntryId>(body, key, "request.not_an_id", wrong);
}

Expected<std::int64_t> number_of_query(const Call& call, std::string_view name, std::int64_t least, std::int64_t most,
                                       std::int64_t otherwise) {
  const auto said = call.asked(name);
  if (!said) return otherwise;
  const auto found = Decimal::parse(*said);
  if (!found || found->decimals != 0 || found->scaled < least || found->scaled > most) return fail("request.bad_query");
  return found->scaled;
}

std::size_t longest_body(std::string_view method, std::string_view target) {
  constexpr std::size_t usual = std::size_t{1} << 20;
  const bool document = method == "POST" && target.starts_with("/api/v1/families/") && target.ends_with("/documents");
  return document ? most_content_letters + 10'000 : usual;
}

bool period_of_query(const Call& call, LocalDate& from, LocalDate& until) {
  for (auto [name, day] : {std::pair{"from", &from}, std::pair{"until", &until}}) {
    const auto said = call.asked(name);
    const auto read = said ? LocalDate::parse(*said) : *day;
    if (!read) return false;
    *day = *read;
  }
  return true;
}

std::string time_text(std::int64_t seconds) {
  constexpr std::int64_t day = 86400;
  return CivilTime{LocalDate(static_cast<std::int32_t>(seconds / day)), static_cast<std::int32_t>(seconds % day), 0}
      .text();
}

}  // namespace koers::http
