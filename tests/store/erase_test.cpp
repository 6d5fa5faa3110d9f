// Destroying: what is erased opens nowhere, in no copy, and is known as destroyed.
#include "store/accounts.h"
#include "store/backup.h"
#include "store/key_copies.h"
#include "store/verify.h"
#include "tests/store/store_dir.h"

namespace koers::store::erase_test {
namespace {

using namespace testing_;  // NOLINT(google-build-using-namespace)

Source source_of(std::string text) {
  return [text = std::move(text), at = std::size_t{0}](std::size_t most) mutable -> Expected<std::string> {
    std::string out = text.substr(std::min(at, text.size()), most);
    at += out.size();
    return out;
  };
}

class Erase : public StoreDir {
 protected:
  std::string backed_up() {
    std::string out;
    const auto done = backup(paths, key, options, [&](std::string_view more) {
      out += more;
      return std::optional<Error>();
    });
    EXPECT_TRUE(done) << done.error().code;
    return out;
  }
  static CivilTime day(const char* text) { return *CivilTime::parse(text); }
  std::string copies() const { return (dir / "copies").string(); }
  void copy(const char* at) {
    const auto done = copy_keys(paths, key, options, copies(), day(at));
    EXPECT_TRUE(done) << done.error().code;
  }
  Expected<BackedUp> bring_back(const std::string& stream, const std::string& copy = {}) {
    other = Paths::in((dir / "other").string());
    fs::remove_all(dir / "other");
    return restore(other, key, options, source_of(stream), copies(), copy);
  }
  Expected<StoredJournal> read_back(JournalId of) {
    auto store = Store::open(other, key, options);
    EXPECT_TRUE(store);
    return (*store)->read(of, event("course.read"));
  }
  EraseOrder order(std::vector<EntryId> entries) { return {journal(1), std::move(entries), "on_request"}; }

