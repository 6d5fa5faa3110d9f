#include "measure/change_method.h"

#include <array>
#include <cmath>

namespace koers::measure {
namespace {

enum class Kind : std::uint8_t { mean, sd, reliability, correlation };

bool usable(Kind kind, double x) {
  if (!std::isfinite(x)) return false;
  switch (kind) {
    case Kind::mean: return true;
    case Kind::sd: return x > 0;
    case Kind::reliability: return x >= 0 && x < 1;
    case Kind::correlation: return x >= -1 && x <= 1;
  }
  return false;
}

/// Hands out parameters; the first that is missing or not usable is the fault.
class Taker {
 public:
  Taker(ChangeMethod method, std::vector<UsedParameter>& used) : method_(method), used_(used) {}

  double operator()(const char* name, const std::optional<Parameter>& parameter, Kind kind) {
    if (fault_) return 0;
    const Message::Args args{{"parameter", name}, {"method", std::string(code(method_))}};
    if (!parameter) {
      fault_ = error("change.parameter_missing", args);
      return 0;
    }
    if (!usable(kind, parameter->value)) {
      fault_ = error("change.parameter_not_usable", args);
      return 0;
    }
    used_.push_back({name, *parameter});
    return parameter->value;
  }
  const std::optional<Error>& fault() const { return fault_; }

 private:
  ChangeMethod method_;
  std::vector<UsedParameter>& used_;
  std::optional<Error> fault_;
};

}  // namespace

std::string_view code(ChangeMethod method) {
  switch (method) {
    case ChangeMethod::jacobson_truax: return "jt";
    case ChangeMethod::gulliksen_lord_novick: return "gln";
    case ChangeMethod::hsu_linn_nord: return "hln";
    case ChangeMethod::edwards_nunnally: return "en";
    case ChangeMethod::nunnally_kotsch: return "nk";
    case ChangeMethod::hageman_arrindell: return "ha";
  }
  return {};
}

std::optional<ChangeMethod> change_method(std::string_view wanted) {
  for (const ChangeMethod method : change_methods) {
    if (code(method) == wanted) return method;
  }
  return {};
}

std::string_view name(Origin origin) {
  constexpr std::array<std::string_view, 3> names{"norm", "sample", "given"};
  return names[static_cast<std::size_t>(origin)];
}

Expected<ChangeIndex> ChangeIndex::make(ChangeMethod method, const ChangeParameters& given) {
  ChangeIndex out;
  out.method_ = method;
  Taker take(method, out.used_);
  const double s = take("sd", given.sd, Kind::sd);
  const double r = take("reliability", given.reliability, Kind::reliability);
  const double m = method == ChangeMethod::jacobson_truax ? 0 : take("mean", given.mean, Kind::mean);
  const bool to_end_mean = method == ChangeMethod::hsu_linn_nord || method == ChangeMethod::hageman_arrindell;
  const double end_m = to_end_mean ? take("end_mean", given.end_mean, Kind::mean) : m;
  const double se = s * std::sqrt(1 - r);
  double of_differences = 1;
  switch (method) {
    case ChangeMethod::jacobson_truax: out.error_ = se * std::sqrt(2.0); break;
    case ChangeMethod::gulliksen_lord_novick:
    case ChangeMethod::hsu_linn_nord: out.error_ = s * std::sqrt(1 - r * r); break;
    case ChangeMethod::edwards_nunnally: out.error_ = se; break;
    case ChangeMethod::nunnally_kotsch: {
      const double end_r = take("end_reliability", given.end_reliability, Kind::reliability);
      out.error_ = s * std::sqrt(r * r * (1 - r) + (1 - end_r));
      break;
    }
    case ChangeMethod::hageman_arrindell: {
      const double end_s = take("end_sd", given.end_sd, Kind::sd);
      const double r_xy = take("correlation", given.correlation, Kind::correlation);
      const double variance = s * s + end_s * end_s - 2 * s * end_s * r_xy;
      if (!take.fault() && !(variance > 2 * se * se)) return fail("change.no_reliable_differences");
      of_differences = (variance - 2 * se * se) / variance;
      out.error_ = std::sqrt(of_differences) * std::sqrt(2.0) * se;
      break;
    }
  }
  if (take.fault()) return fail(*take.fault());
  if (method == ChangeMethod::hageman_arrindell) {
    out.end_weight_ = out.start_weight_ = of_differences;
    out.constant_ = -(end_m - m) * (1 - of_differences);
  } else if (method != ChangeMethod::jacobson_truax) {
    out.start_weight_ = r;
    out.constant_ = end_m - r * m;
  }
  return out;
}

bool ChangeRule::clinical(const Decimal& score) const {
  if (!cutoff) return false;
  const int above = compare(score, *cutoff);
  if (above == 0) return cutoff_is_clinical;
  return (above > 0) == (direction == Direction::lower_is_better);
}

Judged ChangeRule::judge(const Decimal& start, const Decimal& end) const {
  const int higher = index.reliable(start.value(), end.value());
  const int gain = direction == Direction::higher_is_better ? higher : -higher;
  const bool before = clinical(start);
  const bool after = clinical(end);
  Judged out;
  out.index = index.of(start.value(), end.value());
  if (gain > 0) {
    out.category = before && !after ? ChangeCategory::recovered : ChangeCategory::improved;
  } else if (gain < 0) {
    out.category = cutoff && !before && after ? ChangeCategory::relapsed : ChangeCategory::deteriorated;
  }
  out.stayed_normal = out.category == ChangeCategory::unchanged && cutoff && !before && !after;
  return out;
}

}  // namespace koers::measure
