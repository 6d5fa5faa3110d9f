// A directory comes to be whole or not at all, and never takes the place of another.
#include "exchange/directory_draft.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <unistd.h>

#include "exchange/write_file.h"

namespace koers::exchange {
namespace {

namespace fs = std::filesystem;

class DirectoryDraftTest : public testing::Test {
 protected:
  DirectoryDraftTest() : place(fs::temp_directory_path() / ("koers-draft-" + std::to_string(getpid()))) {
    fs::remove_all(place);
    fs::create_directories(place);
  }
  ~DirectoryDraftTest() override { fs::remove_all(place); }
  std::size_t things() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(place), {})); }
  fs::path place;
};

TEST_F(DirectoryDraftTest, IsThereWhenItIsFinished) {
  const fs::path target = place / "made";
  auto draft = DirectoryDraft::beside(target);
  ASSERT_TRUE(draft);
  fs::create_directories(draft->path() / "deep" / "er");
  ASSERT_FALSE(write_file(draft->path() / "deep" / "er" / "file", "text"));
  EXPECT_FALSE(fs::exists(target));
  EXPECT_EQ(fs::status(draft->path()).permissions(), fs::perms::owner_all);
  ASSERT_FALSE(draft->finish());
  EXPECT_TRUE(fs::exists(target / "deep" / "er" / "file"));
  EXPECT_EQ(things(), 1U);
}

TEST_F(DirectoryDraftTest, LeavesNothingWhenItIsNot) {
  {
    const auto draft = DirectoryDraft::beside(place / "made");
    ASSERT_TRUE(draft);
    ASSERT_FALSE(write_file(draft->path() / "half", "text"));
  }
  EXPECT_EQ(things(), 0U);
}

TEST_F(DirectoryDraftTest, TakesNobodysPlace) {
  fs::create_directories(place / "full");
  ASSERT_FALSE(write_file(place / "full" / "mine", "text"));
  ASSERT_FALSE(write_file(place / "file", "text"));
  for (const char* name : {"full", "full/", "file"}) {
    const auto draft = DirectoryDraft::beside(place / name);
    ASSERT_FALSE(draft) << name;
    EXPECT_EQ(draft.error().code, "directory.not_empty");
  }
  fs::create_directories(place / "empty");
  auto draft = DirectoryDraft::beside(place / "empty/");
  ASSERT_TRUE(draft);
  ASSERT_FALSE(write_file(draft->path() / "new", "text"));
  // Somebody was quicker: what is theirs stays.
  ASSERT_FALSE(write_file(place / "empty" / "theirs", "text"));
  EXPECT_TRUE(draft->finish());
  EXPECT_TRUE(fs::exists(place / "empty" / "theirs"));
  EXPECT_FALSE(fs::exists(place / "empty" / "new"));
}

TEST_F(DirectoryDraftTest, BeginsAnewAfterOneThatWasKilled) {
  fs::create_directories(place / "made.koers-draft");
  ASSERT_FALSE(write_file(place / "made.koers-draft" / "old", "text"));
  auto draft = DirectoryDraft::beside(place / "made");
  ASSERT_TRUE(draft);
  ASSERT_FALSE(draft->finish());
  EXPECT_FALSE(fs::exists(place / "made" / "old"));
}

}  // namespace
}  // namespace koers::exchange
