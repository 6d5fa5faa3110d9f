// The JSON API: from a request to the act it asks for, and its answer. routes.cpp is the list of all there is, with who may ask on the line
// of each route.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_write.h"
#include "base/language.h"
#include "http/server.h"
#include "service/erasing.h"
#include "service/families.h"
#include "service/form_codes.h"
#include "service/sign_in.h"

namespace koers::http {

/// What the API stands on; all must outlive it. The functions are called by several threads at a time.
struct Site {
  service::Families& families;
  service::SignIn& sign_in;
  service::Erasing& erasing;
  service::FormCodes& forms;
  std::function<CivilTime()> now;
  std::function<std::string(const Message&, Language)> say;
  /// The course of an opened file on a day, as JSON, and as a picture (none when there is nothing to draw yet).
  std::function<std::string(const service::Opened&, LocalDate, Language)> course;
  std::function<std::optional<std::string>(const service::Opened&, LocalDate, Language)> picture;
  /// An instrument as who fills it in sees it, as JSON; at home or at the table, on a day.
  std::function<std::string(const std::string&, bool, LocalDate, Language)> form;
  std::function<std::string()> front_page;  ///< HTML of `/`
  bool demo = false;
};

enum class Access : std::uint8_t {
  open,  ///< nobody needs to have signed in
  half,  ///< signed in, also without a second factor
  signed_in,  ///< and what the policy says of the act
};

class Api;
struct Call;

struct Route {
  std::string_view method;
  std::string_view path;  ///< "/api/v1/families/{family}/course"
  Access access = Access::signed_in;
  std::string_view act;  ///< of the policy; empty: none
  std::string_view takes;  ///< the schema of the body (openapi.cpp); empty: no body
  std::string_view query;  ///< names it reads, parted by spaces
  std::string_view summary;
  Response (*answer)(Api&, Call&) = nullptr;
};
std::span<const Route> routes();

/// A request on its way: what was read from it so far.
struct Call {
  const Request& request;
  const Route* route = nullptr;
  std::vector<std::string_view> path;  ///< what stands in place of each {name}, in order
  std::vector<std::pair<std::string_view, std::string_view>> query;
  Language language = Language::nl;
  service::Caller caller;
  std::string_view token;  ///< of the session; empty: none

  std::optional<std::string_view> asked(std::string_view name) const;
};

class Api {
 public:
  explicit Api(Site site) : site_(std::move(site)) {}

  /// Never throws but for memory; every fault is an answer.
  Response answer(const Request& request);
  const Site& site() const { return site_; }
  std::string metrics() const;

 private:
  Response routed(Call& call);

  Site site_;
  std::atomic<std::uint64_t> answers_[6] = {};  ///< by the first digit of their status
};

// problem.cpp
/// application/problem+json (RFC 9457) with `code`, `remedy` and, of entries that were refused, `problems`.
Response problem(const Api& api, const Call& call, const Error& fault);
Response problems(const Api& api, const Call& call, const std::vector<dossier::Problem>& all);
Response faults(const Api& api, const Call& call, const Errors& all);
int status_of(std::string_view code);

Response json_answer(const json::Writer& out, int status = 200);
/// Problems of the gate, each with code, severity, text, remedy and the entries it rests on.
void write_problems(const Api& api, const Call& call, json::Writer& out, const std::vector<dossier::Problem>& all);

// routes.cpp
/// Bytes a request for this address may carry.
std::size_t longest_body(std::string_view method, std::string_view target);

// openapi.cpp
std::string openapi();

}  // namespace koers::http
