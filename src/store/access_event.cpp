#include <array>

#include "base/cursor.h"
#include "base/json_write.h"
#include "store/access_log.h"

namespace koers::store {
namespace {

constexpr std::array<std::string_view, 5> action_codes{"create", "read", "update", "destroy", "execute"};
constexpr std::array<std::string_view, 3> outcome_codes{"done", "refused", "failed"};

void write_text(json::Writer& out, std::string_view key, std::string_view value) {
  if (!value.empty()) out.key(key).text(value);
}

std::string id_text(PersonId id) { return id.empty() ? std::string() : id.text(); }

Expected<std::string> text_or_empty(json::Cursor& cursor, std::string_view key) {
  if (!cursor.has(key)) return std::string();
  return cursor.text(key);
}

Expected<PersonId> person(json::Cursor& cursor, std::string_view key) {
  auto text = text_or_empty(cursor, key);
  if (!text) return fail(text.error());
  if (text->empty()) return PersonId();
  const auto id = PersonId::parse(*text);
  if (!id) return fail("log.not_an_event", {}, cursor.place(key));
  return *id;
}

}  // namespace

std::string encode(const AccessEvent& event) {
  json::Writer out;
  out.begin_object();
  out.key("at").text(event.at.text());
  out.key("act").text(event.act);
  out.key("action").text(action_codes[static_cast<std::size_t>(event.action)]);
  write_text(out, "who", id_text(event.who));
  write_text(out, "role", event.role);
  write_text(out, "on_behalf_of", id_text(event.on_behalf_of));
  write_text(out, "purpose", event.purpose);
  write_text(out, "parts", event.parts);
  write_text(out, "from", event.from);
  out.key("emergency").boolean(event.emergency);
  out.key("outcome").text(outcome_codes[static_cast<std::size_t>(event.outcome)]);
  out.end();
  return out.str();
}

Expected<AccessEvent> decode_event(std::string_view text) {
  json::Document document;
  auto root = json::parse(text, document, {"access log", 0, 0, {}});
  if (!root) return fail(root.error());
  json::Cursor cursor(*root, "access log");
  AccessEvent out;
  Errors faults;
  std::size_t action = 0, outcome = 0;
  json::take(cursor.time("at"), out.at, faults);
  json::take(cursor.text("act"), out.act, faults);
  json::take(cursor.one_of("action", action_codes), action, faults);
  json::take(person(cursor, "who"), out.who, faults);
  json::take(text_or_empty(cursor, "role"), out.role, faults);
  json::take(person(cursor, "on_behalf_of"), out.on_behalf_of, faults);
  json::take(text_or_empty(cursor, "purpose"), out.purpose, faults);
  json::take(text_or_empty(cursor, "parts"), out.parts, faults);
  json::take(text_or_empty(cursor, "from"), out.from, faults);
  json::take(cursor.boolean("emergency"), out.emergency, faults);
  json::take(cursor.one_of("outcome", outcome_codes), outcome, faults);
  for (Error& unknown : cursor.unread()) faults.push_back(std::move(unknown));
  if (!faults.empty()) return fail(std::move(faults.front()));
  out.action = static_cast<Action>(action);
  out.outcome = static_cast<Outcome>(outcome);
  return out;
}

}  // namespace koers::store
