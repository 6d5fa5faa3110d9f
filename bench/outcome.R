# Rscript outcome.R FILE: the figures of `koers outcome` on the bench's data with data.table, two threads, vectorised: texts become
# numbers once, one sort brings the rows of a series together, and all else is comparing neighbours and filling vectors; sums by
# group are those data.table does itself. Prints "code,value" for every figure of the report; refuses measurements that stand twice.
suppressPackageStartupMessages(library(data.table))
setDTthreads(2)
args <- commandArgs(trailingOnly = TRUE)
d <- fread(args[1], na.strings = c("", "999"), colClasses = list(character = c("client", "informant", "role", "variant", "moment"), IDate = "date"))
codes <- function(x) chmatch(x, unique(x))
roles <- sort(unique(d$role)); variants <- sort(unique(d$variant))
set(d, j = "client", value = codes(d$client))
set(d, j = "informant", value = codes(d$informant))
set(d, j = "role", value = chmatch(d$role, roles))
set(d, j = "variant", value = chmatch(d$variant, variants))
set(d, j = "moment", value = chmatch(d$moment, unique(c("T0", "T2", unique(d$moment)))))
setorder(d, client, informant, role, moment, date)

# Series: what one informant filled in about one client; first at the start, last at the end.
n <- nrow(d)
here <- 2:n; before <- 1:(n - 1)
same <- c(FALSE, d$client[here] == d$client[before] & d$informant[here] == d$informant[before] & d$role[here] == d$role[before])
series <- cumsum(!same)
scored <- which(!is.na(d$score))
m <- length(scored); now <- scored[-1]; last <- scored[-m]
if (any(series[now] == series[last] & d$moment[now] == d$moment[last] & d$date[now] == d$date[last])) stop("a measurement stands twice")
k <- series[n]
at.start <- scored[d$moment[scored] == 1L]; at.end <- scored[d$moment[scored] == 2L]
pre.row <- rep(NA_integer_, k); pre.row[series[rev(at.start)]] <- rev(at.start)  # of several the first stays
post.row <- rep(NA_integer_, k); post.row[series[at.end]] <- at.end              # of several the last stays
flag <- function(rows) { out <- logical(k); out[series[rows]] <- TRUE; out }
missing <- which(is.na(d$score))
lost.start <- flag(missing[d$moment[missing] == 1L]); lost.end <- flag(missing[d$moment[missing] == 2L])
elsewhere <- flag(scored[d$moment[scored] > 2L])
has.pre <- !is.na(pre.row); has.post <- !is.na(post.row)
first.row <- which(!same)
client <- d$client[first.row]
pres <- tabulate(client[has.pre], max(client)); posts <- tabulate(client[has.post], max(client))
not.later <- has.pre & has.post; not.later[not.later] <- d$date[post.row[not.later]] <= d$date[pre.row[not.later]]
reason <- fifelse(has.pre & has.post, fifelse(not.later, 7L, 0L),
  fifelse(fifelse(has.pre, lost.end, lost.start), 1L,
  fifelse(fifelse(has.pre, posts[client], pres[client]) > 0L, 4L,
  fifelse(elsewhere, 5L, 6L))))
s <- data.table(role = d$role[first.row], variant = d$variant[fifelse(has.pre, pre.row, post.row)], has.pre, has.post, reason)[has.pre | has.post]
both <- which(has.pre & has.post & !not.later)
p <- data.table(role = d$role[first.row[both]], variant = d$variant[pre.row[both]], year = year(d$date[post.row[both]]),
  pre = d$score[pre.row[both]], post = d$score[post.row[both]])
limit <- 1.96 * 10 * sqrt(2 * (1 - 0.84))
p[, change := post - pre]
p[, category := fifelse(change < -limit, fifelse(pre >= 64 & post < 64, 1L, 2L), fifelse(change > limit, fifelse(pre < 64 & post >= 64, 5L, 4L), 3L))]

half_away <- function(x, digits) { s <- 10^digits; sign(x) * floor(abs(x) * s + 0.5 + 1e-9) / s }
out <- new.env()
out$code <- list(); out$value <- list()
put <- function(code, value, digits) {
  i <- length(out$code) + 1
  out$code[[i]] <- code
  out$value[[i]] <- ifelse(is.na(value), "", formatC(half_away(value, digits), format = "f", digits = digits))
}

hedges <- function(m) exp(lgamma(m / 2) - lgamma((m - 1) / 2)) / sqrt(m / 2)
z <- qnorm(0.975)
delta <- function(t, df, p) {
  b <- hedges(df + 1) * sqrt((df + 1) / df)
  near <- t * b - qnorm(p) * sqrt(1 + t^2 * (1 - b^2))
  if (df > 1000 || abs(t) > 37) return(near)
  uniroot(function(x) suppressWarnings(pt(t, df, x)) - p, near + c(-1, 1), extendInt = "downX", tol = 1e-12)$root
}
effect_g <- function(code, p) {
  j <- hedges(p$n - 1)
  g <- -j * p$mean.change / p$sd.pre
  v <- j^2 * ((p$sd.change / p$sd.pre)^2 / (p$n - 1) + g^2 / (2 * (p$n - 1)))
  put(paste0(code, c(".g", ".g.low", ".g.high")), g + c(0, -z, z) * sqrt(v), 2)
}
effect_nct <- function(code, p, by) {
  t <- p$mean.change / (p$sd.change / sqrt(p$n)); per <- p$sd.change / by / sqrt(p$n)
  put(code, -p$mean.change / by, 2)
  put(paste0(code, ".low"), -per * delta(t, p$n - 1, 0.025), 2)
  put(paste0(code, ".high"), -per * delta(t, p$n - 1, 0.975), 2)
}