  Paths other;
};

TEST_F(Erase, AnEntryIsGoneAndItsPlaceIsKnown) {
  const auto store = make();
  ASSERT_TRUE(store->append(adds(journal(1), {{entry(1), "one"}, {entry(2), "two"}, {entry(3), "three"}})));
  const auto done = store->erase(order({entry(2)}), event("erase", Action::destroy));
  ASSERT_TRUE(done) << done.error().code;
  EXPECT_EQ(done->entries, 1);
  EXPECT_FALSE(done->whole);
  const auto read = store->read(journal(1), event("course.read"));
  ASSERT_TRUE(read) << read.error().code;
  EXPECT_EQ(read->entries.size(), 2U);
  EXPECT_EQ(read->destroyed, 1);
  EXPECT_EQ(code_of(store->append(adds(journal(1), {{entry(2), "two"}}))), "entry.destroyed");
  EXPECT_TRUE(store->append(adds(journal(1), {{entry(4), "four"}}))) << "the journal goes on";
  EXPECT_EQ(store->erase(order({entry(2)}), event("erase", Action::destroy))->entries, 0) << "twice is once";
  EXPECT_EQ(code_of(store->erase(order({entry(9)}), event("erase"))), "entry.unknown");
  EXPECT_EQ(code_of(store->erase({journal(1), {}, "Because he asked"}, event("erase"))), "erase.reason_no_code");
  EXPECT_TRUE(verify(paths, key, options)->faults.empty());
}

/// What lists say of a journal goes with every erasure in it, for it may tell of what was erased.
TEST_F(Erase, ASummaryGoesWithWhatItWasMadeFrom) {
  auto store = make();
  Act first = adds(journal(1), {{entry(1), "one"}, {entry(2), "two"}});
  first.puts[0].head = 0;
  first.puts[0].summary = "canary";
  ASSERT_TRUE(store->append(first));
  const auto said = [&](Store& of) {
    const auto all = of.summaries(event("register.build"));
    return all && all->size() == 1 ? all->front().text : "?";
  };
  EXPECT_EQ(said(*store), "canary");
  EXPECT_EQ(store->summaries(event("register.build"))->front().head, 2);
  EXPECT_TRUE(files_with(dir, "canary").empty()) << "sealed";
  fs::copy(paths.keys, dir / "keys-before");
  ASSERT_TRUE(store->erase(order({entry(1)}), event("erase", Action::destroy)));
  EXPECT_EQ(said(*store), "");
  EXPECT_TRUE(verify(paths, key, options)->faults.empty());
  store.reset();
  // The attack that proves it: the rows as they are, and the key store of before.
  Paths before = paths;
  before.keys = (dir / "keys-before").string();
  EXPECT_EQ(said(*Store::open(before, key, options).value()), "canary");

  store = again();
  const Summary other{journal(1), 2, "what is left"}, late{journal(1), 1, "of an older head"};
  ASSERT_FALSE(store->keep_summaries(std::vector{other}));
  EXPECT_EQ(said(*store), "what is left");
  ASSERT_FALSE(store->keep_summaries(std::vector{late}));
  EXPECT_EQ(said(*store), "what is left");
  ASSERT_TRUE(store->append(adds(journal(1), {{entry(2), "two"}})));
  EXPECT_EQ(said(*store), "what is left") << "nothing was new";
  ASSERT_TRUE(store->append(adds(journal(1), {{entry(3), "three"}})));
  EXPECT_EQ(said(*store), "") << "what an act does not say is forgotten, never wrong";
  ASSERT_TRUE(store->erase(order({}), event("erase", Action::destroy)));
  EXPECT_TRUE(store->summaries(event("register.build"))->empty());
}

TEST_F(Erase, ADocumentLivesAndGoesWithItsEntry) {
  const auto store = make();
  const std::string letter(5000, 'L');
  ASSERT_TRUE(store->append(adds(journal(1), {{entry(1), "a letter", letter}, {entry(2), "a visit"}})));
  ASSERT_TRUE(store->append(adds(journal(2), {{entry(3), "another", "drawing"}})));
  const auto read = [&](JournalId of, EntryId id) {
    const auto got = store->document(of, id, event("document.read"));
    return got ? *got : got.error().code;
  };
  EXPECT_EQ(read(journal(1), entry(1)), letter);
  EXPECT_EQ(read(journal(1), entry(2)), "document.none");
  EXPECT_EQ(read(journal(1), entry(9)), "entry.unknown");
  EXPECT_EQ(read(journal(2), entry(1)), "entry.unknown") << "of another family";
  ASSERT_TRUE(store->append(adds(journal(1), {{entry(1), "a letter", letter}}))) << "the same again is harmless";
  for (const auto& file : fs::recursive_directory_iterator(dir)) {
    if (!file.is_regular_file()) continue;
    std::ifstream in(file.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    EXPECT_EQ(bytes.find("LLLLLLLL"), std::string::npos) << file.path();
  }

  const std::string stream = backed_up();
  ASSERT_TRUE(store->erase(order({entry(1)}), event("erase", Action::destroy)));
  EXPECT_EQ(read(journal(1), entry(1)), "entry.destroyed");
  EXPECT_EQ(read(journal(2), entry(3)), "drawing");
  copy("2026-11-27");
  const auto back = bring_back(stream);
  ASSERT_TRUE(back) << back.error().code;
  EXPECT_EQ(back->documents, 2);
  const auto restored = Store::open(other, key, options);
  ASSERT_TRUE(restored);
  EXPECT_EQ((*restored)->document(journal(2), entry(3), event("document.read")).value_or("none"), "drawing");
  EXPECT_FALSE((*restored)->document(journal(1), entry(1), event("document.read")))
      << "an old backup does not bring it back";
}

TEST_F(Erase, AFamilyIsGoneWhole) {
  const auto store = make();
  ASSERT_TRUE(store->append(adds(journal(1), {{entry(1), "one"}, {entry(2), "two"}})));
  ASSERT_TRUE(store->append(adds(journal(2), {{entry(3), "stays"}})));
  const auto done = store->erase(order({}), event("erase", Action::destroy));
  ASSERT_TRUE(done) << done.error().code;
  EXPECT_TRUE(done->whole);
  EXPECT_EQ(done->entries, 2);
  EXPECT_EQ(code_of(store->read(journal(1), event("course.read"))), "journal.destroyed");
  EXPECT_EQ(code_of(store->append(adds(journal(1), {{entry(5), "new"}}))), "journal.destroyed");
  EXPECT_EQ(store->journals(event("families.list"))->size(), 1U);
  EXPECT_EQ(store->read(journal(2), event("course.read"))->entries.size(), 1U);
  EXPECT_EQ(code_of(store->erase({journal(9), {}, "on_request"}, event("erase"))), "journal.unknown");
  const auto seen = verify(paths, key, options);
  EXPECT_TRUE(seen->faults.empty());
  EXPECT_EQ(seen->destroyed, 2);
}

TEST_F(Erase, NoKeyOrSaltOfItStandsAnywhereOnTheDisk) {
  const auto store = make();
  ASSERT_TRUE(store->append(adds(journal(1), {{entry(1), "one"}, {entry(2), "two"}})));
  const std::string name = store->root().pseudonym(journal(1));
  const auto salt = raw_keys()->bytes("SELECT salt FROM salt WHERE journal = ? AND seq = 1", {Blob{name}});
  const auto wrapped = raw_keys()->bytes("SELECT wrapped FROM journal_key WHERE journal = ?", {Blob{name}});
  ASSERT_TRUE(salt && *salt && wrapped && *wrapped);
  EXPECT_FALSE(files_with(dir, **salt).empty()) << "the test sees salts that are there";
  ASSERT_TRUE(store->erase(order({entry(1)}), event("erase")));
  EXPECT_TRUE(files_with(dir, **salt).empty()) << "free pages and write-ahead log too";
  ASSERT_TRUE(store->erase(order({}), event("erase")));
  EXPECT_TRUE(files_with(dir, **wrapped).empty());
}

// The attack of the design: an old backup, another machine, the organisation's key.
TEST_F(Erase, AnOldBackupOpensNothingOfIt) {
  const auto store = make();
  ASSERT_TRUE(store->append(adds(journal(1), {{entry(1), "canary one"}, {entry(2), "two"}})));
  ASSERT_TRUE(store->append(adds(journal(2), {{entry(3), "canary three"}})));
  const std::string old = backed_up();
  fs::create_directories(copies());
  const std::string before = (dir / "before-the-erasure.db").string();
  ASSERT_FALSE(raw_keys()->copy_to(before));
  ASSERT_TRUE(store->erase({journal(1), {entry(1)}, "on_request"}, event("erase")));
  ASSERT_TRUE(store->erase({journal(2), {}, "retention"}, event("erase")));
  copy("2026-11-26T12:00:00Z");

  ASSERT_TRUE(bring_back(old));
  EXPECT_EQ(read_back(journal(1))->destroyed, 1);
  EXPECT_EQ(read_back(journal(1))->entries.at(0).text, "two");
  EXPECT_EQ(code_of(read_back(journal(2))), "journal.destroyed");
  EXPECT_TRUE(files_with(dir, "canary").empty());
  const auto there = Store::open(other, key, options);
  EXPECT_EQ(code_of((*there)->append(adds(journal(1), {{entry(1), "canary one"}}))), "entry.destroyed");
  EXPECT_TRUE(verify(other, key, options)->faults.empty());

  // The same with the key store of before it, and no list of erasures: it succeeds, which proves the test.
  const std::string list = copies() + "/erasures.txt";
  const std::string erased = held(list);
  std::ofstream(list, std::ios::trunc).close();
  ASSERT_TRUE(bring_back(old, before));
  EXPECT_EQ(read_back(journal(1))->entries.at(0).text, "canary one");
  EXPECT_EQ(read_back(journal(2))->entries.at(0).text, "canary three");

  // With the list, restore applies it to that copy before anything opens.
  std::ofstream(list) << erased;
  ASSERT_TRUE(bring_back(old, before));
  EXPECT_EQ(read_back(journal(1))->destroyed, 1);
  EXPECT_EQ(code_of(read_back(journal(2))), "journal.destroyed");
}

TEST_F(Erase, CopiesOfTheKeyStoreGoAfterThirtyDays) {
  const auto store = make();
  ASSERT_TRUE(store->append(adds(journal(1), {{entry(1), "one"}})));
  copy("2026-10-01T12:00:00Z");
  copy("2026-10-02T12:00:00Z");
  EXPECT_EQ(copies_in(copies()).size(), 2U);
  copy("2026-10-31T12:00:00Z");
  EXPECT_EQ(copies_in(copies()).size(), 3U) << "thirty days are kept";
  copy("2026-11-01T12:00:00Z");
  EXPECT_EQ(copies_in(copies()).size(), 3U);
  EXPECT_FALSE(fs::exists(copies() + "/keys-20261001T120000.db"));
  EXPECT_EQ(code_of(copy_keys(paths, key, options, copies(), day("2026-11-01T12:00:00Z"))), "file.cannot_write");
}

TEST_F(Erase, AccountsComeBackWithTheirPasswordsAndWithoutSessions) {
  const auto store = make();
  ASSERT_TRUE(store->append(adds(journal(1), {{entry(1), "one"}})));
  std::string token;
  {
    const auto accounts = std::move(*Accounts::open(paths.accounts, store->root(), false));
    Account anna;
    anna.person = id<PersonId>(1);
    anna.login = "anna";
    anna.name = "Agatha Canary";
    anna.roles = {"worker"};
    anna.password = *password_hash("rain on the old roof", Effort::least);
    ASSERT_TRUE(accounts->put(anna));
    token = *accounts->begin_session(anna.person, 1000);
  }
  copy("2026-11-26T12:00:00Z");
  const std::string stream = backed_up();
  EXPECT_EQ(stream.find("Canary"), std::string::npos);
  EXPECT_EQ(check_backup(source_of(stream), store->root())->accounts, 1);
  EXPECT_EQ(code_of(bring_back(stream.substr(0, stream.size() - 1))), "backup.damaged");
  EXPECT_FALSE(fs::exists(other.accounts + "/accounts.db")) << "a failed one leaves nothing";
  ASSERT_TRUE(bring_back(stream));
  const auto back = std::move(*Store::open(other, key, options));
  const auto accounts = std::move(*Accounts::open(other.accounts, back->root(), false));
  const auto anna = accounts->find_login("anna");
  ASSERT_TRUE(anna);
  EXPECT_EQ(anna->name, "Agatha Canary");
  EXPECT_TRUE(password_holds(anna->password, "rain on the old roof"));
  EXPECT_FALSE(accounts->session(token, 1001, 60, 1000));
}

TEST_F(Erase, ABackupIsWholeOrRefused) {
  const auto store = make();
  std::vector<Offered> many;
  for (std::uint32_t i = 1; i <= 200; ++i) many.push_back({entry(i), std::string(1000, 'x')});
  ASSERT_TRUE(store->append(adds(journal(1), many)));
  copy("2026-11-26T12:00:00Z");
  const std::string stream = backed_up();
  ASSERT_GT(stream.size(), 150'000U) << "several pieces";
  const auto checked = check_backup(source_of(stream), store->root());
  ASSERT_TRUE(checked) << checked.error().code;
  EXPECT_EQ(checked->rows, 200);
  for (std::size_t at = 0; at < stream.size(); at += 4'999) {
    std::string altered = stream;
    altered[at] = static_cast<char>(altered[at] ^ 4);
    EXPECT_FALSE(check_backup(source_of(altered), store->root())) << at;
    EXPECT_FALSE(check_backup(source_of(stream.substr(0, at)), store->root())) << at;
  }
  EXPECT_EQ(code_of(check_backup(source_of(stream + 'x'), store->root())), "backup.damaged");
  EXPECT_EQ(code_of(bring_back(stream.substr(0, stream.size() - 1))), "backup.damaged");
  EXPECT_FALSE(fs::exists(other.data + "/journals.db")) << "a failed one leaves nothing";
  ASSERT_TRUE(bring_back(stream));
  EXPECT_EQ(read_back(journal(1))->entries.size(), 200U);
  EXPECT_EQ(code_of(restore(other, key, options, source_of(stream), copies())), "store.exists");
}

TEST_F(Erase, TheListIsReadStrictly) {
  const std::string line = std::string(32, 'a') + " 3 2026-11-26T12:00:00Z on_request\n";
  EXPECT_EQ(parse_erasures(line + line, "f")->size(), 2U);
  EXPECT_TRUE(parse_erasures("", "f")->empty());
  for (const char* bad : {"x", "aa 3 2026-11-26T12:00:00Z on_request\n", "\n"})
    EXPECT_EQ(code_of(parse_erasures(line + bad, "f")), "backup.bad_erasures") << bad;
}

}  // namespace
}  // namespace koers::store::erase_test
