// The JSON Schema of method, signals and settings files, held against the reader it is made from by another program's validator.
#include "method/schema.h"

#include <filesystem>
#include <fstream>
#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "exchange/library.h"
#include "exchange/line_json.h"

namespace koers::exchange {
namespace {

using method::FileKind;
using Plain = nlohmann::json;

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

Plain schema_text(FileKind kind) {
  json::Writer out;
  method::write_schema(kind, out);
  return Plain::parse(out.str());
}

// valijson knows draft 7, and reads what the schema uses of 2020-12 the same way.
const valijson::Schema& schema(FileKind kind) {
  static std::map<FileKind, std::unique_ptr<valijson::Schema>> made;
  auto& slot = made[kind];
  if (slot == nullptr) {
    slot = std::make_unique<valijson::Schema>();
    const Plain text = schema_text(kind);
    valijson::SchemaParser(valijson::SchemaParser::kDraft7)
        .populateSchema(valijson::adapters::NlohmannJsonAdapter(text), *slot);
  }
  return *slot;
}

// What the schema says against a document; empty: it is valid.
std::string refused(FileKind kind, const Plain& document) {
  valijson::Validator validator(valijson::Validator::kStrongTypes);
  valijson::ValidationResults results;
  if (validator.validate(schema(kind), valijson::adapters::NlohmannJsonAdapter(document), &results)) return {};
  valijson::ValidationResults::Error first;
  std::string out = "refused";
  while (results.popError(first)) {
    out += '\n';
    for (const std::string& step : first.context) out += step;
    out += ": " + first.description;
  }
  return out;
}

FileKind kind_of(const Plain& document) {
  if (document.is_object() && document.contains("settings")) return FileKind::settings;
  if (document.is_object() && document.contains("signals") && !document.contains("method")) return FileKind::signals;
  return FileKind::method;
}

Plain converted(const fs::path& path) {
  const std::string yaml = read_file(path);
  Library library;
  const std::vector<TextFile> files{{path.string(), yaml}};
  library.add(files);
  const auto root = library.document(path.string());
  EXPECT_TRUE(root) << path;
  return root ? Plain::parse(compact_json(*root)) : Plain();
}

// What the reader says of one file beside the small method of the tests; no vocabulary, instruments or settings: form alone.
Errors read_errors(const std::string& path, const std::string& text) {
  const std::string base = "tests/data/method/small-1.yaml";
  const bool variant = text.find("extends") != std::string::npos;
  const std::string base_text = variant ? read_file(base) : std::string();
  Library library;
  std::vector<TextFile> files{{path, text}};
  if (variant) files.push_back({base, base_text});
  library.add(files);
  const auto root = library.document(path);
  if (!root) return {root.error()};
  const auto has = [&](std::string_view key) { return root->is(json::Type::object) && root->find(key).has_value(); };
  if (has("settings")) {
    const auto read = library.settings(path);
    return read ? Errors() : read.error();
  }
  if (has("signals") && !has("method")) {
    const auto read = library.signals(path);
    return read ? Errors() : read.error();
  }
  const auto read = library.method(path);
  return read ? Errors() : read.error();
}

// Faults of one key or of keys of one object: what a schema can say.
bool of_shape(const std::string& code) {
  static const std::set<std::string> others{"method.amount_form",   "method.anchor_form",    "method.code_form",
                                            "method.empty_range",   "method.fidelity_empty", "method.not_a_file",
                                            "method.not_an_object", "method.of_form",        "method.setting_origin",
                                            "method.source_form",   "method.span_form",      "method.times",
                                            "method.yes_or_no",     "rule.not_a_node",       "rule.two_nodes",
                                            "rule.no_parts",        "rule.no_comparator",    "rule.comparator_value"};
  return code.starts_with("json.") || others.contains(code);
}

std::string list(const Errors& faults) {
  std::string out;
  for (const Error& fault : faults) out += fault.code + " at " + fault.place.pointer + ' ';
  return out;
}

TEST(MethodSchema, ShippedFilesAreValid) {
  std::size_t seen = 0;
  for (const char* directory : {"methods", "signals", "settings"}) {
    for (const auto& entry : fs::directory_iterator(directory)) {
      const Plain document = converted(entry.path());
      EXPECT_EQ(refused(kind_of(document), document), "") << entry.path();
      ++seen;
    }
  }
  EXPECT_GE(seen, 5U);
  for (const char* file : {"tests/data/method/small-1.yaml", "tests/data/method/settings.yaml"}) {
    const Plain document = converted(file);
    EXPECT_EQ(refused(kind_of(document), document), "") << file;
  }
}

TEST(MethodSchema, OfTheFaultFilesThoseOfShapeAreRefusedAndNoOthers) {
  std::size_t shape = 0, other = 0;
  for (const auto& entry : fs::directory_iterator("tests/data/method/faults")) {
    if (entry.path().extension() != ".yaml") continue;
    const Errors faults = read_errors(entry.path().string(), read_file(entry.path()));
    const bool expected = std::ranges::any_of(faults, [](const Error& fault) { return of_shape(fault.code); });
    const Plain document = converted(entry.path());
    const std::string said = refused(kind_of(document), document);
    EXPECT_EQ(said.empty(), !expected) << entry.path() << ": " << list(faults) << said;
    ++(expected ? shape : other);
  }
  EXPECT_GE(shape, 15U);
  EXPECT_GE(other, 15U);
}

// Each node of a document in turn left out, or with something else in its place: one of five things, in turn.
void each_change(const Plain& whole, const Plain::json_pointer& at,
                 const std::function<void(const Plain&, std::string)>& seen) {
  const Plain& here = whole.at(at);
  static const std::vector<Plain> others{Plain(-7'777'777.5), Plain("Not a code"), Plain(""), Plain::array(),
                                         Plain::object()};
  static std::size_t turn = 0;
  if (!at.empty()) {
    const Plain& other = others[turn++ % others.size()];
    Plain changed = whole;
    changed.at(at) = other;
    seen(changed, at.to_string() + " = " + other.dump());
    changed = whole;
    Plain& parent = changed.at(at.parent_pointer());
    if (parent.is_object()) {
      parent.erase(at.back());
      seen(changed, "without " + at.to_string());
    }
  }
  const std::string_view key = at.empty() ? std::string_view() : at.back();
  if (key == "names" || key == "why") return;  // read like any other text
  if (here.is_object()) {
    Plain changed = whole;
    changed.at(at)["nobody_reads_this"] = 1;
    seen(changed, "unread key in " + at.to_string());
    for (const auto& [name, value] : here.items()) each_change(whole, at / name, seen);
  } else if (here.is_array()) {
    for (std::size_t i = 0; i < here.size(); ++i) each_change(whole, at / i, seen);
  }
}

void agree(const Plain& document, std::string_view name) {
  std::size_t accepted = 0, both = 0;
  each_change(document, Plain::json_pointer(), [&](const Plain& changed, const std::string& what) {
    const Errors faults = read_errors("changed.json", changed.dump());
    const bool shape = std::ranges::any_of(faults, [](const Error& fault) { return of_shape(fault.code); });
    const std::string said = refused(kind_of(changed), changed);
    if (shape) EXPECT_NE(said, "") << name << ' ' << what << ": the schema lets pass " << list(faults);
    if (!said.empty()) EXPECT_FALSE(faults.empty()) << name << ' ' << what << ": the reader lets pass " << said;
    ++(said.empty() ? accepted : both);
  });
  EXPECT_GT(accepted, 3U) << name;
  EXPECT_GT(both, 20U) << name;
}

TEST(MethodSchema, SchemaAndReaderAgreeOnChangesOfEveryNode) {
  agree(converted("tests/data/method/small-1.yaml"), "small-1");
  agree(converted("tests/data/method/settings.yaml"), "settings");
  Plain one = converted("signals/core.yaml");
  one["signals"].erase(one["signals"].begin() + 1, one["signals"].end());
  one.erase("rules");
  agree(one, "signals");
}

// Every key of the schema has a sentence, and every sentence a key: the same list in both directions.
void notes_of(const Plain& schema, const std::string& path, std::vector<std::string>& without) {
  if (schema.contains("properties")) {
    for (const auto& [key, value] : schema["properties"].items()) {
      const std::string inner = path.empty() ? key : path + '.' + key;
      if (!value.contains("description")) without.push_back(inner);
      notes_of(value, inner, without);
    }
  }
  for (const char* key : {"items", "additionalProperties"}) {
    if (schema.contains(key) && schema[key].is_object()) notes_of(schema[key], path, without);
  }
  if (schema.contains("anyOf")) {
    for (const Plain& part : schema["anyOf"]) notes_of(part, path, without);
  }
}

void descriptions(const Plain& schema, std::set<std::string>& out) {
  if (!schema.is_structured()) return;
  if (schema.is_object() && schema.contains("description") && schema["description"].is_string())
    out.insert(schema["description"].get<std::string>());
  for (const Plain& inner : schema) descriptions(inner, out);
}

TEST(MethodSchema, EveryKeyIsDescribedAndEveryDescriptionUsed) {
  std::set<std::string> said;
  for (const FileKind kind : {FileKind::method, FileKind::signals, FileKind::settings}) {
    std::vector<std::string> without;
    const Plain text = schema_text(kind);
    notes_of(text, "", without);
    EXPECT_EQ(Plain(without).dump(), "[]");
    descriptions(text, said);
  }
  for (const method::KeyNote& note : method::key_notes())
    EXPECT_TRUE(said.contains(std::string(note.text))) << "no key read is called " << note.path;
}

TEST(MethodSchema, SaysWordsBoundsAndWhatIsRequired) {
  const Plain text = schema_text(FileKind::method);
  const Plain phase = text["properties"]["phases"]["items"];
  EXPECT_EQ(phase["properties"]["protocol"]["enum"], Plain::parse(R"(["fixed","ordered","free"])"));
  EXPECT_EQ(phase["properties"]["weeks"]["properties"]["max"]["maximum"], 520);
  EXPECT_EQ(phase["required"], Plain::parse(R"(["code","names"])"));
  EXPECT_EQ(phase["additionalProperties"], false);
  EXPECT_EQ(phase["properties"]["transition"]["properties"]["requires"]["$ref"], "#/$defs/rule");
}

}  // namespace
}  // namespace koers::exchange
