#include <gtest/gtest.h>

#ifdef FAILS
TEST(Stage, Fails) { EXPECT_EQ(1, 2); }
#endif
