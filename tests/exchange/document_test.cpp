#include "exchange/document.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "exchange/base64.h"
#include "tests/exchange/made_documents.h"

namespace koers::exchange {
namespace {

using dossier::Media;
namespace made = testing_;

std::string code_of_document(std::string_view bytes) {
  const auto clean = clean_document(bytes);
  return clean ? std::string() : clean.error().code;
}

bool has(const std::string& bytes, std::string_view what) { return bytes.find(what) != std::string::npos; }

TEST(Document, APhotoLosesWhatItTellsBesideThePicture) {
  const std::string photo = made::photo(6);  // its camera was turned: 12 by 8 as it lies, 8 by 12 upright
  for (const char* told : {"Canary", "Exif", "GPS"}) ASSERT_TRUE(has(photo, told)) << told;
  const auto clean = clean_document(photo);
  ASSERT_TRUE(clean) << clean.error().code;
  EXPECT_EQ(clean->media, Media::jpeg);
  for (const char* told : {"Canary", "Exif", "GPS", "made by"}) EXPECT_FALSE(has(clean->bytes, told)) << told;
  EXPECT_EQ(made::size_of_jpeg(clean->bytes), std::pair(16, 32)) << "upright";
  const auto again = clean_document(clean->bytes);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->bytes, clean->bytes) << "what is clean stays as it is";
}

TEST(Document, APictureLosesTextsAndWhatFollowsIt) {
  const std::string picture = made::picture() + "Canary behind the end";
  ASSERT_TRUE(has(picture, "Canary in a text"));
  const auto clean = clean_document(picture);
  ASSERT_TRUE(clean) << clean.error().code;
  EXPECT_EQ(clean->media, Media::png);
  EXPECT_FALSE(has(clean->bytes, "Canary"));
  EXPECT_EQ(clean_document(clean->bytes)->bytes, clean->bytes);
}

TEST(Document, ALetterLosesItsWriterAndWhatItDoes) {
  const std::string letter = made::letter();
  for (const char* told : {"Canary writer", "JavaScript", "Canary file", "https://canary"})
    ASSERT_TRUE(has(letter, told));
  const auto clean = clean_document(letter);
  ASSERT_TRUE(clean) << clean.error().code;
  EXPECT_EQ(clean->media, Media::pdf);
  const std::string plain = made::unpacked(clean->bytes);
  for (const char* told : {"Canary", "canary", "JavaScript", "app.alert", "/EF"})
    EXPECT_FALSE(has(plain, told)) << told;
  EXPECT_TRUE(has(plain, "Dear family")) << "what the page says stays";
  EXPECT_EQ(clean_document(letter)->bytes, clean->bytes) << "the same gives the same";
}

TEST(Document, IsToldByItsBytesNotByItsName) {
  EXPECT_EQ(code_of_document(""), "document.empty");
  EXPECT_EQ(code_of_document("<svg onload='x'/>"), "document.unknown_type");
  EXPECT_EQ(code_of_document("GIF89a"), "document.unknown_type");
  EXPECT_EQ(code_of_document("%PDF-1.7\nno more"), "document.broken");
  EXPECT_EQ(code_of_document("\xFF\xD8\xFF no picture"), "document.broken");
  EXPECT_EQ(code_of_document("\x89PNG\r\n\x1A\n no picture"), "document.broken");
  EXPECT_EQ(code_of_document("<html>" + made::photo(1)), "document.unknown_type") << "two things at once";
  EXPECT_EQ(code_of_document(std::string(document_bytes + 1, 'x')), "document.too_big");
  const std::string photo = made::photo(1);
  EXPECT_EQ(code_of_document(std::string_view(photo).substr(0, photo.size() / 2)), "document.broken");
  EXPECT_EQ(code_of_document(made::picture_that_says(60'000, 60'000)), "document.too_many_pixels");
}

RC_GTEST_PROP(Document, DamageIsFoundOrHarmless, ()) {
  std::string bytes = *rc::gen::element(made::photo(1), made::picture(), made::letter());
  for (int i = 0; i < 3; ++i) {
    const auto at = *rc::gen::inRange<std::size_t>(4, bytes.size());
    bytes[at] = static_cast<char>(*rc::gen::inRange(0, 256));
  }
  const auto clean = clean_document(bytes);
  if (clean) RC_ASSERT(clean_document(clean->bytes).has_value());
}

TEST(Base64, GoesThereAndBack) {
  for (const std::string& bytes : {std::string(), std::string("a"), std::string("ab"), std::string("abc\0d", 5)})
    EXPECT_EQ(from_base64(to_base64(bytes)), bytes);
  EXPECT_EQ(to_base64("Koers"), "S29lcnM=");
  EXPECT_FALSE(from_base64("S29lcnM"));
  EXPECT_FALSE(from_base64("S29l\ncnM="));
  EXPECT_FALSE(from_base64("<>"));
}

}  // namespace
}  // namespace koers::exchange
