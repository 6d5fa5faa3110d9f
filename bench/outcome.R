# Rscript outcome.R FILE: the figures of `koers outcome` on the bench's data with data.table, two threads, vectorised.
# Prints "code,value" for every figure of the report, refuses measurements that stand twice.
suppressPackageStartupMessages(library(data.table))
setDTthreads(2)
args <- commandArgs(trailingOnly = TRUE)
d <- fread(args[1], na.strings = c("", "999"), colClasses = list(character = c("client", "informant", "role", "variant", "moment"), IDate = "date"))
for (id in c("client", "informant")) set(d, j = id, value = chmatch(d[[id]], unique(d[[id]])))  # numbers sort faster than texts
scored <- d[!is.na(score)]
if (anyDuplicated(scored, by = c("client", "informant", "role", "moment", "date")) > 0) stop("a measurement stands twice")

half_away <- function(x, digits) { s <- 10^digits; sign(x) * floor(abs(x) * s + 0.5 + 1e-9) / s }
out <- new.env()
out$code <- list(); out$value <- list()
put <- function(code, value, digits) {
  i <- length(out$code) + 1
  out$code[[i]] <- code
  out$value[[i]] <- ifelse(is.na(value), "", formatC(half_away(value, digits), format = "f", digits = digits))
}

# Series: what one informant filled in about one client; first at the start, last at the end.
setorder(scored, client, informant, role, date)
key <- c("client", "informant", "role")
at.start <- scored[moment == "T0"]
at.end <- scored[moment == "T2"]
pre <- unique(at.start, by = key)[, .(client, informant, role, pre = score, variant.pre = variant)]
post <- unique(at.end, by = key, fromLast = TRUE)[, .(client, informant, role, post = score, variant.post = variant, post.date = date)]
s <- merge(pre, post, by = key, all = TRUE)
s[, variant := fifelse(is.na(pre), variant.post, variant.pre)]
lost <- d[is.na(score), .(client, informant, role, at.0 = moment == "T0", at.2 = moment == "T2")][
  , .(lost.start = sum(at.0) > 0, lost.end = sum(at.2) > 0), by = key]
s <- merge(s, lost, by = key, all.x = TRUE)
elsewhere <- unique(scored[!(moment %in% c("T0", "T2")), ..key])[, elsewhere := TRUE]
s <- merge(s, elsewhere, by = key, all.x = TRUE)
for (column in c("lost.start", "lost.end", "elsewhere")) set(s, which(is.na(s[[column]])), column, FALSE)
s[, `:=`(has.pre = !is.na(pre), has.post = !is.na(post))]
counts <- s[, .(pres = sum(has.pre), posts = sum(has.post)), by = client]
s[counts, on = "client", `:=`(pres = i.pres, posts = i.posts)]
s[, reason := fifelse(has.pre & has.post, "",
  fifelse(fifelse(has.pre, lost.end, lost.start), "score_missing",
  fifelse(fifelse(has.pre, posts, pres) > 0, "other_informant",
  fifelse(elsewhere, "outside_window", "absent"))))]

limit <- 1.96 * 10 * sqrt(2 * (1 - 0.84))
s[has.pre & has.post, `:=`(change = post - pre, year = year(post.date))]
s[, category := fifelse(!(has.pre & has.post), "",
  fifelse(change < -limit, fifelse(pre >= 64 & post < 64, "recovered", "improved"),
  fifelse(change > limit, fifelse(pre < 64 & post >= 64, "relapsed", "deteriorated"), "unchanged")))]

hedges <- function(m) exp(lgamma(m / 2) - lgamma((m - 1) / 2)) / sqrt(m / 2)
z <- qnorm(0.975)
delta <- function(t, df, p) {
  b <- hedges(df + 1) * sqrt((df + 1) / df)
  near <- t * b - qnorm(p) * sqrt(1 + t^2 * (1 - b^2))
  if (df > 1000 || abs(t) > 37) return(near)
  uniroot(function(x) suppressWarnings(pt(t, df, x)) - p, near + c(-1, 1), extendInt = "downX", tol = 1e-12)$root
}
effect_g <- function(code, p, n) {
  sd1 <- sd(p$pre); j <- hedges(n - 1)
  g <- -j * mean(p$change) / sd1
  v <- j^2 * ((sd(p$change) / sd1)^2 / (n - 1) + g^2 / (2 * (n - 1)))
  put(paste0(code, ".g"), g, 2); put(paste0(code, ".g.low"), g - z * sqrt(v), 2); put(paste0(code, ".g.high"), g + z * sqrt(v), 2)
}
effect_nct <- function(code, p, n, by) {
  sdd <- sd(p$change); m <- mean(p$change); t <- m / (sdd / sqrt(n)); per <- sdd / by / sqrt(n)
  put(code, -m / by, 2)
  put(paste0(code, ".low"), -per * delta(t, n - 1, 0.025), 2)
  put(paste0(code, ".high"), -per * delta(t, n - 1, 0.975), 2)
}

