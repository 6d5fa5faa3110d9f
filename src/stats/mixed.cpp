#include "stats/mixed.h"

#include <algorithm>
#include <cmath>
#include <eigen3/Eigen/Dense>
#include <limits>
#include <numbers>
#include <optional>

namespace koers::stats {
namespace {

using Eigen::Dynamic;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr int most_q = static_cast<int>(most_random_columns);
constexpr int most_p = static_cast<int>(most_fixed_columns);
constexpr int most_theta = most_q * (most_q + 1) / 2;
// Of fixed size at most: nothing is allocated per group.
using RandomSquare = Eigen::Matrix<double, Dynamic, Dynamic, 0, most_q, most_q>;
using RandomByFixed = Eigen::Matrix<double, Dynamic, Dynamic, 0, most_q, most_p>;
using RandomVector = Eigen::Matrix<double, Dynamic, 1, 0, most_q, 1>;
using FixedSquare = Eigen::Matrix<double, Dynamic, Dynamic, 0, most_p, most_p>;
using FixedVector = Eigen::Matrix<double, Dynamic, 1, 0, most_p, 1>;
using Theta = Eigen::Matrix<double, Dynamic, 1, 0, most_theta, 1>;
using ThetaSquare = Eigen::Matrix<double, Dynamic, Dynamic, 0, most_theta, most_theta>;

constexpr double collinear_below = 1e-8;
constexpr double singular_below = 1e-4;  // of a diagonal element of the factor, columns at unit mean square
constexpr double nought_below = 1e-7;
constexpr int most_iterations = 100;

struct Group {
  RandomSquare zz;
  RandomByFixed zx;
  RandomVector zy;
};

RandomSquare factor_of(const Theta& theta, int q) {
  RandomSquare out = RandomSquare::Zero(q, q);
  int k = 0;
  for (int column = 0; column < q; ++column) {
    for (int row = column; row < q; ++row) out(row, column) = theta(k++);
  }
  return out;
}

Theta theta_of(const RandomSquare& factor) {
  const auto q = static_cast<int>(factor.rows());
  Theta out(q * (q + 1) / 2);
  int k = 0;
  for (int column = 0; column < q; ++column) {
    for (int row = column; row < q; ++row) out(k++) = factor(row, column);
  }
  return out;
}

/// The profiled deviance. Fixed columns are made orthonormal (X = Q R) and y is replaced by what they leave by least squares,
/// random columns are scaled to a mean square of 1: sums of products then lose few digits.
class Profile {
 public:
  struct At {
    double value = std::numeric_limits<double>::infinity();
    Theta gradient;
    FixedVector delta;  // on Q
    FixedSquare precision;  // Q' V^-1 Q
    double squares = 0;  // (y - X b)' V^-1 (y - X b)
  };

  static Expected<Profile> make(const MixedData& data, Likelihood likelihood);

  int q() const { return static_cast<int>(scale_.size()); }
  double degrees() const { return static_cast<double>(likelihood_ == Likelihood::restricted ? rows_ - p() : rows_); }
  At at(const Theta& theta) const;
  MixedFit fit(const Theta& theta) const;

 private:
  std::ptrdiff_t p() const { return triangle_.rows(); }
  bool within_groups_nothing() const;

