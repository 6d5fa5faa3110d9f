// A remedy fits the file it is about. The codes are taken from the sources that read each sort of file, so a new code is held to it too.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <regex>

#include "exchange/messages.h"
#include "tests/system/documents.h"

namespace koers::system_test {
namespace {

struct Sort {
  std::string of;  ///< the argument the program gives with it; empty: none
  std::vector<std::string> sources;  ///< what reads such a file
  std::vector<std::string> elsewhere;  ///< codes in those sources that such a file cannot get
  std::vector<std::string> foreign;  ///< words of other sorts
};

const std::vector<std::string> kJson{"src/base/json.cpp", "src/base/cursor.cpp"};
const std::vector<std::string> kCase{
    "src/cli/case_input.cpp", "src/exchange/text_source.cpp", "src/exchange/encoding.cpp", "src/dossier/case_file.cpp",
    "src/dossier/codec.cpp",  "src/dossier/codec_detail.h",   "src/dossier/problems.cpp"};
/// Only in an encoding that a map declares.
const std::vector<std::string> kDeclared{"encoding.is_utf8", "encoding.undefined_byte", "encoding.control_byte"};
const std::vector<std::string> kSheets{"CSV",       "[file]", "spreadsheet", "rekenblad", "werkblad",
                                       "the sheet", "kolom",  "column",      "TOML",      "YAML"};

std::vector<std::string> joined(std::vector<std::string> a, const std::vector<std::string>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}
std::vector<std::string> sources_in(const std::string& directory) {
  std::vector<std::string> out;
  for (const auto& file : fs::directory_iterator(directory)) out.push_back(file.path().string());
  return out;
}

std::vector<Sort> sorts() {
  const std::vector<std::string> parsed{"json.syntax", "json.utf8"};  // by json::parse, which reads no YAML or TOML
  return {
      {"case", joined(kJson, kCase), kDeclared, kSheets},
      {"lines", joined(joined(kJson, kCase), {"src/dossier/line_format.cpp"}),
       joined(joined(kDeclared, parsed), {"case.empty", "case.no_header", "case.id_twice", "text.is_a_workbook",
                                          "text.zero_byte", "json.more_than_one"}),
       joined(kSheets, {"supersedes", "[one", "[een"})},
      {"",
       joined(joined(kJson, {"src/exchange/yaml.cpp", "src/cli/shipped.cpp"}),
              joined(sources_in("src/method"), sources_in("src/rules"))),
       parsed,
       {"CSV", "[file]", "spreadsheet", "werkblad", "TOML", "JSON", "[[", "split it", "splits het"}},
      {"map",
       joined(kJson, {"src/exchange/toml.cpp", "src/exchange/outcome_map.cpp", "src/cli/shipped.cpp"}),
       parsed,
       {"YAML", "JSON", "[one, two]", "[een, twee]", "casus", "vermelding", "split it", "splits het"}},
  };
}

std::set<std::string> codes_in(const std::vector<std::string>& sources) {
  static const std::regex code("\"([a-z]+\\.[a-z_]+(\\.[a-z_]+)?)\"");
  std::set<std::string> out;
  for (const std::string& path : sources) {
    const std::string text = text_of(path);
    EXPECT_FALSE(text.empty()) << path << " is not there any more";
    for (std::sregex_iterator at(text.begin(), text.end(), code), end; at != end; ++at) out.insert((*at)[1]);
  }
  return out;
}

TEST(Remedies, FitTheSortOfFileTheyAreAbout) {
  for (const char* language : {"nl", "en"}) {
    const std::string path = "i18n/" + std::string(language) + ".json";
    const auto messages = exchange::Messages::read(text_of(path), *language_of(language), path);
    ASSERT_TRUE(messages);
    for (const Sort& sort : sorts()) {
      std::size_t seen = 0;
      for (const std::string& code : codes_in(sort.sources)) {
        if (!messages->has(code) || !messages->has(code + ".remedy")) continue;
        if (std::ranges::find(sort.elsewhere, code) != sort.elsewhere.end()) continue;
        ++seen;
        // Every way a text can go: each argument it has, filled with words that select something, or with none.
        for (const char* wanted : {"", "list", "text", "number", "object", "boolean"}) {
          const Message::Args args{{"of", sort.of}, {"wanted", wanted}, {"found", wanted}, {"key", "k"}};
          const std::string said = messages->text(code, args) + "\n" + messages->text(code + ".remedy", args);
          for (const std::string& word : sort.foreign) {
            EXPECT_THAT(said, testing::Not(testing::HasSubstr(word)))
                << code << " in " << language << " of " << (sort.of.empty() ? "method" : sort.of);
          }
        }
      }
      EXPECT_GT(seen, 20u) << sort.of;
    }
  }
}

}  // namespace
}  // namespace koers::system_test
