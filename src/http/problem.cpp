#include <algorithm>
#include <array>

#include "http/api.h"

namespace koers::http {
namespace {

struct Mapped {
  std::string_view code;
  int status;
};
/// The first that the code begins with decides.
constexpr std::array<Mapped, 52> statuses{{
    {"request.no_such_address", 404},
    {"request.method", 405},
    {"request.body_type", 415},
    {"request.origin", 403},
    {"request.if_match", 428},
    {"request.", 400},
    {"json.", 400},
    {"entry.destroyed", 410},
    {"entry.other_text", 409},
    {"entry.", 400},
    {"document.none", 404},
    {"document.too_big", 413},
    {"document.unknown_type", 415},
    {"document.", 422},
    {"family.unknown", 404},
    {"family.known", 409},
    {"family.", 422},
    {"access.refused", 403},
    {"sign_in.wait", 429},
    {"sign_in.", 401},
    {"session.locked", 403},
    {"proposal.unknown", 404},
    {"proposal.", 409},
    {"duty.", 422},
    {"child.", 422},
    {"search.", 422},
    {"erasure.", 422},
    {"form.code_wrong", 403},
    {"form.filled_in", 409},
    {"form.", 422},
    {"score.", 422},
    {"journal.unknown", 404},
    {"second_factor.needed", 403},
    {"second_factor.there", 409},
    {"second_factor.", 422},
    {"password.", 422},
    {"invitation.", 403},
    {"setup.done", 409},
    {"setup.", 403},
    {"account.unknown", 404},
    {"account.moved", 412},
    {"account.login_taken", 409},
    {"account.person_taken", 409},
    {"account.last_administrator", 409},
    {"account.", 422},
    {"emergency.", 422},
    {"record.", 422},
    {"server.", 503},
    {"journal.moved", 412},
    {"journal.destroyed", 410},
    {"course.nothing", 404},
    {"db.busy", 503},
}};

/// What a fault of one of the house's own parts is called outside: which row or key is for the one who runs the program.
Error outside(const Error& fault) { return status_of(fault.code) >= 500 ? error("request.failed") : fault; }

void head(const Api& api, const Call& call, json::Writer& out, const Error& fault, int status) {
  out.begin_object();
  out.key("type").text("about:blank").key("status").integer(status).key("code").text(fault.code);
  out.key("title").text(api.site().say(fault.message(), call.language));
  out.key("remedy").text(api.site().say(fault.remedy(), call.language));
}

Response problem_answer(const json::Writer& out, int status) {
  return {status, "application/problem+json", out.str() + "\n", {}};
}

}  // namespace

int status_of(std::string_view code) {
  const auto found = std::ranges::find_if(statuses, [&](const Mapped& one) { return code.starts_with(one.code); });
  return found == statuses.end() ? 500 : found->status;
}

Response json_answer(const json::Writer& out, int status) { return {status, "application/json", out.str() + "\n", {}}; }

void write_problems(const Api& api, const Call& call, json::Writer& out, const std::vector<dossier::Problem>& all) {
  out.key("problems").begin_array();
  for (const dossier::Problem& one : all) {
    out.begin_object();
    out.key("code").text(one.code).key("severity").text(one.severity == dossier::Severity::blocks ? "blocks" : "warns");
    if (one.overruled) out.key("overruled").boolean(true);
    out.key("text").text(api.site().say(one.message(), call.language));
    out.key("remedy").text(api.site().say(one.remedy(), call.language));
    out.key("entries").begin_array();
    for (const EntryId& id : one.entries) out.text(id.text());
    out.end().end();
  }
  out.end();
}

Response problem(const Api& api, const Call& call, const Error& fault) {
  const Error said = outside(fault);
  const int status = status_of(fault.code);
  json::Writer out;
  head(api, call, out, said, status);
  out.end();
  Response answer = problem_answer(out, status);
  if (fault.code == "sign_in.wait") {
    for (const auto& [name, value] : fault.args) {
      if (name == "seconds") answer.headers.emplace_back("Retry-After", value);
    }
  }
  return answer;
}

Response problems(const Api& api, const Call& call, const std::vector<dossier::Problem>& all) {
  constexpr int status = 422;
  json::Writer out;
  head(api, call, out, error("request.refused_entries"), status);
  write_problems(api, call, out, all);
  out.end();
  return problem_answer(out, status);
}

Response faults(const Api& api, const Call& call, const Errors& all) {
  const Error& first = all.front();
  const int status = status_of(first.code);
  json::Writer out;
  head(api, call, out, outside(first), status);
  out.key("faults").begin_array();
  for (const Error& fault : all) {
    out.begin_object();
    out.key("code").text(fault.code).key("at").text(fault.place.pointer);
    out.key("text").text(api.site().say(fault.message(), call.language));
    out.key("remedy").text(api.site().say(fault.remedy(), call.language)).end();
  }
  out.end().end();
  return problem_answer(out, status);
}

}  // namespace koers::http
