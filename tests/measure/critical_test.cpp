#include "measure/critical.h"

#include <gtest/gtest.h>
#include <vector>

namespace koers::measure {
namespace {

/// "calm" marks nothing; "safe" asks for a person at 3 or less; "here" at 2 or more and may be left open.
Instrument marked() {
  Instrument out;
  out.items.resize(3);
  out.items[0].code = "calm";
  out.items[1].code = "safe";
  out.items[1].critical = Critical{std::nullopt, Decimal{3, 0}};
  out.items[2].code = "here";
  out.items[2].critical = Critical{Decimal{2, 0}, std::nullopt};
  out.items[2].optional = true;
  return out;
}

Urgent of(std::vector<ItemAnswer> answers) { return critical_answer(marked(), answers); }

TEST(CriticalAnswer, IsFoundAtItsMarkAndNotBesideIt) {
  EXPECT_EQ(of({{"calm", Decimal{1, 0}}, {"safe", Decimal{4, 0}}, {"here", Decimal{1, 0}}}), Urgent::no);
  EXPECT_EQ(of({{"calm", Decimal{1, 0}}, {"safe", Decimal{3, 0}}, {"here", Decimal{1, 0}}}), Urgent::yes);
  EXPECT_EQ(of({{"safe", Decimal{4, 0}}, {"here", Decimal{2, 0}}}), Urgent::yes);
  EXPECT_EQ(of({{"safe", Decimal{30, 1}}}), Urgent::yes) << "3.0 is 3";
}

TEST(CriticalAnswer, ANotAnsweredItemIsNotANo) {
  EXPECT_EQ(of({}), Urgent::unknown);
  EXPECT_EQ(of({{"here", Decimal{1, 0}}}), Urgent::unknown) << "safe has no answer";
  EXPECT_EQ(of({{"safe", std::nullopt}, {"here", Decimal{1, 0}}}), Urgent::unknown) << "refused";
  EXPECT_EQ(of({{"safe", std::nullopt}, {"here", Decimal{2, 0}}}), Urgent::yes);
  EXPECT_EQ(of({{"safe", std::nullopt, false}, {"here", Decimal{1, 0}}}), Urgent::no) << "not asked";
  EXPECT_EQ(of({{"safe", Decimal{5, 0}}}), Urgent::no) << "here may be left open";
}

TEST(CriticalAnswer, NothingMarkedIsANo) {
  Instrument plain = marked();
  for (InstrumentItem& item : plain.items) item.critical.reset();
  EXPECT_EQ(critical_answer(plain, {}), Urgent::no);
}

}  // namespace
}  // namespace koers::measure
