#include "exchange/id_table.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace koers::exchange {
namespace {

RC_GTEST_PROP(IdKeys, AreEqualExactlyWhenTheIdsAre, ()) {
  const auto id = [] {
    return *rc::gen::resize(*rc::gen::inRange(0, 30),
                            rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab\0", 3))));
  };
  IdKeys keys;
  const std::string a = id(), b = id();
  RC_ASSERT(keys.key(a) == keys.key(std::string(a)));
  RC_ASSERT((keys.key(a) == keys.key(b)) == (a == b));
  RC_ASSERT(!(keys.key(a) == IdKeys::nameless(static_cast<std::uint16_t>(a.size()))));
}

TEST(IdKeys, TellEveryByteAndLengthApart) {
  for (std::size_t n = 0; n <= 20; ++n) {
    IdKeys keys;
    const std::string id(n, 'x');
    EXPECT_FALSE(keys.key(id) == keys.key(id + 'x')) << n;
    for (std::size_t i = 0; i < n; ++i) {
      std::string other = id;
      other[i] = 'y';
      EXPECT_FALSE(keys.key(id) == keys.key(other)) << n << ' ' << i;
    }
  }
}

TEST(CodeTable, NumbersCodesAsTheyAreMetAndSaysWhenThereAreTooMany) {
  CodeTable codes;
  for (int round = 0; round < 2; ++round) {
    for (std::size_t i = 0; i < CodeTable::most; ++i)
      ASSERT_EQ(codes.index("a rather long code " + std::to_string(i)), i);
  }
  EXPECT_EQ(codes.index("one more"), CodeTable::most);
  EXPECT_EQ(codes.index("one more"), CodeTable::most);
  CodeTable spelled;
  const std::size_t first = spelled.index("Moeder");
  EXPECT_EQ(spelled.index("moeder"), first);
  EXPECT_EQ(spelled.names(), std::vector<std::string>{"Moeder"});
  CodeTable few;
  for (int round = 0; round < 3; ++round) {
    for (std::size_t i = 0; i < 500; ++i) ASSERT_EQ(few.index(std::to_string(i)), i);
  }
}

}  // namespace
}  // namespace koers::exchange
