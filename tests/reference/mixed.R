# Rscript --vanilla mixed.R: writes mixed/*.csv (data) and mixed.txt (what lme4 finds in them), the reference values of
# tests/stats/mixed_test.cpp. Run it in its own directory. No test needs R.
#
# lme4 by default stops early: on sleepstudy its variance of the intercept (612.10016) lies 1.7e-5 beside the optimum
# (612.08978). Here it searches on, by Nelder-Mead to the last digits and again from where that stopped.
suppressPackageStartupMessages(library(lme4))
out <- file("mixed.txt", "w")
say <- function(...) cat(..., "\n", sep = "", file = out)
numbers <- function(x) paste(format(unname(x), digits = 17, scientific = TRUE, trim = TRUE), collapse = " ")
say("# R ", as.character(getRversion()), ", lme4 ", as.character(packageVersion("lme4")), ", ", R.version$platform, "; see mixed.R")

tight <- lmerControl(optimizer = "nloptwrap", calc.derivs = FALSE, check.conv.singular = "ignore", optCtrl = list(
  algorithm = "NLOPT_LN_NELDERMEAD", xtol_abs = 1e-13, xtol_rel = 1e-13, ftol_abs = 0, ftol_rel = 0, maxeval = 20000))
fit <- function(formula, data, reml) {
  m <- lmer(formula, data, REML = reml, control = tight)
  lmer(formula, data, REML = reml, control = tight, start = getME(m, "theta"))
}

# Of a group that was not in the fit: what is expected at `ahead` after its first `seen` rows, with the SD of one new score. The
# textbook's conditional normal distribution, the fixed effects' own uncertainty added (Henderson's prediction error).
predict_new <- function(m, x.seen, z.seen, y.seen, x.ahead, z.ahead) {
  G <- as.matrix(Matrix::bdiag(VarCorr(m))); s2 <- sigma(m)^2; C <- as.matrix(vcov(m)); b <- fixef(m)
  if (nrow(x.seen) == 0) { mean <- x.ahead %*% b; v <- diag(z.ahead %*% G %*% t(z.ahead)); a <- x.ahead }
  else {
    V <- z.seen %*% G %*% t(z.seen) + s2 * diag(nrow(z.seen))
    K <- z.ahead %*% G %*% t(z.seen) %*% solve(V)
    mean <- x.ahead %*% b + K %*% (y.seen - x.seen %*% b)
    v <- diag(z.ahead %*% G %*% t(z.ahead) - K %*% z.seen %*% G %*% t(z.ahead)); a <- x.ahead - K %*% x.seen
  }
  list(mean = drop(mean), sd = sqrt(v + diag(a %*% C %*% t(a)) + s2))
}

report <- function(name, m, new = NULL) {
  say("model ", name)
  say("fixed ", numbers(fixef(m)))
  V <- as.matrix(vcov(m)); say("fixed_covariance ", numbers(V[lower.tri(V, diag = TRUE)]))  # column by column
  G <- as.matrix(VarCorr(m)[[1]]); say("random_covariance ", numbers(G[lower.tri(G, diag = TRUE)]))
  say("residual ", numbers(sigma(m)^2))
  say("criterion ", numbers(if (isREML(m)) REMLcrit(m) else deviance(m)))  # -2 log likelihood, or the restricted one
  r <- as.matrix(ranef(m)[[1]]); say("blup_first ", numbers(r[1, ])); say("blup_last ", numbers(r[nrow(r), ]))
  say("singular ", as.integer(isSingular(m, tol = 1e-6)))
  if (!is.null(new)) {
    say("new_mean ", numbers(new$mean)); say("new_sd ", numbers(new$sd))
  }
}

# 1. sleepstudy of lme4 (Belenky et al. 2003).
write.csv(data.frame(group = as.integer(sleepstudy$Subject), days = sleepstudy$Days, y = format(sleepstudy$Reaction, digits = 17, trim = TRUE)),
  "mixed/sleepstudy.csv", row.names = FALSE, quote = FALSE)
ahead <- cbind(1, 3:9); seen <- cbind(1, 0:2)
slope <- fit(Reaction ~ Days + (Days | Subject), sleepstudy, TRUE)
report("sleep_slope_reml", slope, predict_new(slope, seen, seen, c(240, 250, 280), ahead, ahead))
report("sleep_slope_ml", fit(Reaction ~ Days + (Days | Subject), sleepstudy, FALSE))
intercept <- fit(Reaction ~ Days + (1 | Subject), sleepstudy, TRUE)
report("sleep_intercept_reml", intercept, predict_new(intercept, seen[0, ], seen[0, 1, drop = FALSE], numeric(0), ahead, ahead[, 1, drop = FALSE]))
report("sleep_null_ml", fit(Reaction ~ 1 + (1 | Subject), sleepstudy, FALSE))

# 2. A hundred courses of one to fourteen sessions, invented: score by own start and the logarithm of the session.
set.seed(20260301)
groups <- 100; n <- sample(1:14, groups, replace = TRUE); case <- rep(seq_len(groups), n)
session <- sequence(n); start <- round(rnorm(groups, 18, 6), 1)[case]
a <- rnorm(groups, 0, 3); b <- 0.3 * a + rnorm(groups, 0, 1.2)
y <- round(9 + 0.55 * start + 2.5 * log(session) + a[case] + b[case] * log(session) + rnorm(length(case), 0, 2.2), 1)
course <- data.frame(group = case, session, start, y)
write.csv(course, "mixed/course.csv", row.names = FALSE, quote = FALSE)
for (reml in c(TRUE, FALSE)) {
  m <- fit(y ~ start + log(session) + (log(session) | group), course, reml)
  t <- log(1:3); u <- log(4:12)
  report(paste0("course_", if (reml) "reml" else "ml"), m, predict_new(m, cbind(1, 14.5, t), cbind(1, t), c(19, 17.2, 20.1), cbind(1, 14.5, u), cbind(1, u)))
}

# 3. Groups that do not differ: the variance ends at its bound of 0.
set.seed(3)
flat <- data.frame(group = rep(1:12, each = 6), x = rep(0:5, 12), y = round(20 + rep(0:5, 12) * 0.7 + rnorm(72, 0, 3), 2))
flat$y <- round(flat$y - ave(flat$y, flat$group) + mean(flat$y), 2)
write.csv(flat, "mixed/flat.csv", row.names = FALSE, quote = FALSE)
report("flat_intercept_reml", fit(y ~ x + (1 | group), flat, TRUE))

# 4. Intercept and slope on one line: correlation at its bound of -1 or 1.
set.seed(11)
u <- rnorm(15, 0, 4)
line <- data.frame(group = rep(1:15, each = 5), x = rep(0:4, 15))
line$y <- round(30 + 1.5 * line$x + u[line$group] * (1 + 0.4 * line$x) + rnorm(75, 0, 1.5), 2)
write.csv(line, "mixed/line.csv", row.names = FALSE, quote = FALSE)
report("line_slope_reml", fit(y ~ x + (x | group), line, TRUE))
close(out)
