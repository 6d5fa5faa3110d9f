// Every word of the rule page has a text in both languages, and every key a sentence is made of exists.
#include <fstream>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>
#include <sstream>

#include "base/json.h"
#include "rules/explain.h"
#include "tests/rules/page.h"
#include "tests/rules/random.h"

namespace koers::rules::test {
namespace {

/// The keys of i18n/LANGUAGE.json: "section.key".
std::set<std::string> catalogue(std::string_view language) {
  std::ifstream in("i18n/" + std::string(language) + ".json", std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  json::Document document;
  const auto root = json::parse(text.str(), document);
  std::set<std::string> out;
  if (!root) return out;
  for (const json::Value section : *root) {
    for (const json::Value entry : section) out.insert(std::string(section.key()) + '.' + std::string(entry.key()));
  }
  return out;
}

TEST(RuleTerms, EveryWordOfThePageHasATextInBothLanguages) {
  ASSERT_GE(page().kinds.size(), 35U);
  for (const std::string_view language : {"nl", "en"}) {
    const std::set<std::string> keys = catalogue(language);
    std::set<std::string> known;
    for (const KindName& kind : page().kinds) {
      EXPECT_TRUE(keys.contains("term." + kind.name)) << language << " term." << kind.name;
      EXPECT_TRUE(keys.contains("terms." + kind.name)) << language << " terms." << kind.name;
      known.insert({"term." + kind.name, "terms." + kind.name});
      for (const FieldName& field : kind.fields) {
        const std::string key = "term." + kind.name + '.' + field.name;
        EXPECT_TRUE(keys.contains(key)) << language << ' ' << key;
        known.insert(key);
        for (const std::string& code : field.codes)
          EXPECT_TRUE(keys.contains(key + '.' + code)) << language << ' ' << key << '.' << code;
      }
    }
    for (const std::string& key : keys) {  // nothing stale: a term belongs to a kind and field of the page
      if (!key.starts_with("term.") && !key.starts_with("terms.")) continue;
      const auto dots = std::ranges::count(key, '.');
      EXPECT_TRUE(known.contains(dots < 3 ? key : key.substr(0, key.rfind('.')))) << language << ' ' << key;
    }
  }
}

/// Random leaves on random tables: every key of section rule that a sentence, origin or reason asks for is there.
RC_GTEST_PROP(RuleTerms, EveryPhraseIsMadeOfTexts, ()) {
  static const std::set<std::string> keys = catalogue("nl");
  static const Rulebook book;
  const Table table = some_table();
  Rule rule = some_rule();
  for (Leaf& leaf : rule.leaves) {
    leaf.source = chance(50) ? "iag:L35" : "";
    if (chance(30)) {
      const Reference reference{static_cast<Reference::From>(pick(0, 2)), "key", 1, {}};
      leaf.comparisons = {{Comparator::at_least, {}, reference, 0}};
    }
  }
  const bool own_choice = chance(50);
  const bool known = chance(80);
  const Numbers numbers = [&](const Reference&) {
    return known ? std::optional(Norm{{2, 0}, "iag:L35", own_choice}) : std::nullopt;
  };
  Evaluator evaluator(table, small(), book);
  std::vector<std::string> absent;
  const Say say = [&](const Message& m) {
    if (m.key.starts_with("rule.") && !keys.contains(m.key)) absent.push_back(m.key);
    for (const auto& [name, value] : m.args) RC_ASSERT(name.size() > 0U);
    return "<" + m.key + ">";
  };
  for (const LeafAnswer& leaf : evaluator.explain(rule, numbers).leaves) {
    RC_ASSERT(render(sentence(leaf), Language::nl, say).starts_with("<rule.leaf"));
    for (const Phrase& p : origins(leaf)) RC_ASSERT(!render(p, Language::nl, say).empty());
    RC_ASSERT(reasons(leaf).size() == leaf.missing.size());
    for (const Phrase& p : reasons(leaf)) RC_ASSERT(!render(p, Language::nl, say).empty());
  }
  RC_ASSERT(absent.empty());
}

}  // namespace
}  // namespace koers::rules::test
