// Chance that can be looked up: the n-th number of a family is a function of (seed, family, part, n) and of nothing else, so
// that families can be made in any order, alone or a million in a row. Philox4x32-10 of Salmon, Moraes, Dror & Shaw 2011,
// "Parallel random numbers: as easy as 1, 2, 3", SC '11 (doi 10.1145/2063384.2063405). Integers only: the same on every machine.
#pragma once

#include <array>
#include <cstdint>

namespace koers::simulate {

using Block = std::array<std::uint32_t, 4>;

/// Ten rounds of the paper's bijection.
constexpr Block philox(Block counter, std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = std::uint64_t{0xD2511F53} * counter[0];
    const std::uint64_t b = std::uint64_t{0xCD9E8D57} * counter[2];
    counter = {static_cast<std::uint32_t>(b >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(b),
               static_cast<std::uint32_t>(a >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(a)};
    key[0] += 0x9E3779B9;
    key[1] += 0xBB67AE85;
  }
  return counter;
}

/// What a draw is for. Each part has its own sequence: a draw more in one leaves the others as they are. New parts go last.
enum class Part : std::uint32_t { family, latent, ending, calendar, answers, work, people, ids, items };

class Draws {
 public:
  Draws(std::uint64_t seed, std::uint64_t family, Part part)
      : key_{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)},
        counter_{0, static_cast<std::uint32_t>(part), static_cast<std::uint32_t>(family),
                 static_cast<std::uint32_t>(family >> 32)} {}

  std::uint32_t bits() {
    if (left_ == 0) {
      block_ = philox(counter_, key_);
      ++counter_[0];
      left_ = 4;
    }
    return block_[--left_];
  }
  /// 0 .. n-1; n below 2^16, where the unevenness (n / 2^32) is far below anything that is measured here.
  int below(int n) {
    return static_cast<int>(static_cast<std::uint64_t>(bits()) * static_cast<std::uint64_t>(n) >> 32);
  }
  int between(int least, int most) { return least + below(most - least + 1); }
  bool chance(int of_10000) { return below(10'000) < of_10000; }
  /// Normal in units of 2^-16: the sum of twelve uniforms of 16 bits has variance 2^32 - 1 (Irwin-Hall). Kurtosis 2.9, nothing
  /// beyond six SDs.
  int normal() {
    int sum = -393'210;
    for (int i = 0; i < 6; ++i) {
      const std::uint32_t two = bits();
      sum += static_cast<int>(two & 0xFFFF) + static_cast<int>(two >> 16);
    }
    return sum;
  }

 private:
  std::array<std::uint32_t, 2> key_;
  Block counter_, block_{};
  unsigned left_ = 0;
};

/// `part` / `whole` rounded down, for negative numbers too; whole > 0.
constexpr std::int64_t floor_div(std::int64_t part, std::int64_t whole) {
  return part >= 0 ? part / whole : -((-part + whole - 1) / whole);
}
/// sd times a normal draw, rounded to whole units.
constexpr std::int64_t spread(std::int64_t sd, int normal) { return floor_div(sd * normal + 32'768, 65'536); }

}  // namespace koers::simulate
