// Keys, seals, tags and hashes.
#include "store/secret.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace koers::store::secret_test {
namespace {

Secret key(char filled) { return *Secret::of(std::string(key_bytes, filled)); }

RC_GTEST_PROP(Seal, OpensOnlyWithItsKeyAtItsPosition, (const std::string& text, const std::string& position)) {
  const std::string sealed = seal(key('a'), text, position);
  RC_ASSERT(open(key('a'), sealed, position) == text);
  RC_ASSERT(!open(key('b'), sealed, position));
  RC_ASSERT(!open(key('a'), sealed, position + 'x'));
  std::string altered = sealed;
  const auto at = *rc::gen::inRange<std::size_t>(0, sealed.size());
  altered[at] = static_cast<char>(altered[at] ^ 1);
  RC_ASSERT(!open(key('a'), altered, position));
  RC_ASSERT(!open(key('a'), std::string_view(sealed).substr(0, at), position));
}

TEST(Seal, LengthsSayLittle) {
  EXPECT_EQ(seal(key('a'), "", "p").size(), seal(key('a'), std::string(63, 'x'), "p").size());
  EXPECT_NE(seal(key('a'), "", "p").size(), seal(key('a'), std::string(64, 'x'), "p").size());
  EXPECT_NE(seal(key('a'), "same", "p"), seal(key('a'), "same", "p")) << "a nonce is used once";
}

TEST(Hash, PartsCannotBeMovedFromOneToAnother) {
  EXPECT_NE(hash({"ab", "c"}), hash({"a", "bc"}));
  EXPECT_NE(hash({"abc"}), hash({"abc", ""}));
  EXPECT_NE(tag(key('a'), {"ab", "c"}), tag(key('a'), {"a", "bc"}));
  EXPECT_NE(tag(key('a'), {"x"}), tag(key('b'), {"x"}));
}

TEST(Hash, IsSha256OverLengthsAndParts) {
  // printf '\3\0\0\0\0\0\0\0abc' | sha256sum
  EXPECT_EQ(hex(hash({"abc"})), "ce91dc5eec0139adf091900d225971d6ad246a845bad791b5693a9d0d55dd391");
}

TEST(Derive, EachPurposeAndContextHasItsOwnKey) {
  EXPECT_NE(derive(key('a'), "one").view(), derive(key('a'), "two").view());
  EXPECT_NE(derive(key('a'), "one", "x").view(), derive(key('a'), "one", "y").view());
  EXPECT_EQ(derive(key('a'), "one", "x").view(), derive(key('a'), "one", "x").view());
}

TEST(Secret, IsWipedWhereItIsMovedFrom) {
  Secret from = key('a');
  const Secret to = std::move(from);
  EXPECT_EQ(to.view(), std::string(key_bytes, 'a'));
  EXPECT_EQ(from.view(), std::string(key_bytes, '\0'));  // NOLINT(bugprone-use-after-move)
}

TEST(Sign, HoldsForTheTextAndTheKey) {
  const std::string signature = sign(key('a'), "text");
  EXPECT_TRUE(signature_holds(public_key(key('a')), "text", signature));
  EXPECT_FALSE(signature_holds(public_key(key('a')), "text.", signature));
  EXPECT_FALSE(signature_holds(public_key(key('b')), "text", signature));
  EXPECT_FALSE(signature_holds("", "text", signature));
}

TEST(Hex, ReadsWhatItWrites) {
  EXPECT_EQ(from_hex(hex(std::string("\x00\xff\x7f", 3))), std::string("\x00\xff\x7f", 3));
  EXPECT_FALSE(from_hex("0"));
  EXPECT_FALSE(from_hex("0g"));
}

TEST(Passphrase, GivesOneKeyPerSalt) {
  const std::string salt(16, 's');
  const auto one = from_passphrase("correct horse", salt, Effort::least);
  ASSERT_TRUE(one);
  EXPECT_EQ(one->view(), from_passphrase("correct horse", salt, Effort::least)->view());
  EXPECT_NE(one->view(), from_passphrase("correct horse", std::string(16, 't'), Effort::least)->view());
  EXPECT_EQ(from_passphrase("x", "short", Effort::least).error().code, "key.no_salt");
}

}  // namespace
}  // namespace koers::store::secret_test
