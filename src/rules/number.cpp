#include "rules/number.h"

namespace koers::rules {

Decimal shown(const Number& number) {
  constexpr Wide unit = 1'000'000;
  const Wide limit = Wide{1'000'000'000'000'000'000};
  for (const int decimals : {0, 1, 2}) {
    Wide scale = 1;
    for (int i = 0; i < decimals; ++i) scale *= 10;
    const Wide dividend = number.micro * scale;
    const Wide divisor = unit * number.per;
    if (dividend % divisor != 0 && decimals < 2) continue;
    const Wide magnitude = ((dividend < 0 ? -dividend : dividend) * 2 + divisor) / (divisor * 2);
    const Wide kept = magnitude > limit ? limit : magnitude;
    return {static_cast<std::int64_t>(dividend < 0 ? -kept : kept), decimals};
  }
  return {};
}

}  // namespace koers::rules