# Sums of one grouping: flow per series, scores per pair, categories counted.
reasons <- c("score_missing", "other_norm", "other_form", "other_informant", "outside_window", "absent", "end_not_later")
categories <- c("recovered", "improved", "unchanged", "deteriorated", "relapsed")
flow.cells <- s[, .N, keyby = .(role, variant, has.pre, has.post, reason)]
category.cells <- p[, .N, keyby = .(role, variant, year, category)]
flow <- function(by) {
  out <- flow.cells[, .(n.start = sum(N * has.pre), n.end = sum(N * has.post), either = sum(N)), keyby = by]
  for (i in 1:7) set(out, j = paste0("r", i), value = flow.cells[, .(k = sum(N * (reason == i))), keyby = by]$k)
  out
}
scores <- function(by) {
  out <- p[, .(n = .N, mean.pre = mean(pre), sd.pre = sd(pre), mean.post = mean(post), sd.post = sd(post), mean.change = mean(change), sd.change = sd(change)), keyby = by]
  for (i in 1:5) set(out, j = paste0("c", i), value = category.cells[, .(k = sum(N * (category == i))), keyby = by]$k)
  out
}
line <- function(f, p, code) {
  put(paste0(code, c(".start.n", ".end.n", ".either.n", ".both.n", ".no_pair.n")), c(f$n.start, f$n.end, f$either, p$n, f$either - p$n), 0)
  put(paste0(code, c(".both.pct_of_start", ".both.pct_of_either")), 100 * p$n / c(f$n.start, f$either), 1)
  put(paste0(code, ".no_pair.", reasons, ".n"), unlist(f[, paste0("r", 1:7), with = FALSE]), 0)
  put(paste0(code, c(".start.mean", ".start.sd", ".end.mean", ".end.sd", ".change.mean", ".change.sd")),
    c(p$mean.pre, p$sd.pre, p$mean.post, p$sd.post, p$mean.change, p$sd.change), 2)
  error <- p$sd.change / sqrt(p$n); half <- qt(0.975, p$n - 1) * error; t <- p$mean.change / error
  put(paste0(code, c(".change.low", ".change.high")), p$mean.change + c(-half, half), 2)
  put(paste0(code, ".t"), t, 2); put(paste0(code, ".df"), p$n - 1, 0); put(paste0(code, ".p"), 2 * pt(-abs(t), p$n - 1), 3)
  put(paste0(code, ".r"), (p$sd.pre^2 + p$sd.post^2 - p$sd.change^2) / (2 * p$sd.pre * p$sd.post), 2)
  effect_g(code, p)
  effect_nct(paste0(code, ".d_z"), p, p$sd.change)
  effect_nct(paste0(code, ".d_av"), p, sqrt((p$sd.pre^2 + p$sd.post^2) / 2))
  k <- unlist(p[, paste0("c", 1:5), with = FALSE])
  put(paste0(code, ".rc.n"), p$n, 0); put(paste0(code, ".rc.", categories, ".n"), k, 0); put(paste0(code, ".rc.", categories, ".pct"), 100 * k / p$n, 1)
}
year_line <- function(p, code) {
  put(paste0(code, ".both.n"), p$n, 0)
  put(paste0(code, c(".start.mean", ".start.sd", ".end.mean", ".end.sd")), c(p$mean.pre, p$sd.pre, p$mean.post, p$sd.post), 2)
  effect_g(code, p)
  k <- c(p$c1 + p$c2, p$c4 + p$c5)
  put(paste0(code, c(".rc.better.n", ".rc.worse.n")), k, 0); put(paste0(code, c(".rc.better.pct", ".rc.worse.pct")), 100 * k / p$n, 1)
}
by.role <- scores("role"); by.variant <- scores(c("role", "variant")); by.year <- scores(c("role", "year"))
flow.role <- flow("role"); flow.variant <- flow(c("role", "variant"))
for (w in seq_along(roles)) {
  code <- paste0("CBCL.", roles[w])
  line(flow.role[role == w], by.role[role == w], paste0(code, ".all"))
  for (v in seq_along(variants)) line(flow.variant[role == w & variant == v], by.variant[role == w & variant == v], paste0(code, ".", variants[v]))
  for (y in by.year[role == w]$year) year_line(by.year[role == w & year == y], paste0(code, ".all.", y))
}
pairs <- length(both)
put(paste0("rows.", c("start_of_pair", "end_of_pair", "start_only", "end_only", "end_not_later", "not_the_first", "not_the_last"), ".n"),
  c(pairs, pairs, sum(has.pre) - pairs, sum(has.post) - pairs - sum(not.later), sum(not.later), length(at.start) - sum(has.pre), length(at.end) - sum(has.post)), 0)
put(paste0("rows.", c("no_score", "outside_windows", "in_both_windows", "not_in_report"), ".n"), c(length(missing), m - length(at.start) - length(at.end), 0, 0), 0)
put("rows.n", n, 0)
cat(paste0(unlist(out$code), ",", unlist(out$value), "\n"), sep = "")
