#include "exchange/plain_name.h"

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <unicode/translit.h>
#include <unicode/unistr.h>

namespace koers::exchange {
namespace {

constexpr std::size_t most_words = 20;
constexpr std::array<std::string_view, 22> little{"van", "de", "der", "den", "het", "t",  "ter", "ten",
                                                  "te",  "op", "in",  "aan", "von", "el", "al",  "la",
                                                  "le",  "du", "da",  "dos", "di",  "ibn"};

std::string latin(std::string_view text) {
  static std::mutex mutex;
  static const std::unique_ptr<icu::Transliterator> plain = [] {
    UErrorCode fault = U_ZERO_ERROR;
    return std::unique_ptr<icu::Transliterator>(
        icu::Transliterator::createInstance("Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, fault));
  }();
  icu::UnicodeString out =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  {
    const std::lock_guard lock(mutex);
    if (plain != nullptr) plain->transliterate(out);
  }
  std::string bytes;
  out.toUTF8String(bytes);
  return bytes;
}

}  // namespace

std::vector<std::string> plain_words(std::string_view name) {
  constexpr std::size_t longest = 400;
  std::vector<std::string> out;
  std::string word;
  const auto end = [&] {
    if (word.size() > 1 && std::ranges::find(little, word) == little.end() && out.size() < most_words)
      out.push_back(word);
    word.clear();
  };
  for (const char c : latin(name.substr(0, longest))) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      word += c;
    } else {
      end();
    }
  }
  end();
  return out;
}

}  // namespace koers::exchange
