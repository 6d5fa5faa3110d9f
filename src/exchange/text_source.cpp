#include "exchange/text_source.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <utility>

#include "base/text.h"
#include "exchange/encoding.h"

namespace koers::exchange {
namespace {

constexpr std::size_t most_converted = std::size_t{1} << 30;

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

/// Could `tail` be the beginning of one UTF-8 character that the next bytes complete?
bool incomplete(std::string_view tail) {
  const auto lead = static_cast<unsigned char>(tail.front());
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1;
  if (tail.size() >= size) return false;
  return std::all_of(tail.begin() + 1, tail.end(),
                     [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; });
}

}  // namespace

struct TextSource::State {
  std::string name;
  std::unique_ptr<std::FILE, Close> file;
  std::string memory;
  std::size_t at = 0;        // in memory
  std::string held;          // begun character, to be completed by the next piece
  bool checked = false;      // memory that conversion has made valid already
  bool begun = false;
  std::uint32_t lines = 1;   // line of the next byte
  std::uint32_t utf8_line = 0;  // of the first character beyond ASCII

  Place place(std::uint32_t line = 0) const { return {name, line, 0, {}}; }

  Expected<std::size_t> raw(char* to, std::size_t room) {
    if (!file) {
      const std::size_t n = std::min(room, memory.size() - at);
      std::memcpy(to, memory.data() + at, n);
      at += n;
      return n;
    }
    const std::size_t n = std::fread(to, 1, room, file.get());
    if (n == 0 && std::ferror(file.get()) != 0) return fail("file.cannot_read", {}, place());
    return n;
  }

  Expected<std::string> all() {
    std::string out = std::move(held);
    held.clear();
    for (;;) {
      const std::size_t old = out.size();
      if (old > most_converted / 2) return fail("text.too_large", {}, place());
      out.resize(std::max(old * 2, std::size_t{1} << 12));
      auto n = raw(out.data() + old, out.size() - old);
      if (!n) return fail(std::move(n.error()));
      out.resize(old + *n);
      if (*n == 0) return out;
    }
  }

  Expected<void> convert(Encoding encoding) {
    auto bytes = all();
    if (!bytes) return fail(std::move(bytes.error()));
    auto text =
        encoding == Encoding::utf16 ? from_utf16(*bytes) : from_single_bytes(*bytes, encoding == Encoding::latin_1);
    if (!text) {
      text.error().place.file = name;
      return fail(std::move(text.error()));
    }
    memory = std::move(*text);
    at = 0;
    file.reset();
    checked = true;
    return {};
  }

  /// Looks at the first bytes: marks, workbooks.
  Expected<void> begin(Encoding encoding) {
    char head[4];
    std::size_t size = 0;
    while (size < sizeof head) {
      auto n = raw(head + size, sizeof head - size);
      if (!n) return fail(std::move(n.error()));
      if (*n == 0) break;
      size += *n;
    }
    held.assign(head, size);
    if (held.starts_with("PK\x03\x04") || held.starts_with("\xD0\xCF\x11\xE0")) {
      return fail("text.is_a_workbook", {}, place());
    }
    if (held.starts_with("\xEF\xBB\xBF")) {
      held.erase(0, 3);
      encoding = Encoding::utf8;
    } else if (held.starts_with("\xFF\xFE") || held.starts_with("\xFE\xFF")) {
      encoding = Encoding::utf16;
    }
    return encoding == Encoding::utf8 ? Expected<void>() : convert(encoding);
  }

  /// Length of the valid front of `text`; what follows is held for the next piece, or is a fault.
  Expected<std::size_t> valid(std::string_view text, bool last) {
    const std::size_t ascii = ascii_prefix(text);
    if (ascii == text.size()) return ascii;
    const std::string_view rest = text.substr(ascii);
    const auto bad = invalid_utf8(rest);
    if (utf8_line == 0 && bad.value_or(1) != 0) utf8_line = lines + line_of(text, ascii) - 1;
    if (!bad) return text.size();
    if (!last && incomplete(rest.substr(*bad))) return ascii + *bad;
    const std::uint32_t line = lines + line_of(text, ascii + *bad) - 1;
    if (utf8_line == 0) return fail("encoding.not_utf8", {}, place(line));
    return fail("encoding.mixed", {{"utf8_line", std::to_string(utf8_line)}, {"other_line", std::to_string(line)}},
                place(line));
  }
};

TextSource::TextSource(std::unique_ptr<State> state) : state_(std::move(state)) {}
TextSource::TextSource(TextSource&&) noexcept = default;
TextSource& TextSource::operator=(TextSource&&) noexcept = default;
TextSource::~TextSource() = default;

Expected<TextSource> TextSource::open(const std::string& path, Encoding encoding) {
  auto state = std::make_unique<State>();
  state->name = path;
  state->file.reset(std::fopen(path.c_str(), "rb"));
  if (!state->file) return fail("file.cannot_open", {}, state->place());
  std::setvbuf(state->file.get(), nullptr, _IONBF, 0);
  if (auto begun = state->begin(encoding); !begun) return fail(std::move(begun.error()));
  return TextSource(std::move(state));
}

Expected<TextSource> TextSource::from_memory(std::string bytes, std::string name, Encoding encoding) {
  auto state = std::make_unique<State>();
  state->name = std::move(name);
  state->memory = std::move(bytes);
  if (auto begun = state->begin(encoding); !begun) return fail(std::move(begun.error()));
  return TextSource(std::move(state));
}

const std::string& TextSource::name() const { return state_->name; }

Expected<std::size_t> TextSource::read(char* to, std::size_t room) {
  State& s = *state_;
  for (;;) {
    const std::size_t held = s.held.size();
    std::memcpy(to, s.held.data(), held);
    s.held.clear();
    auto got = s.raw(to + held, room - held);
    if (!got) return got;
    const std::string_view text(to, held + *got);
    if (text.empty()) return 0;
    std::size_t size = text.size();
    if (!s.checked) {
      auto valid = s.valid(text, *got == 0);
      if (!valid) return valid;
      size = *valid;
      s.held.assign(text.substr(size));
      if (size == 0) continue;  // only the beginning of a character so far
    }
    if (const std::size_t zero = text.substr(0, size).find('\0'); zero != std::string_view::npos) {
      return fail("text.zero_byte", {}, s.place(s.lines + line_of(text, zero) - 1));
    }
    s.lines += static_cast<std::uint32_t>(line_ends(text.substr(0, size)));
    return size;
  }
}

}  // namespace koers::exchange
