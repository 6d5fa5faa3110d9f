// Names as they are compared: what people write differently is the same, what says nothing is left out.
#include "exchange/plain_name.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace koers::exchange {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(PlainName, AreWordsInSmallAsciiLetters) {
  EXPECT_THAT(plain_words("Ayşe van den Ünal-Peters"), ElementsAre("ayse", "unal", "peters"));
  EXPECT_THAT(plain_words("  O'Neill,  J. "), ElementsAre("neill"));
  EXPECT_THAT(plain_words("Škvorecký Łukasz"), ElementsAre("skvorecky", "lukasz"));
  EXPECT_THAT(plain_words("Müller"), ElementsAre("muller"));
  EXPECT_THAT(plain_words("Иванова"), ElementsAre("ivanova"));
}

TEST(PlainName, OfNothingIsNothing) {
  EXPECT_THAT(plain_words(""), IsEmpty());
  EXPECT_THAT(plain_words("van de"), IsEmpty());
  EXPECT_THAT(plain_words("- . '"), IsEmpty());
  EXPECT_THAT(plain_words("\xff\xfe broken \xc3"), ElementsAre("broken")) << "bytes that are no letters do no harm";
  EXPECT_THAT(plain_words(std::string(5000, 'x')), SizeIs(1));
}

}  // namespace
}  // namespace koers::exchange
