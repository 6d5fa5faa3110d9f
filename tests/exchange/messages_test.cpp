#include "exchange/messages.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <sstream>

#include "exchange/message_format.h"

namespace koers::exchange {
namespace {

std::string slurp(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

Messages catalogue(Language language) {
  const std::string file = "i18n/" + std::string(code(language)) + ".json";
  auto read = Messages::read(slurp(file), language, file);
  EXPECT_TRUE(read) << read.error().code << ' ' << read.error().place.line;
  return read ? std::move(*read) : *Messages::read("{}", language, file);
}

std::string filled(std::string_view pattern, const Message::Args& args, Language language = Language::nl) {
  const auto format = MessageFormat::parse(pattern);
  return format ? format->format(args, language) : format.error().code;
}

TEST(MessageFormat, FillsIn) {
  EXPECT_EQ(filled("geen argument", {}), "geen argument");
  EXPECT_EQ(filled("a {x} b {y}", {{"y", "2"}, {"x", "1"}}), "a 1 b 2");
  EXPECT_EQ(filled("{x}", {}), "{x}");
  EXPECT_EQ(filled("'{'x'}' it's", {}), "{x} it's");
  EXPECT_EQ(filled("{n, number}", {{"n", "1234567.50"}}), "1.234.567,50");
  EXPECT_EQ(filled("{n, number}", {{"n", "-1234.5"}}, Language::en), "-1,234.5");
  EXPECT_EQ(filled("{n, number}", {{"n", "-100"}}), "-100");
  EXPECT_EQ(filled("{n, number}", {{"n", "onbekend"}}), "onbekend");
  EXPECT_EQ(filled("{d, date, short} {d, date} {d, date, long} {d, date, full}", {{"d", "2026-03-02"}}),
            "02-03-2026 2 mrt 2026 2 maart 2026 maandag 2 maart 2026");
  EXPECT_EQ(filled("{d, date, full}", {{"d", "2026-05-14"}}, Language::en), "Thursday 14 May 2026");
}

TEST(MessageFormat, ChoosesByNumberAndWord) {
  const char* days = "{n, plural, =0 {geen dag} one {# dag} other {# dagen, {x}}}";
  EXPECT_EQ(filled(days, {{"n", "0"}}), "geen dag");
  EXPECT_EQ(filled(days, {{"n", "1"}}), "1 dag");
  EXPECT_EQ(filled(days, {{"n", "1.0"}, {"x", "y"}}), "1,0 dagen, y");
  EXPECT_EQ(filled(days, {{"n", "1500"}, {"x", "y"}}), "1.500 dagen, y");
  EXPECT_EQ(filled(days, {{"x", "y"}}), "{n} dagen, y");
  EXPECT_EQ(filled("{w, select, mother {moeder} other {iemand}}", {{"w", "mother"}}), "moeder");
  EXPECT_EQ(filled("{w, select, mother {moeder} other {iemand}}", {{"w", ""}}), "iemand");
  EXPECT_EQ(filled("x{w, select, none {} other { {w}}}", {{"w", ""}}), "x");
}

TEST(MessageFormat, RefusesWhatItDoesNotFillIn) {
  for (const char* broken : {"{", "{x", "{n, plural, one {x}}", "{n, plural, other {"})
    EXPECT_EQ(filled(broken, {}), "message.syntax") << broken;
  for (const char* other : {"{n, number, percent}", "{d, time}", "{d, date, yyyy}", "{n, selectordinal, other {x}}",
                            "{n, plural, offset:1 other {x}}"}) {
    EXPECT_EQ(filled(other, {}), "message.style") << other;
  }
}

TEST(Messages, AMissingKeyShowsItself) {
  const auto messages = Messages::read(R"({"a": {"b": "één {x}", "broken": "{"}})", Language::nl, "i18n/nl.json");
  ASSERT_TRUE(messages);
  EXPECT_EQ(messages->text("a.b", {{"x", "y"}}), "één y");
  EXPECT_EQ(messages->text("a.c"), "a.c");
  EXPECT_EQ(messages->text("a.broken"), "{");
}

TEST(Messages, FaultsNamePlaceAndRemedyInOrder) {
  const Messages messages = catalogue(Language::en);
  const std::string text =
      messages.text(Errors{error("yaml.tab", {}, {"b.yaml", 2, 0, {}}), error("yaml.empty", {}, {"a.yaml", 0, 0, {}})});
  EXPECT_EQ(text,
            "a.yaml: The file is empty.\n    Check that this is the right file.\nb.yaml:2: There is a tab in the "
            "margin.\n    Indent with spaces.\n");
}

TEST(Messages, RefusesOtherShapes) {
  EXPECT_EQ(Messages::read("[]", Language::nl, "f").error().code, "message.not_an_object");
  EXPECT_EQ(Messages::read(R"({"a": "b"})", Language::nl, "f").error().code, "message.not_an_object");
  EXPECT_EQ(Messages::read(R"({"a": {"b": 1}})", Language::nl, "f").error().code, "message.not_a_text");
  EXPECT_EQ(Messages::read(R"({"a": )", Language::nl, "f").error().code, "json.syntax");
}

/// An argument named after the language of the catalogue is a text in that language: the same in both.
std::vector<std::string> with_own_language(std::vector<std::string> arguments, Language language) {
  for (std::string& argument : arguments) {
    if (argument == koers::code(language)) argument = "in the own language";
  }
  std::ranges::sort(arguments);
  return arguments;
}

TEST(Catalogues, HaveTheSameKeysWithTheSameArguments) {
  const Messages nl = catalogue(Language::nl);
  const Messages en = catalogue(Language::en);
  ASSERT_GT(nl.keys().size(), 50U);
  for (const auto* pair : {&nl, &en}) {
    const Messages& other = pair == &nl ? en : nl;
    for (const std::string& key : pair->keys()) {
      EXPECT_TRUE(other.has(key)) << key << " has no text in the other language";
      const auto here = pair->arguments(key);
      EXPECT_TRUE(here) << key << ": " << here.error().code;
      const auto there = other.arguments(key);
      if (here && there)
        EXPECT_EQ(with_own_language(*here, pair->language()), with_own_language(*there, other.language())) << key;
    }
  }
}

// The dotted codes that text is called with: fail("a.b", …), error("a.b", …) and what readers name alike.
void collect_codes(std::string_view text, const std::string& file, std::map<std::string, std::string>& out) {
  const auto part_of_word = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  for (std::size_t at = text.find('"'); at != std::string_view::npos; at = text.find('"', at + 1)) {
    const std::size_t end = text.find('"', at + 1);
    if (end == std::string_view::npos) return;
    const std::string_view code = text.substr(at + 1, end - at - 1);
    const std::size_t dot = code.find('.');
    const bool dotted = dot != std::string_view::npos && dot > 0 && dot + 1 < code.size() &&
                        std::ranges::all_of(code, [&](char c) { return part_of_word(c) || c == '.'; });
    if (!dotted || at == 0) continue;
    std::size_t open = text.find_last_not_of(" \n", at - 1);
    if (open == std::string_view::npos || text[open] != '(') continue;
    std::size_t begin = open;
    while (begin > 0 && part_of_word(text[begin - 1])) --begin;
    static const std::set<std::string_view> makers{"fail", "error", "fault", "stop", "refuse", "add_fault"};
    if (makers.contains(text.substr(begin, open - begin))) out.emplace(code, file);
  }
}

std::map<std::string, std::string> codes_in_source() {
  std::map<std::string, std::string> codes;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("src")) {
    if (entry.path().extension() == ".cpp" || entry.path().extension() == ".h")
      collect_codes(slurp(entry.path()), entry.path().string(), codes);
  }
  return codes;
}

TEST(Catalogues, FindTheCodesInSource) {
  std::map<std::string, std::string> codes;
  collect_codes(R"(return fail("a.b", {}); x.fault(
      "c.d_e", y); stop("f"); call("g.h"); s = "i.j"; fault("K.l"); error("m.n.o"))",
                "x.cpp", codes);
  std::string found;
  for (const auto& [code, file] : codes) found += code + ' ';
  EXPECT_EQ(found, "a.b c.d_e m.n.o ");
}

TEST(Catalogues, EveryErrorHasATextAndARemedy) {
  const auto codes = codes_in_source();
  ASSERT_TRUE(codes.contains("yaml.tab"));
  ASSERT_TRUE(codes.contains("json.unknown_key"));
  for (const Language language : {Language::nl, Language::en}) {
    const Messages messages = catalogue(language);
    for (const auto& [code, file] : codes) {
      EXPECT_TRUE(messages.has(code)) << code << " (" << file << ") has no text in i18n/" << koers::code(language)
                                      << ".json";
      EXPECT_TRUE(messages.has(code + ".remedy"))
          << code << ".remedy (" << file << ") has no text in i18n/" << koers::code(language) << ".json";
    }
  }
}

}  // namespace
}  // namespace koers::exchange
