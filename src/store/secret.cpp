#include "store/secret.h"

#include <algorithm>
#include <cstring>
#include <sodium.h>
#include <stdexcept>
#include <vector>

namespace koers::store {
namespace {

constexpr std::size_t padding = 64;

static_assert(key_bytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(nonce_bytes == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(seal_bytes == crypto_aead_xchacha20poly1305_ietf_ABYTES);
static_assert(hash_bytes == crypto_hash_sha256_BYTES);
static_assert(key_bytes == crypto_sign_SEEDBYTES);

void start() {
  static const bool ready = sodium_init() >= 0;
  if (!ready) throw std::runtime_error("libsodium finds no source of random numbers");
}

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::array<unsigned char, 8> length(std::string_view part) {
  std::array<unsigned char, 8> out{};
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<unsigned char>(part.size() >> (8 * i));
  return out;
}

std::string encrypt(const Secret& key, std::string_view text, std::string_view position) {
  start();
  std::string out = random_bytes(nonce_bytes);
  out.resize(nonce_bytes + text.size() + seal_bytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(out) + nonce_bytes, nullptr, bytes(text), text.size(),
                                             bytes(position), position.size(), nullptr, bytes(std::string_view(out)),
                                             key.data());
  return out;
}

std::optional<std::string> decrypt(const Secret& key, std::string_view sealed, std::string_view position) {
  start();
  if (sealed.size() < nonce_bytes + seal_bytes) return {};
  std::string out(sealed.size() - nonce_bytes - seal_bytes, '\0');
  const std::string_view body = sealed.substr(nonce_bytes);
  const int result =
      crypto_aead_xchacha20poly1305_ietf_decrypt(bytes(out), nullptr, nullptr, bytes(body), body.size(),
                                                 bytes(position), position.size(), bytes(sealed), key.data());
  if (result != 0) return {};
  return out;
}

struct SigningKeys {
  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> open{};
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret{};
  explicit SigningKeys(const Secret& seed) {
    start();
    crypto_sign_seed_keypair(open.data(), secret.data(), seed.data());
  }
  SigningKeys(const SigningKeys&) = delete;
  SigningKeys& operator=(const SigningKeys&) = delete;
  ~SigningKeys() { sodium_memzero(secret.data(), secret.size()); }
};

}  // namespace

Secret Secret::random() {
  start();
  Secret out;
  randombytes_buf(out.bytes_.data(), out.bytes_.size());
  return out;
}

std::optional<Secret> Secret::of(std::string_view text) {
  if (text.size() != key_bytes) return {};
  Secret out;
  std::copy(text.begin(), text.end(), out.bytes_.begin());
  return out;
}

Secret::Secret(Secret&& other) noexcept : bytes_(other.bytes_) { sodium_memzero(other.bytes_.data(), key_bytes); }

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this == &other) return *this;
  bytes_ = other.bytes_;
  sodium_memzero(other.bytes_.data(), key_bytes);
  return *this;
}

Secret::~Secret() { sodium_memzero(bytes_.data(), bytes_.size()); }

std::string random_bytes(std::size_t size) {
  start();
  std::string out(size, '\0');
  randombytes_buf(out.data(), size);
  return out;
}

void wipe(std::string& text) {
  sodium_memzero(text.data(), text.size());
  text.clear();
}

Secret derive(const Secret& key, std::string_view purpose, std::string_view context) {
  start();
  crypto_generichash_state state;
  crypto_generichash_init(&state, key.data(), key_bytes, key_bytes);
  for (const std::string_view part : {purpose, context}) {
    crypto_generichash_update(&state, length(part).data(), 8);
    crypto_generichash_update(&state, bytes(part), part.size());
  }
  std::string out(key_bytes, '\0');
  crypto_generichash_final(&state, bytes(out), out.size());
  Secret made = *Secret::of(out);
  wipe(out);
  sodium_memzero(&state, sizeof state);
  return made;
}

std::string tag(const Secret& key, std::initializer_list<std::string_view> parts) {
  start();
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key.data(), key_bytes);
  for (const std::string_view part : parts) {
    crypto_auth_hmacsha256_update(&state, length(part).data(), 8);
    crypto_auth_hmacsha256_update(&state, bytes(part), part.size());
  }
  std::string out(crypto_auth_hmacsha256_BYTES, '\0');
  crypto_auth_hmacsha256_final(&state, bytes(out));
  sodium_memzero(&state, sizeof state);
  out.resize(tag_bytes);
  return out;
}

