#include "stats/mixed.h"

#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <sstream>

namespace koers::stats {
namespace {

// What lme4 finds, by model and name: tests/reference/mixed.txt, written by mixed.R beside it.
using Reference = std::map<std::string, std::vector<double>>;

std::map<std::string, Reference> read_reference() {
  std::map<std::string, Reference> out;
  std::ifstream in("tests/reference/mixed.txt");
  std::string model;
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string name;
    words >> name;
    if (name == "model") {
      words >> model;
    } else if (!model.empty()) {
      for (double x = 0; words >> x;) out[model][name].push_back(x);
    }
  }
  return out;
}

const Reference& reference(const std::string& model) {
  static const auto all = read_reference();
  return all.at(model);
}

/// Columns of tests/reference/mixed/NAME.csv by their heading.
std::map<std::string, std::vector<double>> table(const std::string& name) {
  std::map<std::string, std::vector<double>> out;
  std::ifstream in("tests/reference/mixed/" + name + ".csv");
  std::vector<std::string> heads;
  for (std::string line; std::getline(in, line);) {
    std::istringstream cells(line);
    std::size_t i = 0;
    const bool header = heads.empty();
    for (std::string cell; std::getline(cells, cell, ','); ++i) {
      if (header) {
        heads.push_back(cell);
      } else {
        out[heads.at(i)].push_back(std::stod(cell));
      }
    }
  }
  return out;
}

struct Model {
  std::vector<double> y;
  std::vector<std::uint32_t> group;
  std::vector<std::vector<double>> fixed, random;

