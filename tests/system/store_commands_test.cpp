// The store as an administrator calls it: in, out, verified, backed up, erased, restored; and everything that can be given wrongly.
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/system/program.h"

namespace koers::system_test {
namespace {

using testing::HasSubstr;
using testing::Not;

class StoreCommands : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(dir);
    write("families.jsonl", koers("simulate --families 2 --seed 5").out);
  }
  void TearDown() override { std::filesystem::remove_all(dir); }
  std::string at(const std::string& name) const { return (dir / name).string(); }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(at(name), std::ios::binary) << text;
  }
  std::string held(const std::string& name) const {
    std::ifstream in(at(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  Answer on(const std::string& command, const std::string& more = "", const std::string& which = "") const {
    return koers(command + " --lang en --data " + at("data" + which) + " --keys " + at("keys" + which) + " --key " +
                 at("key.txt") + " " + more);
  }
  Answer import() const { return on("import " + at("families.jsonl"), "--today 2026-11-26"); }
  static std::string journal_in(const std::string& file) {
    const std::size_t at = file.find("\"journal\":\"") + 11;
    return file.substr(at, 36);
  }

  std::filesystem::path dir = scratch("store");
};

TEST_F(StoreCommands, AFileComesOutAsItWentIn) {
  const Answer first = import();
  ASSERT_EQ(first.exit, 0) << first.err;
  EXPECT_THAT(first.out, HasSubstr("2 families"));
  const Answer again = import();
  EXPECT_THAT(again.out, HasSubstr(" 0 entries kept")) << "a file may be offered again";
  const std::string journal = journal_in(held("families.jsonl"));
  const Answer one = on("export " + journal, "--to " + at("one.jsonl"));
  ASSERT_EQ(one.exit, 0) << one.err;
  const Answer course = koers("course " + at("one.jsonl") + " --today 2026-11-26 --lang en");
  EXPECT_EQ(course.exit, 0) << course.err;
  write("one.jsonl", koers("simulate --families 1 --seed 5").out);
  EXPECT_EQ(course.out, koers("course " + at("one.jsonl") + " --today 2026-11-26 --lang en").out);
  EXPECT_THAT(on("export").out, HasSubstr("Synthetic family 2"));
}

TEST_F(StoreCommands, FactsGoOutUnderNamesOfOnePurpose) {
  ASSERT_EQ(import().exit, 0);
  const std::string today = " --today 2026-11-26";
  EXPECT_THAT(on("export", "--facts " + at("facts")).err, HasSubstr("--purpose research"));
  const Answer out = on("export", "--facts " + at("facts") + " --purpose research" + today);
  ASSERT_EQ(out.exit, 0) << out.err;
  EXPECT_THAT(out.out, HasSubstr("2 families"));
  const std::string events = held("facts/events.csv"), treatments = held("facts/treatments.csv");
  EXPECT_THAT(treatments, HasSubstr("family,treatment,method,"));
  EXPECT_EQ(std::count(treatments.begin(), treatments.end(), '\n'), 3);
  EXPECT_GT(std::count(events.begin(), events.end(), '\n'), 100);
  EXPECT_THAT(events, Not(HasSubstr("Synthetic")));
  EXPECT_THAT(events, Not(HasSubstr(journal_in(held("families.jsonl")))));
  const std::string first = treatments.substr(treatments.find('\n') + 1, 16);
  EXPECT_THAT(events, HasSubstr("\n" + first + ",1,")) << "both files name a family alike";
  ASSERT_EQ(on("export", "--facts " + at("other") + " --purpose quality" + today).exit, 0);
  EXPECT_THAT(held("other/treatments.csv"), Not(HasSubstr(first))) << "and another purpose names it otherwise";
  ASSERT_EQ(on("export", "--facts " + at("again") + " --purpose research" + today).exit, 0);
  EXPECT_EQ(held("again/events.csv"), events) << "made again they are the same";
  EXPECT_EQ(on("export " + journal_in(held("families.jsonl")), "--facts " + at("facts") + " --purpose research").exit,
            2);
}

TEST_F(StoreCommands, BackedUpErasedAndRestored) {
  ASSERT_EQ(import().exit, 0);
  ASSERT_EQ(on("verify", "--write-anchor " + at("anchor.txt")).exit, 0);
  const Answer backup = on("backup", "--to " + at("backup") + " --keys-to " + at("copies"));
  ASSERT_EQ(backup.exit, 0) << backup.err;
  const std::string journal = journal_in(held("families.jsonl"));
  const std::string erase = "erase " + journal + " --reason on_request --keys-to " + at("copies");
  EXPECT_THAT(on(erase).err, HasSubstr("--yes"));
  const Answer erased = on(erase, "--yes");
  ASSERT_EQ(erased.exit, 0) << erased.err;
  EXPECT_THAT(erased.out, HasSubstr("the whole journal"));
  EXPECT_THAT(erased.out, Not(HasSubstr(journal))) << "a certificate does not say whose it was";
  EXPECT_THAT(on("export " + journal).err, HasSubstr("destroyed"));
  EXPECT_THAT(import().err, HasSubstr("destroyed"));
  const Answer sound = on("verify", "--anchor " + at("anchor.txt"));
  EXPECT_EQ(sound.exit, 0) << sound.err;
  EXPECT_THAT(sound.out, HasSubstr("all is as it was written"));

  const Answer restored = on("restore " + at("backup"), "--keys-from " + at("copies"), "2");
  ASSERT_EQ(restored.exit, 0) << restored.err;
  EXPECT_THAT(on("export " + journal, "", "2").err, HasSubstr("destroyed"));
  EXPECT_THAT(on("export", "", "2").out, HasSubstr("Synthetic family 2"));
  EXPECT_EQ(on("verify", "", "2").exit, 0);
  EXPECT_THAT(on("restore " + at("backup"), "--keys-from " + at("copies"), "2").err, HasSubstr("already"));
}

TEST_F(StoreCommands, NothingIsKeptOfFilesOfWhichOneIsRefused) {
  ASSERT_EQ(import().exit, 0);
  const std::string families = koers("simulate --families 2 --seed 9").out;
  // The second family's last entry, moved before anything happened, is not to be: an id again with another body.
  std::string spoilt = families;
  const std::size_t occurred = spoilt.rfind("\"written\":\"") + 11;
  spoilt.replace(occurred, 4, "2031");
  write("families.jsonl", families);
  write("spoilt.jsonl", spoilt);
  ASSERT_EQ(import().exit, 0);
  const Answer other = on("import " + at("spoilt.jsonl"), "--today 2026-11-26");
  EXPECT_EQ(other.exit, 1);
  EXPECT_THAT(other.err, HasSubstr("known already with another content"));
  write("cut.jsonl", koers("simulate --families 2 --seed 11").out.substr(0, 60'000));
  EXPECT_EQ(on("import " + at("cut.jsonl")).exit, 1);
  EXPECT_THAT(on("export").out, Not(HasSubstr("seed 11")))
      << "the first family of a file that is cut is not kept either";
}

TEST_F(StoreCommands, KeysThatAreNone) {
  ASSERT_EQ(import().exit, 0);
  std::filesystem::permissions(at("key.txt"), std::filesystem::perms::others_read, std::filesystem::perm_options::add);
  EXPECT_THAT(on("export").err, HasSubstr("chmod 600"));
  std::filesystem::permissions(at("key.txt"), std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  const std::string key = held("key.txt");
  write("key.txt", key.substr(2));
  EXPECT_THAT(on("export").err, HasSubstr("no key"));
  write("key.txt", "00" + key.substr(2));
  const Answer wrong = on("export");
  EXPECT_THAT(wrong.err, HasSubstr("does not open this key store"));
  EXPECT_THAT(wrong.err, Not(HasSubstr(key.substr(2, 62)))) << "no error tells a key";
  EXPECT_THAT(koers("export --lang en --data " + at("data")).err, HasSubstr("--key"));
  EXPECT_EQ(koers("export").exit, 2);
}

TEST_F(StoreCommands, FilesThatAreNone) {
  ASSERT_EQ(import().exit, 0);
  ASSERT_EQ(on("backup", "--to " + at("backup") + " --keys-to " + at("copies")).exit, 0);
  const std::string backup = held("backup");
  write("cut", backup.substr(0, backup.size() / 2));
  const Answer cut = on("restore " + at("cut"), "--keys-from " + at("copies"), "2");
  EXPECT_EQ(cut.exit, 1);
  EXPECT_THAT(cut.err, HasSubstr("damaged"));
  EXPECT_FALSE(std::filesystem::exists(at("data2/data/journals.db")));
  EXPECT_THAT(on("restore " + at("families.jsonl"), "--keys-from " + at("copies"), "2").err,
              HasSubstr("no backup of Koers"));
  EXPECT_THAT(on("restore " + at("backup"), "--keys-from " + at("none"), "2").err,
              HasSubstr("no copy of the key store"));
  EXPECT_THAT(on("verify", "--anchor " + at("families.jsonl")).err, HasSubstr("no anchor"));
  EXPECT_THAT(on("export", "", "3").err, HasSubstr("no store here"));
  EXPECT_THAT(on("export not-an-id").err, HasSubstr("no id of a journal"));
  write("data/data/journals.db", "not a database at all, but long enough to look at; " + std::string(2000, 'x'));
  const Answer broken = on("export");
  EXPECT_EQ(broken.exit, 1);
  EXPECT_THAT(broken.err, HasSubstr("no database of Koers"));
}

TEST_F(StoreCommands, APassphraseOpensWhatItMade) {
  const std::string place = " --lang en --passphrase --data " + at("data");
  const auto with = [&](const std::string& said, const std::string& command) {
    write("said", said + "\n");
    return std::system((std::string(KOERS_PROGRAM) + " " + command + place + " < " + at("said") + " > " + at("out") +
                        " 2> " + at("err"))
                           .c_str());
  };
  EXPECT_EQ(with("a long phrase of four words", "import " + at("families.jsonl") + " --today 2026-11-26"), 0)
      << held("err");
  EXPECT_EQ(with("a long phrase of four words", "verify"), 0) << held("err");
  EXPECT_NE(with("another phrase", "verify"), 0);
  EXPECT_THAT(held("err"), HasSubstr("does not open this key store"));
  EXPECT_NE(with("", "verify"), 0);
}

}  // namespace
}  // namespace koers::system_test
