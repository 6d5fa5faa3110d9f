#include "store/stream.h"

#include <sodium.h>

namespace koers::store {
namespace {

constexpr std::string_view magic = "koers-backup-1\n";
constexpr std::size_t piece_bytes = 64 * 1024, most_field = 16 * 1024 * 1024, most_piece = 2 * most_field;

unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

void put_size(std::string& out, std::size_t size) {
  for (unsigned i = 0; i < 4; ++i) out += static_cast<char>(size >> (8 * i) & 0xff);
}

std::size_t size_at(std::string_view text) {
  std::size_t out = 0;
  for (unsigned i = 0; i < 4; ++i) out |= std::size_t{static_cast<unsigned char>(text[i])} << (8 * i);
  return out;
}

}  // namespace

std::string pack(const Record& record) {
  std::string out(1, record.sort);
  out += static_cast<char>(record.fields.size());
  for (const std::string& field : record.fields) {
    put_size(out, field.size());
    out += field;
  }
  return out;
}

std::optional<Record> take_record(std::string_view& text, bool& wrong) {
  wrong = false;
  if (text.size() < 2) return {};
  Record out{text[0], {}};
  const std::size_t fields = static_cast<unsigned char>(text[1]);
  std::string_view rest = text.substr(2);
  for (std::size_t i = 0; i < fields; ++i) {
    if (rest.size() < 4) return {};
    const std::size_t size = size_at(rest);
    wrong = size > most_field;
    if (wrong || rest.size() - 4 < size) return {};
    out.fields.emplace_back(rest.substr(4, size));
    rest.remove_prefix(4 + size);
  }
  text = rest;
  return out;
}

struct SealedWriter::State {
  crypto_secretstream_xchacha20poly1305_state stream;
  std::string plain, head;
  Sink sink;
};

SealedWriter::SealedWriter(const Secret& key, Sink sink) : state_(std::make_unique<State>()) {
  state_->sink = std::move(sink);
  std::string start(crypto_secretstream_xchacha20poly1305_HEADERBYTES, '\0');
  crypto_secretstream_xchacha20poly1305_init_push(&state_->stream, bytes(start), key.data());
  state_->head = std::string(magic) + start;
}

SealedWriter::~SealedWriter() { sodium_memzero(&state_->stream, sizeof state_->stream); }

std::optional<Error> SealedWriter::push(bool last) {
  std::string sealed(state_->plain.size() + crypto_secretstream_xchacha20poly1305_ABYTES, '\0');
  const unsigned char sort =
      last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
  crypto_secretstream_xchacha20poly1305_push(&state_->stream, bytes(sealed), nullptr, bytes(state_->plain),
                                             state_->plain.size(), nullptr, 0, sort);
  wipe(state_->plain);
  std::string out = std::exchange(state_->head, {});
  put_size(out, sealed.size());
  return state_->sink(out + sealed);
}

std::optional<Error> SealedWriter::add(const Record& record) {
  state_->plain += pack(record);
  return state_->plain.size() < piece_bytes ? std::nullopt : push(false);
}

std::optional<Error> SealedWriter::finish() { return push(true); }

struct SealedReader::State {
  crypto_secretstream_xchacha20poly1305_state stream;
  Secret key;
  Source source;
  std::string raw, plain;
  std::size_t used = 0;  // of plain
  bool started = false, ended = false;

  /// `size` bytes from the source; fewer only at its end.
  Expected<std::string> bytes_of(std::size_t size) {
    std::string out;
    while (out.size() < size) {
      auto more = source(size - out.size());
      if (!more) return more;
      if (more->empty()) break;
      out += *more;
    }
    return out;
  }
};

SealedReader::SealedReader(const Secret& key, Source source)
    : state_(new State{{}, key.copy(), std::move(source), {}, {}, 0, false, false}) {}

SealedReader::~SealedReader() {
  wipe(state_->plain);
  sodium_memzero(&state_->stream, sizeof state_->stream);
}

Expected<bool> SealedReader::pull() {
  State& s = *state_;
  if (!s.started) {
    const std::size_t size = magic.size() + crypto_secretstream_xchacha20poly1305_HEADERBYTES;
    auto head = s.bytes_of(size);
    if (!head) return fail(head.error());
    if (head->size() != size || !head->starts_with(magic)) return fail("backup.not_a_backup");
    const std::string_view start = std::string_view(*head).substr(magic.size());
    if (crypto_secretstream_xchacha20poly1305_init_pull(&s.stream, bytes(start), s.key.data()) != 0)
      return fail("backup.damaged");
    s.started = true;
  }
  auto size = s.bytes_of(4);
  if (!size) return fail(size.error());
  if (size->size() != 4) return fail("backup.damaged");
  const std::size_t piece = size_at(*size);
  if (piece < crypto_secretstream_xchacha20poly1305_ABYTES || piece > most_piece) return fail("backup.damaged");
  auto sealed = s.bytes_of(piece);
  if (!sealed) return fail(sealed.error());
  if (sealed->size() != piece) return fail("backup.damaged");
  std::string plain(piece - crypto_secretstream_xchacha20poly1305_ABYTES, '\0');
  unsigned char sort = 0;
  if (crypto_secretstream_xchacha20poly1305_pull(&s.stream, bytes(plain), nullptr, &sort, bytes(*sealed), piece,
                                                 nullptr, 0) != 0)
    return fail("backup.damaged");
  s.plain.erase(0, std::exchange(s.used, 0));
  s.plain += plain;
  wipe(plain);
  s.ended = sort == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
  if (!s.ended) return true;
  auto after = s.source(1);
  if (!after) return fail(after.error());
  if (!after->empty()) return fail("backup.damaged");
  return true;
}

Expected<std::optional<Record>> SealedReader::next() {
  State& s = *state_;
  for (;;) {
    std::string_view rest = std::string_view(s.plain).substr(s.used);
    bool wrong = false;
    auto record = take_record(rest, wrong);
    if (record) {
      s.used = s.plain.size() - rest.size();
      return record;
    }
    if (wrong || (s.ended && !rest.empty())) return fail("backup.damaged");
    if (s.ended) return std::optional<Record>();
    if (auto more = pull(); !more) return fail(more.error());
  }
}

}  // namespace koers::store
