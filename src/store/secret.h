// Keys and what is done with them, on libsodium: sealing with associated data, tags, hashes, derivation. No key leaves this header
// as text; a Secret is wiped when it goes.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "base/expected.h"

namespace koers::store {

inline constexpr std::size_t key_bytes = 32, nonce_bytes = 24, seal_bytes = 16, tag_bytes = 16, hash_bytes = 32;

/// Thirty-two secret bytes. Copied only by `copy()`, wiped on destruction.
class Secret {
 public:
  static Secret random();
  /// Exactly key_bytes; else none.
  static std::optional<Secret> of(std::string_view bytes);
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret();

  Secret copy() const { return *of(view()); }
  std::string_view view() const { return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()}; }
  const unsigned char* data() const { return bytes_.data(); }

 private:
  Secret() = default;
  std::array<unsigned char, key_bytes> bytes_{};
};

std::string random_bytes(std::size_t size);
void wipe(std::string& text);  ///< overwritten before it is emptied

/// A key for one `purpose`, from another and what it belongs to (keyed BLAKE2b over the parts with their lengths).
Secret derive(const Secret& key, std::string_view purpose, std::string_view context = {});

/// Sixteen bytes which only the holder of `key` can make for `parts` (HMAC-SHA-256, its first half).
std::string tag(const Secret& key, std::initializer_list<std::string_view> parts);
/// SHA-256 over the parts, each with its length before it: no two lists of parts give one input.
std::string hash(std::initializer_list<std::string_view> parts);

/// SHA-256 of the bytes alone, as other programs make it.
std::string sha256(std::string_view bytes);

/// XChaCha20-Poly1305 (IETF): nonce and ciphertext. The text is padded to 64 bytes first, so that a length says little.
/// `position` is authenticated, not stored: what is sealed opens nowhere else.
std::string seal(const Secret& key, std::string_view text, std::string_view position);
/// None when a byte, the key or the position is another.
std::optional<std::string> open(const Secret& key, std::string_view sealed, std::string_view position);

/// The same without padding or position, for a key under another key.
std::string wrap(const Secret& under, const Secret& key, std::string_view position);
std::optional<Secret> unwrap(const Secret& under, std::string_view wrapped, std::string_view position);

/// Ed25519, from a seed of 32 secret bytes.
std::string sign(const Secret& seed, std::string_view text);
bool signature_holds(std::string_view public_key, std::string_view text, std::string_view signature);
std::string public_key(const Secret& seed);

std::string hex(std::string_view bytes);
std::optional<std::string> from_hex(std::string_view text);

/// What a passphrase costs to try (argon2id). `least` is for tests.
enum class Effort { least, usual };
/// From a passphrase and the salt that stands with the data (16 bytes). key.passphrase_memory when the memory is not there.
Expected<Secret> from_passphrase(std::string_view passphrase, std::string_view salt, Effort effort);

/// What is kept of a password: argon2id with its own salt (usual: 19 MiB, two turns, the least of OWASP's guidance), as text.
/// key.passphrase_memory.
Expected<std::string> password_hash(std::string_view password, Effort effort);
bool password_holds(const std::string& hash, std::string_view password);

}  // namespace koers::store
