// A family's access log as FHIR R4 AuditEvents, for who keeps logs of several systems together. The event as it stands in the log; nothing of the
// file itself.
#include <algorithm>
#include <array>

#include "http/routes.h"

namespace koers::http {
namespace {

constexpr std::array<std::string_view, 5> actions{"C", "R", "U", "D", "E"};
constexpr std::array<std::string_view, 3> outcomes{"0", "4", "8"};  ///< done, refused (minor failure), failed (serious)

void coding(json::Writer& out, std::string_view system, std::string_view code) {
  out.begin_object().key("system").text(system).key("code").text(code).end();
}

void agent(json::Writer& out, const store::AccessEvent& event, bool addresses) {
  out.key("agent").begin_array().begin_object();
  if (!event.role.empty()) {
    out.key("role").begin_array().begin_object().key("coding").begin_array();
    coding(out, "urn:koers:role", event.role);
    out.end().end().end();
  }
  out.key("who").begin_object();
  if (event.who.empty()) {
    out.key("display").text("program");
  } else {
    out.key("identifier").begin_object().key("system").text("urn:ietf:rfc:3986");
    out.key("value").text("urn:uuid:" + event.who.text()).end();
  }
  out.end().key("requestor").boolean(true);
  if (addresses && !event.from.empty())
    out.key("network").begin_object().key("address").text(event.from).key("type").text("2").end();
  out.end().end();
}

void audit_event(json::Writer& out, const store::LoggedEvent& one, std::string_view family, bool addresses) {
  const store::AccessEvent& event = one.event;
  out.begin_object().key("resourceType").text("AuditEvent").key("type");
  coding(out, "http://terminology.hl7.org/CodeSystem/audit-event-type", "rest");
  out.key("subtype").begin_array();
  coding(out, "urn:koers:act", event.act);
  out.end().key("action").text(actions[static_cast<std::size_t>(event.action)]);
  out.key("recorded").text(event.at.text()).key("outcome").text(outcomes[static_cast<std::size_t>(event.outcome)]);
  out.key("purposeOfEvent").begin_array().begin_object().key("coding").begin_array();
  // Breaking the glass has a code of its own; the others are the policy's.
  if (event.emergency) coding(out, "http://terminology.hl7.org/CodeSystem/v3-ActReason", "BTG");
  if (!event.purpose.empty()) coding(out, "urn:koers:purpose", event.purpose);
  out.end().end().end();
  agent(out, event, addresses);
  out.key("source").begin_object().key("observer").begin_object().key("display").text("Koers").end().end();
  out.key("entity").begin_array().begin_object().key("what").begin_object().key("identifier").begin_object();
  out.key("system").text("urn:ietf:rfc:3986").key("value").text("urn:uuid:" + std::string(family)).end().end();
  if (!event.parts.empty()) out.key("description").text(event.parts);
  out.end().end().end();
}

}  // namespace

Response family_log_fhir(Api& api, Call& call) {
  const auto journal = family_of_path(call);
  if (!journal) return problem(api, call, journal.error());
  LocalDate from = service::first_day, until = call.caller.now.date;
  if (!period_of_query(call, from, until)) return problem(api, call, error("request.bad_query"));
  const auto events = api.site().families.access_log(call.caller, *journal, from, until);
  if (!events) return problem(api, call, events.error());
  // From where a worker looked is nothing for the family.
  const bool addresses = std::ranges::find(call.caller.roles, "family") == call.caller.roles.end();
  json::Writer out;
  out.begin_object().key("resourceType").text("Bundle").key("type").text("collection").key("entry").begin_array();
  for (const store::LoggedEvent& one : *events) {
    out.begin_object().key("resource");
    audit_event(out, one, journal->text(), addresses);
    out.end();
  }
  out.end().end();
  Response answer = json_answer(out);
  answer.type = "application/fhir+json";
  return answer;
}

}  // namespace koers::http