  Likelihood likelihood_ = Likelihood::restricted;
  std::ptrdiff_t rows_ = 0;
  std::vector<Group> groups_;
  double yy_ = 0;
  FixedVector xy_;
  MatrixXd triangle_;  // R of X = Q R
  FixedVector least_squares_;  // Q' of the original y
  double log_det_triangle_ = 0;
  VectorXd scale_;  // of the random columns
};

bool finite(std::span<const double> column) {
  return std::all_of(column.begin(), column.end(), [](double x) { return std::isfinite(x); });
}

Expected<std::size_t> check(const MixedData& data) {
  const std::size_t n = data.y.size();
  if (data.fixed.empty() || data.random.empty() || data.group.size() != n) return fail("mixed.columns_differ");
  if (data.fixed.size() > most_fixed_columns || data.random.size() > most_random_columns) {
    return fail("mixed.too_many_columns",
                {{"fixed", std::to_string(most_fixed_columns)}, {"random", std::to_string(most_random_columns)}});
  }
  for (const auto* columns : {&data.fixed, &data.random}) {
    for (const std::span<const double> column : *columns) {
      if (column.size() != n) return fail("mixed.columns_differ");
      if (!finite(column)) return fail("mixed.not_finite");
    }
  }
  if (!finite(data.y)) return fail("mixed.not_finite");
  if (n == 0) return fail("mixed.too_few_groups");
  const std::size_t groups = std::size_t{*std::max_element(data.group.begin(), data.group.end())} + 1;
  if (groups > n) return fail("mixed.columns_differ");
  std::vector<bool> seen(groups, false);
  for (const std::uint32_t g : data.group) seen[g] = true;
  if (std::find(seen.begin(), seen.end(), false) != seen.end()) return fail("mixed.columns_differ");
  if (groups < 2 || groups <= data.random.size()) return fail("mixed.too_few_groups");
  if (n <= groups * data.random.size() || n <= data.fixed.size()) return fail("mixed.too_few_rows");
  return groups;
}

MatrixXd matrix(const std::vector<std::span<const double>>& columns) {
  const auto rows = static_cast<std::ptrdiff_t>(columns.front().size());
  MatrixXd out(rows, static_cast<std::ptrdiff_t>(columns.size()));
  for (std::size_t j = 0; j < columns.size(); ++j) {
    out.col(static_cast<std::ptrdiff_t>(j)) = Eigen::Map<const VectorXd>(columns[j].data(), rows);
  }
  return out;
}

bool collinear(const MatrixXd& m) {
  MatrixXd unit = m;
  for (std::ptrdiff_t j = 0; j < m.cols(); ++j) {
    const double norm = m.col(j).norm();
    if (!(norm > 0)) return true;
    unit.col(j) /= norm;
  }
  Eigen::ColPivHouseholderQR<MatrixXd> qr(unit);
  qr.setThreshold(collinear_below);
  return qr.rank() < m.cols();
}

Expected<Profile> Profile::make(const MixedData& data, Likelihood likelihood) {
  const auto groups = check(data);
  if (!groups) return fail(groups.error());
  const MatrixXd x = matrix(data.fixed);
  MatrixXd z = matrix(data.random);
  if (collinear(x) || collinear(z)) return fail("mixed.collinear");

  Profile out;
  out.likelihood_ = likelihood;
  out.rows_ = x.rows();
  const std::ptrdiff_t p = x.cols();
  const std::ptrdiff_t q = z.cols();
  const Eigen::HouseholderQR<MatrixXd> qr(x);
  const MatrixXd orthonormal = qr.householderQ() * MatrixXd::Identity(x.rows(), p);
  out.triangle_ = qr.matrixQR().topRows(p).triangularView<Eigen::Upper>();
  out.log_det_triangle_ = out.triangle_.diagonal().cwiseAbs().array().log().sum();
  const Eigen::Map<const VectorXd> y(data.y.data(), x.rows());
  out.least_squares_ = orthonormal.transpose() * y;
  VectorXd left = y - orthonormal * out.least_squares_;
  const FixedVector again = orthonormal.transpose() * left;  // once more: what rounding left of Q in it
  left -= orthonormal * again;
  out.least_squares_ += again;
  out.yy_ = left.squaredNorm();
  if (!(out.yy_ > 1e-24 * y.squaredNorm())) return fail("mixed.no_variation");
  out.xy_ = orthonormal.transpose() * left;
  out.scale_ = (z.colwise().squaredNorm() / static_cast<double>(z.rows())).cwiseSqrt().transpose();
  for (std::ptrdiff_t j = 0; j < q; ++j) z.col(j) /= out.scale_(j);

  out.groups_.resize(*groups, {RandomSquare::Zero(q, q), RandomByFixed::Zero(q, p), RandomVector::Zero(q)});
  for (std::ptrdiff_t i = 0; i < x.rows(); ++i) {
    Group& g = out.groups_[data.group[static_cast<std::size_t>(i)]];
    const RandomVector row = z.row(i).transpose();
    g.zz += row * row.transpose();
    g.zx += row * orthonormal.row(i);
    g.zy += row * left(i);
  }
  if (out.within_groups_nothing()) return fail("mixed.no_residual");
  return out;
}

/// With groups free to differ without bound, is anything left? A fixed column that is constant within the groups then says nothing:
/// its direction is left out.
bool Profile::within_groups_nothing() const {
  constexpr double says_nothing = 1e-9;
  const RandomSquare factor = RandomSquare::Identity(q(), q()) * 1e7;
  const RandomSquare identity = RandomSquare::Identity(q(), q());
  FixedSquare precision = FixedSquare::Identity(p(), p());
  FixedVector xy = xy_;
  double left = yy_;
  for (const Group& g : groups_) {
    const Eigen::LLT<RandomSquare> root(RandomSquare(factor.transpose() * g.zz * factor + identity));
    const RandomByFixed zx = root.matrixL().solve(RandomByFixed(factor.transpose() * g.zx));
    const RandomVector zy = root.matrixL().solve(RandomVector(factor.transpose() * g.zy));
    precision.noalias() -= zx.transpose() * zx;
    xy.noalias() -= zx.transpose() * zy;
    left -= zy.squaredNorm();
  }
  const Eigen::SelfAdjointEigenSolver<FixedSquare> axes(precision);
  for (std::ptrdiff_t j = 0; j < p(); ++j) {
    const double weight = axes.eigenvalues()(j);
    if (weight > says_nothing) left -= std::pow(axes.eigenvectors().col(j).dot(xy), 2) / weight;
  }
  return !(left > 1e-10 * yy_);
}

Profile::At Profile::at(const Theta& theta) const {
  const int k = q();
  const RandomSquare factor = factor_of(theta, k);
  const RandomSquare identity = RandomSquare::Identity(k, k);
  At out;
  out.precision = FixedSquare::Identity(p(), p());
  FixedVector xy = xy_;
  double left = yy_;
  double log_det = 0;
  std::vector<Eigen::LLT<RandomSquare>> roots;
  roots.reserve(groups_.size());
  for (const Group& g : groups_) {
    const Eigen::LLT<RandomSquare>& root = roots.emplace_back(factor.transpose() * g.zz * factor + identity);
    const RandomByFixed zx = root.matrixL().solve(RandomByFixed(factor.transpose() * g.zx));
    const RandomVector zy = root.matrixL().solve(RandomVector(factor.transpose() * g.zy));
    for (int j = 0; j < k; ++j) log_det += 2 * std::log(root.matrixLLT()(j, j));
    out.precision.noalias() -= zx.transpose() * zx;
    xy.noalias() -= zx.transpose() * zy;
    left -= zy.squaredNorm();
  }
  const Eigen::LLT<FixedSquare> fixed(out.precision);
  if (fixed.info() != Eigen::Success) return out;
  out.delta = fixed.solve(xy);
  out.squares = left - xy.dot(out.delta);
  if (!(out.squares > 0)) return out;

  const double n = degrees();
  out.value = log_det + n * (1 + std::log(2 * std::numbers::pi * out.squares / n));
  const FixedSquare inverse = fixed.solve(FixedSquare::Identity(p(), p()));
  if (likelihood_ == Likelihood::restricted) {
    for (std::ptrdiff_t j = 0; j < p(); ++j) out.value += 2 * std::log(fixed.matrixLLT()(j, j));
    out.value += 2 * log_det_triangle_;
  }
  // d value = 2 (sum Z'V^-1 Z - n / squares sum w w' - sum N (X'V^-1 X)^-1 N') factor, w = Z'V^-1 (y - X b), N = Z'V^-1 X.
  RandomSquare slope = RandomSquare::Zero(k, k);
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    const Group& g = groups_[i];
    const RandomSquare inner = factor * roots[i].solve(RandomSquare(factor.transpose()));
    const RandomSquare kept = identity - g.zz * inner;
    const RandomVector w = kept * (g.zy - g.zx * out.delta);
    slope += kept * g.zz - w * w.transpose() * (n / out.squares);
    if (likelihood_ == Likelihood::restricted) {
      const RandomByFixed across = kept * g.zx;
      slope -= across * inverse * across.transpose();
    }
  }
  out.gradient = theta_of(RandomSquare(2 * slope * factor));
  return out;
}

MixedFit Profile::fit(const Theta& theta) const {
  const int k = q();
  const RandomSquare factor = factor_of(theta, k);
  const At best = at(theta);
  MixedFit out;
  out.likelihood = likelihood_;
  out.rows = static_cast<std::size_t>(rows_);
  out.groups = groups_.size();
  out.criterion = best.value;
  out.residual = best.squares / degrees();
  const VectorXd b = triangle_.triangularView<Eigen::Upper>().solve(VectorXd(least_squares_ + best.delta));
  out.fixed.assign(b.data(), b.data() + b.size());
  const MatrixXd back = triangle_.triangularView<Eigen::Upper>().solve(MatrixXd::Identity(p(), p()));
  const MatrixXd covariance =
      out.residual * back * best.precision.llt().solve(FixedSquare::Identity(p(), p())) * back.transpose();
  for (std::ptrdiff_t i = 0; i < p(); ++i) {
    for (std::ptrdiff_t j = 0; j < p(); ++j) out.fixed_covariance.push_back((covariance(i, j) + covariance(j, i)) / 2);
  }
  const RandomSquare d = factor * factor.transpose();
  for (int i = 0; i < k; ++i) {
    for (int j = 0; j < k; ++j) out.random_covariance.push_back(out.residual * d(i, j) / (scale_(i) * scale_(j)));
    out.singular = out.singular || std::fabs(factor(i, i)) < singular_below;
  }
  const RandomSquare identity = RandomSquare::Identity(k, k);
  for (const Group& g : groups_) {
    const Eigen::LLT<RandomSquare> root(RandomSquare(factor.transpose() * g.zz * factor + identity));
    const RandomVector u = factor * root.solve(RandomVector(factor.transpose() * (g.zy - g.zx * best.delta)));
    for (int j = 0; j < k; ++j) out.group_effects.push_back(u(j) / scale_(j));
  }
  return out;
}

struct Found {
  Theta theta;
  double value = std::numeric_limits<double>::infinity();
  bool converged = false;
  int iterations = 0;
};

ThetaSquare curvature(const Profile& profile, const Theta& theta) {
  const std::ptrdiff_t k = theta.size();
  ThetaSquare out(k, k);
  for (std::ptrdiff_t j = 0; j < k; ++j) {
    const double h = 1e-4 * std::max(std::fabs(theta(j)), 0.05);
    Theta up = theta;
    Theta down = theta;
    up(j) += h;
    down(j) -= h;
    const Profile::At above = profile.at(up);
    const Profile::At below = profile.at(down);
    if (!std::isfinite(above.value) || !std::isfinite(below.value)) return ThetaSquare::Identity(k, k);
    out.col(j) = (above.gradient - below.gradient) / (2 * h);
  }
  return (out + out.transpose()) / 2;
}

/// Newton's step where the deviance is convex; elsewhere downhill along the same axes, and never far.
Theta step_from(const Theta& theta, const Theta& gradient, const ThetaSquare& hessian) {
  const Eigen::SelfAdjointEigenSolver<ThetaSquare> axes(hessian);
  const double least = std::max(1e-10, 1e-9 * axes.eigenvalues().cwiseAbs().maxCoeff());
  Theta step = Theta::Zero(theta.size());
  for (std::ptrdiff_t j = 0; j < theta.size(); ++j) {
    const double bend = std::max(std::fabs(axes.eigenvalues()(j)), least);
    const Theta axis = axes.eigenvectors().col(j);
    step -= axis * (axis.dot(gradient) / bend);
  }
  const double longest = 2 * std::max(1.0, theta.norm());
  const double length = step.norm();
  return length > longest ? Theta(step * (longest / length)) : step;
}

Found search(const Profile& profile, const Theta& start) {
  constexpr double nothing_to_win = 1e-18;
  constexpr double rounding = 1e-9;
  Found out;
  out.theta = start;
  Profile::At here = profile.at(start);
  out.value = here.value;
  if (!std::isfinite(here.value)) return out;
  for (; out.iterations < most_iterations; ++out.iterations) {
    const Theta step = step_from(out.theta, here.gradient, curvature(profile, out.theta));
    const double win = -step.dot(here.gradient);
    if (!(win > nothing_to_win)) {
      out.converged = std::isfinite(win);
      return out;
    }
    bool moved = false;
    for (double part = 1; part > 1e-10 && !moved; part /= 2) {
      const Theta next = out.theta + part * step;
      Profile::At there = profile.at(next);
      // Near the end the value no longer shows the win; the gradient still does.
      const bool lower = there.value < here.value - 1e-4 * part * win;
      const bool flatter = win < rounding && std::isfinite(there.value) && there.gradient.norm() < here.gradient.norm();
      if (!lower && !flatter) continue;
      out.theta = next;
      here = std::move(there);
      out.value = here.value;
      moved = true;
    }
    if (!moved) {
      out.converged = win < rounding;
      return out;
    }
  }
  return out;
}

/// Columns of the factor with a positive diagonal, and what is 0 but for rounding set to 0.
Theta tidy(const Theta& theta, int q) {
  RandomSquare factor = factor_of(theta, q);
  for (int j = 0; j < q; ++j) {
    if (factor(j, j) < 0) factor.col(j) *= -1;
  }
  if (q == 2 && factor(0, 0) < nought_below) {  // no intercept: the slope stands alone, in whatever column
    factor(1, 1) = std::hypot(factor(1, 0), factor(1, 1));
    factor.col(0).setZero();
  }
  for (int j = 0; j < q; ++j) {
    if (factor(j, j) < nought_below) factor(j, j) = 0;
  }
  return theta_of(factor);
}

MatrixXd rows_of(const std::vector<double>& cells, std::size_t columns) {
  using RowMajor = Eigen::Matrix<double, Dynamic, Dynamic, Eigen::RowMajor>;
  return Eigen::Map<const RowMajor>(cells.data(), static_cast<std::ptrdiff_t>(cells.size() / columns),
                                    static_cast<std::ptrdiff_t>(columns));
}

}  // namespace

