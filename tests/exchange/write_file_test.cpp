// A file written whole or not at all.
#include "exchange/write_file.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <unistd.h>

namespace koers::exchange::write_file_test {
namespace {

namespace fs = std::filesystem;

std::string held(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class WriteFile : public testing::Test {
 protected:
  WriteFile() : dir(fs::temp_directory_path() / ("koers-write-" + std::to_string(getpid()))) {
    fs::create_directories(dir);
  }
  ~WriteFile() override { fs::remove_all(dir); }
  std::ptrdiff_t files() const { return std::distance(fs::directory_iterator(dir), {}); }

  fs::path dir;
};

TEST_F(WriteFile, NewAndAgain) {
  EXPECT_FALSE(write_file(dir / "a", "one"));
  EXPECT_FALSE(write_file(dir / "a", ""));
  EXPECT_EQ(held(dir / "a"), "");
  EXPECT_FALSE(write_file(dir / "a", std::string(3'000'000, 'x')));
  EXPECT_EQ(held(dir / "a").size(), 3'000'000U);
  EXPECT_EQ(files(), 1) << "no draft is left";
}

TEST_F(WriteFile, AFileThatStandsThereCanBeKept) {
  EXPECT_FALSE(write_file(dir / "a", "one", Standing::keep));
  const auto fault = write_file(dir / "a", "two", Standing::keep);
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->code, "file.cannot_write");
  EXPECT_EQ(held(dir / "a"), "one");
  EXPECT_EQ(files(), 1);
}

TEST_F(WriteFile, ALinkIsFollowedAndStaysALink) {
  EXPECT_FALSE(write_file(dir / "a", "one"));
  fs::create_symlink("a", dir / "link");
  EXPECT_FALSE(write_file(dir / "link", "two"));
  EXPECT_EQ(held(dir / "a"), "two");
  EXPECT_TRUE(fs::is_symlink(dir / "link"));
}

TEST_F(WriteFile, SaysWhereItCannot) {
  for (const fs::path& place : {dir, dir / "no" / "a", fs::path(), fs::path("/dev/full")}) {
    const auto fault = write_file(place, "one");
    ASSERT_TRUE(fault) << place;
    EXPECT_EQ(fault->code, "file.cannot_write");
    EXPECT_EQ(fault->place.file, place.string());
  }
  EXPECT_EQ(files(), 0);
  EXPECT_FALSE(write_file("/dev/null", "one"));
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST_F(WriteFile, APartIsNeverSeen) {
  EXPECT_FALSE(write_file(dir / "a", "old"));
  {
    auto draft = FileDraft::beside(dir / "a");
    ASSERT_TRUE(draft);
    EXPECT_FALSE(draft->write("half of the"));
    EXPECT_EQ(held(dir / "a"), "old");
  }
  EXPECT_EQ(held(dir / "a"), "old");
  EXPECT_EQ(files(), 1) << "a draft given up is gone";
  auto draft = FileDraft::beside(dir / "a");
  ASSERT_TRUE(draft);
  EXPECT_FALSE(draft->write("the "));
  EXPECT_FALSE(draft->write("whole"));
  EXPECT_FALSE(draft->finish());
  EXPECT_EQ(held(dir / "a"), "the whole");
  EXPECT_EQ(files(), 1);
}

}  // namespace
}  // namespace koers::exchange::write_file_test
