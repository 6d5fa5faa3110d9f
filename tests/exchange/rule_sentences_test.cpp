// Rules give phrases; here the shipped catalogues turn them into sentences.
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

#include "exchange/messages.h"
#include "rules/explain.h"
#include "rules/next_change.h"

namespace koers::exchange {
namespace {

Messages shipped(Language language) {
  std::ifstream in("i18n/" + std::string(code(language)) + ".json", std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return *Messages::read(text.str(), language, "i18n");
}

/// As a caller does: what the catalogue does not name (codes of open lists, keys of settings) shows as it is.
std::string speak(const rules::Phrase& phrase, Language language, const Messages& messages) {
  return rules::render(phrase, language, [&](const Message& m) {
    if (messages.has(m.key)) return messages.text(m);
    for (const auto& [name, value] : m.args) {
      if (name == "code" || name == "key") return value;
    }
    return m.key;
  });
}

rules::Vocabulary vocabulary() {
  const auto codes = [](std::string name, std::vector<std::string> list) {
    rules::FieldName field;
    field.name = std::move(name);
    field.codes = std::move(list);
    return field;
  };
  rules::FieldName hours = codes("hours", {});
  hours.type = rules::FieldType::number;
  rules::KindName contact;
  contact.name = "contact";
  contact.fields = {codes("held", {"yes", "no"}), codes("channel", {"visit", "phone"}), hours};
  rules::KindName characteristic;
  characteristic.name = "characteristic";
  characteristic.asked = true;
  characteristic.fields = {codes("code", {}), codes("answer", {"yes", "no"})};
  rules::KindName safety;
  safety.name = "safety";
  safety.fields = {codes("judgement", {"safe", "watch", "unsafe"})};
  return {{contact, characteristic, safety}};
}

struct Said {
  std::string sentence;
  std::vector<std::string> origins, reasons;
};

/// A family with three held contacts in February 2026, read on 2 March.
Said said(std::string_view json_rule, Language language) {
  static const rules::Vocabulary words = vocabulary();
  static const rules::Rulebook book;
  rules::Table table;
  table.today = *LocalDate::parse("2026-03-02");
  table.start = *LocalDate::parse("2026-01-05");
  for (const char* date : {"2026-02-03", "2026-02-10", "2026-02-17"}) {
    table.rows.push_back({"contact",
                          *LocalDate::parse(date),
                          {{"held", std::string("yes")}, {"channel", std::monostate()}, {"hours", Decimal{15, 1}}},
                          0});
  }
  table.rows.push_back({"safety", *LocalDate::parse("2026-02-20"), {{"judgement", std::string("watch")}}, 0});
  const rules::Numbers numbers = [](const rules::Reference& r) -> std::optional<rules::Norm> {
    if (r.key == "silence_days") return rules::Norm{{14, 0}, {}, true};
    if (r.key == "contacts_per_week_min") return rules::Norm{{2, 0}, "iag:L35", false};
    return {};
  };
  json::Document document;
  Errors faults;
  const auto rule = rules::read_rule(json::Cursor(*json::parse(json_rule, document), "rule"), faults);
  EXPECT_TRUE(rule) << (faults.empty() ? "" : faults.front().code);
  if (!rule) return {};
  rules::Evaluator evaluator(table, words, book);
  const rules::Explanation e = evaluator.explain(*rule, numbers);
  const Messages messages = shipped(language);
  Said out{speak(rules::sentence(e.leaves[0]), language, messages), {}, {}};
  for (const rules::Phrase& p : rules::origins(e.leaves[0])) out.origins.push_back(speak(p, language, messages));
  for (const rules::Phrase& p : rules::reasons(e.leaves[0])) out.reasons.push_back(speak(p, language, messages));
  return out;
}

TEST(RuleSentences, ACountWithANorm) {
  const char* rule =
      R"j({"fact": "count(contact[held=yes], last 28 days)", "at_least": {"phase": "contacts_per_week_min", "times": 4}})j";
  const Said nl = said(rule, Language::nl);
  EXPECT_EQ(nl.sentence, "aantal contacten (gehouden) in de laatste 28 dagen: 3 (norm: ten minste 8)");
  EXPECT_EQ(nl.origins,
            std::vector<std::string>{"norm van de fase: kleinste aantal contacten per week (bron: iag:L35)"});
  const Said en = said(rule, Language::en);
  EXPECT_EQ(en.sentence, "number of contacts (held) in the last 28 days: 3 (norm: at least 8)");
}

TEST(RuleSentences, AThresholdOfTheProviderSaysSo) {
  const char* rule = R"j({"fact": "days_since(contact[held=yes])", "at_least": {"setting": "silence_days"}})j";
  const Said nl = said(rule, Language::nl);
  EXPECT_EQ(nl.sentence, "dagen sinds laatste contact (gehouden): 13 (grens: ten minste 14)");
  EXPECT_EQ(nl.origins, std::vector<std::string>{"instelling van de aanbieder: silence_days (eigen keuze, geen bron)"});
}

TEST(RuleSentences, WhatIsNotKnownIsSaidWithItsReason) {
  const Said open = said(R"j({"fact": "exists(characteristic[code=debts, answer=yes])"})j", Language::nl);
  EXPECT_EQ(open.sentence, "kenmerk (debts, ja): niet bekend");
  EXPECT_EQ(open.reasons, std::vector<std::string>{"niet gevraagd"});
  const Said range = said(R"j({"fact": "count(contact[channel=visit|phone])", "more_than": 2, "at_most": 5
  })j",
                          Language::nl);
  EXPECT_EQ(range.sentence,
            "aantal contacten (huisbezoek of telefonisch): 0 tot 3 (grens: meer dan 2 en ten hoogste 5)");
  const Said norm = said(R"j({"fact": "sum(contact.hours)", "at_least": {"method": "hours_min"}
  })j",
                         Language::nl);
  EXPECT_EQ(norm.sentence, "totaal van “uren” bij contacten: 4,5 (norm: geen getal bekend)");
  EXPECT_EQ(norm.reasons, std::vector<std::string>{"de methodiek noemt hier geen getal"});
}

