# Rscript descriptives.R FILE [--time]: what descriptives_bench.cpp computes, with R's own functions on the same file. The columns stay
# integers, as read: R's mean, sd, cor and t.test take them so.
args <- commandArgs(trailingOnly = TRUE)
n <- file.size(args[1]) / 8
con <- file(args[1], "rb")
start <- readBin(con, "integer", n, 4, endian = "little"); end <- readBin(con, "integer", n, 4, endian = "little")
close(con)
spent <- function() sum(proc.time()[1:2])  # user and system
begin <- spent()
test <- t.test(end, start, paired = TRUE)
out <- c(start_mean = mean(start), start_sd = sd(start), end_mean = mean(end), end_sd = sd(end), r = cor(start, end),
  change = test$estimate[[1]], t = test$statistic[[1]], df = test$parameter[[1]], p = test$p.value, low = test$conf.int[1],
  high = test$conf.int[2], d_z = test$estimate[[1]] / sd(end - start))
took <- spent() - begin
if (length(args) > 1) cat(took * 1000, "\n") else cat(paste(names(out), sprintf("%.15g", out)), sep = "\n")
