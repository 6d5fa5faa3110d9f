#include "base/figure.h"

namespace koers {

Figure percentage(std::string code, std::int64_t n, std::int64_t denominator, std::string definition, int decimals) {
  Figure figure;
  figure.code = std::move(code);
  figure.unit = Unit::percent;
  figure.n = n;
  figure.denominator = denominator;
  figure.denominator_definition = std::move(definition);
  if (denominator == 0) {
    figure.missing = {"figure.empty_denominator", {}};
  } else {
    figure.exact = Exact::ratio(Wide{n} * 100, denominator);
    figure.value = figure.exact.round(decimals);
  }
  return figure;
}

Figure rounded(std::string code, const Exact& exact, Unit unit, std::int64_t n, int decimals) {
  Figure figure;
  figure.code = std::move(code);
  figure.unit = unit;
  figure.n = n;
  figure.exact = exact;
  figure.value = exact.round(decimals);
  if (!figure.value) figure.missing = {"figure.not_computable", {}};
  return figure;
}

Figure counted(std::string code, std::int64_t n) {
  Figure figure;
  figure.code = std::move(code);
  figure.unit = Unit::count;
  figure.n = n;
  figure.exact = Exact::ratio(n, 1);
  figure.value = Decimal{n, 0};
  return figure;
}

std::optional<Error> check_parts(const Figure& whole, const std::vector<Figure>& parts) {
  std::int64_t sum = 0;
  for (const Figure& part : parts) sum += part.n;
  if (sum == whole.n) return {};
  return error("report.parts_do_not_add_up",
               {{"figure", whole.code}, {"whole", std::to_string(whole.n)}, {"parts", std::to_string(sum)}});
}

}  // namespace koers
