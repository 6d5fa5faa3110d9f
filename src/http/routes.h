// The functions behind the routes; each answers one address. Inside src/http.
#pragma once

#include <array>

#include "base/cursor.h"
#include "http/api.h"

namespace koers::http {

/// Reads the body, an object: `read` takes its members and adds what is wrong with them; a member nobody took is wrong too. The answer
/// when something is; none when all of it was taken.
std::optional<Response> unless_read(const Api& api, const Call& call,
                                    const std::function<void(json::Cursor&, Errors&)>& read);
/// The id in the path; family.unknown for what is none.
Expected<JournalId> family_of_path(const Call& call);
/// The id of a person, or of an entry, of a body; none when it is none, and `wrong` says so: account.bad_person, request.not_an_id.
std::optional<PersonId> take_person(json::Cursor& body, std::string_view key, Errors& wrong);
std::optional<EntryId> take_entry_id(json::Cursor& body, std::string_view key, Errors& wrong);
/// A whole number of the query, or `otherwise`; request.bad_query outside least to most.
Expected<std::int64_t> number_of_query(const Call& call, std::string_view name, std::int64_t least, std::int64_t most,
                                       std::int64_t otherwise);

inline constexpr std::size_t most_content_letters = 11'500'000;  ///< of a document in base64

/// What came of recording something; `status` when it was kept.
Response recorded_answer(const Api& api, const Call& call, const Expected<service::Recorded>& done, JournalId journal,
                         int status);

/// "from" and "until" of the query, where they stand there; false for what is no day.
bool period_of_query(const Call& call, LocalDate& from, LocalDate& until);

/// A moment in seconds since 1970 as text, in UTC.
std::string time_text(std::int64_t seconds);

/// The value of Set-Cookie that carries a session.
std::string session_cookie(std::string_view token);

// api_open.cpp
Response front_page(Api& api, Call& call);
Response health(Api& api, Call& call);
Response metrics(Api& api, Call& call);
Response openapi_document(Api& api, Call& call);
Response set_up(Api& api, Call& call);
Response sign_in(Api& api, Call& call);
Response accept_invitation(Api& api, Call& call);

// api_accounts.cpp
Response me(Api& api, Call& call);
Response sign_out(Api& api, Call& call);
Response lock(Api& api, Call& call);
Response begin_second_factor(Api& api, Call& call);
Response confirm_second_factor(Api& api, Call& call);
Response accounts(Api& api, Call& call);
Response add_account(Api& api, Call& call);
Response change_account(Api& api, Call& call);
Response invite_again(Api& api, Call& call);
Response set_duty(Api& api, Call& call);
Response waiting(Api& api, Call& call);
Response agree(Api& api, Call& call);
Response withdraw(Api& api, Call& call);

// api_families.cpp
Response families(Api& api, Call& call);
Response refer(Api& api, Call& call);
Response family(Api& api, Call& call);
Response card(Api& api, Call& call);
Response course(Api& api, Call& call);
Response picture(Api& api, Call& call);
Response entries(Api& api, Call& call);
Response record(Api& api, Call& call);
Response family_log(Api& api, Call& call);
Response open_in_emergency(Api& api, Call& call);
Response review(Api& api, Call& call);
Response known_child(Api& api, Call& call);
Response search(Api& api, Call& call);

// api_documents.cpp
Response add_document(Api& api, Call& call);
Response document(Api& api, Call& call);
Response consents(Api& api, Call& call);
Response give_account(Api& api, Call& call);

// api_changes.cpp
Response changes(Api& api, Call& call);

// api_forms.cpp
Response give_form(Api& api, Call& call);
Response open_form(Api& api, Call& call);
Response answer_form(Api& api, Call& call);

// api_audit.cpp
Response family_log_fhir(Api& api, Call& call);

// api_oversight.cpp
Response retention(Api& api, Call& call);
Response ask_erasure(Api& api, Call& call);
Response agree_to_erasure(Api& api, Call& call);
Response refuse_erasure(Api& api, Call& call);

}  // namespace koers::http