TEST(RuleSentences, TheAnswerToAQuestionIsSaidByTheQuestion) {
  const Said open = said(R"j({"fact": "last(characteristic.answer[code=debts])", "is": "yes"})j", Language::nl);
  EXPECT_EQ(open.sentence, "debts: niet bekend");
  EXPECT_EQ(said(R"j({"fact": "last(contact.held)", "is": "no"})j", Language::en).sentence,
            "last “held” in contacts: held");
  EXPECT_EQ(said(R"j({"fact": "last(safety.judgement)", "is": "unsafe"})j", Language::nl).sentence,
            "laatste “oordeel” bij veiligheidsstappen: let op (het gaat om: onveilig)");
}

TEST(RuleSentences, CodesAndTheFilesOwnWords) {
  EXPECT_EQ(said(R"j({"fact": "last(safety.judgement)", "one_of": ["watch", "unsafe"]})j", Language::nl).sentence,
            "laatste “oordeel” bij veiligheidsstappen: let op");
  const char* named = R"j({"fact": "count(contact[held=yes])", "at_least" : 2, "source" : "iag:L35",
           "name" : {"nl" : "gehouden bezoeken", "en" : "visits held"}
})j";
  EXPECT_EQ(said(named, Language::nl).sentence, "gehouden bezoeken: 3 (grens: ten minste 2)");
  EXPECT_EQ(said(named, Language::en).sentence, "visits held: 3 (threshold: at least 2)");
  EXPECT_EQ(said(named, Language::en).origins, std::vector<std::string>{"source: iag:L35"});
}

}  // namespace
}  // namespace koers::exchange
