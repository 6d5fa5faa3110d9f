// Every way to spoil the files is found.
#include "store/verify.h"

#include "tests/store/store_dir.h"

namespace koers::store::verify_test {
namespace {

using namespace testing_;  // NOLINT(google-build-using-namespace)

class Verify : public StoreDir {
 protected:
  void fill() {
    const auto store = make();
    for (std::uint32_t j = 1; j <= 2; ++j) {
      for (std::uint32_t i = 1; i <= 4; ++i)
        ASSERT_TRUE(store->append(adds(journal(j), {{entry(i), "text " + std::to_string(i)}})));
    }
    name = store->root().pseudonym(journal(1));
    const auto data = raw_data(), log = raw_log();
    anchor = write_anchor(*anchor_of(*data, store->root(), {{2026, log.get()}}, *CivilTime::parse("2026-11-26")),
                          store->root().anchor);
  }
  /// Codes of what verify finds, each once, in order.
  std::vector<std::string> found(bool with_anchor = false) {
    const auto out = verify(paths, key, options, with_anchor ? &anchor : nullptr, "anchor");
    EXPECT_TRUE(out) << out.error().code;
    std::vector<std::string> codes;
    for (const Error& fault : out->faults) {
      if (codes.empty() || codes.back() != fault.code) codes.push_back(fault.code);
    }
    return codes;
  }
  void spoil(const std::string& sql) { ASSERT_TRUE(raw_data()->run(sql, {Blob{name}})) << sql; }