std::string hash(std::initializer_list<std::string_view> parts) {
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  for (const std::string_view part : parts) {
    crypto_hash_sha256_update(&state, length(part).data(), 8);
    crypto_hash_sha256_update(&state, bytes(part), part.size());
  }
  std::string out(hash_bytes, '\0');
  crypto_hash_sha256_final(&state, bytes(out));
  return out;
}

std::string sha256(std::string_view text) {
  std::string out(hash_bytes, '\0');
  crypto_hash_sha256(bytes(out), bytes(text), text.size());
  return out;
}

std::string seal(const Secret& key, std::string_view text, std::string_view position) {
  // One byte marks the end (ISO/IEC 7816-4): a text that ends in zeros opens as it was.
  std::string padded(text);
  padded += '\x80';
  padded.resize((padded.size() + padding - 1) / padding * padding, '\0');
  std::string out = encrypt(key, padded, position);
  wipe(padded);
  return out;
}

std::optional<std::string> open(const Secret& key, std::string_view sealed, std::string_view position) {
  auto text = decrypt(key, sealed, position);
  if (!text) return {};
  const std::size_t end = text->find_last_not_of('\0');
  if (end == std::string::npos || (*text)[end] != '\x80') return {};
  text->resize(end);
  return text;
}

std::string wrap(const Secret& under, const Secret& key, std::string_view position) {
  return encrypt(under, key.view(), position);
}

std::optional<Secret> unwrap(const Secret& under, std::string_view wrapped, std::string_view position) {
  auto text = decrypt(under, wrapped, position);
  if (!text) return {};
  auto out = Secret::of(*text);
  wipe(*text);
  return out;
}

std::string sign(const Secret& seed, std::string_view text) {
  const SigningKeys keys(seed);
  std::string out(crypto_sign_BYTES, '\0');
  crypto_sign_detached(bytes(out), nullptr, bytes(text), text.size(), keys.secret.data());
  return out;
}

bool signature_holds(std::string_view public_key, std::string_view text, std::string_view signature) {
  start();
  return public_key.size() == crypto_sign_PUBLICKEYBYTES && signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(bytes(signature), bytes(text), text.size(), bytes(public_key)) == 0;
}

std::string public_key(const Secret& seed) {
  const SigningKeys keys(seed);
  return {reinterpret_cast<const char*>(keys.open.data()), keys.open.size()};
}

std::string hex(std::string_view text) {
  std::string out(text.size() * 2 + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes(text), text.size());
  out.pop_back();
  return out;
}

std::optional<std::string> from_hex(std::string_view text) {
  std::string out(text.size() / 2, '\0');
  std::size_t size = 0;
  const char* end = nullptr;
  const int result = sodium_hex2bin(bytes(out), out.size(), text.data(), text.size(), nullptr, &size, &end);
  if (text.size() % 2 != 0 || result != 0 || end != text.data() + text.size()) return {};
  return out;
}

Expected<Secret> from_passphrase(std::string_view passphrase, std::string_view salt, Effort effort) {
  start();
  static_assert(crypto_pwhash_SALTBYTES == 16);
  if (salt.size() != crypto_pwhash_SALTBYTES) return fail("key.no_salt");
  const bool usual = effort == Effort::usual;
  const auto turns = usual ? crypto_pwhash_OPSLIMIT_MODERATE : crypto_pwhash_OPSLIMIT_MIN;
  const auto memory = usual ? crypto_pwhash_MEMLIMIT_MODERATE : crypto_pwhash_MEMLIMIT_MIN;
  std::string out(key_bytes, '\0');
  const int result = crypto_pwhash(bytes(out), out.size(), passphrase.data(), passphrase.size(), bytes(salt), turns,
                                   memory, crypto_pwhash_ALG_ARGON2ID13);
  if (result != 0) return fail("key.passphrase_memory");
  Secret made = *Secret::of(out);
  wipe(out);
  return made;
}

Expected<std::string> password_hash(std::string_view password, Effort effort) {
  start();
  constexpr std::size_t memory = std::size_t{19} << 20;
  constexpr unsigned long long turns = 2;
  const bool usual = effort == Effort::usual;
  std::array<char, crypto_pwhash_STRBYTES> out{};
  const int result =
      crypto_pwhash_str_alg(out.data(), password.data(), password.size(), usual ? turns : crypto_pwhash_OPSLIMIT_MIN,
                            usual ? memory : crypto_pwhash_MEMLIMIT_MIN, crypto_pwhash_ALG_ARGON2ID13);
  if (result != 0) return fail("key.passphrase_memory");
  return std::string(out.data());
}

bool password_holds(const std::string& hash, std::string_view password) {
  start();
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

}  // namespace koers::store
