#include "rules/rule_schema.h"

#include "rules/rule_words.h"

namespace koers::rules {
namespace {

using json::Writer;

void text(Writer& out, std::size_t longest, std::string_view about = {}) {
  out.begin_object().key("type").text("string").key("pattern").text("\\S");
  out.key("maxLength").integer(static_cast<std::int64_t>(longest));
  if (!about.empty()) out.key("description").text(about);
  out.end();
}

void whole(Writer& out, std::int64_t least, std::int64_t most, std::string_view about) {
  out.begin_object().key("type").text("integer").key("minimum").integer(least).key("maximum").integer(most);
  out.key("description").text(about).end();
}

void required(Writer& out, std::string_view key) { out.key("required").begin_array().text(key).end(); }

void parts(Writer& out, std::string_view self, std::string_view about) {
  out.begin_object().key("type").text("array").key("minItems").integer(1);
  out.key("maxItems").integer(static_cast<std::int64_t>(most_parts));
  out.key("items").begin_object().key("$ref").text(self).end();
  out.key("description").text(about).end();
}

void literal(Writer& out) {
  out.begin_object().key("anyOf").begin_array();
  out.begin_object().key("type").text("number").end();
  text(out, longest_literal);
  out.end().end();
}

/// A number that stands elsewhere.
void reference(Writer& out) {
  out.begin_object().key("type").text("object").key("properties").begin_object();
  for (const std::string_view origin : origins) {
    out.key(origin);
    text(out, longest_reference, "where the number stands");
  }
  out.key("times").begin_object().key("anyOf").begin_array();
  whole(out, 1, most_times, "a conversion, such as weeks to days");
  out.begin_object().key("type").text("object").key("properties").begin_object().key("setting");
  text(out, longest_reference, "a share of the norm that is a setting");
  out.end();
  required(out, "setting");
  out.key("additionalProperties").boolean(false).end();
  out.end().end();
  out.end().key("oneOf").begin_array();
  for (const std::string_view origin : origins) {
    out.begin_object();
    required(out, origin);
    out.end();
  }
  out.end().key("additionalProperties").boolean(false).end();
}

void comparison(Writer& out, std::string_view comparator) {
  out.begin_object();
  if (comparator == "one_of") {
    out.key("type").text("array").key("minItems").integer(1);
    out.key("maxItems").integer(static_cast<std::int64_t>(most_literals)).key("items");
    literal(out);
  } else {
    out.key("anyOf").begin_array();
    literal(out);
    reference(out);
    out.end();
  }
  out.key("description").text("what the fact is compared with; all comparators of a fact must hold").end();
}

void fact(Writer& out) {
  out.key("fact");
  text(out, 10'000, "a fact in the language of docs/rules.md");
  for (const std::string_view comparator : comparators) {
    out.key(comparator);
    comparison(out, comparator);
  }
  out.key("name").begin_object().key("type").text("object").key("properties").begin_object();
  for (const std::string_view language : {"nl", "en"}) {
    out.key(language);
    text(out, longest_name);
  }
  out.end().key("required").begin_array().text("nl").text("en").end();
  out.key("additionalProperties").boolean(false).key("description").text("what people call this fact").end();
}

/// exists(…) alone means "is: yes".
void fact_conditions(Writer& out) {
  out.key("anyOf").begin_array();
  out.begin_object().key("properties").begin_object().key("fact").begin_object();
  out.key("pattern").text("^\\s*exists\\b").end().end().end();
  for (const std::string_view comparator : comparators) {
    out.begin_object();
    required(out, comparator);
    out.end();
  }
  out.end();
}

void node(Writer& out, std::string_view self, std::string_view key) {
  out.begin_object().key("properties").begin_object();
  if (key == "fact") {
    fact(out);
  } else if (key == "rule") {
    out.key(key);
    text(out, longest_rule_code, "the code of a named rule of this file");
  } else if (key == "not") {
    out.key(key).begin_object().key("$ref").text(self).end();
  } else {
    out.key(key);
    parts(out, self, key == "all" ? "all must hold" : key == "any" ? "one must hold" : "at_least so many must hold");
    if (key == "of") {
      out.key("at_least");
      whole(out, 1, static_cast<std::int64_t>(most_parts), "how many of the parts");
    }
  }
  out.key("source");
  text(out, 10'000, "where the thresholds in this part come from");
  out.end().key("required").begin_array().text(key);
  if (key == "of") out.text("at_least");
  out.end().key("additionalProperties").boolean(false);
  if (key == "fact") fact_conditions(out);
  out.end();
}

}  // namespace

void write_rule_schema(Writer& out, std::string_view self) {
  out.begin_object().key("type").text("object");
  out.key("description").text("A rule, answered yes, no or unknown: one of all, any, not, of, fact, rule.");
  out.key("oneOf").begin_array();
  for (const std::string_view key : node_keys) node(out, self, key);
  out.end().end();
}

}  // namespace koers::rules