Expected<MixedFit> fit_mixed(const MixedData& data, Likelihood likelihood) {
  const auto profile = Profile::make(data, likelihood);
  if (!profile) return fail(profile.error());
  const int q = profile->q();
  Found best;
  for (const double start : {1.0, 0.2, 5.0}) {
    Found found = search(*profile, theta_of(RandomSquare(RandomSquare::Identity(q, q) * start)));
    const bool better =
        found.value < best.value - 1e-9 || (!best.converged && found.converged && found.value <= best.value + 1e-9);
    if (better) best = std::move(found);
  }
  if (!std::isfinite(best.value)) return fail("mixed.no_residual");
  MixedFit out = profile->fit(tidy(best.theta, q));
  out.converged = best.converged;
  out.iterations = best.iterations;
  return out;
}

Expected<std::vector<MixedPrediction>> predict_new_group(const MixedFit& fit, const MixedRows& seen,
                                                         std::span<const double> scores, const MixedRows& ahead) {
  const std::size_t p = fit.fixed.size();
  const std::size_t q = p == 0 ? 0 : fit.group_effects.size() / fit.groups;
  if (p == 0 || q == 0) return fail("mixed.columns_differ");
  const auto fits = [&](const MixedRows& rows) {
    return rows.fixed.size() % p == 0 && rows.random.size() % q == 0 && rows.fixed.size() / p == rows.random.size() / q;
  };
  if (!fits(seen) || !fits(ahead) || scores.size() != seen.fixed.size() / p) return fail("mixed.columns_differ");
  if (!finite(seen.fixed) || !finite(seen.random) || !finite(ahead.fixed) || !finite(ahead.random) || !finite(scores)) {
    return fail("mixed.not_finite");
  }
  const MatrixXd d = rows_of(fit.random_covariance, q);
  const MatrixXd covariance = rows_of(fit.fixed_covariance, p);
  const Eigen::Map<const VectorXd> b(fit.fixed.data(), static_cast<std::ptrdiff_t>(p));
  const MatrixXd x_ahead = rows_of(ahead.fixed, p);
  const MatrixXd z_ahead = rows_of(ahead.random, q);
  VectorXd mean = x_ahead * b;
  MatrixXd between = z_ahead * d * z_ahead.transpose();
  MatrixXd moved = x_ahead;
  if (!scores.empty()) {
    const MatrixXd x = rows_of(seen.fixed, p);
    const MatrixXd z = rows_of(seen.random, q);
    const MatrixXd v = z * d * z.transpose() + fit.residual * MatrixXd::Identity(z.rows(), z.rows());
    const MatrixXd across = z * d * z_ahead.transpose();
    const MatrixXd weights = v.llt().solve(across);
    mean += weights.transpose() * (Eigen::Map<const VectorXd>(scores.data(), z.rows()) - x * b);
    between -= across.transpose() * weights;
    moved -= weights.transpose() * x;
  }
  const MatrixXd uncertain = moved * covariance * moved.transpose();
  std::vector<MixedPrediction> out;
  for (std::ptrdiff_t i = 0; i < mean.size(); ++i) {
    out.push_back({mean(i), std::sqrt(std::max(0.0, between(i, i)) + uncertain(i, i) + fit.residual)});
  }
  return out;
}

}  // namespace koers::stats
