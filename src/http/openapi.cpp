// The OpenAPI document, made from the list of routes and from the description of an entry that its reader is made of.
#include <algorithm>
#include <array>
#include <map>

#include "dossier/codec.h"
#include "http/api.h"

namespace koers::http {
namespace {

enum class Type : std::uint8_t { text, id, flag, number, texts, entries, answers };
struct Member {
  std::string_view name;
  Type type;
  bool required = true;
};
struct Schema {
  std::string_view name;
  std::vector<Member> members;
};

const std::vector<Schema>& schemas() {
  using enum Type;
  static const std::vector<Schema> all{
      {"SetUp",
       {{"word", text},
        {"login", text},
        {"name", text},
        {"password", text},
        {"second_login", text, false},
        {"second_name", text, false}}},
      {"SignIn", {{"login", text}, {"password", text}, {"code", text, false}}},
      {"Invitation", {{"word", text}, {"login", text}, {"password", text}}},
      {"SignOut", {{"everywhere", flag, false}}},
      {"Code", {{"code", text}}},
      {"NewAccount", {{"login", text}, {"name", text}, {"roles", texts}, {"teams", texts}, {"person", id, false}}},
      {"ChangedAccount", {{"name", text}, {"roles", texts}, {"teams", texts}, {"active", flag}}},
      {"Referral", {{"family", id}, {"title", text}, {"entries", entries}}},
      {"Batch",
       {{"entries", entries}, {"head", number, false}, {"unless_warned", flag, false}, {"offline", flag, false}}},
      {"NewDocument",
       {{"id", id},
        {"occurred", text},
        {"what", text},
        {"title", text},
        {"content", text},
        {"dated", text, false},
        {"from", id, false},
        {"for", text, false}}},
      {"FamilyAccount", {{"person", id}, {"login", text}, {"name", text}, {"safe", flag}, {"answer", id}}},
      {"Emergency", {{"reason", text}}},
      {"Duty", {{"from", text}, {"until", text}}},
      {"Erasure", {{"reason", text}, {"entries", texts, false}}},
      {"Refusal", {{"reason", text}}},
      {"NewFormCode",
       {{"person", id},
        {"about", id, false},
        {"instruments", texts},
        {"moment", text},
        {"minutes", number, false},
        {"at_home", flag, false}}},
      {"FormCode", {{"code", text}}},
      {"Search", {{"text", text}}},
      {"ChildSearch", {{"name", text}, {"birth", text}}},
      {"FormAnswers", {{"code", text}, {"instrument", text}, {"answers", answers}, {"id", id, false}}},
  };
  return all;
}

void write_type(json::Writer& out, Type type) {
  out.begin_object();
  switch (type) {
    case Type::text: out.key("type").text("string"); break;
    case Type::id: out.key("type").text("string").key("format").text("uuid"); break;
    case Type::flag: out.key("type").text("boolean"); break;
    case Type::number: out.key("type").text("integer").key("minimum").integer(0); break;
    case Type::texts: out.key("type").text("array").key("items").begin_object().key("type").text("string").end(); break;
    case Type::answers:
      out.key("type")
          .text("array")
          .key("items")
          .begin_object()
          .key("type")
          .text("object")
          .key("properties")
          .begin_object();
      for (const char* member : {"item", "missing"}) out.key(member).begin_object().key("type").text("string").end();
      out.key("value").begin_object().key("type").text("number").end().end().key("required").begin_array().text("item");
      out.end().end();
      break;
    case Type::entries:
      out.key("type").text("array").key("minItems").integer(1).key("items").begin_object();
      out.key("$ref").text("#/components/schemas/Entry").end();
      break;
  }
  out.end();
}

void write_schemas(json::Writer& out) {
  out.key("schemas").begin_object();
  for (const Schema& schema : schemas()) {
    out.key(schema.name).begin_object().key("type").text("object").key("properties").begin_object();
    for (const Member& member : schema.members) {
      out.key(member.name);
      write_type(out, member.type);
    }
    out.end().key("required").begin_array();
    for (const Member& member : schema.members) {
      if (member.required) out.text(member.name);
    }
    out.end().key("additionalProperties").boolean(false).end();
  }
  out.key("Entry");
  dossier::write_schema(out, true);
  out.key("Problem").begin_object().key("type").text("object").key("properties").begin_object();
  for (const char* name : {"type", "code", "title", "remedy"}) {
    out.key(name);
    write_type(out, Type::text);
  }
  out.key("status");
  write_type(out, Type::number);
  out.end().end().end();
}

void write_parameter(json::Writer& out, std::string_view name, std::string_view in) {
  out.begin_object().key("name").text(name).key("in").text(in).key("required").boolean(in == "path");
  out.key("schema").begin_object().key("type").text("string").end().end();
}

void write_answers(json::Writer& out, const Route& route) {
  out.key("responses").begin_object();
  out.key("2XX").begin_object().key("description").text("Done").end();
  out.key("default").begin_object().key("description").text("Not done, and why").key("content").begin_object();
  out.key("application/problem+json").begin_object().key("schema").begin_object();
  out.key("$ref").text("#/components/schemas/Problem").end().end().end().end().end();
  if (route.access == Access::open) {
    out.key("security").begin_array().end();
  }
}

void write_route(json::Writer& out, const Route& route) {
  std::string method(route.method);
  std::ranges::transform(method, method.begin(), [](char c) { return static_cast<char>(c - 'A' + 'a'); });
  out.key(method).begin_object().key("summary").text(route.summary);
  if (!route.act.empty()) out.key("x-koers-act").text(route.act);
  out.key("parameters").begin_array();
  std::string_view path = route.path;
  for (std::size_t at = path.find('{'); at != std::string_view::npos; at = path.find('{', at + 1))
    write_parameter(out, path.substr(at + 1, path.find('}', at) - at - 1), "path");
  std::string_view query = route.query;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find(' '), query.size());
    write_parameter(out, query.substr(0, end), "query");
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  out.end();
  if (!route.takes.empty()) {
    out.key("requestBody").begin_object().key("required").boolean(true).key("content").begin_object();
    out.key("application/json").begin_object().key("schema").begin_object();
    out.key("$ref").text("#/components/schemas/" + std::string(route.takes)).end().end().end().end();
  }
  write_answers(out, route);
  out.end();
}

}  // namespace

std::string openapi() {
  json::Writer out(1);
  out.begin_object().key("openapi").text("3.1.0").key("info").begin_object();
  out.key("title").text("Koers").key("version").text("1");
  out.key("license").begin_object().key("name").text("EUPL-1.2").end().end();
  out.key("security").begin_array().begin_object().key("session").begin_array().end().end().end();
  std::map<std::string_view, std::vector<const Route*>> paths;
  for (const Route& route : routes()) paths[route.path].push_back(&route);
  out.key("paths").begin_object();
  for (const auto& [path, at] : paths) {
    out.key(path).begin_object();
    for (const Route* route : at) write_route(out, *route);
    out.end();
  }
  out.end().key("components").begin_object();
  write_schemas(out);
  out.key("securitySchemes").begin_object().key("session").begin_object().key("type").text("apiKey");
  out.key("in").text("cookie").key("name").text("__Host-koers").end().end().end();
  out.end();
  return out.str() + "\n";
}

}  // namespace koers::http