  std::string name, anchor;
};

using Codes = std::vector<std::string>;

TEST_F(Verify, SoundFilesAreSound) {
  fill();
  EXPECT_EQ(found(true), Codes());
  const auto out = verify(paths, key, options);
  EXPECT_EQ(out->journals, 2);
  EXPECT_EQ(out->rows, 8);
  EXPECT_EQ(out->events, 8);
  ASSERT_EQ(out->warnings.size(), 1U);
  EXPECT_EQ(out->warnings[0].code, "verify.keys_beside_data");
}

TEST_F(Verify, KeysOnAPathOfTheirOwnAreNoWarning) {
  paths.keys = (dir / "apart" / "keys").string();
  fill();
  EXPECT_TRUE(verify(paths, key, options)->warnings.empty());
}

TEST_F(Verify, AnAlteredRow) {
  fill();
  spoil("UPDATE entry SET sealed = CAST(sealed || x'00' AS BLOB) WHERE journal = ? AND seq = 2");
  EXPECT_EQ(found(), (Codes{"verify.altered", "verify.does_not_open"}));
}

TEST_F(Verify, ARowWhoseHashWasMadeToFit) {
  fill();
  const auto store = again();
  const auto data = raw_data();
  auto row = *row_at(*data, store->root().organisation, name, 4);
  row->sealed[30] = static_cast<char>(row->sealed[30] ^ 1);
  row->hash = row_hash(store->root().organisation, *row);
  ASSERT_TRUE(data->run("UPDATE entry SET sealed = ?, hash = ? WHERE journal = ? AND seq = 4",
                        {Blob{row->sealed}, Blob{row->hash}, Blob{name}}));
  EXPECT_EQ(found(), Codes{"verify.does_not_open"});
  EXPECT_EQ(found(true), (Codes{"verify.not_as_anchored", "verify.does_not_open"}));
}

TEST_F(Verify, ARemovedRow) {
  fill();
  spoil("DELETE FROM entry WHERE journal = ? AND seq = 2");
  EXPECT_EQ(found(), Codes{"verify.gap"});
}

TEST_F(Verify, TwoSwappedRows) {
  fill();
  spoil("UPDATE entry SET seq = seq + 100 WHERE journal = ? AND seq IN (2, 3)");
  spoil("UPDATE entry SET seq = CASE seq WHEN 102 THEN 3 ELSE 2 END WHERE journal = ? AND seq > 100");
  const auto codes = found();
  EXPECT_NE(std::find(codes.begin(), codes.end(), "verify.chain"), codes.end());
  EXPECT_NE(std::find(codes.begin(), codes.end(), "verify.does_not_open"), codes.end());
}

TEST_F(Verify, AnInsertedRow) {
  fill();
  spoil(
      "INSERT INTO entry SELECT organisation, journal, 5, x'00', hash, hash, sealed FROM entry WHERE journal = ? AND "
      "seq = 4");
  EXPECT_EQ(found(), (Codes{"verify.altered", "verify.no_key"}));
}

TEST_F(Verify, ARowOfAnotherJournal) {
  fill();
  const std::string second = again()->root().pseudonym(journal(2));
  ASSERT_TRUE(raw_data()->run("UPDATE entry SET journal = ?, seq = 5 WHERE journal = ? AND seq = 4",
                              {Blob{second}, Blob{name}}));
  const auto codes = found();
  EXPECT_NE(std::find(codes.begin(), codes.end(), "verify.altered"), codes.end());
}

TEST_F(Verify, ATailThatWasCutOffIsFoundByTheAnchor) {
  fill();
  spoil("DELETE FROM entry WHERE journal = ? AND seq >= 3");
  EXPECT_EQ(found(), Codes());
  EXPECT_EQ(verify(paths, key, options)->warnings.at(0).code, "verify.salt_without_row")
      << "the key store remembers them";
  EXPECT_EQ(found(true), Codes{"verify.cut_off"});
  spoil("DELETE FROM entry WHERE journal = ?");
  EXPECT_EQ(found(true), Codes{"verify.cut_off"});
}

TEST_F(Verify, ARowWithoutItsKey) {
  fill();
  ASSERT_TRUE(raw_keys()->run("DELETE FROM salt WHERE journal = ? AND seq = 2", {Blob{name}}));
  EXPECT_EQ(found(), Codes{"verify.no_key"});
  EXPECT_EQ(code_of(again()->read(journal(1), event("course.read"))), "row.no_key");
}

TEST_F(Verify, ADocumentThatIsNotWhatWasKept) {
  fill();
  {
    const auto store = again();
    ASSERT_TRUE(store->append(adds(journal(1), {{entry(8), "one", "first"}, {entry(9), "two", "second"}})));
  }
  EXPECT_EQ(found(), Codes());
  EXPECT_EQ(verify(paths, key, options)->documents, 2);
  const auto sealed = raw_data()->bytes("SELECT sealed FROM document WHERE journal = ? AND seq = 5", {Blob{name}});
  ASSERT_TRUE(sealed && *sealed);
  ASSERT_TRUE(
      raw_data()->run("UPDATE document SET sealed = ? WHERE journal = ? AND seq = 6", {Blob{**sealed}, Blob{name}}));
  EXPECT_EQ(found(), Codes{"verify.document_altered"}) << "the one in the place of the other";
  spoil("DELETE FROM document WHERE journal = ? AND seq = 6");
  EXPECT_EQ(found(), Codes{"verify.document_missing"});
  spoil("UPDATE document SET seq = 70 WHERE journal = ? AND seq = 5");
  EXPECT_EQ(found(), (Codes{"verify.document_missing", "verify.document_altered"}));
}

TEST_F(Verify, TheAccessLogIsAChainToo) {
  fill();
  ASSERT_TRUE(raw_log()->run("UPDATE event SET sealed = x'00' WHERE seq = 3"));
  EXPECT_EQ(found(), (Codes{"verify.log_altered", "verify.log_does_not_open"}));
  ASSERT_TRUE(raw_log()->run("DELETE FROM event WHERE seq = 3"));
  EXPECT_EQ(found(), Codes{"verify.log_gap"});
  ASSERT_TRUE(raw_log()->run("DELETE FROM event WHERE seq >= 3"));
  EXPECT_EQ(found(), Codes());
  EXPECT_EQ(found(true), Codes{"verify.log_cut_off"});
  ASSERT_TRUE(raw_log()->run("UPDATE event SET journal = x'00' WHERE seq = 1"));
  EXPECT_NE(found(), Codes()) << "whom an event is about is part of it";
}

TEST_F(Verify, AnAnchorOfAnotherIsNone) {
  fill();
  const auto seed = again()->root().anchor.copy();
  EXPECT_TRUE(read_anchor(anchor, seed, "f"));
  std::string other = anchor;
  other[other.find("journal ") + 9] ^= 1;
  EXPECT_FALSE(read_anchor(other, seed, "f"));
  EXPECT_EQ(code_of(read_anchor(anchor, key, "f")), "anchor.not_signed");
  for (const std::string& bad : {std::string(), std::string("koers-anchor 2\n"), anchor.substr(0, anchor.size() - 1),
                                 anchor + "x\n", anchor.substr(0, anchor.find("signature"))})
    EXPECT_EQ(code_of(read_anchor(bad, seed, "f")), "anchor.not_an_anchor");
}

}  // namespace
}  // namespace koers::store::verify_test
