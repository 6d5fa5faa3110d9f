// Keeping and reading: whole acts, ids known again, several writers, other keys.
#include <thread>

#include "tests/store/store_dir.h"

namespace koers::store::store_test {
namespace {

using namespace testing_;  // NOLINT(google-build-using-namespace)

class StoreTest : public StoreDir {};

std::vector<std::string> texts(Store& store, JournalId of) {
  const auto read = store.read(of, event("course.read"));
  EXPECT_TRUE(read) << read.error().code;
  std::vector<std::string> out;
  if (read) {
    for (const StoredEntry& one : read->entries) out.push_back(one.text);
  }
  return out;
}

TEST_F(StoreTest, WhatIsKeptIsReadAgainAfterOpening) {
  {
    const auto store = make();
    const auto kept = store->append(adds(journal(1), {{entry(1), "one"}, {entry(2), "two"}}));
    ASSERT_TRUE(kept);
    EXPECT_EQ((*kept)[1].seq, 2);
    ASSERT_TRUE(store->append(adds(journal(2), {{entry(1), "elsewhere"}})));
  }
  const auto store = again();
  EXPECT_EQ(texts(*store, journal(1)), (std::vector<std::string>{"one", "two"}));
  EXPECT_EQ(texts(*store, journal(2)), std::vector<std::string>{"elsewhere"});
  EXPECT_TRUE(texts(*store, journal(3)).empty());
  EXPECT_EQ(store->journals(event("families.list"))->size(), 2U);
  const auto read = store->read(journal(1), event("course.read"));
  EXPECT_EQ(read->entries[0].received, "2026-11-26T09:00+01:00");
  EXPECT_EQ(read->head, 2);
}

TEST_F(StoreTest, NothingReadableStandsOnTheDisk) {
  const auto store = make();
  ASSERT_TRUE(store->append(adds(journal(1), {{entry(1), "canary in a journal"}})));
  EXPECT_TRUE(files_with(dir, "canary").empty());
  EXPECT_TRUE(files_with(dir, "contact.record").empty());
  const std::string id_bytes(reinterpret_cast<const char*>(entry(1).bytes().data()), 16);
  EXPECT_TRUE(files_with(dir, id_bytes).empty());
}

TEST_F(StoreTest, AnIdIsKnownAgain) {
  const auto store = make();
  ASSERT_TRUE(store->append(adds(journal(1), {{entry(1), "one"}})));
  const auto same = store->append(adds(journal(1), {{entry(1), "one"}, {entry(2), "two"}}));
  ASSERT_TRUE(same);
  EXPECT_TRUE((*same)[0].known);
  EXPECT_FALSE((*same)[1].known);
  EXPECT_EQ(code_of(store->append(adds(journal(1), {{entry(3), "three"}, {entry(1), "other"}}))), "entry.other_text");
  EXPECT_EQ(texts(*store, journal(1)), (std::vector<std::string>{"one", "two"}))
      << "an act is kept whole or not at all";
  ASSERT_TRUE(store->append(adds(journal(1), {{entry(3), "three again"}}))) << "nothing of the refused act is left";
}

TEST_F(StoreTest, AHeadThatMovedIsTold) {
  const auto store = make();
  ASSERT_TRUE(store->append(adds(journal(1), {{entry(1), "one"}})));
  Act act = adds(journal(1), {{entry(2), "two"}});
  act.puts[0].head = 0;
  EXPECT_EQ(code_of(store->append(act)), "journal.moved");
  act.puts[0].head = 1;
  EXPECT_TRUE(store->append(act));
  EXPECT_TRUE(store->append(act)) << "sent again after a lost answer, it is harmless";
}

TEST_F(StoreTest, AnActOverTwoJournalsIsOne) {
  const auto store = make();
  ASSERT_TRUE(store->append(adds(journal(2), {{entry(9), "there"}})));
  Act act = adds(journal(1), {{entry(1), "one"}});
  act.puts.push_back({journal(2), 0, {{entry(2), "two"}}});
  EXPECT_EQ(code_of(store->append(act)), "journal.moved");
  EXPECT_TRUE(texts(*store, journal(1)).empty());
  act.puts[1].head = 1;
  ASSERT_TRUE(store->append(act));
  EXPECT_EQ(texts(*store, journal(2)), (std::vector<std::string>{"there", "two"}));
}

TEST_F(StoreTest, ManyWritersShareTheirSyncsAndLoseNothing) {
  const auto store = make();
  constexpr std::uint32_t writers = 8, each = 25;
  std::vector<std::thread> threads;
  for (std::uint32_t w = 0; w < writers; ++w) {
    threads.emplace_back([&store, w] {
      for (std::uint32_t i = 0; i < each; ++i) {
        const auto kept =
            store->append(adds(journal(w % 3), {{entry(w * each + i + 1), std::to_string(w * each + i)}}));
        EXPECT_TRUE(kept) << kept.error().code;
        EXPECT_EQ(code_of(store->read(journal(w % 3), event("course.read"))), "");
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::size_t all = 0;
  for (std::uint32_t j = 0; j < 3; ++j) all += texts(*store, journal(j)).size();
  EXPECT_EQ(all, writers * each);
}

TEST_F(StoreTest, EveryActIsInTheAccessLog) {
  const auto store = make();
  ASSERT_TRUE(store->append(adds(journal(1), {{entry(1), "one"}})));
  ASSERT_FALSE(store->append(adds(journal(1), {{entry(1), "other"}})));
  ASSERT_TRUE(store->read(journal(1), event("course.read")));
  ASSERT_TRUE(store->read(journal(2), event("course.read")));
  const auto events = store->events(journal(1), event("log.read"));
  ASSERT_TRUE(events) << events.error().code;
  ASSERT_EQ(events->size(), 4U);
  EXPECT_EQ((*events)[0].event, adds(journal(1), {}).event);
  EXPECT_EQ((*events)[1].event.outcome, Outcome::refused);
  EXPECT_EQ((*events)[2].event.act, "course.read");
  EXPECT_EQ((*events)[3].event.act, "log.read");
  EXPECT_EQ(store->events({}, event("log.read"))->size(), 6U);
}

TEST_F(StoreTest, AnEventIsWrittenAndReadWithAllItsFields) {
  AccessEvent full = event("break_glass", Action::execute);
  full.on_behalf_of = id<PersonId>(8);
  full.parts = "safety people";
  full.emergency = true;
  full.outcome = Outcome::failed;
  EXPECT_EQ(*decode_event(encode(full)), full);
  EXPECT_FALSE(decode_event("{}"));
  EXPECT_FALSE(decode_event(R"({"at":"x"})"));
}

TEST_F(StoreTest, ItOpensOnlyWithTheOrganisationsKey) {
  make()->append(adds(journal(1), {{entry(1), "one"}}));
  const Secret other = *Secret::of(std::string(key_bytes, 'o'));
  EXPECT_EQ(code_of(Store::open(paths, other, options)), "key.wrong");
  EXPECT_FALSE(again()->rotate(other, event("key.rotate", Action::update)));
  EXPECT_EQ(code_of(Store::open(paths, key, options)), "key.wrong") << "the old key is of no use any more";
  auto store = Store::open(paths, other, options);
  ASSERT_TRUE(store);
  EXPECT_EQ(texts(**store, journal(1)), std::vector<std::string>{"one"});
}

TEST_F(StoreTest, AStoreIsNotMadeOverAnother) {
  make();
  EXPECT_EQ(code_of(Store::found(paths, key, options)), "store.exists");
  EXPECT_EQ(code_of(Store::open(Paths::in((dir / "none").string()), key, options)), "db.not_there");
}

TEST_F(StoreTest, ASaltThatACrashLeftIsReplaced) {
  auto store = make();
  ASSERT_TRUE(store->append(adds(journal(1), {{entry(1), "one"}})));
  const std::string name = store->root().pseudonym(journal(1));
  ASSERT_TRUE(raw_keys()->run("INSERT INTO salt VALUES (?, 2, ?)", {Blob{name}, Blob{"left by a crash."}}));
  ASSERT_TRUE(store->append(adds(journal(1), {{entry(2), "two"}})));
  EXPECT_EQ(texts(*store, journal(1)), (std::vector<std::string>{"one", "two"}));
}

}  // namespace
}  // namespace koers::store::store_test
