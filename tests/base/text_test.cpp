#include "base/text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/figure.h"
#include "base/id.h"

namespace koers {
namespace {

TEST(Utf8, FindsTheFirstWrongByte) {
  EXPECT_FALSE(invalid_utf8("Zoë, Çağla, 李, 😀"));
  EXPECT_EQ(invalid_utf8("ab\xE9"
                         "cd"),
            2u);         // Latin-1
  EXPECT_EQ(invalid_utf8("\xC0\xAF"), 0u);            // overlong
  EXPECT_EQ(invalid_utf8("a\xED\xA0\x80"), 1u);       // surrogate
  EXPECT_EQ(invalid_utf8("\xF4\x90\x80\x80"), 0u);    // above U+10FFFF
  EXPECT_EQ(invalid_utf8("\xE2\x82"), 0u);            // cut short
}

RC_GTEST_PROP(Utf8, EveryCodePointReturns, ()) {
  const auto c = static_cast<char32_t>(*rc::gen::inRange(0, 0x110000));
  RC_PRE(c < 0xD800 || c >= 0xE000);
  std::string text;
  append_utf8(text, c);
  std::size_t at = 0;
  RC_ASSERT(!invalid_utf8(text));
  RC_ASSERT(next_code_point(text, at) == c);
  RC_ASSERT(at == text.size());
}

TEST(Nearest, SuggestsOnlyWhatIsNear) {
  const std::string_view names[] = {"weeks", "contacts_per_week", "label"};
  EXPECT_EQ(nearest("week", names), "weeks");
  EXPECT_EQ(nearest("contact_per_week", names), "contacts_per_week");
  EXPECT_EQ(nearest("lable", names), "label");
  EXPECT_FALSE(nearest("zzz", names));
  EXPECT_FALSE(nearest("", names));
}

TEST(Split, KeepsEmptyParts) {
  EXPECT_EQ(split("a,,b,", ','), (std::vector<std::string_view>{"a", "", "b", ""}));
  EXPECT_EQ(split("", ','), (std::vector<std::string_view>{""}));
  const std::string parts[] = {"", "x"};
  EXPECT_EQ(join(parts, "-"), "-x");
}

TEST(Id, ReadsOnlyTheWrittenForm) {
  const auto id = EntryId::parse("0198c0de-0000-7000-8000-00000000ABCD");
  ASSERT_TRUE(id);
  EXPECT_EQ(id->text(), "0198c0de-0000-7000-8000-00000000abcd");
  for (const char* text : {"0198c0de-0000-7000-8000-00000000abc", "0198c0de00007000800000000000abcd",
                           "0198c0de-0000-7000-8000_00000000abcd", "g198c0de-0000-7000-8000-00000000abcd"}) {
    EXPECT_FALSE(EntryId::parse(text)) << text;
  }
  static_assert(!std::is_convertible_v<EntryId, PersonId>);
  static_assert(!std::is_assignable_v<EntryId&, PersonId>);
}

TEST(Figure, PercentagesKnowTheirBase) {
  const Figure some = percentage("goal.improved", 55, 63, "goals rated at the end", 1);
  EXPECT_EQ(some.value->text(), "87.3");
  const Figure none = percentage("goal.improved", 0, 0, "goals rated at the end", 1);
  EXPECT_FALSE(none.value);
  EXPECT_EQ(none.missing.key, "figure.empty_denominator");
}

TEST(Figure, PartsMustMakeTheirWhole) {
  const Figure whole = counted("all", 5);
  EXPECT_FALSE(check_parts(whole, {counted("a", 2), counted("b", 3)}));
  const auto fault = check_parts(whole, {counted("a", 2), counted("b", 2)});
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->code, "report.parts_do_not_add_up");
}

TEST(RowSet, OpensOnDemand) {
  const RowSet even("rows", 5, [](std::size_t row) { return row % 2 == 0; });
  EXPECT_EQ(even.count(), 3u);
  EXPECT_EQ(even.rows(), (std::vector<std::size_t>{0, 2, 4}));
  EXPECT_FALSE(even.contains(6));
}

}  // namespace
}  // namespace koers
