// The seam: values as they were given, errors by class, migrations in order.
#include "tests/store/store_dir.h"

namespace koers::store::db_test {
namespace {

using namespace testing_;  // NOLINT(google-build-using-namespace)

class DbTest : public StoreDir {
 protected:
  std::unique_ptr<Db> fresh() const {
    auto out = open_sqlite((dir / "a.db").string(), {false, true, false, nullptr});
    EXPECT_TRUE(out);
    return std::move(*out);
  }
};

TEST_F(DbTest, ValuesComeBackAsTheyWere) {
  const auto db = fresh();
  ASSERT_FALSE(db->script("CREATE TABLE t (n INTEGER, s TEXT, b BLOB)"));
  const std::string bytes("a\0b\xff", 4), text("zo\xc3\xab\0x", 6);
  ASSERT_TRUE(db->run("INSERT INTO t VALUES (?, ?, ?)", {std::int64_t{-1}, std::string_view(text), Blob{bytes}}));
  ASSERT_TRUE(db->run("INSERT INTO t VALUES (?, ?, ?)", {nullptr, std::string_view(), Blob{}}));
  int rows = 0;
  ASSERT_FALSE(db->each("SELECT n, s, b FROM t ORDER BY rowid", {}, [&](const Row& row) {
    if (++rows == 1) {
      EXPECT_EQ(row.number(0), -1);
      EXPECT_EQ(row.bytes(1), text);
      EXPECT_EQ(row.bytes(2), bytes);
    } else {
      EXPECT_TRUE(row.null(0));
      EXPECT_FALSE(row.null(1));
      EXPECT_FALSE(row.null(2));
    }
    return true;
  }));
  EXPECT_EQ(rows, 2);
}

TEST_F(DbTest, ErrorsHaveTheirClass) {
  const auto db = fresh();
  ASSERT_FALSE(db->script("CREATE TABLE t (n INTEGER PRIMARY KEY, m INTEGER NOT NULL)"));
  ASSERT_TRUE(db->run("INSERT INTO t VALUES (1, 1)"));
  EXPECT_EQ(code_of(db->run("INSERT INTO t VALUES (1, 1)")), "db.unique");
  EXPECT_EQ(code_of(db->run("INSERT INTO t VALUES (2, NULL)")), "db.constraint");
  EXPECT_EQ(code_of(db->run("SELEKT")), "db.other");
  EXPECT_EQ(code_of(open_sqlite((dir / "none.db").string(), {})), "db.not_there");
  std::ofstream(dir / "text.db") << std::string(5000, 'x');
  EXPECT_EQ(code_of(open_sqlite((dir / "text.db").string(), {})), "db.no_database");
}

TEST_F(DbTest, ATransactionThatIsNotCommittedIsGone) {
  const auto db = fresh();
  ASSERT_FALSE(db->script("CREATE TABLE t (n INTEGER)"));
  {
    const Transaction left(*db);
    ASSERT_TRUE(db->run("INSERT INTO t VALUES (1)"));
  }
  EXPECT_EQ(*db->number("SELECT count(*) FROM t"), 0);
  Transaction kept(*db);
  ASSERT_TRUE(db->run("INSERT INTO t VALUES (1)"));
  EXPECT_FALSE(kept.commit());
  EXPECT_EQ(*db->number("SELECT count(*) FROM t"), 1);
}

constexpr std::array<Migration, 2> two{
    {{1, "first", "CREATE TABLE a (n INTEGER);"}, {2, "second", "CREATE TABLE b (n INTEGER);"}}};
constexpr std::array<Migration, 2> bad{
    {{1, "first", "CREATE TABLE a (n INTEGER);"}, {2, "bad", "CREATE TABLE c (n INTEGER); NONSENSE;"}}};

TEST_F(DbTest, MigrationsAreTakenOnceAndInOrder) {
  const auto db = fresh();
  const std::span<const Migration> steps(two);
  EXPECT_EQ(*migrate(*db, steps, true), (std::vector<std::string>{"first", "second"}));
  EXPECT_EQ(code_of(at_version(*db, steps)), "db.older") << "a dry run changes nothing";
  EXPECT_EQ(migrate(*db, steps.first(1))->size(), 1U);
  EXPECT_EQ(*migrate(*db, steps), std::vector<std::string>{"second"});
  EXPECT_TRUE(migrate(*db, steps)->empty());
  EXPECT_FALSE(at_version(*db, steps));
  EXPECT_EQ(code_of(migrate(*db, steps.first(1))), "db.newer");
}

TEST_F(DbTest, AMigrationThatFailsLeavesNothingOfItself) {
  const auto db = fresh();
  EXPECT_EQ(code_of(migrate(*db, bad)), "db.other");
  EXPECT_EQ(*db->number("SELECT count(*) FROM sqlite_master WHERE name = 'c'"), 0);
  EXPECT_EQ(*db->number("SELECT max(number) FROM migration"), 1);
  EXPECT_EQ(migrate(*db, two)->size(), 1U);
}

}  // namespace
}  // namespace koers::store::db_test