  MixedData data() const {
    MixedData out{y, group, {}, {}};
    for (const auto& column : fixed) out.fixed.emplace_back(column);
    for (const auto& column : random) out.random.emplace_back(column);
    return out;
  }
};

Model model(const std::string& file, const std::vector<std::string>& fixed, const std::vector<std::string>& random) {
  auto columns = table(file);
  Model out;
  out.y = columns.at("y");
  for (const double g : columns.at("group")) out.group.push_back(static_cast<std::uint32_t>(g) - 1);
  columns["1"] = std::vector<double>(out.y.size(), 1.0);
  if (columns.contains("session")) {
    for (const double session : columns["session"]) columns["log"].push_back(std::log(session));
  }
  for (const auto& name : fixed) out.fixed.push_back(columns.at(name));
  for (const auto& name : random) out.random.push_back(columns.at(name));
  return out;
}

void near(double found, double wanted, double scale, const std::string& what) {
  EXPECT_NEAR(found, wanted, 1e-6 * std::max(std::fabs(wanted), 1e-3 * scale)) << what;
}

void near(const std::vector<double>& found, const std::vector<double>& wanted, const std::string& what) {
  ASSERT_EQ(found.size(), wanted.size()) << what;
  double scale = 0;
  for (const double x : wanted) scale = std::max(scale, std::fabs(x));
  for (std::size_t i = 0; i < wanted.size(); ++i) near(found[i], wanted[i], scale, what + " " + std::to_string(i));
}

/// The lower triangle of a square matrix, column after column, as the reference has it.
std::vector<double> lower(const std::vector<double>& square) {
  const auto k = static_cast<std::size_t>(std::sqrt(static_cast<double>(square.size())) + 0.5);
  std::vector<double> out;
  for (std::size_t column = 0; column < k; ++column) {
    for (std::size_t row = column; row < k; ++row) out.push_back(square[row * k + column]);
  }
  return out;
}

MixedFit agrees(const std::string& name, const Model& m, Likelihood likelihood) {
  const auto fit = fit_mixed(m.data(), likelihood);
  EXPECT_TRUE(fit) << name << ' ' << (fit ? "" : fit.error().code);
  if (!fit) return {};
  const Reference& wanted = reference(name);
  near(fit->fixed, wanted.at("fixed"), name + " fixed");
  near(lower(fit->fixed_covariance), wanted.at("fixed_covariance"), name + " fixed covariance");
  near(lower(fit->random_covariance), wanted.at("random_covariance"), name + " random covariance");
  near(fit->residual, wanted.at("residual").front(), 0, name + " residual");
  EXPECT_NEAR(fit->criterion, wanted.at("criterion").front(), 1e-9 * wanted.at("criterion").front()) << name;
  const std::size_t q = m.random.size();
  const auto& u = fit->group_effects;
  near({u.begin(), u.begin() + static_cast<std::ptrdiff_t>(q)}, wanted.at("blup_first"), name + " first");
  near({u.end() - static_cast<std::ptrdiff_t>(q), u.end()}, wanted.at("blup_last"), name + " last");
  EXPECT_EQ(fit->singular, wanted.at("singular").front() == 1) << name;
  EXPECT_TRUE(fit->converged) << name;
  EXPECT_LT(fit->iterations, 40) << name;
  return *fit;
}

void predicts(const std::string& name, const MixedFit& fit, const MixedRows& seen, const std::vector<double>& scores,
              const MixedRows& ahead) {
  const auto predicted = predict_new_group(fit, seen, scores, ahead);
  ASSERT_TRUE(predicted) << predicted.error().code;
  std::vector<double> mean, sd;
  for (const MixedPrediction& p : *predicted) {
    mean.push_back(p.mean);
    sd.push_back(p.sd);
  }
  near(mean, reference(name).at("new_mean"), name + " mean of a new group");
  near(sd, reference(name).at("new_sd"), name + " SD of a new group");
}

TEST(Mixed, SleepstudyIsThatOfLme4) {
  const Model slope = model("sleepstudy", {"1", "days"}, {"1", "days"});
  const MixedFit fit = agrees("sleep_slope_reml", slope, Likelihood::restricted);
  MixedRows seen, ahead;
  for (int day = 0; day < 10; ++day) {
    MixedRows& rows = day < 3 ? seen : ahead;
    for (auto* cells : {&rows.fixed, &rows.random}) cells->insert(cells->end(), {1.0, static_cast<double>(day)});
  }
  predicts("sleep_slope_reml", fit, seen, {240, 250, 280}, ahead);
  agrees("sleep_slope_ml", slope, Likelihood::full);
  agrees("sleep_null_ml", model("sleepstudy", {"1"}, {"1"}), Likelihood::full);

  const Model intercept = model("sleepstudy", {"1", "days"}, {"1"});
  MixedRows later{ahead.fixed, std::vector<double>(7, 1.0)};
  predicts("sleep_intercept_reml", agrees("sleep_intercept_reml", intercept, Likelihood::restricted), {}, {}, later);
}

TEST(Mixed, SleepstudyIsThatPrintedForLme4WithItsDefaultSearch) {
  // lme4 1.1-31 as it comes stops at 612.10015802, 1.7e-5 beside its own optimum (tests/reference/mixed.R); the rest is flat there.
  const auto fit = fit_mixed(model("sleepstudy", {"1", "days"}, {"1", "days"}).data(), Likelihood::restricted);
  ASSERT_TRUE(fit);
  EXPECT_NEAR(fit->fixed[0], 251.405104848485, 1e-9);
  EXPECT_NEAR(fit->fixed[1], 10.467285959596, 1e-10);
  EXPECT_NEAR(fit->criterion, 1743.62827195995, 1e-8);
  EXPECT_NEAR(fit->random_covariance[0], 612.10015802, 2e-5 * 612);
  EXPECT_NEAR(fit->random_covariance[3], 35.07171445, 2e-5 * 35);
  EXPECT_NEAR(fit->random_covariance[1], 9.60440895, 2e-5 * 9.6);
  EXPECT_NEAR(fit->residual, 654.94000826, 2e-6 * 655);
  EXPECT_DOUBLE_EQ(fit->random_covariance[1], fit->random_covariance[2]);
}

TEST(Mixed, AHundredUnevenCoursesAreThoseOfLme4) {
  const Model courses = model("course", {"1", "start", "log"}, {"1", "log"});
  MixedRows seen, ahead;
  for (int session = 1; session <= 12; ++session) {
    MixedRows& rows = session <= 3 ? seen : ahead;
    const double t = std::log(session);
    rows.fixed.insert(rows.fixed.end(), {1.0, 14.5, t});
    rows.random.insert(rows.random.end(), {1.0, t});
  }
  for (const auto& [name, likelihood] :
       {std::pair{"course_reml", Likelihood::restricted}, std::pair{"course_ml", Likelihood::full}}) {
    const MixedFit fit = agrees(name, courses, likelihood);
    EXPECT_EQ(fit.groups, 100U);
    predicts(name, fit, seen, {19, 17.2, 20.1}, ahead);
  }
}

TEST(Mixed, VarianceOfNoughtIsFound) {
  const MixedFit flat = agrees("flat_intercept_reml", model("flat", {"1", "x"}, {"1"}), Likelihood::restricted);
  EXPECT_EQ(flat.random_covariance[0], 0);
  EXPECT_EQ(flat.group_effects, std::vector<double>(12, 0.0));
}

TEST(Mixed, CorrelationAtItsBoundIsFound) {
  const MixedFit line = agrees("line_slope_reml", model("line", {"1", "x"}, {"1", "x"}), Likelihood::restricted);
  const auto& d = line.random_covariance;
  EXPECT_NEAR(d[1] / std::sqrt(d[0] * d[3]), 1, 1e-9);
}

TEST(Mixed, DoesNotDependOnOrderOrUnits) {
  const Model m = model("course", {"1", "start", "log"}, {"1", "log"});
  const auto fit = fit_mixed(m.data(), Likelihood::restricted);
  Model other = m;
  std::reverse(other.y.begin(), other.y.end());
  std::reverse(other.group.begin(), other.group.end());
  for (auto* columns : {&other.fixed, &other.random}) {
    for (auto& column : *columns) std::reverse(column.begin(), column.end());
  }
  for (double& y : other.y) y = 1e6 + 1000 * y;
  for (double& x : other.random[1]) x *= 1e-3;
  const auto again = fit_mixed(other.data(), Likelihood::restricted);
  ASSERT_TRUE(again);
  EXPECT_NEAR(again->residual, 1e6 * fit->residual, 1e-6 * 1e6 * fit->residual);
  EXPECT_NEAR(again->fixed[2], 1000 * fit->fixed[2], 1e-6 * 1000 * fit->fixed[2]);
  EXPECT_NEAR(again->random_covariance[3], 1e12 * fit->random_covariance[3], 1e-6 * 1e12 * fit->random_covariance[3]);
}

std::string refused(const Model& m) {
  const auto fit = fit_mixed(m.data(), Likelihood::restricted);
  return fit ? "fitted" : fit.error().code;
}

// What somebody started with is the same for all their rows: with groups free to differ it says nothing, and that is no fault.
TEST(Mixed, FixedColumnsThatAreConstantWithinGroupsAreFitted) {
  for (const std::uint32_t groups : {150U, 151U, 152U}) {
    std::uint64_t state = groups;
    const auto noise = [&state] {
      state = state * 6364136223846793005ULL + 1442695040888963407ULL;
      return static_cast<double>(state >> 33U) / 2147483648.0 - 0.5;
    };
    Model m;
    m.fixed.resize(3);
    m.random.resize(2);
    for (std::uint32_t g = 0; g < groups; ++g) {
      const double start = 20 + 10 * noise();
      const double own = 8 * noise();
      for (int k = 2; k <= 7; ++k) {
        const double log = std::log(static_cast<double>(k));
        m.group.push_back(g);
        m.fixed[0].push_back(1);
        m.fixed[1].push_back(start);
        m.fixed[2].push_back(log);
        m.random[0].push_back(1);
        m.random[1].push_back(log);
        m.y.push_back(6 + 0.6 * start + 3 * log + own + own * noise() * log + 4 * noise());
      }
    }
    const auto fit = fit_mixed(m.data(), Likelihood::restricted);
    ASSERT_TRUE(fit) << groups << ' ' << fit.error().code;
    EXPECT_TRUE(fit->converged) << groups;
  }
}

TEST(Mixed, RefusesWhatCannotBeFitted) {
  const Model good = model("flat", {"1", "x"}, {"1"});
  EXPECT_EQ(refused(good), "fitted");
  EXPECT_EQ(refused({}), "mixed.columns_differ");

  Model m = good;
  m.fixed[1].pop_back();
  EXPECT_EQ(refused(m), "mixed.columns_differ");
  m = good;
  std::replace(m.group.begin(), m.group.end(), 3U, 4U);  // nobody in group 3
  EXPECT_EQ(refused(m), "mixed.columns_differ");
  m = good;
  m.y[5] = std::nan("");
  EXPECT_EQ(refused(m), "mixed.not_finite");
  m = good;
  m.group.assign(m.group.size(), 0);
  EXPECT_EQ(refused(m), "mixed.too_few_groups");
  m = good;
  for (std::size_t i = 0; i < m.group.size(); ++i) m.group[i] = static_cast<std::uint32_t>(i);
  EXPECT_EQ(refused(m), "mixed.too_few_rows");  // one row a group
  m = good;
  m.fixed.push_back(m.fixed[1]);
  for (double& x : m.fixed.back()) x = 3 * x - 7;
  EXPECT_EQ(refused(m), "mixed.collinear");
  m = good;
  m.random.emplace_back(m.y.size(), 0.0);
  EXPECT_EQ(refused(m), "mixed.collinear");
  m = good;
  m.y.assign(m.y.size(), 4.25);
  EXPECT_EQ(refused(m), "mixed.no_variation");
  m = good;
  for (std::size_t i = 0; i < m.y.size(); ++i) m.y[i] = 2 * m.fixed[1][i] + m.group[i] % 5;
  EXPECT_EQ(refused(m), "mixed.no_residual");
  m = good;
  m.random.resize(3, m.fixed[1]);
  EXPECT_EQ(refused(m), "mixed.too_many_columns");
}

TEST(Mixed, PredictionRefusesRowsOfAnotherShape) {
  const auto fit = fit_mixed(model("flat", {"1", "x"}, {"1"}).data(), Likelihood::restricted);
  EXPECT_TRUE(predict_new_group(*fit, {}, {}, {{1, 2}, {1}}));
  EXPECT_EQ(predict_new_group(*fit, {}, {}, {{1, 2, 3}, {1}}).error().code, "mixed.columns_differ");
  EXPECT_EQ(predict_new_group(*fit, {{1, 0}, {1}}, {}, {{1, 2}, {1}}).error().code, "mixed.columns_differ");
  EXPECT_EQ(predict_new_group({}, {}, {}, {}).error().code, "mixed.columns_differ");
}

}  // namespace
}  // namespace koers::stats
