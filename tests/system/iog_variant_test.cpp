// methods/iog-2019.yaml claims only what its own sources say: nothing of IAG but the national closing reasons comes along.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>
#include <string>

#include "exchange/yaml.h"
#include "tests/system/documents.h"

namespace koers::system_test {
namespace {

std::set<std::string> top_keys(json::Value file) {
  std::set<std::string> out;
  for (const json::Value member : file) out.emplace(member.key());
  return out;
}

TEST(IogVariant, TakesNothingOfIagButTheClosingReasons) {
  json::Document iag_document, iog_document;
  const auto iag = exchange::read_yaml(text_of("methods/iag-2019.yaml"), iag_document, "methods/iag-2019.yaml");
  const auto iog = exchange::read_yaml(text_of("methods/iog-2019.yaml"), iog_document, "methods/iog-2019.yaml");
  ASSERT_TRUE(iag);
  ASSERT_TRUE(iog);
  EXPECT_EQ(iog->find("extends")->text(), "iag-2019");

  std::set<std::string> inherited = top_keys(*iag);
  for (const std::string& own : top_keys(*iog)) inherited.erase(own);
  const json::Value removed = *iog->find("remove");
  for (const json::Value key : removed) {
    EXPECT_EQ(inherited.erase(std::string(key.text())), 1u)
        << key.text() << " is not a key of IAG, or replaced as well";
  }
  inherited.erase("replaces");  // says what a version replaces: never inherited
  EXPECT_THAT(inherited, testing::ElementsAre("closing_reasons"));
}

TEST(IogVariant, CitesNoLineOfIag) { EXPECT_EQ(text_of("methods/iog-2019.yaml").find("iag:L"), std::string::npos); }

}  // namespace
}  // namespace koers::system_test
