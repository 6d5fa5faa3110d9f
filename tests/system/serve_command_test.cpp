// koers serve from outside: begins from nothing, says where it is and how to make the first account, and ends when told to.
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/system/program.h"

namespace koers::system_test {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(ServeCommand, BeginsFromNothingAndEndsWhenTold) {
  const std::filesystem::path dir = scratch("serve");
  std::filesystem::create_directories(dir);
  const std::string place = " --lang en --data " + (dir / "data").string() + " --key " + (dir / "key.txt").string();
  // In the background, told to stop once it has said where it is.
  const auto served = [&](const std::string& more) {
    const std::string out = (dir / "said.txt").string();
    const std::string line = std::string("rm -f ") + out + "; " + KOERS_PROGRAM + " serve" + place + more + " >" + out +
                             " 2>&1 & pid=$!; for i in $(seq 100); do grep -q runs " + out +
                             " && break; sleep 0.1; done; kill -INT $pid; wait $pid; echo exit $? >>" + out;
    const std::string shell = "bash -c '" + line + "'";
    EXPECT_EQ(std::system(shell.c_str()), 0);
    std::ifstream in(out, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  const std::string first = served(" --port 0");
  EXPECT_THAT(first, HasSubstr("Koers runs at http://127.0.0.1:"));
  EXPECT_THAT(first, HasSubstr("0 families"));
  EXPECT_THAT(first, HasSubstr("/api/v1/setup"));
  EXPECT_THAT(first, HasSubstr("exit 0"));
  EXPECT_THAT(served(" --port 0"), HasSubstr("exit 0")) << "again, on what is there";
  const Answer wrong = koers("serve" + place + " --address nowhere");
  EXPECT_EQ(wrong.exit, 1);
  EXPECT_THAT(wrong.err, HasSubstr("cannot listen"));
  EXPECT_EQ(koers("serve --port 0 --lang en --data " + dir.string()).exit, 1) << "no key";
  std::filesystem::remove_all(dir);
}

}  // namespace
}  // namespace koers::system_test
