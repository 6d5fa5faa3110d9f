#include "base/decimal.h"

#include <array>
#include <cmath>

namespace koers {
namespace {

constexpr std::array<std::int64_t, 10> powers{1,       10,        100,        1'000,       10'000,
                                              100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};

constexpr std::int64_t power(int decimals) { return powers[static_cast<std::size_t>(decimals)]; }

__extension__ using Wide = __int128;

}  // namespace

double Decimal::value() const { return static_cast<double>(scaled) / static_cast<double>(power(decimals)); }

std::string Decimal::text(char separator) const {
  const bool negative = scaled < 0;
  std::uint64_t rest = negative ? 0 - static_cast<std::uint64_t>(scaled) : static_cast<std::uint64_t>(scaled);
  std::array<char, 32> buffer{};
  std::size_t at = buffer.size();
  int written = 0;
  do {
    if (written == decimals && decimals > 0) buffer[--at] = separator;
    buffer[--at] = static_cast<char>('0' + rest % 10);
    rest /= 10;
    ++written;
  } while (rest != 0 || written <= decimals);
  if (negative) buffer[--at] = '-';
  return {buffer.data() + at, buffer.size() - at};
}

std::optional<Decimal> Decimal::parse(std::string_view text, char separator) {
  const bool negative = !text.empty() && text.front() == '-';
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  Decimal out;
  int digits = 0;
  bool point = false;
  for (const char c : text) {
    if (c == separator && !point && digits > 0) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9' || ++digits > 18) return {};
    if (point && ++out.decimals > 9) return {};
    out.scaled = out.scaled * 10 + (c - '0');
  }
  if (digits == 0 || (point && out.decimals == 0)) return {};
  if (negative) out.scaled = -out.scaled;
  return out;
}

int compare(const Decimal& a, const Decimal& b) {
  const Wide left = Wide{a.scaled} * power(b.decimals);
  const Wide right = Wide{b.scaled} * power(a.decimals);
  return left < right ? -1 : left > right ? 1 : 0;
}

Decimal round_ratio(std::int64_t numerator, std::int64_t denominator, int decimals, std::int64_t factor) {
  Wide n = Wide{numerator} * factor * power(decimals);
  Wide d = denominator;
  if (d < 0) {
    n = -n;
    d = -d;
  }
  const Wide twice = 2 * (n < 0 ? -n : n) + d;
  const Wide magnitude = twice / (2 * d);
  return {static_cast<std::int64_t>(n < 0 ? -magnitude : magnitude), decimals};
}

std::optional<Decimal> round_double(double value, int decimals) {
  if (!std::isfinite(value) || value > 9e8 || value < -9e8) return {};
  // A double below 9e8 is an integer over 2^k; scaling by 10^9 in long double could round, so split first.
  const double whole = std::trunc(value);
  const double part = value - whole;  // exact
  const double scaled = part * static_cast<double>(power(decimals));
  double rounded = std::round(scaled);
  // `scaled` itself was rounded: look which side of the half the exact product lies on.
  const double error = std::fma(part, static_cast<double>(power(decimals)), -scaled);
  const double distance = std::fabs(scaled - std::trunc(scaled));
  if (distance == 0.5 && error != 0 && (error > 0) != (part > 0)) rounded = std::trunc(scaled);
  return Decimal{static_cast<std::int64_t>(whole) * power(decimals) + static_cast<std::int64_t>(rounded), decimals};
}

}  // namespace koers