reasons <- c("score_missing", "other_norm", "other_form", "other_informant", "outside_window", "absent")
categories <- c("recovered", "improved", "unchanged", "deteriorated", "relapsed")
line <- function(x, code) {
  n.start <- sum(x$has.pre); n.end <- sum(x$has.post); p <- x[has.pre & has.post]; n <- nrow(p); either <- nrow(x[has.pre | has.post])
  put(paste0(code, c(".start.n", ".end.n", ".either.n", ".both.n", ".no_pair.n")), c(n.start, n.end, either, n, either - n), 0)
  put(paste0(code, c(".both.pct_of_start", ".both.pct_of_either")), 100 * n / c(n.start, either), 1)
  put(paste0(code, ".no_pair.", reasons, ".n"), tabulate(match(x$reason, reasons), length(reasons)), 0)
  sums <- function(part, v) put(paste0(code, ".", part, c(".mean", ".sd")), c(mean(v), sd(v)), 2)
  sums("start", p$pre); sums("end", p$post); sums("change", p$change)
  error <- sd(p$change) / sqrt(n); half <- qt(0.975, n - 1) * error; t <- mean(p$change) / error
  put(paste0(code, c(".change.low", ".change.high")), mean(p$change) + c(-half, half), 2)
  put(paste0(code, ".t"), t, 2); put(paste0(code, ".df"), n - 1, 0); put(paste0(code, ".p"), 2 * pt(-abs(t), n - 1), 3)
  put(paste0(code, ".r"), cor(p$pre, p$post), 2)
  effect_g(code, p, n)
  effect_nct(paste0(code, ".d_z"), p, n, sd(p$change))
  effect_nct(paste0(code, ".d_av"), p, n, sqrt((var(p$pre) + var(p$post)) / 2))
  k <- tabulate(match(p$category, categories), length(categories))
  put(paste0(code, ".rc.n"), n, 0); put(paste0(code, ".rc.", categories, ".n"), k, 0); put(paste0(code, ".rc.", categories, ".pct"), 100 * k / n, 1)
}
years <- function(p, code) {
  for (y in sort(unique(p$year))) {
    q <- p[year == y]; n <- nrow(q); c <- paste0(code, ".", y)
    put(paste0(c, ".both.n"), n, 0)
    put(paste0(c, c(".start.mean", ".start.sd", ".end.mean", ".end.sd")), c(mean(q$pre), sd(q$pre), mean(q$post), sd(q$post)), 2)
    effect_g(c, q, n)
    k <- c(sum(q$category %in% c("recovered", "improved")), sum(q$category %in% c("deteriorated", "relapsed")))
    put(paste0(c, c(".rc.better.n", ".rc.worse.n")), k, 0); put(paste0(c, c(".rc.better.pct", ".rc.worse.pct")), 100 * k / n, 1)
  }
}
for (who in sort(unique(s$role))) {
  x <- s[role == who]
  line(x, paste0("CBCL.", who, ".all"))
  for (v in sort(unique(x$variant))) line(x[variant == v], paste0("CBCL.", who, ".", v))
  years(x[has.pre & has.post], paste0("CBCL.", who, ".all"))
}
pairs <- sum(s$has.pre & s$has.post)
kept <- c(pairs, pairs, sum(s$has.pre & !s$has.post), sum(!s$has.pre & s$has.post), nrow(at.start) - nrow(pre), nrow(at.end) - nrow(post))
put(paste0("rows.", c("start_of_pair", "end_of_pair", "start_only", "end_only", "not_the_first", "not_the_last"), ".n"), kept, 0)
put(paste0("rows.", c("no_score", "outside_windows", "in_both_windows", "not_in_report"), ".n"), c(sum(is.na(d$score)), sum(!(scored$moment %in% c("T0", "T2"))), 0, 0), 0)
put("rows.n", nrow(d), 0)
cat(paste0(unlist(out$code), ",", unlist(out$value), "\n"), sep = "")
